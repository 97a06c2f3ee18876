#!/usr/bin/python3
"""The first answer of run and compare: over states of the world, the same for every policy, and the same numbers wherever they stand.

Usage: answer_test.py PROGRAM
"""

import json
import subprocess
import sys

import h5py
import numpy as np

import program
from program import LUCK, ROOT, CommandTest

POLICIES = ["status_quo", "coercion_alone", "engagement"]
FUTURES = 130  # two batches of runs, the last of them not full


class Answer(CommandTest):
    def make(self, name, policies, *flags):
        self.succeed("compare" if len(policies) > 1 else "run", *policies, "--futures", FUTURES, "-q", "-o", name, "--force", *flags)
        return name

    def assert_same(self, a, b, *flags):
        done = subprocess.run([sys.executable, ROOT / "scripts/checks/compare_results.py", a, b, *flags], cwd=self.folder, capture_output=True,
                              text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def outcomes(self, name, outcome="direct_last_year"):
        with h5py.File(self.folder / name) as results:
            policy = results["runs"]["policy"].astype(str)
            return {p: results["outcomes"][outcome][()][policy == p] for p in dict.fromkeys(policy)}

    def futures(self, name):
        with h5py.File(self.folder / name) as results:
            return {column: values[()] for column, values in results["analysis/futures"].items()}

    def test_threads_and_kernels_change_nothing(self):
        self.make("1.h5", POLICIES, "-j", "1")
        self.assert_same("1.h5", self.make("3.h5", POLICIES, "-j", "3"))
        self.assert_same("1.h5", self.make("baseline.h5", POLICIES, "--kernel", "baseline"))

    def test_policies_left_out_change_no_run_of_the_others(self):
        all_of_them = self.outcomes(self.make("all.h5", POLICIES))
        two = self.outcomes(self.make("two.h5", POLICIES[:2]))
        one = self.outcomes(self.make("one.h5", POLICIES[2:]))
        for policy, values in {**two, **one}.items():
            np.testing.assert_array_equal(values, all_of_them[policy])

    def test_the_setting_of_a_future_stays_when_futures_are_added(self):
        few = self.futures(self.make("few.h5", POLICIES[:1]))
        self.succeed("run", POLICIES[0], "--futures", 3 * FUTURES, "-q", "-o", "many.h5")
        many = self.futures("many.h5")
        self.assertGreater(len(few), 50, "every parameter that has an effect")
        for column, values in few.items():
            np.testing.assert_array_equal(values, many[column][:FUTURES], column)

    def test_the_reference_case_is_the_first_future_of_luck_alone(self):
        answer = self.outcomes(self.make("a.h5", POLICIES))
        luck = self.outcomes(self.make("l.h5", POLICIES, *LUCK))
        for policy in POLICIES:
            self.assertEqual(answer[policy][0], luck[policy][0])

    def test_any_future_comes_out_again_from_its_file(self):
        self.make("a.h5", POLICIES)
        for run in (0, 1, FUTURES + 17):
            self.assertIn("The same bits", self.succeed("rerun", "a.h5", "--run", run).stdout)

    def test_shares_medians_and_order_follow_from_the_runs(self):
        answer = json.loads(self.succeed("compare", *POLICIES, "--futures", 400, "--format", "json").stdout)["answer"]
        values = self.outcomes("compare.h5")
        medians = []
        for shown in answer["policies"]:
            if shown["policy"] == POLICIES[0]:
                continue
            d = values[shown["policy"]] - values[POLICIES[0]]
            self.assertAlmostEqual(shown["lower"]["share"], np.mean(d < -answer["tie"]), places=12)
            self.assertAlmostEqual(shown["higher"]["share"], np.mean(d > answer["tie"]), places=12)
            self.assertAlmostEqual(shown["difference"]["median"], np.median(d), places=12)
            np.testing.assert_allclose(shown["difference"]["nine_in_ten"], np.quantile(d, [.05, .95]))
            self.assertLessEqual(shown["lower"]["interval"][0], shown["lower"]["share"])
            medians.append(np.median(d))
        self.assertEqual(medians, sorted(medians))
        self.assertEqual(answer["policies"][-1]["policy"], POLICIES[0])
        lowest = np.array([values[p] for p in POLICIES]) == np.min([values[p] for p in POLICIES], axis=0)
        for shown in answer["policies"]:
            wins = (lowest / lowest.sum(axis=0))[POLICIES.index(shown["policy"])]
            self.assertAlmostEqual(shown["best"]["share"], wins.mean(), places=12)
        self.assertAlmostEqual(sum(answer["spread"].values()), 1, places=12)
        with h5py.File(self.folder / "compare.h5") as results:
            table = results["analysis/answer"]
            np.testing.assert_array_equal(table["lower"][()], [p["lower"]["share"] for p in answer["policies"]])
            np.testing.assert_array_equal(table["best"][()], [p["best"]["share"] for p in answer["policies"]])

    def test_the_answer_is_the_first_screen(self):
        text = self.succeed("compare", "status_quo", "containment_plus", "coercion_alone", "engagement", "engage_then_coerce").stdout
        self.assertLessEqual(len(text.splitlines()), 40)
        self.assertLessEqual(max(map(len, text.splitlines()[:-1])), 125)  # the last line is under every answer
        self.assertIn("1,000 futures", text)
        for words in ("nine in ten futures", "best in", "A tie is", "luck", "reference case", "More: --all"):
            self.assertIn(words, text)
        self.assertNotIn("95 % interval", text)
        everything = self.succeed("compare", *POLICIES, "--futures", 60, "--all", "--force").stdout
        self.assertIn("var. red.", everything)

    def test_a_run_shows_levels_with_the_range_of_nine_in_ten_futures(self):
        text = self.succeed("run", "engagement").stdout
        self.assertIn("nine in ten futures", text)
        self.assertIn("direct support, last year [index]", text)

    def test_the_reduction_is_checked_with_cells_in_the_same_futures(self):
        text = self.succeed("compare", *POLICIES, *LUCK, "--futures", 6, "--check-cells", 4).stdout
        self.assertIn("Checked with cells in 4 of the futures", text)
        self.succeed("compare", *POLICIES, *LUCK, "--futures", 4, "--resolution", "cells", "--set", "cells.scale=10", "-o", "cells.h5")
        with_cells, without = self.outcomes("cells.h5"), self.outcomes("compare.h5")
        with h5py.File(self.folder / "compare.h5") as results:
            check = {name: column[()] for name, column in results["analysis/cells_check"].items()}
        np.testing.assert_array_equal(check["policy"].astype(str), POLICIES)
        np.testing.assert_allclose(check["level_cells"], [np.median(with_cells[p]) for p in POLICIES], rtol=1e-12)
        np.testing.assert_allclose(check["level_reduction"], [np.median(without[p][:4]) for p in POLICIES], rtol=1e-12)
        sign = [np.sign(of[POLICIES[1]][:4] - of[POLICIES[0]][:4]) for of in (with_cells, without)]
        self.assertLessEqual(check["opposite"][1], np.mean(sign[0] * sign[1] < 0))

    def test_a_check_with_cells_says_its_finding_below_the_answer(self):
        text = self.succeed("compare", *POLICIES, "--futures", 60, "--check-cells", 20).stdout
        answer, check = text.split("Checked with cells in 20 of the futures")
        self.assertIn("--check-cells 100 both.", answer)
        for policy in POLICIES[1:]:
            self.assertIn(f"  {policy}: ", check)

    def test_runs_with_cells_are_not_checked_with_cells(self):
        self.expect(2, "these runs have cells already", "compare", *POLICIES, "--resolution", "cells", "--check-cells", 5)
        self.assertEqual(self.files(), [])

    def test_what_is_set_on_the_command_line_is_not_varied(self):
        self.make("set.h5", POLICIES[:1], "--set", "threat.weight_insecurity=0.1")
        self.assertNotIn("threat.weight_insecurity", self.futures("set.h5"))
        self.assertIn("threat.weight_insecurity", self.futures(self.make("free.h5", POLICIES[:1])))

    def test_none_is_one_future_without_noise(self):
        self.assertIn("1 future of", self.succeed("compare", *POLICIES, "--uncertainty", "none").stdout)

    def test_a_scenario_says_what_is_uncertain(self):
        self.write("mine.toml", """
schema = 1
name = "mine"
extends = "status_quo"
[uncertainty]
vary = "listed"
futures = 300
require = ["mean(direct) < 0.6"]
correlations = [{ between = ["direct.threat_gain", "threat.weight_insecurity"], rho = 0.7 }]
[uncertainty.parameters]
"direct.threat_gain" = { low = 2.0, high = 7.0, distribution = "pert", mode = 3.0 }
"threat.weight_insecurity" = { low = 0.1, high = 0.4 }
"structure.fronts" = { values = ["additive", "strongest"], weights = [3, 1] }
""")
        done = self.succeed("run", "mine.toml", "--series", "direct")
        futures = self.futures("mine.h5")
        self.assertEqual(set(futures) - {"row"}, {"replicate", "luck", "direct.threat_gain", "threat.weight_insecurity", "structure.fronts"})
        self.assertEqual(len(futures["luck"]), 300)
        self.assertIn("meet the conditions", done.stdout)
        with h5py.File(self.folder / "mine.h5") as results:
            self.assertTrue((results["timeseries/direct"][()].mean(axis=1)[1:] < .6).all())
        self.assertLess(futures["luck"][-1], 3000)
        self.assertGreater(futures["luck"][-1], 299, "some were left out")
        gain, weight = (futures[name][1:] for name in ("direct.threat_gain", "threat.weight_insecurity"))
        self.assertGreater(np.corrcoef(gain, weight)[0, 1], .3)
        self.assertAlmostEqual(np.mean(futures["structure.fronts"][1:] == 2), .25, delta=.1)
        self.assertIn("The same bits", self.succeed("rerun", "mine.h5", "--run", 299).stdout)
        self.assert_same("mine.h5", self.succeed("run", "mine.toml", "--series", "direct", "-o", "again.h5", "-j", 1) and "again.h5")

    def test_a_study_with_uncertainty_gives_each_replicate_its_state_of_the_world(self):
        self.write("study.toml", """
schema = 1
[study]
name = "study"
policies = ["status_quo", "engagement"]
replicates = 20
seed = 20080107
[uncertainty]
[design]
kind = "grid"
levels = 2
[design.factors]
"direct.threat_gain" = { low = 3.0, high = 5.0 }
""")
        self.succeed("sweep", "study.toml", "-q", "-o", "whole.h5")
        for shard in ("1/2", "2/2"):
            self.succeed("sweep", "study.toml", "-q", "--shard", shard)
        self.succeed("merge", "study.shard-1-of-2.h5", "study.shard-2-of-2.h5", "-q", "-o", "merged.h5")
        whole, merged = (self.outcomes(name) for name in ("whole.h5", "merged.h5"))
        for policy, values in whole.items():
            np.testing.assert_array_equal(values, merged[policy])
            self.assertGreater(len(np.unique(values)), 35)  # two may both end at the floor
        self.assertIn("The same bits", self.succeed("rerun", "whole.h5", "--run", 75).stdout)

    def test_analyses_take_the_futures_of_a_comparison_as_points(self):
        self.succeed("compare", *POLICIES, "--futures", 400, "-q")
        self.assertIn("points", self.succeed("discover", "compare.h5", "--difference", "--policy", "coercion_alone", "--above", 0).stdout)

    def test_states_of_the_world_can_be_those_in_which_claims_hold(self):
        claims = "claims P3, P5 and P6 hold"
        done = self.succeed("compare", *POLICIES, "--replicates", FUTURES, "--require", claims, "--require", "mean(direct) < 0.9", "-o", "given.h5")
        self.assertIn("of the states tried meet the conditions", " ".join(done.stdout.split()))
        kept, every = self.futures("given.h5")["luck"], self.futures(self.make("every.h5", POLICIES))["luck"]
        self.assertGreater(kept[-1], every[-1], "some were left out")
        self.assert_same("given.h5", self.make("again.h5", POLICIES, "--require", claims, "--require", "mean(direct) < 0.9", "-j", "1"))
        with h5py.File(self.folder / "given.h5") as results:
            self.assertIn(claims, results["study/study"][()].decode())
            self.assertIn(f"--require '{claims}'", results.attrs["command_line"])
        self.assertIn("The same bits", self.succeed("rerun", "given.h5", "--run", FUTURES - 1).stdout)
        self.expect(3, "--require claim P999 holds: uncertainty.require: there is no claim 'P999'", "run", "status_quo", "--require", "claim P999 holds")
        self.expect(2, "--require goes with", "run", "status_quo", "--uncertainty", "luck", "--require", claims)

    def test_what_cannot_be_is_said(self):
        self.expect(3, "nothing.csv", "run", "status_quo", "--uncertainty", "record", "--record", "nothing.csv")
        self.expect(2, "luckk not in", "run", "status_quo", "--uncertainty", "luckk")
        self.expect(2, "did you mean 'direct_last_year'", "run", "status_quo", "--outcome", "direct_lastyear")
        head = 'schema = 1\nname = "mine"\nextends = "status_quo"\n[uncertainty]\n'
        for text, message in (("kind = \"luk\"", "uncertainty.kind"), ("hold = [\"thraet.*\"]", "there is nothing called 'thraet.*'"),
                              ("correlations = [{ between = [\"direct.threat_gain\"], rho = 0.5 }]", "a correlation must be"),
                              ("require = [\"direct +\"]", "expected"), ("require = [\"claims P3, P5\"]", "must read"),
                              ("require = [\"claim P99999 holds\"]", "mine.toml:5:12: uncertainty.require: there is no claim"),
                              ("vary = \"listed\"", "needs [uncertainty.parameters]"),
                              ("[uncertainty.parameters]\n\"direct.threat_gian\" = {}", "did you mean 'direct.threat_gain'"),
                              ("[uncertainty.parameters]\n\"direct.threat_gain\" = { distribution = \"pert\" }", "needs 'mode'")):
            self.write("mine.toml", head + text + "\n")
            self.expect(3, message, "run", "mine.toml")
        self.write("mine.toml", head + 'require = ["mean(direct) > 2"]\n')
        self.expect(2, "require holds in 0 of", "run", "mine.toml")


if __name__ == "__main__":
    program.main()
