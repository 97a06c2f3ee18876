#!/usr/bin/python3
"""Rewrites the table of claims in docs/claims.md from what the program computes, or checks that it is up to date.

The table stands between <!-- claims: ARGUMENTS --> and <!-- /claims -->: it is what `fulcrum claims ARGUMENTS --format md` prints.

Usage: generate_claims.py [--program PATH] [--check]
Exit codes: 0 done, or nothing differs; 1 something differs; 2 wrong usage; 3 the document cannot be understood, or the program failed.
"""

import argparse
import re
import subprocess
import sys
from pathlib import Path

from kept import settle

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "docs" / "claims.md"
BLOCK = re.compile(r"^<!-- claims: (?P<arguments>[^\n]*?) -->\n.*?^<!-- /claims -->$", re.MULTILINE | re.DOTALL)


def rewritten(text, program):
    """The document with every block filled."""
    def fill(match):
        command = [program, "claims", *match["arguments"].split(), "--format", "md", "--no-progress"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return f"<!-- claims: {match['arguments']} -->\n\n{done.stdout}\n<!-- /claims -->"

    filled, blocks = BLOCK.subn(fill, text)
    if blocks == 0 or blocks != text.count("<!-- claims:"):
        raise ValueError(f"{DOCUMENT.name} holds no block of claims, or one that is not closed")
    return filled


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--program", default=str(ROOT / "build" / "release" / "sim" / "fulcrum"), help="the program to ask")
    parser.add_argument("--check", action="store_true", help="change nothing, and say whether something would change")
    arguments = parser.parse_args()
    text = DOCUMENT.read_text(encoding="utf-8")
    try:
        wanted = rewritten(text, arguments.program)
    except (OSError, ValueError, subprocess.CalledProcessError) as error:
        print(f"generate_claims.py: {error}{getattr(error, 'stderr', None) or ''}", file=sys.stderr)
        return 3
    return settle(DOCUMENT, text, wanted, arguments.check, "generate_claims.py", "computed")


if __name__ == "__main__":
    sys.exit(main())
