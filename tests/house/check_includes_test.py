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
                             ("scenarios/deep/a.cpp", "output/b.h"), ("scenarios/a.h", "sim/b.h"),
                             ("sim/designs/a.cpp", "sim/analysis/b.h"), ("sim/ensemble/a.h", "sim/sweep/b.h"),
                             ("sim/comparison/a.h", "sim/claims/b.h"), ("sim/terminal/a.cpp", "sim/comparison/b.h"),
                             ("sim/explain/a.cpp", "sim/commands/b.h"), ("output/files/a.cpp", "output/results_file.h")]:
            code, text = self.check(path, f'#include "{header}"')
            self.assertEqual(code, 1)
            self.assertIn(f"{path}:1: ", text)
            self.assertIn(f"may not include {header}: includes go down only", text)

    def test_refuses_a_room_that_grows_too_large(self):
        with tempfile.TemporaryDirectory() as root:
            room = Path(root) / "sim" / "sweep"
            room.mkdir(parents=True)
            for i in range(16):
                (room / f"{i}.cpp").touch()
            run = subprocess.run([sys.executable, SCRIPT, root], capture_output=True, text=True, check=False)
        self.assertEqual(run.returncode, 1)
        self.assertIn("sim/sweep/: 16 sources at one level, more than 15", run.stdout)

    def test_refuses_a_library_outside_its_folder(self):
        for path, header in [("sim/a.cpp", "hdf5.h"), ("output/a.cpp", "toml++/toml.h"), ("output/a.cpp", "CLI/CLI.hpp"),
                             ("models/a.cpp", "thread"), ("models/a.cpp", "filesystem"), ("models/a.cpp", "iostream"),
                             ("models/a.cpp", "fmt/format.h"), ("sim/a.cpp", "random"), ("models/a.cpp", "Eigen/Core"),
                             ("sim/sweep/a.cpp", "Eigen/Dense"), ("sim/sweep/a.cpp", "boost/random/uniform_01.hpp"),
                             ("sim/sweep/a.cpp", "CLI/CLI.hpp"), ("sim/terminal/a.cpp", "tbb/tbb.h"), ("models/a.cpp", "boost/random.hpp")]:
            code, text = self.check(path, f"#  include <{header}>")
            self.assertEqual(code, 1)
            self.assertIn(f"may not include <{header}>", text)

    def test_refuses_a_header_of_ours_that_is_not_named_from_the_root(self):
        self.assertIn("included from the root", self.check("models/a.cpp", '#include "stream.h"')[1])
        self.assertIn("included in quotes", self.check("models/a.cpp", "#include <models/stream.h>")[1])

    def test_allows_what_goes_down(self):
        for path, line in [("sim/ensemble/a.cpp", '#include "output/b.h"'), ("sim/commands/ask/a.cpp", '#include "sim/explain/b.h"'),
                           ("sim/analysis/a.h", '#include "sim/designs/b.h"'), ("sim/commands/a.h", "#include <CLI/CLI.hpp>"), ("output/a.cpp", '#include "models/b.h"'),
                           ("output/a.cpp", "#include <hdf5.h>"), ("scenarios/a.cpp", "#include <toml++/toml.h>"),
                           ("sim/statistics/a.h", "#include <Eigen/Core>"),
                           ("sim/designs/a.cpp", "#include <boost/random/uniform_01.hpp>"), ("models/a.cpp", "#include <cmath>"), ("models/a.cpp", "// #include <thread>")]:
            self.assertEqual(self.check(path, line), (0, ""))


if __name__ == "__main__":
    unittest.main()
