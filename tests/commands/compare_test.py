#!/usr/bin/python3
"""What compare says beyond means: pairing, weeks of parting, goals, verdicts, worked out anew from the file.  Usage: compare_test.py PROGRAM"""

import json

import h5py
import numpy as np

import program
from program import CommandTest, LUCK

NAMES = ["status_quo", "coercion_alone", "engagement"]


class Compare(CommandTest):
    def compare(self, *arguments):
        return json.loads(self.succeed("compare", *LUCK, *arguments, "--format", "json", "--force").stdout)

    def by_policy(self, answer, outcome):
        return {p["policy"]: p for o in answer["outcomes"] if o["outcome"] == outcome for p in o["policies"]}

    def values(self, folder, name):
        with h5py.File(self.folder / "compare.h5") as results:
            policy = results["runs"]["policy"].astype(str)
            return {p: results[folder][name][()][policy == p] for p in dict.fromkeys(policy)}

    def test_pairing_takes_away_what_luck_adds(self):
        answer = self.compare(*NAMES, "--replicates", 200)
        for outcome in (o["outcome"] for o in answer["outcomes"]):
            values, shown = self.values("outcomes", outcome), self.by_policy(answer, outcome)
            for name in NAMES[1:]:
                apart = values[name].var(ddof=1) + values["status_quo"].var(ddof=1)
                np.testing.assert_allclose(shown[name]["variance_reduction"], apart / (values[name] - values["status_quo"]).var(ddof=1))
        self.assertGreater(self.by_policy(answer, "direct_last_year")["coercion_alone"]["variance_reduction"], 20)

    def test_pairing_comes_near_to_what_perfect_correlation_would_give(self):
        """Courses of action come with chances that depend on the policy, so that one may come in a future and not in its pair: .9 of the
        bound is held where they come and do nothing, .85 where they act."""
        for least, without in ((0.85, ()), (0.9, ("--set", "course.escalation=0"))):
            shown = self.by_policy(self.compare("status_quo", "engagement", "--replicates", 200, *without), "direct_last_year")
            values = self.values("outcomes", "direct_last_year")
            # No pairing can do more than perfect correlation, which leaves the difference of the two spreads.
            r = values["engagement"].std() / values["status_quo"].std()
            self.assertGreaterEqual(shown["engagement"]["variance_reduction"], least * (1 + r**2) / (1 - r) ** 2, without)

    def test_trajectories_part_in_the_week_after_the_last_in_which_they_may_be_the_same(self):
        answer = self.compare("status_quo", "engagement", "withdrawal", "--replicates", 40)
        series = self.values("timeseries", "direct")
        for name in ("engagement", "withdrawal"):
            difference = series[name] - series["status_quo"]
            half = 2.0226909200367604 * difference.std(axis=0, ddof=1) / np.sqrt(40)  # Student's t, .975, 39 degrees of freedom
            same = np.flatnonzero(np.abs(difference.mean(axis=0)) <= half)
            week = 0 if same.size == 0 else same[-1] + 1
            self.assertEqual(self.by_policy(answer, "direct_last_year")[name]["differs_from_week"], week)
        self.assertGreaterEqual(self.by_policy(answer, "direct_last_year")["withdrawal"]["differs_from_week"], 104)  # the first step

    def test_goals_are_against_the_first_policy(self):
        answer = self.compare(*NAMES, "--replicates", 30)
        outcome = {name: self.values("outcomes", name) for name in
                   ("total_last_year", "direct_last_year", "indirect_share_last_year", "tightness_last_year", "balance_drift")}
        less = {name: lambda p, v=v: v["status_quo"] - v[p] for name, v in outcome.items()}
        drift = {p: np.abs(v) for p, v in outcome["balance_drift"].items()}
        for p in NAMES[1:]:
            met = [less["tightness_last_year"](p) > 0, less["direct_last_year"](p) > 0, drift[p] < drift["status_quo"]]
            expected = {"goal_total": less["total_last_year"](p).mean(), "goal_direct": less["direct_last_year"](p).mean(),
                        "goal_shift": -less["indirect_share_last_year"](p).mean(), "end_state": np.sum(met, axis=0).mean()}
            shown = {g["goal"]: next(x["mean"] for x in g["policies"] if x["policy"] == p) for g in answer["goals"]}
            self.assertEqual(set(shown), set(expected))
            for goal, value in expected.items():
                self.assertAlmostEqual(shown[goal], value, places=12)

    def test_a_policy_against_its_copy_is_the_same_and_differs_in_nothing(self):
        self.write("copy.toml", 'schema = 1\nname = "copy"\nextends = "status_quo"\n')
        answer = self.compare("status_quo", "copy.toml", "--replicates", 5)
        self.assertEqual(answer["differences"], [])
        self.assertEqual({o["policies"][1]["verdict"] for o in answer["outcomes"]}, {"no difference"})

    def test_what_luck_does_not_settle_is_called_undecided(self):
        text = self.succeed("compare", *LUCK, "engage_then_coerce", "engage_and_coerce", "--replicates", 2, "--force").stdout
        self.assertIn("undecided", text)

    def test_levers_that_differ_stand_first_with_their_weeks(self):
        text = self.succeed("compare", *LUCK, "status_quo", "withdrawal", "--replicates", 3).stdout
        self.assertIn("0.88, 0.3 from week 104, 0 from week 156", text)
        self.assertLess(text.index("what differs"), text.index("direct support, last year"))

    def test_without_noise_differences_alone_are_claimed(self):
        done = self.succeed("compare", *LUCK, "status_quo", "engagement", "--set", "run.noise=false")
        self.assertIn("Noise is off", done.stdout)
        self.assertNotIn("verdict", done.stdout)

    def test_the_comparison_is_kept_in_the_file(self):
        answer = self.compare(*NAMES, "--replicates", 4)
        with h5py.File(self.folder / "compare.h5") as results:
            table = results["analysis/comparison"]
            rows = list(zip(table["outcome"].asstr(), table["policy"].asstr(), table["difference"]))
        self.assertIn(("cost", "engagement", self.by_policy(answer, "cost")["engagement"]["difference"]), rows)


if __name__ == "__main__":
    program.main()
