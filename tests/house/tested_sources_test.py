#!/usr/bin/python3
"""scripts/checks/tested_sources.py finds sources that no C++ test includes, and nothing else."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "checks" / "tested_sources.py"


class TestedSources(unittest.TestCase):
    def check(self, test, header=True):
        """Exit code and output of the check on a tree of one source and a test of that text."""
        with tempfile.TemporaryDirectory() as root:
            for folder in ["sim/room", "tests/room"]:
                (Path(root) / folder).mkdir(parents=True)
            (Path(root) / "sim/room/thing.cpp").write_text("", encoding="utf-8")
            if header:
                (Path(root) / "sim/room/thing.h").write_text("", encoding="utf-8")
            (Path(root) / "tests/room/thing_test.cpp").write_text(test, encoding="utf-8")
            run = subprocess.run([sys.executable, SCRIPT, root], capture_output=True, text=True, check=False)
            return run.returncode, run.stdout

    def test_refuses_a_source_whose_header_no_test_includes(self):
        for test in ["", '#include "sim/other/thing.h"\n', '// #include "sim/room/thing.h"\n', '#include "thing.h"\n']:
            with self.subTest(test):
                code, said = self.check(test)
                self.assertEqual(code, 1)
                self.assertIn("sim/room/thing.cpp: no C++ test includes thing.h", said)

    def test_allows_a_source_that_is_included_or_has_no_header(self):
        self.assertEqual(self.check('#include "sim/room/thing.h"\n')[0], 0)
        self.assertEqual(self.check("", header=False)[0], 0)


if __name__ == "__main__":
    unittest.main()
