#!/usr/bin/python3
"""The weekly levers of the hindcast are what its records give, and agree with levers derived independently to 5e-6.

Usage: forcing_test.py (no arguments)
"""

import csv
import subprocess
import sys
import unittest
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "scripts" / "data"))
import make_forcing  # noqa: E402

# What the second edition codes otherwise than the reference: the end of the mandate in 2011 is a deadline and no point of decision, the capture
# of one organisation's leaders is not that of all commanders, and the operation in Basra is an offensive of the host.
RECODED = ("decision", "commander_loss", "crackdown")
LEVERS, CODED = make_forcing.derive(ROOT / "scenarios/records")


class Forcing(unittest.TestCase):
    def test_shipped_schedules_are_what_the_records_give(self):
        done = subprocess.run([sys.executable, ROOT / "scripts/data/make_forcing.py", "--check"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_every_lever_agrees_with_an_independent_derivation(self):
        # forcing_reference.csv is rounded to 5 decimals: half a unit of the last one, and the rounding of the sum.
        with open(Path(__file__).parent / "forcing_reference.csv", newline="") as file:
            reference = list(csv.DictReader(file))
        self.assertEqual(len(reference), make_forcing.WEEKS)
        for name in (n for n in reference[0] if n not in ("week", *RECODED)):
            for week, row in enumerate(reference):
                self.assertAlmostEqual(float(row[name]), LEVERS[make_forcing.NAMES.get(name, name)][week], delta=5.001e-6,
                                       msg=f"{name}, week of {row['week']}")

    def test_what_is_coded_anew_is_the_reference_but_for_the_named_events(self):
        with open(Path(__file__).parent / "forcing_reference.csv", newline="") as file:
            reference = list(csv.DictReader(file))

        def differing(name):
            lever = LEVERS[make_forcing.NAMES.get(name, name)]
            return [week for week, row in enumerate(reference) if abs(float(row[name]) - lever[week]) > 5.001e-6]

        captured, basra = make_forcing.week_of(date(2007, 3, 20)), make_forcing.week_of(date(2008, 3, 25))
        self.assertEqual(differing("commander_loss"), [captured])
        self.assertEqual(LEVERS["commander_loss.special_groups"][captured], float(reference[captured]["commander_loss"]))
        self.assertEqual(differing("crackdown"), [basra])
        self.assertEqual(LEVERS["host_offensive.mahdi_army"][basra], float(reference[basra]["crackdown"]))
        self.assertGreaterEqual(min(differing("decision")), make_forcing.week_of(date(2011, 5, 1)))
        self.assertIn("[[deadline]]", (ROOT / "scenarios/library/hindcast_2003_2011.toml").read_text(encoding="utf-8"))

    def test_a_step_holds_from_the_week_that_contains_its_date(self):
        raids = LEVERS["raids"]  # 5 April 2004 is a Monday, 6 June a Sunday
        self.assertEqual(raids[make_forcing.week_of(date(2004, 4, 5)) - 1], .05)
        self.assertEqual(raids[make_forcing.week_of(date(2004, 4, 5))], .4)
        self.assertEqual(raids[make_forcing.week_of(date(2004, 6, 6))], .1)

    def test_coded_levers_are_frozen_at_their_mean_of_the_training_part_and_data_are_not(self):
        frozen = make_forcing.frozen(LEVERS, CODED)
        self.assertEqual(frozen["forces"], LEVERS["forces"])
        train = [value for week, value in enumerate(LEVERS["raids"]) if make_forcing.monday(week) < date(2007, 12, 31)]
        self.assertEqual(set(frozen["raids"]), {sum(train) / len(train)})


if __name__ == "__main__":
    unittest.main()
