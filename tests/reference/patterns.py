#!/usr/bin/python3
"""Whether the patterns that the specification names hold in the reference, and the numbers.

Usage: patterns.py [--draws N] [core|tables|host|both|orderings]
    --draws N   share of N draws over the exploration ranges (a Latin hypercube) in which each holds; default: at the defaults
Exit codes: 0 all hold but those that the specification says do not, 1 not.
"""

import argparse
import random
import sys

import pattern_cases
import patterns_both
import patterns_core
import patterns_host
from check_reference import orderings
from second_declarations import INTEGERS, PARAMETERS, PARAMETERS_OF_HOST
from strategies import STRATEGIES


def all_orderings(tables):
    """The 29 orderings of the 22 strategies as patterns."""
    rows = {name: pattern_cases.rows_of(pattern_cases.of_2008(tables, name)) for name in STRATEGIES}
    for claim, wording, holds in orderings(rows):
        yield claim, wording, holds, []


PARTS = {
    "core": lambda once: patterns_core.patterns(False, once), "tables": lambda once: patterns_core.patterns(True, once),
    "host": patterns_host.patterns, "both": patterns_both.patterns,
    "orderings": lambda once: all_orderings(False), "orderings with tables": lambda once: all_orderings(True),
}

# With the tables of 2008 the status quo calms, and attacks lower the forces through the host (second.md, 4.2).
EXPECTED_TO_FAIL = {"tables P95b", "tables P119", "orderings with tables P60"}


def at_defaults(parts):
    """Prints a line a pattern; exit code."""
    failed = set()
    for part in parts:
        for label, wording, holds, numbers in PARTS[part](True):
            shown = " ".join(f"{number:.4g}" if abs(number) >= 1 else f"{number:.4f}" for number in numbers)
            print(f"{part:7} {label:14} {'holds' if holds else 'FAILS'}  {shown:50} {wording}", flush=True)
            failed |= set() if holds else {f"{part} {label}"}
    print(f"do not hold: {', '.join(sorted(failed)) or 'none'}")
    return 1 if failed - EXPECTED_TO_FAIL else 0


def hypercube(count, keys, rng):
    """Draws over the exploration ranges, one of each stratum a key."""
    columns = {}
    for key in keys:
        _, low, high = PARAMETERS[key]
        strata = rng.sample(range(count), count)
        values = [low + (high - low) * (stratum + rng.random()) / count for stratum in strata]
        columns[key] = [round(value) for value in values] if key in INTEGERS else values
    return [{key: columns[key][n] for key in keys} for n in range(count)]


def shares(parts, count):
    """Prints the share of draws in which each pattern holds; parts of the host over the host's ranges and then over all."""
    for part in parts:
        of_core = [key for key in PARAMETERS if key not in PARAMETERS_OF_HOST]
        spaces = {"all ranges": of_core if part in ("core", "orderings") else list(PARAMETERS)}
        if part in ("host", "both"):
            spaces = {"host ranges": list(PARAMETERS_OF_HOST)} | spaces
        for space, keys in spaces.items():
            held = {}
            for drawn in hypercube(count, keys, random.Random(f"{part}/{space}")):
                pattern_cases.draw(drawn)
                for label, wording, holds, _ in PARTS[part](False):
                    held.setdefault((label, wording), []).append(bool(holds))
            pattern_cases.draw({})
            for (label, wording), of in held.items():
                print(f"{part:9} {space:11} {label:14} {sum(of) / len(of):.2f}  {wording}", flush=True)
    return 0


def main():
    """Reads the arguments."""
    parser = argparse.ArgumentParser()
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS])
    parser.add_argument("--draws", type=int, default=0)
    arguments = parser.parse_args()
    parts = arguments.parts or list(PARTS)
    return shares(parts, arguments.draws) if arguments.draws else at_defaults(parts)


if __name__ == "__main__":
    sys.exit(main())
