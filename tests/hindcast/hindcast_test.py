#!/usr/bin/python3
"""hindcast and calibrate as their users meet them, with the one record that is shipped; with all records where they are found.

Records that may not be passed on are looked for in the folder that FULCRUM_RECORDS names, else beside the project.
Usage: hindcast_test.py PROGRAM
"""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import unittest
from pathlib import Path

import h5py

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "commands"))
import program  # noqa: E402
from program import ROOT, CommandTest  # noqa: E402
from small_study import CLASHES, SHIPPED, small_study  # noqa: E402

ALL = Path(os.environ.get("FULCRUM_RECORDS", ROOT.parent / "shared/data/train"))
# Mean log-likelihood a month and root mean squared error of the training mean, and of a forecast proportional to troops: computed
# independently from the records, to the digits given.
NAIVE = {
    "us_hostile_deaths": (56, -4.68, 27, -4.70, 28),
    "sigact_sig1": (44, -8.66, 1397, -8.66, 1390),
    "sigact_indirect_fire": (12, -6.37, 181, -6.32, 171),
    CLASHES: (54, -2.40, 107, -2.40, 107),
    "baghdad_sectarian_deaths": (55, -7.24, 398, -7.27, 411),
}
STUDY = small_study("""\
"insecurity.base" = {}
"insurgents.rate" = {}
"militia.rage_gain" = {}
""")
SMALL = ["--searches", 2, "--global-steps", 40, "--local-steps", 20, "--members", 16]


