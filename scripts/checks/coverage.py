#!/usr/bin/python3
"""Line coverage of every room by the tests in C++, with a floor a room.

Builds them with the preset coverage in build/coverage, runs those with the label fast, and lets gcovr count the lines of models, scenarios, output
and sim that they ran. Tests that start the program are not counted, so sim/commands, which they are about, has a low floor. .ci/coverage names the
rooms and their floors. A new room needs one.

Usage: coverage.py [--jobs N] [--counted] [--record] [--html FOLDER]
  --counted      count what the last tests ran: build and run nothing
  --record       write the floors anew: two points below what is covered now
  --html FOLDER  every line, as pages to read in a browser
Exit codes: 0 every room reaches its floor, 1 one does not or a test fails, 2 wrong usage, 77 gcovr is not installed.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build" / "coverage"
FLOORS = ROOT / ".ci" / "coverage"
HOUSES = ("models", "scenarios", "output", "sim")


def room_of(path):
    """sim/answer for sim/answer/verdict.cpp, models for models/state.h. Headers are included through links in the build folder."""
    folders = (ROOT / path).resolve().relative_to(ROOT).parts[:-1]
    return "/".join(folders[:2])


def build_and_run(jobs):
    """Whether every test passes."""
    for old in BUILD.rglob("*.gcda"):
        old.unlink()
    subprocess.run([ROOT / "scripts" / "install_dependencies", "test"], check=True)
    subprocess.run(["cmake", "--preset", "coverage", "-Wno-dev", "--log-level=WARNING"], cwd=ROOT, check=True)
    subprocess.run(["cmake", "--build", "--preset", "coverage", "--parallel", str(jobs), "--target", "fulcrum_tests"], cwd=ROOT, check=True)
    tests = ["ctest", "--preset", "coverage", "--parallel", str(jobs), "--progress", "-L", "fast", "-LE", "program"]
    return subprocess.run(tests, cwd=ROOT, check=False).returncode == 0


def gcovr(jobs, *output):
    filters = [part for house in HOUSES for part in ("--filter", f"{ROOT}/{house}/")]
    command = ["gcovr", "--root", str(ROOT), *filters, "-j", str(jobs), *output, str(BUILD)]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def lines_by_room(jobs):
    """Room -> [lines that a test ran, lines], from the executable lines of its sources and headers."""
    rooms = defaultdict(lambda: [0, 0])
    for file in json.loads(gcovr(jobs, "--json-summary", "-"))["files"]:
        if file["filename"].endswith((".cpp", ".h")):
            counts = rooms[room_of(file["filename"])]
            counts[0] += file["line_covered"]
            counts[1] += file["line_total"]
    return dict(sorted(rooms.items()))


def floors():
    rows = (line.split() for line in FLOORS.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    return {room: int(floor) for room, floor in rows}


def record(rooms):
    head = "# Room, and the percentage of its lines that the tests in C++ must run: scripts/checks/coverage.py\n"
    rows = (f"{room} {max(0, int(100 * ran / lines) - 2)}\n" for room, (ran, lines) in rooms.items())
    FLOORS.write_text(head + "".join(rows), encoding="utf-8")


def report(rooms, floor):
    """The rooms that do not reach their floor; prints all of them."""
    low = []
    print(f"{'room':24} {'lines':>7} {'run':>7} {'floor':>7}")
    for room, (ran, lines) in rooms.items():
        share = 100 * ran / lines
        if room not in floor or share < floor[room]:
            low.append(room)
        print(f"{room:24} {lines:7} {share:6.1f}% {floor.get(room, 'none'):>6}{'%' if room in floor else ' '}{'  too low' if room in low else ''}")
    return low


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--counted", action="store_true")
    parser.add_argument("--record", action="store_true")
    parser.add_argument("--html", type=Path)
    options = parser.parse_args()
    if not shutil.which("gcovr"):
        print("gcovr is not installed.", file=sys.stderr)
        return 77
    passed = options.counted or build_and_run(options.jobs)
    rooms = lines_by_room(options.jobs)
    if options.record:
        record(rooms)
    if options.html:
        options.html.mkdir(parents=True, exist_ok=True)
        gcovr(options.jobs, "--html-details", str(options.html / "index.html"))
    low = report(rooms, floors())
    if not passed:
        print("A test failed; what it would have run is not counted.")
    return 1 if low or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
