#!/usr/bin/python3
"""Thousands of hostile results files and journals, each read by commands of the program: none may end it by a signal, keep it for longer than
20 s of processor time, or leave a wrong file under a final name.

Changes are structured (HDF5 and the journal's checksum accept them) or of bytes; each is made from its number and the seed alone, so a
finding is made again with --first N --structured 1.

Usage: hostile_campaign.py PROGRAM [--structured 10000] [--bytes 10000] [--first 0] [--seed 1] [--jobs 2] [--minutes M]
                           [--keep FOLDER]
Prints the table of docs/hardening.md. Exit codes: 0 nothing found, 5 something was.
"""

import argparse
import collections
import concurrent.futures
import json
import math
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import numpy as np

import hostile_changes
import hostile_seeds

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts" / "checks"))
import compare_results  # noqa: E402  pylint: disable=wrong-import-position

CPU_SECONDS = 20
MEMORY = 6 * 2**30
SANITIZER_FAULT = 99
CODES = {0, 2, 3, 4, 5, 6, 130}
# Messages of the library or the language, which say nothing of the file.
BARE = re.compile(r"_M_range_check|std::|map::at|^stoi|^stoull|^stoll|bad_variant|json\.exception|vector::|basic_string")
Finding = collections.namedtuple("Finding", "kind number seed_file changes command text")