class Hindcast(CommandTest):
    def scores(self, records, *more):
        answer = json.loads(self.succeed("hindcast", "hindcast_2003_2011", "--series", records, "--format", "json", "--force", *more).stdout)
        return answer, {(s["series"], s["part"]): s for s in answer["scores"]}

    def check_naive(self, records, names):
        _, scores = self.scores(records)
        for name in names:
            months, mean_ll, mean_rmse, troops_ll, troops_rmse = NAIVE[name]
            score = scores[name, "train"]
            self.assertEqual(score["months"], months)
            # Half a unit of the last digit, and as much for levers and fits that differ a little from the independent ones.
            self.assertAlmostEqual(score["log_likelihood_mean"], mean_ll, delta=.006)
            self.assertAlmostEqual(score["log_likelihood_troops"], troops_ll, delta=.011)
            self.assertAlmostEqual(score["rmse_mean"], mean_rmse, delta=.6)
            self.assertAlmostEqual(score["rmse_troops"], troops_rmse, delta=1.1)

    def test_naive_forecasts_of_the_shipped_record_score_what_was_computed_independently(self):
        self.check_naive(SHIPPED, [CLASHES])

    @unittest.skipUnless((ALL / "sigact_sig1.csv").exists(), "the records that may not be passed on are not here")
    def test_naive_forecasts_of_every_record_score_what_was_computed_independently(self):
        self.check_naive(ALL, NAIVE)

    def test_expected_values_are_written_for_every_month_of_the_run_with_data_or_without(self):
        table = self.succeed("hindcast", "hindcast_2003_2011", "--series", SHIPPED, "--format", "csv").stdout
        rows = list(csv.DictReader(io.StringIO(table)))
        self.assertEqual((rows[0]["month"], rows[-1]["month"], len(rows)), ("2003-03", "2012-01", 107))  # 1 January 2012 ends the last week
        for row in rows:
            self.assertGreater(float(row[CLASHES + "_mu"]), 0)
        self.assertEqual({r["month"] for r in rows if r[CLASHES + "_observed"]} & {"2008-01", "2011-12"}, set())

    def test_until_hides_later_records_and_still_expects_the_whole_period(self):
        _, scores = self.scores(SHIPPED, "--until", "2005-12")
        self.assertEqual(scores[CLASHES, "train"]["months"], 30)  # July 2003 to December 2005
        rows = list(csv.DictReader(io.StringIO(self.succeed("hindcast", "hindcast_2003_2011", "--series", SHIPPED, "--format", "csv", "--force",
                                                            "--until", "2005-12").stdout)))
        self.assertEqual(len(rows), 107)

    def test_a_split_keeps_later_months_from_the_fit_and_scores_them(self):
        answer, scores = self.scores(SHIPPED, "--split", "2006-12")
        until, alone = self.scores(SHIPPED, "--until", "2006-12")
        self.assertEqual(scores[CLASHES, "test"]["months"], 12)
        self.assertEqual(scores[CLASHES, "train"]["log_likelihood"], alone[CLASHES, "train"]["log_likelihood"])
        self.assertEqual(answer["training_total"], until["training_total"])

    def test_calibration_has_the_same_bits_for_any_number_of_threads(self):
        study = self.write("small.toml", STUDY)
        for jobs in (1, 2, 7):
            self.succeed("calibrate", study, "--series", SHIPPED, "-o", "fit", "--force", "-j", jobs, *SMALL)
            found = [(self.folder / name).read_bytes() for name in ("fit.toml", "fit.csv")]
            if jobs == 1:
                first = found
            self.assertEqual(found, first)

    def test_what_is_not_ruled_out_is_a_design_that_sweep_takes_and_the_best_a_scenario_that_runs(self):
        study = self.write("small.toml", STUDY)
        self.succeed("calibrate", study, "--series", SHIPPED, "-o", "fit", *SMALL)
        points = len((self.folder / "fit.csv").read_text().splitlines()) - 1
        head, _ = STUDY.split("[design]")
        self.write("again.toml", head.replace("seed = 7", "seed = 7\nnoise = false") + '[design]\nkind = "file"\nfile = "fit.csv"\n')
        self.succeed("sweep", "again.toml", "-o", "again.h5")
        exported = self.succeed("export", "again.h5", "--table", "runs").stdout
        self.assertEqual(len(exported.splitlines()) - 1, points)
        text = (self.folder / "fit.toml").read_text()
        for word in ("method", "seed       7;", "nothing after 2007-12", CLASHES):
            self.assertIn(word, text)
        self.succeed("validate", "fit.toml")
        answer = json.loads(self.succeed("hindcast", "fit.toml", "--series", SHIPPED, "--format", "json").stdout)
        self.assertIn(f"training total {answer['training_total']:.4f}", text)

    def test_calibration_answers_in_every_format_and_names_what_the_records_cannot_tell(self):
        # Without realignment its pace changes nothing: no record can tell it.
        study = self.write("blind.toml", STUDY + '"insurgents.realignment_rate" = {}\n')
        text = self.succeed("calibrate", study, "--series", SHIPPED, "-o", "fit", "--format", "json", *SMALL).stdout
        table = json.loads(text)["tables"][0]
        says = {row["factor"]: row["says"] for row in table["rows"]}
        self.assertEqual(says["insurgents.realignment_rate"], "not identified")
        self.assertEqual(table["settings"]["candidates"], len((self.folder / "fit.csv").read_text().splitlines()) - 1)
        rows = list(csv.DictReader(io.StringIO(self.succeed("calibrate", study, "--series", SHIPPED, "-o", "fit", "--force", "--format", "csv",
                                                            *SMALL).stdout)))
        self.assertEqual([row["factor"] for row in rows], [row["factor"] for row in table["rows"]])
        for of_csv, of_json in zip(rows, table["rows"], strict=True):
            self.assertEqual(float(of_csv["best"]), of_json["best"])

    def test_the_tolerance_follows_from_factors_and_months(self):
        study = self.write("small.toml", STUDY)
        settings = json.loads(self.succeed("calibrate", study, "--series", SHIPPED, "-o", "fit", "--format", "json", *SMALL).stdout)["tables"][0]["settings"]
        # Half the 95 % point of chi-square with three degrees of freedom, 7.815, over a quarter of 54 months.
        self.assertAlmostEqual(settings["tolerance"], 7.815 / 2 / (54 / 4), places=3)

    def test_orderings_judge_a_fit_only_where_a_penalty_is_asked_for(self):
        study = self.write("small.toml", STUDY)
        settings = {}
        for penalty in ("0", "1"):
            text = self.succeed("calibrate", study, "--series", SHIPPED, "-o", "fit", "--force", "--format", "json", "--penalty", penalty, *SMALL).stdout
            table = json.loads(text)["tables"][0]
            settings[penalty] = table["settings"]
            self.assertEqual("span_record" in table["rows"][0], penalty == "1", "both sets are told where orderings judge")
        plain = json.loads(self.succeed("calibrate", study, "--series", SHIPPED, "-o", "fit", "--force", "--format", "json", *SMALL).stdout)
        self.assertEqual(plain["tables"][0]["settings"], settings["0"])
        self.assertIn("which does not count", (self.folder / "fit.toml").read_text())
        self.assertGreaterEqual(settings["0"]["training_total"], settings["1"]["training_total"])
        self.assertLessEqual(settings["1"]["orderings_violated"], settings["0"]["orderings_violated"])

    def test_a_calibration_that_is_interrupted_writes_nothing_and_says_so(self):
        study = self.write("small.toml", STUDY)
        command = [program.PROGRAM, "calibrate", study, "--series", SHIPPED, "-o", "fit", "--global-steps", "1000000"]
        with subprocess.Popen(list(map(str, command)), cwd=self.folder, stderr=subprocess.PIPE, text=True) as started:
            while "searching" not in started.stderr.readline():
                pass
            started.send_signal(signal.SIGINT)
            _, said = started.communicate(timeout=50)
        self.assertEqual(started.returncode, 130)
        self.assertIn("interrupted; nothing was written", said)
        self.assertEqual([name for name in os.listdir(self.folder) if name.startswith("fit")], [])

    def test_a_search_from_the_scenario_is_never_worse_than_the_scenario(self):
        study = self.write("small.toml", STUDY.replace('policies = ["hindcast_2003_2011"]', 'policies = ["hindcast_2003_2011_core"]'))
        before = json.loads(self.succeed("hindcast", "hindcast_2003_2011_core", "--series", SHIPPED, "--format", "json").stdout)
        text = self.succeed("calibrate", study, "--series", SHIPPED, "-o", "fit", "--format", "json", "--from-scenario", *SMALL).stdout
        self.assertGreaterEqual(json.loads(text)["tables"][0]["settings"]["training_total"], before["training_total"])

    def test_candidates_that_are_not_ruled_out_make_a_band(self):
        study = self.write("small.toml", STUDY)
        self.succeed("calibrate", study, "--series", SHIPPED, "-o", "fit", *SMALL)
        answer = json.loads(self.succeed("hindcast", "fit.toml", "--series", SHIPPED, "--band", "fit.csv", "--format", "json").stdout)
        self.assertGreater(answer["band_coverage_90"][CLASHES], .5)
        with h5py.File(self.folder / "fit.h5") as file:
            band, months = file["analysis/hindcast_band"], file["analysis/hindcast_months"]
            columns = {name: band[name][:] for name in band}
            mu = months[CLASHES + "_mu"][:]
        low, high = columns[CLASHES + "_mu_low"], columns[CLASHES + "_mu_high"]
        self.assertEqual(len(low), 107)
        self.assertTrue((low <= columns[CLASHES + "_mu_median"]).all() and (columns[CLASHES + "_mu_median"] <= high).all())
        self.assertTrue((columns[CLASHES + "_low90"] <= low).all() and (columns[CLASHES + "_high90"] >= high).all())
        self.assertEqual(len(mu), len(low))
        self.write("wrong.csv", "insecurity.base,insecurity.bse\n.5,.5\n")
        self.expect(3, "wrong.csv:1:17: there is nothing called 'insecurity.bse'", "hindcast", "fit.toml", "--series", SHIPPED, "--band", "wrong.csv",
                    "-o", "other.h5")
        self.assertFalse((self.folder / "other.h5").exists())

    def test_shares_of_governorates_are_held_against_the_agent_layer(self):
        self.write("sigact_sig1_governorate_shares.csv", "year,gov_code,count\n2004,IQ-BG,60\n2004,IQ-AN,40\n2005,IQ-BG,60\n2005,IQ-AN,40\n")
        answer = json.loads(self.succeed("hindcast", "hindcast_2003_2011", "--series", ".", "--set", "run.resolution=cells", "--observations",
                                         "iraq_2003_2011_provinces.observations", "--format", "json").stdout)
        shares = {row["series"]: row for row in answer["shares"]}
        self.assertEqual(shares["sigact_shares"]["years"], 1)
        self.assertEqual(shares["sigact_shares"]["misplaced_last"], 0)
        self.assertLess(shares["sigact_shares"]["misplaced"], shares["sigact_shares"]["misplaced_equal"])
        self.expect(2, "run.resolution=cells", "hindcast", "hindcast_2003_2011", "--series", ".", "-o", "other.h5", "--observations",
                    "iraq_2003_2011_provinces.observations")

    def test_places_are_fitted_to_the_years_before_each_year_and_stored(self):
        self.write("sigact_sig1_governorate_shares.csv", "year,gov_code,count\n" + "".join(
            f"{year},IQ-BG,{baghdad}\n{year},IQ-AN,{100 - baghdad}\n" for year, baghdad in ((2004, 60), (2005, 62), (2006, 58))))
        command = ("hindcast", "hindcast_2003_2011", "--series", ".", "--resolution", "cells", "--places", "-o", "places.h5", "--observations")
        answer = json.loads(self.succeed(*command, "iraq_2003_2011_provinces.observations", "--format", "json").stdout)
        scores = {row["forecast"]: row for row in answer["place_scores"] if row["series"] == "sigact_shares"}
        self.assertEqual([scores[name]["years"] for name in ("theatre", "fitted", "last", "mean")], [2, 2, 2, 2])
        self.assertLess(scores["fitted"]["misplaced"], scores["theatre"]["misplaced"])
        with h5py.File(self.folder / "places.h5") as file:
            self.assertLessEqual({"hindcast_place_scores", "hindcast_place_folds", "hindcast_places"}, set(file["analysis"]))
        self.expect(2, "--places needs a record of attacks by province", "hindcast", "hindcast_2003_2011", "--series", SHIPPED, "--places", "-o",
                    "other.h5")
        self.assertFalse((self.folder / "other.h5").exists())

    def test_what_cannot_be_done_is_said(self):
        self.write("empty/x", "") if (self.folder / "empty").mkdir() else None
        self.expect(2, "has none of the records", "hindcast", "hindcast_2003_2011", "--series", "empty")
        self.expect(2, "must be a month like 2006-12, not 2006", "hindcast", "hindcast_2003_2011", "--series", "empty", "--until", "2006")
        study = self.write("small.toml", STUDY)
        self.expect(2, "is the study itself", "calibrate", study, "--series", SHIPPED, "-o", "small", "--force")
        self.write("wrong.observations", 'schema = 1\nsplit = "2007-12"\n[[series]]\nname = "a"\nfile = "a.csv"\nquantity = "attack"\n')
        self.expect(3, "wrong.observations:6:13: ", "hindcast", "hindcast_2003_2011", "--series", SHIPPED, "--observations",
                    "wrong.observations")


if __name__ == "__main__":
    program.main()
