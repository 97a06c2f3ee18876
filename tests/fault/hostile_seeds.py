"""Small results files and journals of every kind, from which hostile ones are made."""

import hashlib
import json
import shutil
import subprocess
from pathlib import Path

MAGIC = b"fulcrum-journal 3 "
SCENARIO = 'schema = 1\nname = "{name}"\nextends = "{base}"\n[time]\nweeks = {weeks}\n'
STUDY = """schema = 1
[study]
name = "study"
policies = ["short", "other"]
replicates = {replicates}
seed = 7
[design]
{design}
[design.factors]
"direct.threat_gain" = {{}}
"levers.host_aid" = {{ low = 0.1, high = 1.0 }}
"""
SOBOL = 'kind = "sobol"\npoints = 8'
# The burden of one point is so large that its runs fail; with --fail fast the sweep stops there, and others are left to be done.
STOPPING = STUDY.replace('"short", "other"', '"long", "late"').replace('"levers.host_aid" = {{ low = 0.1, high = 1.0 }}', '"burden.presence" = {{}}')
STOPPING_POINTS = 'kind = "list"\nlist = [{before}{{ "direct.threat_gain" = 4, "burden.presence" = 1.79e308 }}, {after}]'
FEW = ("--series", "direct,burden_total,control")


def run(program, folder, *arguments, codes=(0,)):
    done = subprocess.run([program, *arguments], cwd=folder, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    if done.returncode not in codes:
        raise RuntimeError(f"{arguments}: {done.returncode}: {done.stderr}")


def write_inputs(folder):
    for name, base, weeks in (("short", "status_quo", 12), ("other", "engagement", 12), ("long", "status_quo", 104), ("late", "engagement", 104)):
        (folder / f"{name}.toml").write_text(SCENARIO.format(name=name, base=f"{base}.toml", weeks=weeks))
    point = '{ "direct.threat_gain" = 3, "burden.presence" = 1 }, '
    for name, text in {
        "study": STUDY.format(replicates=2, design=SOBOL),
        "saltelli": STUDY.format(replicates=1, design='kind = "saltelli"\npoints = 4'),
        "morris": STUDY.format(replicates=1, design='kind = "morris"\ntrajectories = 3'),
        "larger": STUDY.format(replicates=2, design='kind = "sobol"\npoints = 16'),
        "stopping": STOPPING.format(replicates=3, design=STOPPING_POINTS.format(before=point * 60, after=point * 240)),
    }.items():
        (folder / f"{name}.toml").write_text(text)


def make(program, folder):
    """Writes the seeds into a folder; returns the names of finished results files."""
    write_inputs(folder)

    def go(*arguments, codes=(0,)):
        if arguments[0] in ("run", "compare") and "run.resolution=cells" not in arguments:
            arguments = (arguments[0], "--resolution", "organisations", *arguments[1:])
        run(program, folder, *arguments, "-q", codes=codes)

    go("run", "short", "--replicates", "3", "-o", "run.h5")
    go("compare", "short", "other", "--replicates", "3", "-o", "compare.h5", "--series", "all")
    go("explain", "compare.h5")
    go("compare", "short", "other", "--replicates", "3", "--compress", "deflate", "-o", "packed.h5")
    go("run", "short", "--replicates", "1", "--set", "run.resolution=cells", "--set", "cells.scale=200", "--set", "cells.events=true",
       "--set", "communities.people=200000", "--series", "all", "-o", "cells.h5")
    go("sweep", "study.toml", "-o", "points.h5", "--summary-by-point", *FEW)
    go("sweep", "study.toml", "-o", "outcomes.h5", "--store", "outcomes", "--keep-journal", *FEW)
    go("sweep", "study.toml", "-o", "summary.h5", "--store", "summary", *FEW)
    go("sweep", "saltelli.toml", "-o", "saltelli.h5", "--store", "outcomes", *FEW)
    go("sweep", "morris.toml", "-o", "morris.h5", "--store", "outcomes", *FEW)
    for shard in ("1", "2"):
        go("sweep", "study.toml", "-o", f"part{shard}.h5", "--shard", f"{shard}/2", *FEW)
    for store in ("trajectories", "outcomes"):
        # An unfinished file with its journal, and what it becomes in the end.
        go("sweep", "stopping.toml", "-o", f"stopped-{store}.h5", "--store", store, "--fail", "fast", "-j", "1", "--journal-batches", "1", *FEW, codes=(4,))
        go("sweep", "stopping.toml", "-o", f"whole-{store}.h5", "--store", store, *FEW, codes=(4,))
    return sorted(path.name for path in folder.glob("*.h5") if not path.name.startswith("whole-"))


def read_journal(path):
    """The line of JSON as a dictionary, and the summaries behind it."""
    _, head, summaries = Path(path).read_bytes().split(b"\n", 2)
    return json.loads(head), summaries


def write_journal(path, head, summaries):
    """A journal whose checksum is right, whatever it says."""
    line = head if isinstance(head, bytes) else json.dumps(head, separators=(",", ":"), sort_keys=True).encode()

    def digest(data):
        return hashlib.sha256(data).hexdigest().encode()
    Path(path).write_bytes(MAGIC + digest(digest(line) + digest(summaries)) + b"\n" + line + b"\n" + summaries)


def copy(names, source, target):
    for name in names:
        if (source / name).exists():
            shutil.copy(source / name, target / name)
