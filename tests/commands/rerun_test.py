#!/usr/bin/python3
"""Any stored run comes out again with the same bits, or what differs is said.  Usage: rerun_test.py PROGRAM"""

import h5py
import numpy as np

import program
from program import CommandTest

STUDY = """schema = 1
[study]
name = "small"
policies = ["status_quo", "strikes_alone"]
replicates = 3
seed = 9
[design]
kind = "lhs"
points = 4
[design.factors]
"direct.threat_gain" = {}
"levers.host_aid" = { low = 0.1, high = 1.0 }
"militia.badr.tie" = {}
"initial.direct" = { low = 0.2, high = 0.8 }
"perception.lag_weeks" = {}
"""


class Rerun(CommandTest):
    def expect_same(self, file, runs):
        for run in runs:
            self.assertIn("The same bits", self.succeed("rerun", file, "--run", run).stdout, f"run {run} of {file}")

    def test_runs_of_run_and_compare(self):
        self.succeed("run", "engagement", "--replicates", 5, "--seed", 3, "-o", "run.h5")
        self.expect_same("run.h5", [0, 4])
        self.succeed("compare", "status_quo", "withdrawal", "--replicates", 3, "--set", "direct.threat_gain=4.25", "--compress", "deflate",
                     "-o", "compare.h5")
        self.expect_same("compare.h5", range(6))
        self.succeed("run", "strikes_alone", "--set", "run.noise=false", "--series", "all", "-o", "still.h5")
        self.expect_same("still.h5", [0])

    def test_runs_of_a_sweep_over_a_design_and_of_its_merged_shards(self):
        self.write("study.toml", STUDY)
        self.succeed("sweep", "study.toml", "-o", "whole.h5")
        self.expect_same("whole.h5", [0, 5, 11, 23])
        for shard in ("1/2", "2/2"):
            self.succeed("sweep", "study.toml", "--shard", shard)
        shards = [name for name in self.files() if "shard" in name and name.endswith(".h5")]
        self.succeed("merge", *shards, "-o", "merged.h5")
        self.expect_same("merged.h5", [1, 12, 23])

    def test_outcomes_that_only_the_study_asks_for_are_compared_too(self):
        self.write("study.toml", STUDY + """
[[outcome]]
name = "worst_month"
formula = "max(mean(attacks, 4))"
unit = "index"
title = "attacks in the worst month"
[[outcome]]
name = "late_talks"
formula = "at(channel, 200)"
""")
        self.succeed("sweep", "study.toml", "-o", "study.h5")
        standard = len(self.stored_outcomes("study.h5"))
        self.assertIn(f"{standard} outcomes", self.succeed("rerun", "study.h5", "--run", 7).stdout)
        with h5py.File(self.folder / "study.h5", "r+") as file:
            file["outcomes/worst_month"][7] += 1e-9
        changed = self.call("rerun", "study.h5", "--run", 7)
        self.assertEqual(changed.returncode, 5)
        self.assertIn("outcome worst_month", changed.stdout)

    def stored_outcomes(self, name):
        with h5py.File(self.folder / name) as file:
            return [n for n, d in file["outcomes"].items() if d.shape == (24,) and d.dtype == float]

    def test_a_policy_that_begins_later_comes_out_again_whether_or_not_a_lever_is_a_factor(self):
        late = STUDY.replace('"strikes_alone"', '{ name = "late", extends = "strikes_alone", shift_weeks = 26 }')
        self.write("late.toml", late.replace('"levers.host_aid" = { low = 0.1, high = 1.0 }\n', ""))
        self.succeed("sweep", "late.toml", "-o", "late.h5")
        self.expect_same("late.h5", [3, 11, 23])
        self.write("both.toml", late)
        self.succeed("sweep", "both.toml", "-o", "both.h5")
        self.expect_same("both.h5", [0, 3, 11, 23])

    def test_what_differs_is_said_with_week_and_values(self):
        self.succeed("run", "status_quo", "--replicates", 2, "-o", "run.h5")
        with h5py.File(self.folder / "run.h5", "r+") as results:
            results["timeseries/direct"][1, 100] = np.nextafter(results["timeseries/direct"][1, 100], 1)
            results["outcomes/cost"][1] += 1
        done = self.call("rerun", "run.h5", "--run", 1)
        self.assertEqual(done.returncode, 5)
        self.assertRegex(done.stdout, r"direct +100 +1 ")
        self.assertIn("outcome cost", done.stdout)
        self.expect_same("run.h5", [0])

    def test_a_run_that_is_not_there_is_refused(self):
        self.succeed("run", "status_quo", "--replicates", 2, "-o", "run.h5")
        self.expect(6, "has no run 2", "rerun", "run.h5", "--run", 2)

    def test_the_run_alone_is_written_with_all_series(self):
        self.succeed("compare", "status_quo", "engagement", "--replicates", 2, "-o", "two.h5")
        self.succeed("rerun", "two.h5", "--run", 3, "-o", "one.h5")
        with h5py.File(self.folder / "two.h5") as two, h5py.File(self.folder / "one.h5") as one:
            np.testing.assert_array_equal(one["timeseries/direct"][0], two["timeseries/direct"][3])
            self.assertIn("need", one["timeseries"])
            self.assertEqual(one["runs"]["run_id"][0], 3)
        self.expect_same("one.h5", [3])


if __name__ == "__main__":
    program.main()
