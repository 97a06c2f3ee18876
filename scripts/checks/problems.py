"""What checks that read the tree have in common: one argument, a line a problem, and a count."""

import sys
from pathlib import Path


def report(doc, what, problems, arguments):
    """Prints the problems that `problems(root)` finds below the folder that is named, or this project. Returns the exit code."""
    if len(arguments) > 1:
        print(doc, file=sys.stderr)
        return 2
    found = list(problems(Path(arguments[0]).resolve() if arguments else Path(__file__).resolve().parents[2]))
    for problem in found:
        print(problem)
    print(f"{what}: {len(found)} problem{'' if len(found) == 1 else 's'}", file=sys.stderr)
    return 1 if found else 0