def limits():
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    if not os.environ.get("FULCRUM_SANITIZED"):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def call(program, folder, command):
    """The exit code (None: too long), and what was said."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "ASAN_OPTIONS": f"exitcode={SANITIZER_FAULT}:detect_leaks=0:allocator_may_return_null=1",
                   "UBSAN_OPTIONS": f"halt_on_error=1:exitcode={SANITIZER_FAULT}"}
    with open(folder / "said", "wb") as said:
        process = subprocess.Popen([program, *command], cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=said,
                                   stdin=subprocess.DEVNULL, preexec_fn=limits)  # pylint: disable=subprocess-popen-preexec-fn
        try:
            code = process.wait(timeout=CPU_SECONDS * 20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            code = None
    return code, (folder / "said").read_text(errors="replace")


def verdict(code, said):
    """What is wrong with how a command ended; nothing if nothing is."""
    if code is None or code in (-24, -9):
        return "hang"
    if code < 0 or code == SANITIZER_FAULT or "Sanitizer" in said or "runtime error:" in said:
        return "signal"
    if code not in CODES:
        return "exit code"
    if "bad_alloc" in said or "not enough memory" in said:
        return "memory"
    return "bare message" if BARE.search(said) else None


def commands_for(rng, name):
    """Two commands that read a results file in different ways."""
    all_commands = [["report", name, "-o", "out.html"], ["report", name, "--format", "md", "-o", "out.md"],
                    ["export", name], ["export", name, "--format", "json"], ["export", name, "--iamc"],
                    ["export", name, "--table", "runs"], ["export", name, "--shape", "wide"],
                    ["rerun", name, "--run", str(int(rng.integers(6)))], ["explain", name], ["status", name],
                    ["sensitivity", name, "--resamples", "2"], ["sensitivity", name, "--method", "pawn", "--resamples", "2"],
                    ["discover", name], ["robust", name], ["sweep", "larger.toml", "-o", "larger.h5", "-q", "--extend", name,
                                                           *hostile_seeds.FEW],
                    ["merge", "part1.h5", "part2.h5", "-o", "merged.h5"]]
    kinds = [c for c in all_commands if c[0] != "merge" or name.startswith("part")]
    if name.startswith("stopped"):
        kinds = [["resume", name, "-q", "--fail", "slow"], ["status", name], ["rerun", name + ".partial", "--run", "3"]]
    return [kinds[int(i)] for i in rng.permutation(len(kinds))[:2]]


def differs_from_whole(folder, name):
    """Whether an unfinished sweep that was resumed has become another file than the uninterrupted one."""
    whole, made = folder / name.replace("stopped", "whole"), folder / name
    if not (whole.exists() and made.exists()):
        return False
    with compare_results.opened(whole) as a, compare_results.opened(made) as b:
        return any(compare_results.compare_whole(a, b))


class Writer(threading.local):
    """Makes structured changes in a process of its own, one a thread: HDF5 1.10 breaks on some of them while it writes."""

    process = None

    def __init__(self, started):
        self.started = started

    def change(self, seed, path):
        """The changes that were made. What HDF5 has left of a file on which it broke is as hostile as any."""
        if self.process is None or self.process.poll() is not None:
            self.process = subprocess.Popen([sys.executable, "-B", hostile_changes.__file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                            stderr=subprocess.DEVNULL, text=True)
            self.started.append(self.process)
        self.process.stdin.write(json.dumps({"seed": seed, "path": str(path)}) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            self.process.wait()
        return json.loads(answer) if answer else ["HDF5 broke on writing it"]


class Campaign:
    """Seeds in a folder, and what is found."""

    def __init__(self, program, seed, folder, keep=None):
        self.program, self.seed, self.folder, self.keep = str(Path(program).resolve()), seed, Path(folder), keep
        self.seeds = self.folder / "seeds"
        self.seeds.mkdir()
        self.names = hostile_seeds.make(self.program, self.seeds)
        self.writers = []
        self.writer = Writer(self.writers)
        self.names += [f"stopped-{store}.h5" for store in ("trajectories", "outcomes")] * 2

    def end(self):
        """Ends the processes that it has started."""
        for process in self.writers:
            with process:
                process.stdin.close()

    def place(self, name, folder):
        """Copies a seed with what belongs to it; returns the files that may be changed: results, then journals."""
        scenarios = [f"{scenario}.toml" for scenario in ("short", "other", "long", "late")]
        hostile_seeds.copy([*scenarios, "study.toml", "stopping.toml", "larger.toml", name, name + ".journal"], self.seeds, folder)
        if name.startswith("part"):
            hostile_seeds.copy([f"part{i}.h5{end}" for i in (1, 2) for end in ("", ".journal")], self.seeds, folder)
        if name.startswith("stopped"):
            hostile_seeds.copy([name + ".partial", name + ".partial.record_log", name.replace("stopped", "whole")], self.seeds, folder)
        results = folder / (name + ".partial" if name.startswith("stopped") else name)
        journal = folder / (name + ".journal")
        return results, journal if journal.exists() else None

    def one(self, kind, number):
        """One change and two commands; returns the findings."""
        rng = np.random.default_rng([self.seed, kind == "bytes", number])
        name = hostile_changes.pick(rng, self.names)
        with tempfile.TemporaryDirectory(dir=self.folder) as place:
            folder = Path(place)
            results, journal = self.place(name, folder)
            of_journal = journal is not None and rng.random() < .5
            if kind == "bytes":
                changes = hostile_changes.change_bytes(rng, journal if of_journal else results)
            elif of_journal:
                changes = hostile_changes.change_journal(rng, journal)
                self.stay_here(journal, folder)
            else:
                changes = self.writer.change(int(rng.integers(2**63)), results)
            findings = []
            for command in commands_for(rng, name):
                code, said = call(self.program, folder, command)
                wrong = verdict(code, said)
                if wrong is None and of_journal and kind == "bytes" and command[0] == "resume" and differs_from_whole(folder, name):
                    wrong = "wrong file"
                if wrong:
                    findings.append(Finding(wrong, number, name, changes, " ".join(command), said.strip()[-300:]))
                    if self.keep:
                        shutil.copytree(folder, Path(self.keep) / f"{kind}-{number}", dirs_exist_ok=True)
            return findings

    @staticmethod
    def stay_here(journal, folder):
        """The folder in which a journal's study stands is the place of the copy."""
        data = journal.read_bytes()
        try:
            head, summaries = hostile_seeds.read_journal(journal)
            if isinstance(head["request"].get("folder"), str) and head["request"]["folder"].startswith("/"):
                head["request"]["folder"] = str(folder)
                hostile_seeds.write_journal(journal, head, summaries)
        except (ValueError, KeyError, TypeError, AttributeError):
            journal.write_bytes(data)

    def run(self, kind, first, count, jobs, end=math.inf):
        """Returns how many changes were made before the end (time.monotonic), and the findings."""
        findings, done = [], 0
        with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
            for found in pool.map(lambda n: None if time.monotonic() > end else self.one(kind, n), range(first, first + count)):
                if found is None:
                    break
                done += 1
                findings += found
                for finding in found:
                    print(f"{finding.kind}: {kind} {finding.number} of {finding.seed_file} {finding.changes}: {finding.command}\n"
                          f"    {finding.text}", file=sys.stderr, flush=True)
                if done % 500 == 0:
                    print(f"{done} of {count} {kind} changes, {len(findings)} findings", file=sys.stderr, flush=True)
        return done, findings


def table(rows):
    kinds = ["signal", "hang", "memory", "wrong file", "exit code", "bare message"]
    lines = ["| changes | number | calls | " + " | ".join(kinds) + " |", "| --- |" + " ---: |" * (len(kinds) + 2)]
    for name, count, findings in rows:
        counts = collections.Counter(f.kind for f in findings)
        lines.append(f"| {name} | {count:,} | {2 * count:,} | " + " | ".join(str(counts[k]) for k in kinds) + " |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("program")
    for flag, default in (("--structured", 10000), ("--bytes", 10000), ("--first", 0), ("--seed", 1), ("--jobs", 2)):
        parser.add_argument(flag, type=int, default=default)
    parser.add_argument("--minutes", type=float, default=math.inf, help="stop each kind of changes after so long, and print what was done")
    parser.add_argument("--keep", help="copy what was found into this folder")
    flags = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="fulcrum-hostile-") as folder:
        campaign = Campaign(flags.program, flags.seed, folder, flags.keep)
        rows = [(kind, *campaign.run(kind, flags.first, count, flags.jobs, time.monotonic() + 60 * flags.minutes))
                for kind, count in (("structured", flags.structured), ("bytes", flags.bytes)) if count]
        campaign.end()
    print(table(rows))
    return 5 if any(findings for _, _, findings in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
