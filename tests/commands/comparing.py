"""Results files compared as scripts/checks/compare_results.py does, without a process for each comparison."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts/checks"))
import compare_results  # noqa: E402  pylint: disable=wrong-import-position


def difference(a, b, common=False):
    """What differs between two files, a line each; an empty text if nothing does."""
    compare = compare_results.compare_common if common else compare_results.compare_whole
    with compare_results.opened(a) as left, compare_results.opened(b) as right:
        return "".join(f"{line}\n" for line in compare(left, right))
