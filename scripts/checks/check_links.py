#!/usr/bin/python3
"""Checks the documents: every relative link leads to a file and a heading that exist, and every path in code marks that names a file or
folder of this project exists.

Read are all Markdown files outside build/ and node_modules/, but for the templates in scripts/documents/: the documents made from them are
read. Addresses on the web are not visited.

Usage: check_links.py [ROOT]      Exit codes: 0 all is well, 1 something is not, 2 wrong usage.
"""

import re
import sys
from pathlib import Path
from urllib.parse import unquote

from problems import report

SKIPPED = {"build", "node_modules", ".git"}
TEMPLATES = "scripts/documents"
FENCE = re.compile(r"^(```|~~~)")
CODE = re.compile(r"`[^`\n]*`")
LINK = re.compile(r"\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)")
HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*\s*$")
# A path in code marks that is meant to exist: one from the root into a folder of the project, without a placeholder.
NAMED = re.compile(r"`((?:docs|models|output|scenarios|scripts|sim|tests)/[\w./-]*\w)/?(?:`|\s)")


def documents(root):
    for path in sorted(root.rglob("*.md")):
        name = path.relative_to(root)
        if not SKIPPED & set(name.parts) and name.parent.as_posix() != TEMPLATES:
            yield path


def prose_lines(text):
    """Numbered lines outside fenced code."""
    fenced = False
    for number, line in enumerate(text.splitlines(), start=1):
        if FENCE.match(line.lstrip()):
            fenced = not fenced
        elif not fenced:
            yield number, line


def anchor(heading):
    """The anchor that a heading gets on GitHub: lower case, no punctuation, hyphens for spaces."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading)
    return re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-")


def anchors(path):
    """All anchors of a document; a heading that comes again gets -1, -2, ..."""
    found, seen = set(), {}
    for _, line in prose_lines(path.read_text(encoding="utf-8")):
        match = HEADING.match(line)
        if match:
            name = anchor(match.group(1))
            count = seen[name] = seen.get(name, -1) + 1
            found.add(f"{name}-{count}" if count else name)
    return found


def problem_of_link(root, path, target):
    """What is wrong with a link of a document, or None."""
    if re.match(r"[a-z][a-z0-9+.-]*:", target):
        return None
    name, _, heading = unquote(target).partition("#")
    file = (path.parent / name).resolve() if name else path
    if not file.is_relative_to(root):
        return "leads out of the project"
    if not file.exists():
        return "there is no such file"
    if heading and file.suffix == ".md" and heading not in anchors(file):
        return f"{file.relative_to(root)} has no such heading"
    return None


def problems(root):
    for path in documents(root):
        for number, line in prose_lines(path.read_text(encoding="utf-8")):
            place = f"{path.relative_to(root)}:{number}"
            for target in LINK.findall(CODE.sub("", line)):
                what = problem_of_link(root, path, target)
                if what:
                    yield f"{place}: link to {target}: {what}"
            for name in NAMED.findall(line):
                if not (root / name).exists():
                    yield f"{place}: {name}: there is no such file"


if __name__ == "__main__":
    sys.exit(report(__doc__, "links", problems, sys.argv[1:]))
