#!/usr/bin/python3
"""Writes the references of kinds of support, kinds_NN.json, that the tests compare the program with. The same files every time.

Usage: make_kinds.py [DIR]      DIR: where to write; the folder of this script unless given.
"""

import sys
from pathlib import Path

from kinds_cases import COUNT, random_case
from make_reference import write
from make_second import reference_of


def main(arguments):
    """Writes every file."""
    folder = Path(arguments[0]) if arguments else Path(__file__).parent
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(COUNT):
        write(folder, f"kinds_{number:02d}.json", reference_of(random_case(number)))


if __name__ == "__main__":
    main(sys.argv[1:])
