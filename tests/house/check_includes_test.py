#!/usr/bin/python3
"""scripts/checks/check_includes.py refuses what it must and nothing else."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "checks" / "check_includes.py"


class CheckIncludes(unittest.TestCase):
    def check(self, path, line):
        """Exit code and output of the check on a tree with one file of one line."""
        with tempfile.TemporaryDirectory() as root:
            file = Path(root) / path
            file.parent.mkdir(parents=True)
            file.write_text(line + "\n", encoding="utf-8")
            run = subprocess.run([sys.executable, SCRIPT, root], capture_output=True, text=True, check=False)
            return run.returncode, run.stdout

    def test_refuses_an_include_that_goes_up_or_aside(self):
        for path, header in [("models/a.h", "scenarios/b.h"), ("models/a.cpp", "sim/b.h"), ("output/a.cpp", "scenarios/b.h"),
                             ("scenarios/deep/a.cpp", "output/b.h"), ("scenarios/a.h", "sim/b.h")]:
            code, text = self.check(path, f'#include "{header}"')
            self.assertEqual(code, 1)
            self.assertIn(f"{path}:1: {path.split('/')[0]}/ may not include {header}", text)

    def test_refuses_a_library_outside_its_folder(self):
        for path, header in [("sim/a.cpp", "hdf5.h"), ("output/a.cpp", "toml++/toml.h"), ("output/a.cpp", "CLI/CLI.hpp"),
                             ("models/a.cpp", "thread"), ("models/a.cpp", "filesystem"), ("models/a.cpp", "iostream"),
                             ("models/a.cpp", "fmt/format.h"), ("sim/a.cpp", "random"), ("models/a.cpp", "Eigen/Core"),
                             ("sim/sweep/a.cpp", "Eigen/Dense"), ("sim/sweep/a.cpp", "boost/random/uniform_01.hpp")]:
            code, text = self.check(path, f"#  include <{header}>")
            self.assertEqual(code, 1)
            self.assertIn(f"may not include <{header}>", text)

    def test_refuses_a_header_of_ours_that_is_not_named_from_the_root(self):
        self.assertIn("included from the root", self.check("models/a.cpp", '#include "stream.h"')[1])
        self.assertIn("included in quotes", self.check("models/a.cpp", "#include <models/stream.h>")[1])

    def test_allows_what_goes_down(self):
        for path, line in [("sim/sweep/a.cpp", '#include "output/b.h"'), ("output/a.cpp", '#include "models/b.h"'),
                           ("output/a.cpp", "#include <hdf5.h>"), ("scenarios/a.cpp", "#include <toml++/toml.h>"),
                           ("sim/statistics/a.h", "#include <Eigen/Core>"),
                           ("sim/designs/a.cpp", "#include <boost/random/uniform_01.hpp>"), ("models/a.cpp", "#include <cmath>"), ("models/a.cpp", "// #include <thread>")]:
            self.assertEqual(self.check(path, line), (0, ""))


if __name__ == "__main__":
    unittest.main()
