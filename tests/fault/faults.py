#!/usr/bin/python3
"""Every file-system call of a sweep and of an analysis fails once, writes less than it says, or is the last that is made.

Whatever the fault, this must hold after it:
- the program ended by no signal but the one it was sent;
- what stands under the final name is the file of a command without faults (or, of an analysis, the file as it was before);
- the same command or `resume` then ends well, with that file, without anything left over beside it;
- runs that the journal counts as done are not computed again.

Without flags a sample of the faults, the same every time. Faults are made with strace, and by a limit on the size of files.

Usage: faults.py PROGRAM [--all] [--kills N] [--minutes M] [--modes NAME,...] [--jobs N]
Exit codes: 0 all held, 1 something did not.
"""

import argparse
import collections
import concurrent.futures
import filecmp
import json
import math
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "scripts/checks"), str(ROOT / "tests/sweep"), str(ROOT / "tests/commands")]
import compare_results  # noqa: E402  pylint: disable=wrong-import-position
import sweeps  # noqa: E402  pylint: disable=wrong-import-position

SEED = 20080107  # of samples and moments
SAMPLE = 18  # faults of a mode without --all
LONGEST = 120  # seconds
WRITES = {"pwrite64", "write", "writev"}
FILLS = WRITES | {"openat", "ftruncate", "fsync", "rename", "close", "mkdir"}  # what a full disk refuses
Fault = collections.namedtuple("Fault", "kind call when")

# Four batches with a journal after each, so that most faults come when something is there to be lost.
SWEEP = ["sweep", "study.toml", "-q", "-j", "1", "--journal-batches", "1", "--series", "direct,burden_total,control", "-o", "x.h5"]
MODES = {
    "summary": [*SWEEP, "--store", "summary"],
    "outcomes": [*SWEEP, "--store", "outcomes"],
    "trajectories": [*SWEEP, "--store", "trajectories"],
    "packed": [*SWEEP, "--store", "trajectories", "--compress", "deflate"],
    "by_point": [*SWEEP, "--store", "outcomes", "--summary-by-point"],
    "explain": ["explain", "x.h5", "-q", "-j", "1"],
    "sensitivity": ["sensitivity", "x.h5", "-q", "-j", "1"],
}
ANALYSES = {"explain": ["compare", "short.toml", "late.toml", "--resolution", "organisations", "--replicates", "5", "-q", "-o", "x.h5"], "sensitivity": MODES["outcomes"]}
LATE = 'schema = 1\nname = "late"\nextends = "engagement.toml"\n[time]\nweeks = 104\n'


def faults_of(call, when):
    """What can happen to a call: its errors, a write that is confirmed and not done, and the end of the program."""
    yield Fault("EIO", call, when)
    yield Fault("kill", call, when)
    if call in FILLS:
        yield Fault("ENOSPC", call, when)
    if call in WRITES:
        yield Fault("short", call, when)


def injection(fault):
    how = {"kill": "signal=KILL", "short": "retval=1"}.get(fault.kind, f"error={fault.kind}")
    return f"inject={fault.call}:{how}:when={fault.when}"


