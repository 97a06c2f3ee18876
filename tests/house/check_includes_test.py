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

    def test_refuses_an_include_against_the_order_of_rooms(self):
        for path, header in [("sim/statistics/a.cpp", "sim/ensemble/b.h"), ("sim/ensemble/a.cpp", "sim/commands/b.h"),
                             ("sim/explain/a.cpp", "sim/claims/b.h"), ("output/files/a.cpp", "output/hdf5/b.h")]:
            room = path.rpartition("/")[0]
            self.assertIn(f"{path}:1: {room}/ may not include {header}", self.check(path, f'#include "{header}"')[1])

    def test_refuses_a_room_with_too_many_sources(self):
        with tempfile.TemporaryDirectory() as root:
            room = Path(root) / "sim" / "designs"
            room.mkdir(parents=True)
            for number in range(16):
                (room / f"a{number}.cpp").touch()
            run = subprocess.run([sys.executable, SCRIPT, root], capture_output=True, text=True, check=False)
            self.assertEqual((run.returncode, run.stdout.split(":")[0]), (1, "sim/designs/"))

    def test_refuses_a_library_outside_its_folder(self):
        for path, header in [("sim/a.cpp", "hdf5.h"), ("output/a.cpp", "toml++/toml.h"), ("output/a.cpp", "CLI/CLI.hpp"), ("sim/sweep/a.cpp", "CLI/CLI.hpp"),
                             ("models/a.cpp", "thread"), ("models/a.cpp", "filesystem"), ("models/a.cpp", "iostream"),
                             ("models/a.cpp", "fmt/format.h"), ("sim/a.cpp", "random")]:
            code, text = self.check(path, f"#  include <{header}>")
            self.assertEqual(code, 1)
            self.assertIn(f"may not include <{header}>", text)

    def test_refuses_a_header_of_ours_that_is_not_named_from_the_root(self):
        self.assertIn("included from the root", self.check("models/a.cpp", '#include "stream.h"')[1])
        self.assertIn("included in quotes", self.check("models/a.cpp", "#include <models/stream.h>")[1])

    def test_allows_what_goes_down(self):
        for path, line in [("sim/ensemble/a.cpp", '#include "output/b.h"'), ("sim/commands/ask/a.cpp", '#include "sim/sweep/b.h"'),
                           ("sim/commands/ask/a.cpp", "#include <CLI/CLI.hpp>"), ("output/a.cpp", '#include "models/b.h"'),
                           ("output/a.cpp", "#include <hdf5.h>"), ("scenarios/a.cpp", "#include <toml++/toml.h>"),
                           ("models/a.cpp", "#include <cmath>"), ("models/a.cpp", "// #include <thread>")]:
            self.assertEqual(self.check(path, line), (0, ""))


if __name__ == "__main__":
    unittest.main()
