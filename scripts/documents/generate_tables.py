#!/usr/bin/python3
"""Rewrites the generated parts of the documents from what the program says of itself, or checks that they are up to date.

Two kinds of blocks stand in README.md and in docs/, each between a pair of comments:
  <!-- generated: NAME --> ... <!-- /generated -->   a table of `fulcrum describe --format json`: parameters, structure, levers,
                                                     initial, series or outcomes
  <!-- help: COMMAND --> ... <!-- /help -->          what `fulcrum COMMAND --help` prints; `fulcrum` alone stands for `fulcrum --help`

Usage: generate_tables.py [--program PATH] [--check] [--description FILE]
Exit codes: 0 done, or nothing differs; 1 something differs; 2 wrong usage; 3 a document or the description cannot be understood.
"""

import argparse
import difflib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^<!-- (?P<kind>generated|help): (?P<name>[a-z_]+) -->\n(?P<text>.*?)^<!-- /(?P=kind) -->$", re.MULTILINE | re.DOTALL)
MARKER = re.compile(r"^<!-- (generated|help): .*-->$|^<!-- /(generated|help) -->$", re.MULTILINE)


class DocumentError(Exception):
    """A document or a description that this program does not understand."""


def number(value):
    """A number as a reader writes it: 26, 0.7, 5e-05."""
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(float(value))


def limits(entry):
    """The values that are allowed, in words; null stands for no bound."""
    lower, upper = entry["lower"], entry["upper"]
    if lower is None and upper is None:
        text = "any"
    elif upper is None:
        text = f"at least {number(lower)}"
    elif lower is None:
        text = f"at most {number(upper)}"
    else:
        text = f"{number(lower)} to {number(upper)}"
    return f"{text}, whole" if entry.get("whole") else text


def code(text):
    return f"`{text}`"


def table(heads, rows):
    """A table in Markdown; a cell may hold no line break, and its bars are escaped."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |\n" for line in lines)


def parameters_table(description):
    """One table a group of parameters, in the order of the program."""
    groups = {}
    for entry in description["parameters"]:
        groups.setdefault(entry["key"].split(".")[0], []).append(entry)
    heads = ["key", "default", "allowed", "explored", "unit", "symbol", "meaning", "source", "claims"]
    parts = []
    for group, entries in groups.items():
        rows = [[code(e["key"]), number(e["default"]), limits(e), f"{number(e['explore_low'])} to {number(e['explore_high'])}", e["unit"],
                 e["symbol"], e["meaning"], e["source"], e["claims"]] for e in entries]
        parts.append(f"#### `{group}.`\n\n" + table(heads, rows))
    return "\n".join(parts)


def structure_table(description):
    rows = [[code(e["key"]), ", ".join(code(form) for form in e["forms"]), e["meaning"]] for e in description["structure"]]
    return table(["key", "forms, the default first", "meaning"], rows)


def levers_table(description):
    rows = [[code(e["name"]), number(e["default"]), limits(e), e["unit"], e["meaning"], e["claims"]] for e in description["levers"]]
    return table(["lever", "default", "allowed", "unit", "meaning", "claims"], rows)


def initial_table(description):
    rows = [[code(e["name"]), "none" if e["default"] is None else number(e["default"]), limits(e), e["unit"], e["meaning"]]
            for e in description["initial"]]
    return table(["key", "default", "allowed", "unit", "meaning"], rows)


def series_table(description):
    rows = [[code(e["name"]), e["axis"] or "theatre", e["set"], limits(e), e["unit"], e["long_name"]] for e in description["series"]]
    return table(["series", "one value a week for", "set", "range", "unit", "meaning"], rows)


def outcomes_table(description):
    rows = [[code(e["name"]), e["unit"], e["long_name"]] for e in description["outcomes"]]
    return table(["outcome", "unit", "meaning"], rows)


TABLES = {"parameters": parameters_table, "structure": structure_table, "levers": levers_table, "initial": initial_table,
          "series": series_table, "outcomes": outcomes_table}


class Program:
    """What the program prints, asked for once a question."""

    def __init__(self, path, description_file):
        self.path = path
        self.description_file = description_file
        self.answers = {}

    def output(self, *arguments):
        if arguments not in self.answers:
            environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "100", "LC_ALL": "C.UTF-8"}
            done = subprocess.run([self.path, *arguments], env=environment, capture_output=True, text=True, check=False)
            if done.returncode != 0:
                raise DocumentError(f"`{Path(self.path).name} {' '.join(arguments)}` ends with exit code {done.returncode}: {done.stderr}")
            self.answers[arguments] = done.stdout
        return self.answers[arguments]

    def description(self):
        text = self.description_file.read_text() if self.description_file else self.output("describe", "--format", "json")
        return json.loads(text)

    def help(self, command):
        text = self.output("--help") if command == "fulcrum" else self.output(command, "--help")
        return "".join(line.rstrip() + "\n" for line in text.strip("\n").split("\n"))


def block_text(kind, name, program):
    """What stands between the comments of a block."""
    if kind == "help":
        return f"```text\n{program.help(name)}```\n"
    if name not in TABLES:
        raise DocumentError(f"no table is called {name}; there are {', '.join(TABLES)}")
    try:
        return "\n" + TABLES[name](program.description()) + "\n"
    except KeyError as missing:
        raise DocumentError(f"the description lacks {missing}, which the table {name} needs") from missing


def rewritten(text, program):
    """The document with its blocks filled. With a description from a file the program is not asked, and help stays as it is."""
    markers, blocks = len(MARKER.findall(text)), len(BLOCK.findall(text))
    if markers != 2 * blocks:
        raise DocumentError(f"{markers} markers make {blocks} blocks: one is not closed, closed twice or misspelt")

    def fill(match):
        if match["kind"] == "help" and program.description_file:
            return match[0]
        inside = block_text(match["kind"], match["name"], program)
        return f"<!-- {match['kind']}: {match['name']} -->\n{inside}<!-- /{match['kind']} -->"

    return BLOCK.sub(fill, text)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=str(ROOT / "build/release/sim/fulcrum"), help="the fulcrum to ask (build/release/sim/fulcrum)")
    parser.add_argument("--check", action="store_true", help="write nothing; print what differs")
    parser.add_argument("--description", type=Path, help="a saved `fulcrum describe --format json`; help blocks are then left alone")
    options = parser.parse_args()

    program = Program(options.program, options.description)
    differs = False
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        old = path.read_text(encoding="utf-8")
        name = str(path.relative_to(ROOT))
        try:
            new = rewritten(old, program)
        except (DocumentError, OSError, json.JSONDecodeError) as error:
            print(f"{name}: {error}", file=sys.stderr)
            return 3
        if new == old:
            continue
        differs = True
        if options.check:
            sys.stdout.writelines(difflib.unified_diff(old.splitlines(True), new.splitlines(True), name, f"{name} (as the program says)"))
        else:
            path.write_text(new, encoding="utf-8")
            print(f"{name}: rewritten", file=sys.stderr)
    if differs and options.check:
        print("The documents are out of date; scripts/documents/generate_tables.py brings them up to date.", file=sys.stderr)
    return 1 if differs and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
