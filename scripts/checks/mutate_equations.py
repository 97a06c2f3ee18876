#!/usr/bin/python3
"""Mutation testing of the equations: every sign flipped, every term dropped, one at a time; the tests of equations must notice.

Each mutant changes one operator or drops one term of one line in models/equations. The tests of that file (tests/models/equations_*_test.cpp)
are built against the changed copy, in a folder of their own; the sources here are not touched. They must pass on the file as it is. A mutant
that no test notices is printed with its line.

Usage: mutate_equations.py [--jobs N] [--only FILE...] [--list]
  --only FILE   equation files, such as threat.h (default: all)
  --list        print the mutants and test nothing
Exit codes: 0 all were noticed, 1 some were not or a test fails without a mutant, 2 wrong usage.
"""

import argparse
import re
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


COMPILE = ["g++", "-std=c++20", "-O0", "-w"]
TABLES = ("parameters", "levers", "vehicles")  # sources in models


def prepare(folder):
    """What no mutant changes is compiled once: the headers of GoogleTest, and the tables of parameters, levers and kinds of support."""
    (folder / "googletest.h").write_text("#include <gmock/gmock.h>\n#include <gtest/gtest.h>\n", encoding="utf-8")
    subprocess.run([*COMPILE, folder / "googletest.h", "-o", folder / "googletest.h.gch"], check=True)
    for source in TABLES:
        subprocess.run([*COMPILE, "-I", ROOT, "-c", ROOT / "models" / f"{source}.cpp", "-o", folder / f"{source}.o"], check=True)


def fails(test, common, folder):
    """Whether a test source, with the headers in `folder` before those of the project, does not compile or does not pass."""
    program = folder / test.stem
    build = subprocess.run([*COMPILE, "-I", common, "-include", "googletest.h", "-I", folder, "-I", ROOT, test, *(common / f"{source}.o" for source in TABLES),
                            "-lgmock", "-lgtest", "-lgtest_main", "-lpthread", "-o", program], capture_output=True, check=False)
    if build.returncode != 0:
        return True
    try:
        return subprocess.run([program], capture_output=True, check=False, timeout=120).returncode != 0
    except subprocess.TimeoutExpired:  # the mutant does not end
        return True


def noticed(common, header, text):
    """Whether a test of a header fails with the header changed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "models" / "equations").mkdir(parents=True)
        (folder / "models" / "equations" / header).write_text(text, encoding="utf-8")
        return any(fails(test, common, folder) for test in tests_of(header))


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
    with tempfile.TemporaryDirectory() as common, ThreadPoolExecutor(arguments.jobs) as pool:
        prepare(Path(common))
        failing = [header for header in sorted({mutant[0] for mutant in work}) if noticed(Path(common), header, (EQUATIONS / header).read_text("utf-8"))]
        if failing:
            print(f"The tests of {', '.join(failing)} fail without a mutant.", file=sys.stderr)
            return 1
        outcomes = list(pool.map(lambda mutant: noticed(Path(common), mutant[0], mutant[3]), work))
    missed = [mutant for mutant, seen in zip(work, outcomes) if not seen]
    for header, number, what, _ in missed:
        print(f"models/equations/{header}:{number}: no test notices that it {what}" if what.startswith("drops")
              else f"models/equations/{header}:{number}: no test notices that {what}")
    print(f"{len(work)} mutants, {len(work) - len(missed)} noticed, {len(missed)} not")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
