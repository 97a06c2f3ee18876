#!/usr/bin/python3
"""Equations that are exported give the model's own series in SDEverywhere, an engine that others wrote.

Usage: sdeverywhere_test.py PROGRAM
Skipped (77) where Node.js or the packages of package-lock.json are not there: `scripts/install_dependencies test` installs them.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import numpy as np

sys.dont_write_bytecode = True
FOLDER = Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER.parent))
import xmile_test  # noqa: E402

# Equations that change no series whatever their sign: the best utility is taken from all utilities, and shares do not notice; last week's balance is
# what is seen only where powers are seen at once.
WITHOUT_INFLUENCE = ["best_utility", "change_of_last_balance"]


class SDEverywhere:
    """The engine as a process that answers line by line."""

    def __init__(self):
        self._process = subprocess.Popen(["node", FOLDER / "engine.mjs"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()

    def run(self, text, series, instead=None):
        """Those of the series that the model has. What is no number is infinite, so that it differs from all numbers."""
        names = sorted(set(re.findall(r'<aux name="(\w+)"', text)) & set(series))
        self._process.stdin.write(json.dumps({"text": text, "series": names, "instead": instead}) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        if "error" in answer:
            raise AssertionError(answer["error"])
        return {name: np.nan_to_num(np.array(values, dtype=float), nan=np.inf) for name, values in answer.items()}


def alone(text, name):
    """A model of one variable, out of one with a line each."""
    return "\n".join(line for line in text.splitlines() if not line.startswith("      <") or f' name="{name}">' in line)


class Engine(unittest.TestCase):
    def setUp(self):
        self.engine = self.enterContext(SDEverywhere())
        self.folder = self.enterContext(tempfile.TemporaryDirectory())

    def difference(self, text, series, instead=None):
        """The largest difference, and the series in which it is."""
        worst, difference, found = xmile_test.largest_difference(self.engine.run(text, series, instead), series)
        self.assertEqual([name for name in xmile_test.core_series() if name not in found], [])
        return difference, worst

    def test_it_gives_all_core_series_of_every_scenario(self):
        tested = 0
        for name, text in xmile_test.scenarios():
            with self.subTest(scenario=name):
                difference, worst = self.difference(text, xmile_test.stored(name, self.folder))
                self.assertLess(difference, xmile_test.TOLERANCE, worst)
                tested += 1
        self.assertGreater(tested, 40)

    def test_it_reads_every_structural_form(self):
        for settings in xmile_test.FORMS:
            flags = [word for setting in settings for word in ("--set", setting)]
            with self.subTest(settings=settings):
                text = xmile_test.exported("engage_then_coerce", *flags)
                difference, worst = self.difference(text, xmile_test.stored("engage_then_coerce", self.folder, *flags))
                self.assertLess(difference, xmile_test.TOLERANCE, worst)

    def test_a_wrong_sign_in_any_equation_is_seen(self):
        scenario = FOLDER / "everything.toml"
        text, series = xmile_test.exported(scenario), xmile_test.stored(scenario, self.folder)
        self.assertLess(self.difference(text, series)[0], xmile_test.TOLERANCE)
        names = xmile_test.equations(text)
        self.assertGreater(len(names), 200)

        def seen(name, **how):
            wrong = alone(xmile_test.with_wrong_sign(text, name, **how), name)
            return self.difference(text, series, wrong)[0] > xmile_test.TOLERANCE

        self.assertEqual([name for name in names if not seen(name) and not seen(name, whole=True)], WITHOUT_INFLUENCE)


if __name__ == "__main__":
    if not shutil.which("node") or not (FOLDER / "node_modules/@sdeverywhere/compile").is_dir():
        print("SDEverywhere is not installed: scripts/install_dependencies test", file=sys.stderr)
        sys.exit(77)
    unittest.main(argv=sys.argv[:1] + sys.argv[2:])
