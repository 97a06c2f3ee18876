#!/usr/bin/python3
"""Posteriors as their users meet them: made, killed and gone on with, drawn from by compare, run on to the end of the period.

Usage: posterior_test.py PROGRAM
"""

import csv
import io
import json
import signal
import subprocess
import sys
from pathlib import Path

import h5py
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "commands"))
import program  # noqa: E402
from program import CommandTest  # noqa: E402
from small_study import CLASHES, SHIPPED, small_study  # noqa: E402

STUDY = small_study("""\
"direct.threat_gain" = { low = 2.0, high = 6.0, distribution = "pert", mode = 4.0 }
"insecurity.base" = {}
"structure.fronts" = {}
"initial.direct" = { low = 0.05, high = 0.4 }
""")
SMALL = ["--posterior", "--particles", 64, "--moves", 2, "--repetitions", 2, "--thin", 50]


def table(path, name):
    with h5py.File(path) as file:
        group = file["analysis"][name]
        return {column: group[column][:] for column in group}


class Posterior(CommandTest):
    def make(self, *more, name="post"):
        self.write("small.toml", STUDY)
        return self.succeed("calibrate", "small.toml", "--series", SHIPPED, "-o", name, *SMALL, *more)

    def test_it_has_the_same_bits_for_any_number_of_threads(self):
        for jobs in (1, 3):
            self.make("-j", jobs, name=f"jobs{jobs}")
        one, three = (table(self.folder / f"jobs{jobs}.h5", "posterior") for jobs in (1, 3))
        self.assertEqual(set(one), set(three))
        for column in one:
            np.testing.assert_array_equal(one[column], three[column])
        self.assertEqual((self.folder / "jobs1.csv").read_bytes(), (self.folder / "jobs3.csv").read_bytes())

    def test_killed_and_called_again_it_has_the_bits_of_one_go(self):
        self.make(name="whole")
        command = list(map(str, [program.PROGRAM, "calibrate", "small.toml", "--series", SHIPPED, "-o", "post", *SMALL]))
        journal, kills = self.folder / "post.h5.journal", 0
        while kills < 3:
            with subprocess.Popen(command, cwd=self.folder, stderr=subprocess.PIPE, text=True) as started:
                while line := started.stderr.readline():
                    if "repetition" in line and "power" in line:
                        break
                started.send_signal(signal.SIGKILL)
            if started.returncode == 0:
                break
            kills += 1
            self.assertTrue(journal.exists())
            self.assertFalse((self.folder / "post.h5").exists())
        self.expect(6, "is of another calibration", "calibrate", "small.toml", "--series", SHIPPED, "-o", "post", *SMALL, "--seed", 8)
        self.succeed(*command[1:])
        self.assertFalse(journal.exists())
        whole, post = (table(self.folder / name, "posterior") for name in ("whole.h5", "post.h5"))
        for column in whole:
            np.testing.assert_array_equal(whole[column], post[column])
        self.assertEqual((self.folder / "whole.csv").read_bytes(), (self.folder / "post.csv").read_bytes())

    def test_an_interruption_keeps_what_is_done_and_says_so(self):
        self.write("small.toml", STUDY)
        command = list(map(str, [program.PROGRAM, "calibrate", "small.toml", "--series", SHIPPED, "-o", "post", "--posterior", "--particles", 4000]))
        with subprocess.Popen(command, cwd=self.folder, stderr=subprocess.PIPE, text=True) as started:
            while "power" not in (line := started.stderr.readline()) or "sampling" in line:
                pass
            started.send_signal(signal.SIGINT)
            _, said = started.communicate(timeout=250)
        self.assertEqual(started.returncode, 130)
        self.assertIn("the same command goes on with it", said)
        self.assertEqual(self.files(), ["post.h5.journal", "small.toml"])

    def test_weights_add_up_forms_have_probabilities_and_what_says_nothing_is_called_so(self):
        answer = json.loads(self.make("--format", "json").stdout)
        tables = {t["name"]: t for t in answer["tables"]}
        posterior = table(self.folder / "post.h5", "posterior")
        self.assertAlmostEqual(posterior["weight"].sum(), 1, places=9)
        self.assertEqual(len(posterior["weight"]), 128)
        forms = tables["posterior_forms"]["rows"]
        self.assertEqual([row["form"] for row in forms], ["additive", "multiplicative", "strongest"])
        self.assertAlmostEqual(sum(row["probability"] for row in forms), 1, places=9)
        says = {row["factor"]: row["says"] for row in tables["posterior_factors"]["rows"]}
        self.assertEqual(says["initial.direct"], "as believed before")  # eight weeks later nobody knows where it was
        self.assertIn("log_evidence", tables["posterior_evidence"]["settings"])

    def test_orderings_change_weights_only_where_they_have_a_cost_and_both_are_reported(self):
        plain = self.make()
        self.assertNotIn("orderings", plain.stdout.split("log evidence")[1].split("\n")[0])
        text = self.make("--penalty", 1, name="soft").stdout
        self.assertIn("orderings, at a cost of 1 each", text)
        soft, post = table(self.folder / "soft.h5", "posterior"), table(self.folder / "post.h5", "posterior")
        np.testing.assert_array_equal(soft["weight_record"], post["weight"])
        expected = post["weight"] * np.exp(-1.0 * soft["violated"])
        np.testing.assert_allclose(soft["weight"], expected / expected.sum(), rtol=1e-9)
        self.assertIn("span_record", table(self.folder / "soft.h5", "posterior_factors"))

    def test_compare_draws_rows_of_the_set_whole_and_the_rest_by_its_priors(self):
        self.make()
        for record in ("post.csv", "post.h5"):
            text = self.succeed("compare", "status_quo", "engagement", "--record", record, "--futures", 33, "--force").stdout
            self.assertIn("that records inform", text)
            futures = table(self.folder / "compare.h5", "futures")
            if record == "post.csv":
                rows = list(csv.DictReader(io.StringIO((self.folder / record).read_text())))
                drawn = {(float(row["direct.threat_gain"]), float(row["insecurity.base"])) for row in rows}
            else:
                posterior = table(self.folder / record, "posterior")
                drawn = set(zip(posterior["direct.threat_gain"], posterior["insecurity.base"], strict=True))
                # The start of 2003 is not that of 2008.
                self.assertNotIn("initial.direct", futures)
            for pair in zip(futures["direct.threat_gain"][1:], futures["insecurity.base"][1:], strict=True):
                self.assertIn(pair, drawn)
            self.assertGreater(len(set(futures["insecurity.violence_gain"][1:])), 30)
        self.assertIn("The same bits", self.succeed("rerun", "compare.h5", "--run", 20).stdout)
        self.succeed("explain", "compare.h5", "--over-futures", 3)

    def test_a_set_can_be_named_by_a_scenario_and_part_of_it_held(self):
        self.write("two.csv", "weight,insecurity.base,insecurity.rate\n1,.5,.1\n3,.6,.2\n")
        self.write("mine.toml", 'schema = 1\nname = "mine"\nextends = "status_quo"\n[uncertainty]\nkind = "record"\ncandidates = "two.csv"\n'
                                'hold = ["insecurity.rate"]\nfutures = 81\n')
        self.succeed("run", "mine.toml")
        futures = table(self.folder / "mine.h5", "futures")
        self.assertNotIn("insecurity.rate", futures)
        self.assertAlmostEqual(np.mean(futures["insecurity.base"][1:] == .6), .75, delta=.06)
        self.expect(3, "two.csv:1:24: there is nothing called", "run", "mine.toml", "--force", "--record",
                    self.write("two.csv", "weight,insecurity.base,insecurity.rte\n1,.5,.1\n"))
        self.expect(2, "goes with --uncertainty record only", "run", "status_quo", "--uncertainty", "luck", "--record", "two.csv")

    def test_the_shipped_posterior_is_what_record_means(self):
        text = self.succeed("compare", "status_quo", "engagement", "--uncertainty", "record", "--futures", 65).stdout
        self.assertIn("1,000 rows of iraq_2003.posterior.csv", " ".join(text.split()))

    def test_the_predictive_goes_to_the_end_of_the_run_and_holds_the_record(self):
        self.make()
        self.succeed("hindcast", "hindcast_2003_2011", "--series", SHIPPED, "--predictive", "post.h5", "--draws", 200, "-o", "hind.h5")
        quantiles, draws = (table(self.folder / "hind.h5", f"hindcast_{name}") for name in ("predictive", "draws"))
        self.assertEqual(len(quantiles["month"]), 107)
        self.assertEqual(len(draws["draw"]), 107 * 200)
        of_last = draws[CLASHES][-200:]
        self.assertAlmostEqual(np.quantile(of_last, .5), quantiles[CLASHES + "_q50"][-1], places=9)
        observed = table(self.folder / "hind.h5", "hindcast_months")[CLASHES + "_observed"]
        seen = ~np.isnan(observed)
        inside = (observed >= quantiles[CLASHES + "_q05"]) & (observed <= quantiles[CLASHES + "_q95"])
        self.assertGreater(inside[seen].mean(), .8)
        self.expect(2, "is of split", "hindcast", "hindcast_2003_2011", "--series", SHIPPED, "--predictive", "post.h5", "--split", "2006-12", "-o", "no.h5")

    def test_folds_look_at_nothing_behind_the_training_part(self):
        self.write("small.toml", STUDY)
        answer = json.loads(self.succeed("hindcast", "hindcast_2003_2011", "--series", SHIPPED, "--folds", "small.toml", "--draws", 40,
                                         "--fold-particles", 16, "--split", "2006-12", "--format", "json").stdout)
        forecasts = [row["forecast"] for row in answer["folds"]]
        self.assertEqual(len(forecasts), 9)
        months = table(self.folder / "hindcast_2003_2011.h5", "hindcast_folds")
        self.assertEqual(max(month.decode() for month in months["month"]), "2006-12")
        self.assertEqual(sorted({month.decode() for month in months["trained_to"]})[-1], "2006-06")
        self.assertTrue(((months["ahead"] >= 1) & (months["ahead"] <= 6)).all())
        last = months["forecast"] == b"last value"
        by_month = dict(zip((m.decode() for m in months["month"][last]), months["seen"][last], strict=True))
        self.assertGreater(len(by_month), 10)


if __name__ == "__main__":
    program.main()
