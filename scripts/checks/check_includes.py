#!/usr/bin/python3
"""Checks that includes go down only, from folder to folder and from room to room, and that each library is used where it belongs.

The link lines of CMake enforce the order of folders and of the rooms of sim/; this reads the sources and sees the rest as well: the rooms
inside models/, scenarios/ and output/, HDF5 behind output/, TOML behind scenarios/, the command line in sim/commands/, a model that knows
no file, no terminal and no thread, and rooms that grow too large.

Usage: check_includes.py [ROOT]      Exit codes: 0 all is well, 1 something is not, 2 wrong usage.
"""

import re
import sys
from pathlib import Path

from problems import report

# Folders and their rooms, each with the rooms whose headers it may include besides its own. "models" covers all rooms of models/.
MAY_INCLUDE = {
    "models": {"models"},
    "scenarios": {"scenarios", "models"},
    "output": {"output", "models"},
    "output/files": {"output/files"},
    "output/hdf5": {"output/files", "output/hdf5", "output/table.h", "output/results_layout.h", "models"},
    "sim": {"sim/commands", "sim/terminal"},
    "sim/terminal": {"output", "scenarios", "models"},
    "sim/statistics": {"output", "models"},
    "sim/designs": {"models"},
    "sim/analysis": {"sim/statistics", "sim/designs", "models"},
    "sim/ensemble": {"sim/statistics", "sim/designs", "scenarios", "output", "models"},
    "sim/sweep": {"sim/ensemble", "sim/analysis", "sim/statistics", "sim/designs", "scenarios", "output", "models"},
    "sim/comparison": {"sim/ensemble", "sim/statistics", "sim/terminal", "scenarios", "output", "models"},
    "sim/exploration": {"sim/comparison", "sim/ensemble", "sim/analysis", "sim/statistics", "sim/designs", "sim/terminal", "scenarios", "output",
                        "models"},
    "sim/answer": {"sim/exploration", "sim/comparison", "sim/ensemble", "sim/analysis", "sim/statistics", "sim/terminal", "scenarios", "output",
                   "models"},
    "sim/warnings": {"sim/ensemble", "sim/statistics", "scenarios", "output", "models"},
    "sim/hindcast": {"sim/ensemble", "sim/statistics", "sim/terminal", "scenarios", "output", "models"},
    "sim/panel": {"sim/analysis", "sim/statistics", "sim/designs", "sim/terminal", "scenarios", "output", "models"},
    "sim/calibration": {"sim/hindcast", "sim/sweep", "sim/ensemble", "sim/designs", "sim/statistics", "sim/terminal", "scenarios", "output", "models"},
    "sim/places": {"sim/calibration", "sim/hindcast", "sim/ensemble", "sim/designs", "sim/statistics", "sim/terminal", "scenarios", "output", "models"},
    "sim/claims": {"sim/comparison", "sim/ensemble", "sim/analysis", "sim/statistics", "sim/terminal", "scenarios", "output", "models"},
    "sim/explain": {"sim/comparison", "sim/ensemble", "sim/statistics", "sim/terminal", "scenarios", "output", "models"},
    "sim/game": {"sim/explain", "sim/comparison", "sim/ensemble", "sim/statistics", "sim/terminal", "scenarios", "output", "models"},
    "sim/equations": {"sim/terminal", "scenarios", "models"},
    "sim/loops": {"sim/equations", "sim/ensemble", "sim/statistics", "sim/terminal", "scenarios", "output", "models"},
    "sim/briefing": {"sim/loops", "sim/comparison", "sim/ensemble", "sim/statistics", "sim/terminal", "scenarios", "output", "models"},
    "sim/archive": {"sim/briefing", "sim/ensemble", "sim/statistics", "sim/terminal", "scenarios", "output", "models"},
    "sim/library": {"sim/answer", "sim/comparison", "sim/ensemble", "sim/statistics", "sim/terminal", "scenarios", "output", "models"},
    "sim/lab": {"sim/game", "sim/loops", "sim/explain", "sim/answer", "sim/exploration", "sim/comparison", "sim/analysis", "sim/ensemble", "sim/statistics", "sim/terminal", "scenarios",
                "output", "models"},
    "sim/commands": {"sim", "scenarios", "output", "models"},
}
FOLDERS = {room.split("/")[0] for room in MAY_INCLUDE}

# Sources (.cpp) that a room may have at its own level.
MOST_SOURCES = 15

