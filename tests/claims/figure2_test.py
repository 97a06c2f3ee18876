#!/usr/bin/python3
"""scripts/results/plot_figure2.py: its two surfaces have the published values at the program's defaults, and it draws them.

Usage: figure2_test.py PROGRAM
"""

import sys
import tempfile
import unittest
from pathlib import Path
from subprocess import run

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts" / "results"
sys.path.insert(0, str(SCRIPTS))
import plot_figure2  # noqa: E402  (found through the line above)

PROGRAM = sys.argv.pop(1)
# The specification, section 8: D at (T, B), each to .001.
PUBLISHED = {(0, 0): 0.056, (0.25, 0.5): 0.090, (0.5, 0): 0.118, (0.5, 0.5): 0.198, (0.5, 1): 0.339, (0.75, 0.5): 0.458,
             (1, 0.5): 0.750, (1, 1): 0.882}


def plot(*arguments):
    """The script, as a user calls it."""
    return run([sys.executable, SCRIPTS / "plot_figure2.py", *arguments], capture_output=True, text=True, check=False)


class Figure2(unittest.TestCase):
    """Values, picture, failures."""

    def test_direct_support_has_the_published_values(self):
        p = plot_figure2.defaults(PROGRAM)
        for (T, B), published in PUBLISHED.items():
            self.assertAlmostEqual(plot_figure2.direct_support(p, T, B), published, delta=0.001)

    def test_indirect_support_lies_between_the_published_ends(self):
        p = plot_figure2.defaults(PROGRAM)
        self.assertAlmostEqual(plot_figure2.indirect_support(p, 0, 0), 0.467, delta=0.0005)
        self.assertAlmostEqual(plot_figure2.indirect_support(p, 1, 1), 0.601, delta=0.0005)

    def test_the_picture_is_a_png_and_the_same_every_time(self):
        with tempfile.TemporaryDirectory() as folder:
            pictures = [Path(folder) / name for name in ("one.png", "two.png")]
            for picture in pictures:
                self.assertEqual(plot("--program", PROGRAM, "-o", picture).returncode, 0)
            self.assertTrue(pictures[0].read_bytes().startswith(b"\x89PNG"))
            self.assertEqual(pictures[0].read_bytes(), pictures[1].read_bytes())

    def test_a_program_that_is_not_there_is_said_so(self):
        with tempfile.TemporaryDirectory() as folder:
            answer = plot("--program", Path(folder) / "nothing", "-o", Path(folder) / "x.png")
            self.assertEqual(answer.returncode, 6)
            self.assertIn("nothing", answer.stderr)
            self.assertFalse((Path(folder) / "x.png").exists())

    def test_its_folder_is_made_and_what_lies_in_the_way_is_said(self):
        with tempfile.TemporaryDirectory() as folder:
            picture = Path(folder) / "new" / "x.png"
            self.assertEqual(plot("--program", PROGRAM, "-o", picture).returncode, 0)
            answer = plot("--program", PROGRAM, "-o", picture / "y.png")
            self.assertEqual(answer.returncode, 6)
            self.assertIn("x.png", answer.stderr)
            self.assertEqual(answer.stderr.count("\n"), 1, answer.stderr)


if __name__ == "__main__":
    unittest.main()
