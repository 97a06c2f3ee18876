#!/usr/bin/python3
"""hindcast of a panel as its users meet it: a small one of its own; the shipped mapping against the reference where the record is found.

The record may not be passed on: it is looked for in the folder that FULCRUM_PANEL names, else beside the project.
Usage: panel_test.py PROGRAM
"""

import csv
import io
import json
import os
import sys
import unittest
from pathlib import Path

import h5py
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "commands"))
import program  # noqa: E402
from program import ROOT, CommandTest  # noqa: E402

RECORD = Path(os.environ.get("FULCRUM_PANEL", ROOT.parent / "shared/panel"))
MAPPING = ROOT / "scenarios/records/panel/support_record.toml"
SMALL = """\
schema = 1
[panel]
title = "A small panel"
rows = "rows.csv"
where = "year >= 1976"
outcome = "support"
group = "host"
identity = ["year", "host"]
base = "base"
persistence = "past"
[inputs]
insecurity = "threat"
host_capacity = 0.3
[[split]]
name = "hosts"
by = "host"
[[subset]]
name = "all"
where = 1
[[forecast]]
name = "base"
kind = "cells"
[[forecast]]
name = "past"
kind = "cells"
terms = ["past"]
[[forecast]]
name = "model"
kind = "mechanism"
fit = ["direct.intercept", "direct.threat_gain"]
"""


def rows_text():
    lines = ["year,host,support,past,threat", "1975,0,1,1,0.9"]
    for host in range(4):
        lines += [f"{1976 + i},{host},{int((i + host) % 4 == 0 or i > 9)},{i % 2},{.08 * i:.2f}" for i in range(12)]
    return "\n".join(lines) + "\n"


def table_of(file, name):
    with h5py.File(file) as opened:
        group = opened["analysis"][name]
        return {key: group[key][()] for key in group if isinstance(group[key], h5py.Dataset)}


class Panels(CommandTest):
    def setUp(self):
        super().setUp()
        self.write("p.toml", SMALL)
        self.write("rows.csv", rows_text())

    def test_rows_and_scores_are_stored_and_shown(self):
        shown = self.succeed("hindcast", "p.toml").stdout
        self.assertIn("A small panel", shown)
        self.assertIn("skill on persistence", shown)
        self.assertEqual(self.files(), ["p.h5", "p.toml", "rows.csv"])
        rows = table_of(self.folder / "p.h5", "panel_rows")
        self.assertEqual(len(rows["perceived_threat"]), 48)
        self.assertEqual(len(table_of(self.folder / "p.h5", "panel_scores")["log_loss"]), 3)

    def test_the_log_loss_is_that_of_the_stored_probabilities(self):
        scores = json.loads(self.succeed("hindcast", "p.toml", "--format", "json").stdout)["scores"]
        rows = table_of(self.folder / "p.h5", "panel_rows")
        for score in scores:
            p, y = rows["p_" + score["forecast"]], rows["outcome"]
            self.assertAlmostEqual(score["log_loss"], -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)), places=12)

    def test_csv_has_the_scores(self):
        lines = list(csv.DictReader(io.StringIO(self.succeed("hindcast", "p.toml", "--format", "csv").stdout)))
        self.assertEqual([line["forecast"] for line in lines], ["base", "past", "model"])

    def test_the_same_command_gives_the_same_bits(self):
        outputs = [self.succeed("hindcast", "p.toml", "--format", "json", "--force", "-j", jobs).stdout for jobs in (1, 2)]
        self.assertEqual(outputs[0], outputs[1])

    def test_a_parameter_can_be_set(self):
        self.succeed("hindcast", "p.toml", "--set", "direct.intercept=-3", "-o", "a.h5")
        self.assertTrue(np.all(table_of(self.folder / "a.h5", "panel_rows")["z_intercept"] == -3))

    def test_mistakes_end_with_their_exit_code_and_leave_nothing(self):
        self.expect(2, "--band is for scenarios", "hindcast", "p.toml", "--band", "x.csv")
        self.expect(2, "--rows is for panels", "hindcast", "hindcast_2003_2011", "--series", ".", "--rows", "rows.csv")
        self.expect(2, "--series is required", "hindcast", "hindcast_2003_2011")
        self.expect(2, "no [[detection]] 'twice'; allowed: as_coded", "hindcast", "p.toml", "--detection", "twice")
        self.expect(2, "no [[split]] 'patron'; allowed: hosts", "hindcast", "p.toml", "--use-split", "patron")
        self.expect(3, "there is no such file", "hindcast", "p.toml", "--rows", "none.csv")
        self.expect(3, "did you mean 'support'?", "hindcast", "p.toml", "--outcome", "suport")
        self.expect(3, "'where' leaves no row", "hindcast", "p.toml", "--where", "year > 2030")
        self.assertEqual(self.files(), ["p.toml", "rows.csv"])

    def test_a_results_file_is_not_overwritten_unasked(self):
        self.write("p.h5", "mine")
        done = self.call("hindcast", "p.toml")
        self.assertNotEqual(done.returncode, 0)
        self.assertEqual((self.folder / "p.h5").read_text(encoding="utf-8"), "mine")


@unittest.skipUnless((RECORD / "reference_mechanism.csv").exists(), "the record of support is not here")
class TheRecord(CommandTest):
    """The table of rows gives six digits of some columns, the reference was worked out from all of them."""

    def test_rows_are_those_of_the_reference(self):
        head, *forecasts = MAPPING.read_text(encoding="utf-8").split("[[forecast]]")
        # Without forecasts that are fitted; a host of 1975 has no fold.
        self.write("rows_only.toml", "[[forecast]]".join([head.replace('by = "fold"', 'by = "cold_war"'), *forecasts[:2]]))
        self.write("folds_hosts.csv", (MAPPING.parent / "folds_hosts.csv").read_text(encoding="utf-8"))
        self.succeed("hindcast", "rows_only.toml", "--rows", RECORD / "support_record_train.csv", "--detection", "as_coded", "--resamples", 0,
                     "-o", "r.h5", "--where", "in_choice_set == 1 and year <= 2010")
        rows = table_of(self.folder / "r.h5", "panel_rows")
        key = zip(*(rows[name].astype(int) for name in ("year", "patron", "dyad_id")))
        number = {k: i for i, k in enumerate(key)}
        with open(RECORD / "reference_mechanism.csv", encoding="utf-8") as file:
            reference = list(csv.DictReader(file))
        self.assertEqual(len(reference), 1978)
        names = {"C": "channel", "Rh": "rhetoric", "xA": "front_arms", "E": "forces_in_reach", "xF": "front_forces", "xV": "front_insecurity",
                 "T": "perceived_threat", "need": "need", "opportunity": "opportunity", "B": "motive", "z": "z", "D": "direct"}
        worst = dict.fromkeys(names, 0.0)
        for line in reference:
            i = number[tuple(int(line[k]) for k in ("year", "patron", "dyad_id"))]
            for name, ours in names.items():
                worst[name] = max(worst[name], abs(float(line[name]) - rows[ours][i]))
        for name in ("C", "Rh", "xA"):  # from columns that are whole
            self.assertLess(worst[name], 1e-9, name)
        for name in names:
            self.assertLess(worst[name], 1e-5 if name == "z" else 2e-6, f"{name}: {worst}")


if __name__ == "__main__":
    program.main()
