#!/usr/bin/python3
"""The orderings of policies with cells: they hold on average, the document lists all of them, and one that is broken is found.

Usage: orderings_test.py PROGRAM"""

import re
import subprocess
import sys
import tempfile
import unittest
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = sys.argv.pop(1)
sys.path.insert(0, str(ROOT / "scripts" / "checks"))
sys.dont_write_bytecode = True
import check_orderings as script  # noqa: E402  (from the scripts' folder)

REPLICATES = 6  # the least effect, P85 on D, is .0026 with a standard deviation of .0001 over futures


class Orderings(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.temporary.cleanup)
        settings = [part for setting in script.SETTINGS for part in ("--set", setting)]
        folder = Path(cls.temporary.name)
        cls.cells = script.compare(PROGRAM, folder / "cells.h5", [*settings, "--replicates", str(REPLICATES)])
        cls.core = script.compare(PROGRAM, folder / "core.h5", ["--set", "run.noise=false", "--replicates", "1"])

    def test_there_are_29_and_all_hold_in_the_core(self):
        found = script.orderings(self.core)
        self.assertEqual(len(found), 29)
        for claim, words, effect in found:
            self.assertGreater(effect.mean(), 0, f"{claim} {words}")

    def test_all_hold_on_average_with_cells(self):
        for claim, words, effect in script.orderings(self.cells):
            mean, half = script.interval(effect)
            self.assertGreater(mean, half, f"{claim} {words}: its interval reaches zero")

    def test_what_the_ranges_leave_undecided_is_as_large_with_cells_as_in_the_core(self):
        core, cells = (script.tie(runs)[2].mean() for runs in (self.core, self.cells))
        self.assertLess(abs(cells - core), .002)

    def test_the_document_has_a_row_for_each(self):
        text = script.DOCUMENT.read_text(encoding="utf-8")
        rows = re.findall(r"^\| (P\d+) \| ([^|]*) \|", script.BLOCK.search(text)[0], re.MULTILINE)
        expected = [(claim, words) for claim, words, _ in [*script.orderings(self.core), script.tie(self.core)]]
        self.assertEqual(rows, expected)

    def test_an_ordering_that_does_not_hold_is_named_and_fails_the_check(self):
        turned = [*script.rows(self.cells, self.core)]
        claim, words, core, mean, *rest = turned[0]
        turned[0] = (claim, words, core, -mean, *rest)
        block = script.BLOCK.search(script.DOCUMENT.read_text(encoding="utf-8"))
        said = StringIO()
        with redirect_stderr(said):
            code = script.finish("", block, turned, REPLICATES, check=True)
        self.assertEqual(code, 5)
        self.assertIn(f"does not hold: {claim}, {words}: -", said.getvalue())

    def test_wrong_use_is_refused(self):
        done = subprocess.run([sys.executable, "-B", ROOT / "scripts" / "checks" / "check_orderings.py", "--replicates", "1"], capture_output=True,
                              text=True, check=False)
        self.assertEqual(done.returncode, 2)
        self.assertIn("--replicates must be at least 2", done.stderr)


if __name__ == "__main__":
    unittest.main()
