#!/usr/bin/python3
"""Lists sources of sim/ and models/ that no C++ test includes by their header.

A source is X.cpp with an X.h beside it; it counts as tested where a C++ file under tests/ includes that header itself. Sources that are tested
in another way stand in EXCEPTIONS with the reason.

Usage: tested_sources.py [ROOT]     (default: this project)
Exit codes: 0 every source is tested or an exception, 1 some are not, or an exception is of a source that is not there, 2 wrong usage.
"""

import argparse
import re
import sys
from pathlib import Path

FOLDERS = ("models", "sim")
EXCEPTIONS = {
    "sim/calibration/ablations.cpp": "hindcast --ablations, run by tests/hindcast/hindcast_test.py",
    "sim/calibration/candidates.cpp": "calibrate and --uncertainty record, run by tests/hindcast/hindcast_test.py",
    "sim/calibration/hindcast_band.cpp": "hindcast --band, run by tests/hindcast/hindcast_test.py",
    "sim/commands/ask/answer_output.cpp": "what run and compare print, looked at by tests/commands/answer_test.py",
    "sim/commands/check/record_flags.cpp": "declares flags, which tests/hindcast/hindcast_test.py gives",
    "sim/commands/command_line.cpp": "the whole program, started by every test of tests/commands",
}


def included(root):
    """Every header that a C++ file under tests/ includes, as it is written there."""
    headers = set()
    for path in [*root.glob("tests/**/*.cpp"), *root.glob("tests/**/*.h")]:
        headers.update(re.findall(r'^#include "([^"]+)"', path.read_text(encoding="utf-8"), re.MULTILINE))
    return headers


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("root", nargs="?", type=Path, default=Path(__file__).resolve().parents[2])
    root = parser.parse_args().root
    sources = [path.relative_to(root) for folder in FOLDERS for path in sorted((root / folder).rglob("*.cpp")) if path.with_suffix(".h").exists()]
    tests = included(root)
    untested = [str(path) for path in sources if str(path.with_suffix(".h")) not in tests and str(path) not in EXCEPTIONS]
    gone = [name for name in EXCEPTIONS if root == Path(__file__).resolve().parents[2] and not (root / name).exists()]
    for name in untested:
        print(f"{name}: no C++ test includes {Path(name).with_suffix('.h').name}")
    for name in gone:
        print(f"{name}: is an exception of scripts/checks/tested_sources.py, and is not there")
    print(f"{len(sources)} sources, {len(untested)} of them without a C++ test; {len(EXCEPTIONS)} exceptions")
    return 1 if untested or gone else 0


if __name__ == "__main__":
    sys.exit(main())