# A header that matches may be included from these folders or rooms alone, and why.
ONLY_IN = [
    (r"hdf5(_hl)?\.h|H5\w+\.h", {"output"}, "results files are the business of output/"),
    (r"toml\+\+/.*|toml\.hpp?", {"scenarios"}, "TOML is read in scenarios/ alone"),
    (r"CLI/.*", {"sim/commands"}, "the command line is read in sim/commands/ alone"),
    (r"(oneapi/)?tbb(/.*|\.h)", {"sim/ensemble", "sim/sweep", "sim/exploration", "sim/calibration", "sim/claims", "sim/explain", "sim/library", "sim/loops",
                                  "sim/commands"},
     "threads are the business of the rooms of sim/ that run ensembles"),
    (r"nlopt\.hpp?", {"sim/exploration", "sim/calibration"}, "searches are the business of exploration and calibration"),
    (r"Random123/.*", {"models"}, "draws come from models/stream.h"),
    (r"zip\.h", {"sim/archive"}, "zip archives are the business of sim/archive alone"),
    (r"duktape\.h", {"output/briefing"}, "the script engine draws figures for output/briefing/ alone"),
    (r"boost/random(/.*|\.hpp)", {"sim/designs", "sim/analysis", "sim/calibration", "sim/explain"},
     "what is sampled outside a run is the business of designs, analysis, calibration and explain"),
    (r"boost/.*", {"sim"}, "the model, the reader and results files need no Boost"),
    (r"Eigen/Cholesky", {"sim/calibration", "sim/panel"}, "matrices are decomposed where posteriors are sampled and panels are fitted"),
    (r"Eigen/Eigenvalues", {"sim/loops"}, "eigenvalues are those of the weekly map, in sim/loops"),
    (r"Eigen/(?!Cholesky|Eigenvalues).*", {"sim/statistics"}, "arrays come from sim/statistics/arrays.h"),
    (r"zlib\.h|openssl/.*|nlohmann/.*|fmt/.*", {"scenarios", "output", "sim"}, "the model needs no formats"),
    (r"i?ostream|fstream|sstream|iomanip|cstdio|stdio\.h|filesystem", {"scenarios", "output", "sim"},
     "the model reads and writes nothing"),
    (r"thread|mutex|shared_mutex|atomic|future|condition_variable|barrier|latch|semaphore|stop_token",
     {"scenarios", "output", "sim"}, "the model knows no threads"),
    (r"random", set(), "the distributions of <random> differ between libraries; use models/stream.h"),
]

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def within(path, places):
    """Whether a path (a file or a folder from the root) lies in one of the places."""
    return any(path == place or path.startswith(place + "/") for place in places)


def room_of(path):
    """The longest place of MAY_INCLUDE in which a source lies."""
    return max((room for room in MAY_INCLUDE if within(path, {room})), key=len)


def problems_of_line(path, line):
    """What is wrong with one line of a source at a path from the root, if anything."""
    found = INCLUDE.match(line)
    if not found:
        return
    quoted, header = found.group(1) == '"', found.group(2)
    room = room_of(path)
    if header.split("/")[0] in FOLDERS:
        if not within(header, MAY_INCLUDE[room] | {room}):
            yield f"{room}/ may not include {header}: includes go down only (the order is in MAY_INCLUDE of {Path(__file__).name})"
        if not quoted:
            yield f'<{header}>: our own headers are included in quotes, from the root: "{header}"'
        return
    if quoted and "/" not in header and header != "build_info.h":
        yield f'"{header}": our own headers are included from the root: "{room}/..."'
    for pattern, places, why in ONLY_IN:
        if re.fullmatch(pattern, header) and not within(path, places):
            yield f"{room}/ may not include <{header}>: {why}"


def large_rooms(root):
    """Rooms with more sources at their own level than MOST_SOURCES."""
    for folder in sorted(FOLDERS):
        for room in sorted({path.parent for path in (root / folder).rglob("*.cpp")}):
            count = len(list(room.glob("*.cpp")))
            if count > MOST_SOURCES:
                yield f"{room.relative_to(root)}/: {count} sources at one level, more than {MOST_SOURCES}: a room has one purpose"


def problems(root):
    """Every problem under a root, as `file:line: what`, in the order of files."""
    for folder in sorted(FOLDERS):
        for path in sorted((root / folder).rglob("*")):
            if path.suffix not in {".h", ".cpp", ".def"} or "node_modules" in path.parts:
                continue
            name = path.relative_to(root).as_posix()
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
                for problem in problems_of_line(name, line):
                    yield f"{name}:{number}: {problem}"
    yield from large_rooms(root)


if __name__ == "__main__":
    sys.exit(report(__doc__, "includes", problems, sys.argv[1:]))
