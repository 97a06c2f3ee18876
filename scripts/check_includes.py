#!/usr/bin/python3
"""Checks that includes go down only: sim -> {output, scenarios} -> models, and that each library is used where it belongs.

The link lines of CMake enforce the first; this reads the sources and sees the second as well: HDF5 behind output/, TOML behind
scenarios/, the command line in sim/, and a model that knows no file, no terminal and no thread.

Usage: check_includes.py [ROOT]      Exit codes: 0 all is well, 1 something is not, 2 wrong usage.
"""

import re
import sys
from pathlib import Path

MAY_INCLUDE = {
    "models": {"models"},
    "scenarios": {"scenarios", "models"},
    "output": {"output", "models"},
    "sim": {"sim", "scenarios", "output", "models"},
}

# A header that matches may be included from these folders alone, and why.
ONLY_IN = [
    (r"hdf5(_hl)?\.h|H5\w+\.h", {"output"}, "results files are the business of output/"),
    (r"toml\+\+/.*|toml\.hpp?", {"scenarios"}, "TOML is read in scenarios/ alone"),
    (r"CLI/.*", {"sim"}, "the command line is read in sim/ alone"),
    (r"(oneapi/)?tbb(/.*|\.h)", {"sim"}, "threads are the business of sim/"),
    (r"Random123/.*", {"models"}, "draws come from models/stream.h"),
    (r"duktape\.h", {"output"}, "the script engine draws figures for output/ alone"),
    (r"zlib\.h|openssl/.*|nlohmann/.*|fmt/.*", {"scenarios", "output", "sim"}, "the model needs no formats"),
    (r"i?ostream|fstream|sstream|iomanip|cstdio|stdio\.h|filesystem", {"scenarios", "output", "sim"},
     "the model reads and writes nothing"),
    (r"thread|mutex|shared_mutex|atomic|future|condition_variable|barrier|latch|semaphore|stop_token",
     {"scenarios", "output", "sim"}, "the model knows no threads"),
    (r"random", set(), "the distributions of <random> differ between libraries; use models/stream.h"),
]

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def problems_of_line(folder, line):
    """What is wrong with one line of a source in a folder, if anything."""
    found = INCLUDE.match(line)
    if not found:
        return
    quoted, header = found.group(1) == '"', found.group(2)
    target = header.split("/")[0]
    if target in MAY_INCLUDE:
        if target not in MAY_INCLUDE[folder]:
            yield f"{folder}/ may not include {header}: includes go down only (sim, then output and scenarios, then models)"
        if not quoted:
            yield f'<{header}>: our own headers are included in quotes, from the root: "{header}"'
        return
    if quoted and "/" not in header and header != "build_info.h":
        yield f'"{header}": our own headers are included from the root: "{folder}/..."'
    for pattern, folders, why in ONLY_IN:
        if re.fullmatch(pattern, header) and folder not in folders:
            yield f"{folder}/ may not include <{header}>: {why}"


def problems(root):
    """Every problem under a root, as `file:line: what`, in the order of files."""
    for folder in MAY_INCLUDE:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix not in {".h", ".cpp", ".def"}:
                continue
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
                for problem in problems_of_line(folder, line):
                    yield f"{path.relative_to(root)}:{number}: {problem}"


def main(arguments):
    if len(arguments) > 1:
        print(__doc__, file=sys.stderr)
        return 2
    root = Path(arguments[0]) if arguments else Path(__file__).resolve().parent.parent
    found = list(problems(root))
    for problem in found:
        print(problem)
    print(f"includes: {len(found)} problem{'' if len(found) == 1 else 's'}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
