#!/usr/bin/python3
"""Measures how long the functions of the sources are, in lines between their braces; one that stands on one line has one.

The sources are formatted by clang-format, so a function begins at a line that opens a brace behind a parameter list and ends at the brace of
the same indent. Lambdas belong to the function that they stand in; tables and declarations do not count.

Usage: function_lengths.py [--longest N] [FOLDER...]     (default: models scenarios output sim)
Exit codes: 0 median, nine tenths and the longest are within bounds, 1 they are not, 2 wrong usage.
"""

import argparse
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MEDIAN, NINE_TENTHS, LONGEST = 6, 20, 60  # lines
NO_FUNCTION = re.compile(r"^(if|for|while|switch|catch|else|do|try|return|namespace|struct|class|enum|union|using|case|default|throw)\b")


def functions(text):
    """Name and length of every function, by indent."""
    lines = text.split("\n")
    i = 0
    while i < len(lines):
        first = i
        line = lines[i]
        code = line.strip()
        indent = len(line) - len(line.lstrip())
        i += 1
        if not code or indent not in (0, 2, 4) or NO_FUNCTION.match(code) or not re.match(r"^[\w\[~:]", code) or "(" not in code:
            continue
        # A head may take several lines, all of which are indented further.
        while i < len(lines) and not re.search(r"[{;}]\s*(//.*)?$", lines[i - 1]) and len(lines[i]) - len(lines[i].lstrip()) > indent:
            i += 1
        head = " ".join(part.strip() for part in lines[first:i])
        if re.search(r";\s*(//.*)?$", head) and "{" not in head or not re.search(r"\)[^;]*\{", head) or re.match(r"^[\w:<>,&* ]+ = ", head):
            continue
        if head.rstrip().endswith("}") and head.count("{") == head.count("}"):
            yield head, max(1, i - first - 1)
            continue
        if not head.rstrip().endswith("{"):
            continue
        body = i
        while i < len(lines) and not lines[i].startswith(" " * indent + "}"):
            i += 1
        yield head, i - body
        i += 1


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", default=["models", "scenarios", "output", "sim"])
    parser.add_argument("--longest", type=int, default=5, metavar="N", help="show that many")
    options = parser.parse_args()
    found = []
    for folder in options.folders:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in (".h", ".cpp") and "node_modules" not in path.parts:
                found += [(length, str(path.relative_to(ROOT)), head) for head, length in functions(path.read_text(encoding="utf-8"))]
    if not found:
        parser.error("there is no function in these folders")
    found.sort(reverse=True)
    lengths = [length for length, *_ in found]
    median, nine_tenths = lengths[len(lengths) // 2], lengths[len(lengths) // 10]
    print(f"{len(lengths)} functions: median {median} lines (at most {MEDIAN}), nine tenths up to {nine_tenths} (at most {NINE_TENTHS}), "
          f"longest {lengths[0]} (at most {LONGEST})")
    for length, path, head in found[:options.longest]:
        print(f"{length:4}  {path}: {head[:100]}")
    return 0 if median <= MEDIAN and nine_tenths <= NINE_TENTHS and lengths[0] <= LONGEST else 1


if __name__ == "__main__":
    sys.exit(main())
