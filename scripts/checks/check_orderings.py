#!/usr/bin/python3
"""Do the orderings of policies that the core shows hold with cells and communities too? Measures them, and keeps the table in docs/agents.md.

Runs the 22 shipped strategies on the same futures with resolution = "cells" and without perception noise, takes each ordering's effect in
every future, and says how large it is on average, with a 95 % interval, and in how many futures it holds. The table stands in
docs/agents.md between <!-- orderings: REPLICATES --> and <!-- /orderings -->.

Usage: check_orderings.py [--program PATH] [--replicates N] [--check] [--results FILE.h5]
  --replicates N   futures; as many as the document says if not given
  --check          change nothing; say what does not hold on average, and whether the document's table is up to date
  --results FILE   use these runs (of `compare`, with the series that this script asks for) instead of making them
Exit codes: 0 all hold and the table is up to date; 1 the table of the document differs; 2 usage; 3 the program failed or the document cannot
be understood; 5 an ordering that is expected to hold does not.
"""

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts" / "results"))
sys.path.insert(0, str(ROOT / "scripts" / "checks"))
from fulcrum_results import Results  # noqa: E402  (found through the lines above)
from orderings import Orderings  # noqa: E402

DOCUMENT = ROOT / "docs" / "agents.md"
BLOCK = re.compile(r"^<!-- orderings: (?P<replicates>\d+) -->\n.*?^<!-- /orderings -->$", re.MULTILINE | re.DOTALL)
ORDERINGS = Orderings()
SETTINGS = ["run.resolution=cells", "perception.noise_sd=0", "course.escalation=0"]


class Runs:
    """The strategies' runs: by series and name an array of future and week (of future, militia and week for a series by militia)."""

    def __init__(self, results):
        self.militias = [str(name) for name in results.timeseries["militia"].values]
        self.values = {(policy, name): results.series(name, policy).values for policy in ORDERINGS.strategies for name in ORDERINGS.series()}

    def __call__(self, series, militia, policy):
        values = self.values[policy, series]
        return values if militia is None else values[:, self.militias.index(militia)]


def orderings(runs):
    """(claim, what is said, effect by future): it holds in a future where the effect is above zero."""
    return [(o.claim, o.statement, ORDERINGS.effect(o, runs)) for o in ORDERINGS.all]


def tie(runs):
    """What the ranges leave undecided: whether engaging first also beats doing both at once."""
    return [(o.claim, o.statement, ORDERINGS.effect(o, runs)) for o in ORDERINGS.undecided][0]


def student(freedom):
    """Quantile .975 of Student's t: Abramowitz and Stegun 26.7.5, exact to .002 from 5 degrees of freedom on."""
    z = 1.959963984540054
    terms = [z, (z**3 + z) / 4, (5 * z**5 + 16 * z**3 + 3 * z) / 96, (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384]
    return sum(term / freedom**power for power, term in enumerate(terms))


def interval(effect):
    """Mean, and half the width of its 95 % interval by Student's t."""
    n = len(effect)
    return effect.mean(), student(n - 1) * effect.std(ddof=1) / np.sqrt(n)


def verdict(mean, half):
    return "holds" if mean - half > 0 else "fails" if mean + half < 0 else "undecided"


def rows(runs, core):
    """A row an ordering, the undecided one last: claim, ordering, core's effect, effect, futures in which it holds, verdict."""
    for (claim, words, effect), (_, _, alone) in zip([*orderings(runs), tie(runs)], [*orderings(core), tie(core)]):
        mean, half = interval(effect)
        yield claim, words, alone.mean(), mean, half, int((effect > 0).sum()), verdict(mean, half)


def table(measured, replicates):
    lines = [f"| claim | ordering | core | cells, {replicates} futures | holds in | on average |", "| --- | --- | --- | --- | --- | --- |"]
    lines += [f"| {claim} | {words} | {core:+.4f} | {mean:+.4f} ± {half:.4f} | {count} | {says} |"
              for claim, words, core, mean, half, count, says in measured]
    return "\n".join(lines)


def compare(program, file, arguments):
    """The strategies' runs, as the program makes them."""
    command = [program, "compare", *ORDERINGS.strategies, "--series", ",".join(ORDERINGS.series()), "--uncertainty", "luck", "-o", file,
               "--force", "-q", "--no-progress", *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return Runs(Results(file))


def measure(options, replicates):
    settings = [part for setting in SETTINGS for part in ("--set", setting)]
    with tempfile.TemporaryDirectory() as folder:
        core = compare(options.program, Path(folder) / "core.h5", ["--set", "run.noise=false", "--replicates", "1"])
        if options.results:
            return list(rows(Runs(Results(options.results)), core))
        return list(rows(compare(options.program, Path(folder) / "cells.h5", [*settings, "--replicates", str(replicates)]), core))


def finish(text, block, measured, replicates, check):
    """Writes the table, or says how the document's differs; the exit code."""
    wanted = f"<!-- orderings: {replicates} -->\n\n{table(measured, replicates)}\n\n<!-- /orderings -->"
    broken = [row for row in measured[:-1] if row[3] <= 0]
    for claim, words, _, mean, half, *_ in broken:
        print(f"check_orderings.py: does not hold: {claim}, {words}: {mean:+.4f} ± {half:.4f}", file=sys.stderr)
    if not check:
        DOCUMENT.write_text(text[:block.start()] + wanted + text[block.end():], encoding="utf-8")
    elif replicates == int(block["replicates"]) and block[0] != wanted:
        print("docs/agents.md is not up to date: run scripts/checks/check_orderings.py", file=sys.stderr)
        return 1
    return 5 if broken else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--program", default=str(ROOT / "build" / "release" / "sim" / "fulcrum"), help="the program to ask")
    parser.add_argument("--replicates", type=int, metavar="N")
    parser.add_argument("--check", action="store_true", help="change nothing")
    parser.add_argument("--results", type=Path, metavar="FILE.h5")
    options = parser.parse_args()
    if options.replicates is not None and options.replicates < 2:
        parser.error("--replicates must be at least 2")
    text = DOCUMENT.read_text(encoding="utf-8")
    block = BLOCK.search(text)
    if block is None:
        print(f"check_orderings.py: {DOCUMENT.name} holds no block of orderings", file=sys.stderr)
        return 3
    replicates = options.replicates or int(block["replicates"])
    try:
        measured = measure(options, replicates)
    except (OSError, ValueError, KeyError, subprocess.CalledProcessError) as error:
        print(f"check_orderings.py: {error}", file=sys.stderr)
        return 3
    print(table(measured, replicates))
    return finish(text, block, measured, replicates, options.check)


if __name__ == "__main__":
    sys.exit(main())