class Bench:
    """A mode of the program in a folder of its own, and what it does without faults."""

    def __init__(self, program, mode):
        self.program, self.mode, self.command = program, mode, MODES[mode]
        self.folder = Path(tempfile.mkdtemp(prefix=f"fulcrum-fault-{mode}-"))
        self.write("short.toml", sweeps.SHORT)
        self.write("late.toml", LATE)
        self.write("study.toml", sweeps.STUDY.format(policies='["short", "late"]', replicates=60, head="", design=sweeps.SOBOL.format(points=8)))
        self.file, self.whole, self.before = self.folder / "x.h5", self.folder / "whole.h5", None
        self.figures, self.problems = collections.Counter(), []
        if mode in ANALYSES:
            self.must(ANALYSES[mode])
            self.before = self.folder / "before.h5"
            self.file.rename(self.before)
        self.start_afresh()
        started = time.monotonic()
        self.must(self.command)
        self.seconds = time.monotonic() - started
        self.file.rename(self.whole)

    def write(self, name, text):
        (self.folder / name).write_text(text, encoding="utf-8")

    def run(self, command, strace=(), limit=None):
        before = (lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))) if limit is not None else None
        return subprocess.run([*strace, self.program, *command], cwd=self.folder, capture_output=True, text=True, check=False,
                              stdin=subprocess.DEVNULL, timeout=LONGEST, preexec_fn=before)  # pylint: disable=subprocess-popen-preexec-fn

    def must(self, command):
        done = self.run(command)
        if done.returncode != 0:
            raise SystemExit(f"{self.mode}: {command} without a fault: {done.returncode} {done.stderr}")

    def start_afresh(self):
        for left in self.folder.glob("x.h5*"):
            left.unlink()
        if self.before:
            shutil.copy(self.before, self.file)

    def calls(self):
        """(call, number among its kind) of all calls on files of the folder."""
        self.start_afresh()
        trace = self.folder / "trace"
        self.run(self.command, ["strace", "-f", "-y", "-qq", "-e", "trace=%file,%desc", "-o", str(trace)])
        counts, found, main = collections.Counter(), [], None
        for line in trace.read_text(errors="replace").splitlines():
            match = re.match(r"(\d+) +(\w+)\((.*)", line)
            if not match:
                continue
            main = main or match[1]
            if match[1] != main:
                continue
            counts[match[2]] += 1
            if "x.h5" in match[3]:
                found.append((match[2], counts[match[2]]))
        return found

    def journal_done(self):
        """Runs that the journal has; None without a journal."""
        try:
            with open(f"{self.file}.journal", "rb") as file:
                file.readline()
                return json.loads(file.readline())["done"]
        except FileNotFoundError:
            return None

    def is_whole(self, file):
        with compare_results.opened(self.whole) as a, compare_results.opened(file) as b:
            return next(iter(compare_results.compare_whole(a, b)), None) is None

    def stands(self):
        """What is under the final name: nothing, the file of before, the whole one, or a wrong one."""
        if not self.file.exists():
            return "nothing"
        if self.before and filecmp.cmp(self.file, self.before, shallow=False):
            return "before"
        try:
            return "whole" if self.is_whole(self.file) else "wrong"
        except (compare_results.Unreadable, OSError, RuntimeError, KeyError, ValueError):
            return "wrong"

    def suffer(self, fault):
        self.start_afresh()
        if fault.kind == "limit":
            done = self.run(self.command, limit=fault.when)
        else:
            done = self.run(self.command, ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={fault.call}", "-e", injection(fault)])
        self.judge(fault, done.returncode, done.stderr)

    def judge(self, fault, code, said):
        """Looks at what the fault has left, goes on, and looks again."""
        stands = self.stands()
        self.figures["finished" if code == 0 else "killed" if code == -signal.SIGKILL else "refused"] += 1
        if code < 0 and not (fault.kind == "kill" and code == -signal.SIGKILL):
            self.problem(fault, f"ended by signal {-code}: {said}")
        if stands == "wrong" or (code == 0 and stands != "whole") or (self.before and stands == "nothing"):
            self.problem(fault, f"ended with {code}, and under the final name stands: {stands}; {said}")
        kept = self.journal_done()
        self.go_on(fault, kept)
        if self.stands() != "whole":
            self.problem(fault, f"gone on with, under the final name stands: {self.stands()}")
        left = sorted(path.name for path in self.folder.glob("x.h5*") if path != self.file)
        if left:
            self.problem(fault, f"left over: {', '.join(left)}")

    def go_on(self, fault, kept):
        if self.before and self.stands() == "whole":
            return  # the analysis was in its file before the command ended, and is refused a second time
        done = None
        if not self.before and (kept is not None or self.file.exists()):
            done = self.run(["resume", "x.h5"])
            said = re.search(r"kept ([\d,]+) of", done.stderr)
            found = int(said[1].replace(",", "")) if said else 0
            if kept and not self.file.exists() or (kept and found < kept and "complete" not in done.stderr):
                self.problem(fault, f"the journal had {kept} runs, and resume kept {found}: {done.stderr}")
        if self.before or done is None or done.returncode != 0:
            again = self.run(self.command)
            if again.returncode != 0:
                self.problem(fault, f"cannot be done again: {again.stderr}")

    def problem(self, fault, text):
        self.problems.append(f"{self.mode} {fault.kind} {fault.call} {fault.when}: {text.strip()}")

    def kill_at_random(self, kills, moments):
        """The program with all its threads, killed at any moment."""
        self.command = [word for word in self.command if word not in ("-j", "1", "--journal-batches")]
        if not self.before:
            self.command += ["--journal-batches", "1"]
        for _ in range(kills):
            self.start_afresh()
            at = moments.uniform(0, self.seconds)
            with subprocess.Popen([self.program, *self.command], cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL) as process:
                time.sleep(at)
                process.kill()
            self.judge(Fault("kill", f"{at:.3f} s", 0), process.returncode, "")


def held_in(program, mode, options):
    """A mode's figures and problems. What stops the harness itself is a problem of that mode, and costs no other mode its figures."""
    try:
        return faults_in(program, mode, options)
    except (SystemExit, Exception) as error:  # pylint: disable=broad-exception-caught
        return mode, collections.Counter(), [f"{mode}: the harness stopped: {error!r}"]


def faults_in(program, mode, options):
    end = time.monotonic() + 60 * options.minutes
    bench, chance = Bench(program, mode), random.Random(f"{SEED} {mode}")
    faults = [fault for call, when in bench.calls() for fault in faults_of(call, when)]
    size = bench.whole.stat().st_size
    if not bench.before:  # the program asks first what room an analysis needs
        faults += [Fault("limit", "size", size * share // 40) for share in range(1, 40)]
    if not options.all:
        faults = chance.sample(faults, min(SAMPLE, len(faults)))
    chance.shuffle(faults)  # with --minutes those that are left out are spread over the command
    for fault in faults:
        if time.monotonic() < end:
            bench.suffer(fault)
    bench.kill_at_random(options.kills, chance)
    shutil.rmtree(bench.folder)
    return mode, bench.figures, bench.problems


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=lambda text: str(Path(text).resolve()))
    parser.add_argument("--all", action="store_true", help="every fault of every call")
    parser.add_argument("--kills", type=int, default=3, help="kills at random moments, by mode")
    parser.add_argument("--modes", type=lambda text: text.split(","), default=list(MODES), help=", ".join(MODES))
    parser.add_argument("--minutes", type=float, default=math.inf, help="make as many faults of a mode as fit into so long")
    parser.add_argument("--jobs", type=int, default=2, help="modes at a time")
    options = parser.parse_args()
    wrong = []
    print(f"{'mode':14}{'faults':>8}{'finished':>10}{'refused':>9}{'killed':>8}{'problems':>10}")
    with concurrent.futures.ProcessPoolExecutor(options.jobs) as pool:
        for done in concurrent.futures.as_completed([pool.submit(held_in, options.program, mode, options) for mode in options.modes]):
            mode, figures, problems = done.result()
            counts = [sum(figures.values()), figures["finished"], figures["refused"], figures["killed"], len(problems)]
            print(f"{mode:14}{counts[0]:>8}{counts[1]:>10}{counts[2]:>9}{counts[3]:>8}{counts[4]:>10}", flush=True)
            wrong += problems
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
