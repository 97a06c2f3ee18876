#!/usr/bin/python3
"""Mutation testing of the equations: every sign flipped, every term dropped, one at a time; the tests of equations must notice.

Each mutant changes one operator or drops one term of one line in models/equations. The tests of that file (tests/models/equations_*_test.cpp,
and the comparison with the reference where they pass) are built against the changed copy, in a folder of their own; the sources here are not
touched. A mutant that no test notices is printed with its line.

Usage: mutate_equations.py [--jobs N] [--only FILE...] [--list]
  --only FILE   equation files, such as threat.h (default: all)
  --list        print the mutants and test nothing
Exit codes: 0 all were noticed, 1 some were not, 2 wrong usage.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EQUATIONS = ROOT / "models" / "equations"
TESTS = ROOT / "tests" / "models"
BINARY = re.compile(r"(?<=[\w)\]]) ([+\-*/]) (?=[\w(\-])")
FLIP = {"+": "-", "-": "+", "*": "/", "/": "*"}


def code_of(line):
    """The part of a line before a comment; nothing for declarations that hold no arithmetic."""
    code = line.split("//")[0]
    return "" if code.lstrip().startswith(("#", "template", "struct", "///", "using")) else code


def term_end(code, start):
    """Where the term that starts at a position ends: before the next + or - at its own depth, a comma, a bracket or a semicolon."""
    depth = 0
    for i in range(start, len(code)):
        c = code[i]
        if c in "([{":
            depth += 1
        elif c in ")]}":
            if depth == 0:
                return i
            depth -= 1
        elif depth == 0 and (c in ",;?:" or (c in "+-" and code[i - 1] == " " and i > start)):
            return i - 1 if code[i - 1] == " " else i
    return len(code)


def mutants_of(path):
    """Every mutant of a file as (line number, what, text of the file)."""
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        code = code_of(line)
        for found in BINARY.finditer(code):
            operator, at = found.group(1), found.start(1)
            flipped = line[:at] + FLIP[operator] + line[at + 1:]
            yield number + 1, f"{operator} becomes {FLIP[operator]}", "\n".join(lines[:number] + [flipped] + lines[number + 1:]) + "\n"
            if operator in "+-":
                end = term_end(code, at + 2)
                dropped = line[:at - 1] + line[end:]
                yield number + 1, f"drops '{line[at:end].strip()}'", "\n".join(lines[:number] + [dropped] + lines[number + 1:]) + "\n"


def tests_of(header):
    """Test sources that include an equation header."""
    return [path for path in sorted(TESTS.glob("equations_*_test.cpp")) if f"models/equations/{header}" in path.read_text(encoding="utf-8")]


def noticed(header, text):
    """Whether the tests of a header fail, or do not compile, with the header changed."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "models"
        shutil.copytree(ROOT / "models", copy, ignore=shutil.ignore_patterns("kernels", "agents"))
        (copy / "equations" / header).write_text(text, encoding="utf-8")
        program = Path(folder) / "tests"
        sources = [*tests_of(header), copy / "parameters.cpp", copy / "levers.cpp"]
        build = subprocess.run(["g++", "-std=c++20", "-O0", "-w", "-I", folder, "-I", ROOT, *sources, "-lgmock", "-lgtest", "-lgtest_main", "-lpthread",
                                "-o", program], capture_output=True, check=False)
        return build.returncode != 0 or subprocess.run([program], capture_output=True, check=False, timeout=120).returncode != 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", nargs="+", default=[])
    parser.add_argument("--list", action="store_true")
    arguments = parser.parse_args()
    work = [(path.name, *mutant) for path in sorted(EQUATIONS.glob("*.h")) if not arguments.only or path.name in arguments.only
            for mutant in mutants_of(path)]
    if arguments.list:
        for header, number, what, _ in work:
            print(f"models/equations/{header}:{number}: {what}")
        print(f"{len(work)} mutants")
        return 0
    with ThreadPoolExecutor(arguments.jobs) as pool:
        outcomes = list(pool.map(lambda mutant: noticed(mutant[0], mutant[3]), work))
    missed = [mutant for mutant, seen in zip(work, outcomes) if not seen]
    for header, number, what, _ in missed:
        print(f"models/equations/{header}:{number}: no test notices that it {what}" if what.startswith("drops")
              else f"models/equations/{header}:{number}: no test notices that {what}")
    print(f"{len(work)} mutants, {len(work) - len(missed)} noticed, {len(missed)} not")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
