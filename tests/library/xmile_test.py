#!/usr/bin/python3
"""Equations that are exported give the model's own series in another engine; what XMILE cannot say is refused by name.

Usage: xmile_test.py PROGRAM
"""

import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import h5py
import numpy as np

sys.dont_write_bytecode = True
import xmile  # noqa: E402

PROGRAM = sys.argv[1]
ROOT = Path(__file__).resolve().parents[2]
LIBRARY = ROOT / "scenarios" / "library"
LEFT_OUT = ["--set", "run.noise=false", "--set", "run.host=false", "--set", "run.rival=scripted", "--set", "run.resolution=organisations"]
TOLERANCE = 1e-9
FORMS = [["structure.direct=linear"], ["structure.direct=threshold"], ["structure.fronts=multiplicative"], ["structure.fronts=strongest"],
         ["structure.perception=symmetric"], ["perception.power_weeks=0", "perception.lag_weeks=0"]]


def program(*words, folder="."):
    return subprocess.run([PROGRAM, *words], cwd=folder, capture_output=True, text=True)


def scenarios():
    """Shipped scenarios without rules."""
    for path in sorted(LIBRARY.glob("*.toml")):
        done = program("export", "--xmile", path.stem, *LEFT_OUT)
        if done.returncode == 0:
            yield path.stem, done.stdout
        elif "the rule '" not in done.stderr and "is a theatre" not in done.stderr:
            raise AssertionError(f"{path.stem}: {done.stderr}")


def exported(name, *flags):
    """The equations of a scenario without what they cannot say."""
    done = program("export", "--xmile", name, *LEFT_OUT, *flags)
    assert done.returncode == 0, done.stderr
    return done.stdout


def stored(name, folder, *flags):
    """Series of one run without noise by the identifiers of the export: series, series_entity."""
    ran = program("run", name, *LEFT_OUT, *flags, "--uncertainty", "none", "--resolution", "organisations", "--series", "all", "--quiet", "--no-progress", "-o", "r.h5", "--force",
                  folder=folder)
    assert ran.returncode == 0, ran.stderr
    series = {}
    with h5py.File(Path(folder) / "r.h5") as file:
        group = file["timeseries"]
        for key, values in group.items():
            if values.ndim == 2 and key not in ("time",):
                series[key] = values[0]
            elif values.ndim == 3 and "militia" in group:
                for k, entity in enumerate(group["militia"][()]):
                    series[f"{key}_{entity.decode().replace('-', '_')}"] = values[0, k] if values.shape[1] == len(group["militia"]) else values[0, :, k]
    return series


def largest_difference(model, series):
    found = {name: float(np.max(np.abs(np.array(values) - series[name]))) for name, values in model.items() if name in series}
    worst = max(found, key=found.get)
    return worst, found[worst], found


def equations(text):
    """Names of the variables that are worked out anew each week; constants are not."""
    return [name for name, equation in re.findall(r'<(?:aux|flow) name="(\w+)"><eqn>(.*?)</eqn>', text) if not re.fullmatch(r"[-+.\de]+", equation)]


def with_wrong_sign(text, name, whole=False):
    """The model with one sign of an equation turned: its first minus, or else its first plus, or else that of the whole."""
    before, equation, after = re.split(rf'(?<=name="{name}"><eqn>)(.*?)(?=</eqn>)', text, maxsplit=1)
    if not whole and " - " in equation:
        wrong = equation.replace(" - ", " + ", 1)
    elif not whole and " + " in equation:
        wrong = equation.replace(" + ", " - ", 1)
    else:
        wrong = f"(0 - {equation})"
    return before + wrong + after


def core_series():
    text = (ROOT / "models" / "series.def").read_text(encoding="utf-8")
    return re.findall(r"^FULCRUM_SERIES\((\w+), core,", text, re.MULTILINE)


class Export(unittest.TestCase):
    def test_another_engine_gives_all_core_series(self):
        tested = 0
        with tempfile.TemporaryDirectory() as folder:
            for name, text in scenarios():
                with self.subTest(scenario=name):
                    model = xmile.Model(text).run()
                    worst, difference, found = largest_difference(model, stored(name, folder))
                    self.assertLess(difference, TOLERANCE, worst)
                    self.assertEqual([series for series in core_series() if series not in found], [])
                    tested += 1
        self.assertGreater(tested, 20)

    def test_every_structural_form_is_exported(self):
        with tempfile.TemporaryDirectory() as folder:
            for settings in FORMS:
                flags = [word for setting in settings for word in ("--set", setting)]
                with self.subTest(settings=settings):
                    model = xmile.Model(exported("engage_then_coerce", *flags)).run()
                    worst, difference, _ = largest_difference(model, stored("engage_then_coerce", folder, *flags))
                    self.assertLess(difference, TOLERANCE, worst)

    def test_a_wrong_sign_is_seen(self):
        """Turning one sign in each equation of a level changes some series: the comparison does not pass by itself."""
        flags = ["--set", "time.weeks=60"]
        text = exported("full_package", *flags)
        with tempfile.TemporaryDirectory() as folder:
            series = stored("full_package", folder, *flags)
        self.assertLess(largest_difference(xmile.Model(text).run(), series)[1], TOLERANCE)
        for level in ("channel", "belief", "perceived_threat", "motive", "direct", "indirect", "rival_threat", "host_capacity", "insecurity",
                      "rival_power", "resolve", "swing"):
            with self.subTest(level=level):
                broken = xmile.Model(with_wrong_sign(text, level)).run()
                self.assertGreater(largest_difference(broken, series)[1], TOLERANCE)

    def test_what_equations_cannot_say_is_refused_by_name(self):
        for name, flags, words in (("status_quo", [], "noise"), ("status_quo_cells", ["--set", "run.noise=false"], "cells"),
                                   ("adaptive_protection", LEFT_OUT, "the rule '"), ("withdrawal_2011_politics", ["--set", "run.noise=false"], "politics"),
                                   ("adaptive_rival_pressed", ["--set", "run.noise=false"], "adaptive rival")):
            with self.subTest(scenario=name):
                refused = program("export", "--xmile", name, *flags)
                self.assertEqual((refused.returncode, refused.stdout), (2, ""))
                self.assertIn(words, refused.stderr)

    def test_a_file_is_written_once(self):
        with tempfile.TemporaryDirectory() as folder:
            words = ["export", "--xmile", "status_quo", "--set", "run.noise=false", "-o", "model.xmile"]
            self.assertEqual(program(*words, folder=folder).returncode, 0)
            self.assertNotEqual(program(*words, folder=folder).returncode, 0)
            self.assertEqual(program(*words, "--force", folder=folder).returncode, 0)
            self.assertIn("<xmile", (Path(folder) / "model.xmile").read_text(encoding="utf-8"))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[2:])
