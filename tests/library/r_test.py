#!/usr/bin/python3
"""The R package as its users meet it: its source package is made and R CMD check finds nothing, which runs its tests (the bits of the command
line among them), its examples and its vignette. What is generated from its sources is up to date.

Where R or a package that it needs is missing, says so and ends with 77: skipped.
Usage: r_test.py PROGRAM LIBRARY
"""

import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ["cpp11", "decor", "roxygen2", "testthat", "tibble", "knitr", "rmarkdown", "hdf5r"]
SKIPPED = 77


def missing():
    """Why this cannot be tested here, or nothing."""
    if not shutil.which("Rscript"):
        return "R is not installed"
    code = f"cat(Filter(function(name) !requireNamespace(name, quietly = TRUE), c({', '.join(map(repr, NEEDED))})))"
    names = subprocess.run(["Rscript", "-e", code], capture_output=True, text=True, check=True).stdout
    return f"packages of R are missing: {names}" if names else ""


class Package(unittest.TestCase):
    def package(self, *words):
        done = subprocess.run([ROOT / "scripts/package_r", *words], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done

    def test_r_cmd_check_finds_nothing(self):
        with tempfile.TemporaryDirectory() as folder:
            said = self.package("--check", folder).stderr
            self.assertIn("Status: OK", said)
            results = Path(folder, "fulcrumr.Rcheck/tests/testthat.Rout").read_text(encoding="utf-8")
        self.assertRegex(results, r"FAIL 0 \| WARN 0 \| SKIP 0 \| PASS [1-9]")

    def test_generated_files_are_up_to_date(self):
        with tempfile.TemporaryDirectory() as folder:
            self.package("--document", folder)
            made = {path.relative_to(folder): path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()}
        sources = ROOT / "scripts/r"
        self.assertEqual({path.relative_to(sources) for path in sources.glob("man/*")}, {path for path in made if path.parent.name == "man"})
        for path, content in made.items():
            self.assertEqual((sources / path).read_bytes(), content, f"{path}: scripts/package_r --document")


if __name__ == "__main__":
    os.environ.update(FULCRUM_PROGRAM=sys.argv[1], FULCRUM_LIBRARY=sys.argv[2])
    reason = missing()
    if reason:
        print(f"skipped: {reason} (scripts/install_dependencies r)")
        sys.exit(SKIPPED)
    unittest.main(argv=sys.argv[:1] + sys.argv[3:])
