#!/usr/bin/python3
"""Outcomes worked out anew from the stored series, and comparisons from the stored outcomes.  Usage: outcomes_test.py PROGRAM"""

import json

import h5py
import numpy as np

import program
from program import CommandTest, LUCK

# Student's t, 0.975, by degrees of freedom (tables).
T = {9: 2.2621571627409915, 199: 1.971956544249395}
NAMES = ["status_quo", "engagement", "withdrawal"]


def last_year(series):
    return series[:, -52:].mean(axis=1)


def expected_outcomes(series):
    """Every outcome of the specification, from series[name] by (run, week)."""
    direct, indirect, balance = series["direct"], series["indirect"], series["balance"]
    outcomes = {f"{name}_last_year": last_year(series[name])
                for name in ("direct", "indirect", "tightness", "attacks", "insecurity", "perceived_threat", "misperception")}
    outcomes["total_last_year"] = last_year(direct + indirect)
    outcomes["indirect_share_last_year"] = last_year(indirect / (direct + indirect))
    outcomes["balance_drift"] = balance[:, -1] - balance[:, 0]
    outcomes["cost"] = series["burden_total"][:, -1]
    outcomes["confrontation"] = 1 - np.exp(-series["confrontation_hazard"].sum(axis=1))
    return outcomes


class Outcomes(CommandTest):
    def check_outcomes(self, file):
        with h5py.File(self.folder / file) as results:
            series = {name: data[()] for name, data in results["timeseries"].items() if data.ndim == 2}
            expected = expected_outcomes(series)
            self.assertEqual(set(expected), set(results["outcomes"]) - {"run"})
            for name, values in expected.items():
                np.testing.assert_allclose(results["outcomes"][name][()], values, rtol=0, atol=1e-12, err_msg=name)

    def test_outcomes_follow_from_the_series(self):
        self.succeed("compare", *LUCK, *NAMES, "--replicates", 30, "--series", "all", "-o", "out.h5")
        self.check_outcomes("out.h5")

    def test_with_fewer_weeks_than_a_year_they_are_means_of_all(self):
        self.write("short.toml", 'schema = 1\nname = "short"\ntheatre = "iraq_2008"\n[time]\nstart = 2008-01-07\nweeks = 20\n')
        self.succeed("run", *LUCK, "short.toml", "--series", "all", "--replicates", 5)
        self.check_outcomes("short.h5")
        self.succeed("run", *LUCK, "short.toml", "--series", "all", "--replicates", 5, "--set", "time.weeks=1", "--force")
        self.check_outcomes("short.h5")

    def test_outcomes_do_not_depend_on_the_series_that_are_stored(self):
        self.succeed("run", *LUCK, "withdrawal", "--replicates", 5, "--series", "all", "-o", "all.h5")
        self.succeed("run", *LUCK, "withdrawal", "--replicates", 5, "--series", "swing", "-o", "one.h5")
        with h5py.File(self.folder / "all.h5") as a, h5py.File(self.folder / "one.h5") as b:
            for name in a["outcomes"]:
                self.assertEqual(a["outcomes"][name][()].tobytes(), b["outcomes"][name][()].tobytes(), name)

    def test_means_paired_differences_and_intervals_follow_from_the_outcomes(self):
        for replicates in (10, 200):
            answer = json.loads(self.succeed("compare", *LUCK, *NAMES, "--replicates", replicates, "--format", "json", "--force").stdout)
            t = T[replicates - 1]
            with h5py.File(self.folder / "compare.h5") as results:
                policy = results["runs"]["policy"].astype(str)
                for outcome in answer["outcomes"]:
                    values = results["outcomes"][outcome["outcome"]][()]
                    by_policy = {name: values[policy == name] for name in NAMES}
                    for shown in outcome["policies"]:
                        self.check_policy(shown, by_policy[shown["policy"]], by_policy[NAMES[0]], t)

    def check_policy(self, shown, values, first, t):
        def interval(sample):
            half = t * sample.std(ddof=1) / np.sqrt(len(sample))
            return [sample.mean() - half, sample.mean() + half]

        difference = values - first
        close = {"rtol": 1e-9, "atol": 1e-12}
        np.testing.assert_allclose(shown["mean"], values.mean(), **close)
        np.testing.assert_allclose(shown["interval"], interval(values), **close)
        np.testing.assert_allclose(shown["difference"], difference.mean(), **close)
        np.testing.assert_allclose(shown["difference_interval"], interval(difference), **close)
        self.assertEqual(shown["pairs"], len(values))
        self.assertAlmostEqual(shown["share_above"], (difference > 0).mean() + (difference == 0).mean() / 2)

    def test_pairing_makes_intervals_narrower_than_those_of_policies_apart(self):
        answer = json.loads(self.succeed("compare", *LUCK, "status_quo", "engagement", "--replicates", 100, "--format", "json").stdout)
        _, other = answer["outcomes"][0]["policies"]
        first, _ = answer["outcomes"][0]["policies"]
        paired = other["difference_interval"][1] - other["difference_interval"][0]
        apart = np.hypot(*(p["interval"][1] - p["interval"][0] for p in (first, other)))
        self.assertLess(paired, apart)

    def test_summaries_are_means_and_quantiles_over_the_replicates(self):
        self.succeed("compare", *LUCK, "status_quo", "engagement", "--replicates", 101, "-o", "out.h5")
        with h5py.File(self.folder / "out.h5") as results:
            statistics = [name.decode() for name in results["summary/statistic"][()]]
            policy = results["runs"]["policy"].astype(str)
            for name in ("direct", "balance", "burden_total"):
                for i, of in enumerate(["status_quo", "engagement"]):
                    runs = results["timeseries"][name][()][policy == of]
                    got = dict(zip(statistics, results["summary"][name][i]))
                    # Sums of values and squares in whole steps, and bins of quantiles: docs/decisions/0006-summaries.md
                    step = 2.0**-24 if name == "burden_total" else 2.0**-40
                    np.testing.assert_allclose(got["mean"], runs.mean(axis=0), rtol=0, atol=step)
                    np.testing.assert_allclose(got["sd"], runs.std(axis=0, ddof=1), rtol=1e-3, atol=4 * np.sqrt(step))
                    np.testing.assert_array_equal(got["min"], runs.min(axis=0))
                    np.testing.assert_array_equal(got["max"], runs.max(axis=0))
                    bins = {"rtol": 1 / 64, "atol": 1e-8} if name == "burden_total" else {"rtol": 0, "atol": 1 / 1024}
                    for quantile in (0.05, 0.25, 0.5, 0.75, 0.95):
                        label = f"q{round(100 * quantile):02}"
                        np.testing.assert_allclose(got[label], np.quantile(runs, quantile, axis=0), err_msg=f"{label} of {name}", **bins)

    def test_outcomes_of_ones_own_are_what_their_formulas_say_of_the_series(self):
        self.write("own.toml", """schema = 1
name = "own"
extends = "engagement"
[[outcome]]
name = "worst_month"
formula = "max(mean(attacks, 4))"
[[outcome]]
name = "armed"
formula = "last(total(capability), 52) + at(direct, 7) * 2"
""")
        self.write("study.toml", """schema = 1
[study]
name = "study"
policies = ["own.toml", "status_quo"]
replicates = 4
[[outcome]]
name = "swings"
formula = "max(swing) - min(swing)"
[stop]
pair = ["own", "status_quo"]
outcome = "swings"
half_width = 1.0
max_replicates = 32
""")
        self.succeed("compare", *LUCK, "own.toml", "status_quo", "--replicates", 4, "--series", "all", "-o", "compared.h5")
        self.succeed("sweep", "study.toml", "--series", "all")
        for file, names in (("compared.h5", ["worst_month", "armed"]), ("study.h5", ["worst_month", "armed", "swings"])):
            with h5py.File(self.folder / file) as results:
                attacks, direct, swing, capability = (results["timeseries"][n][()] for n in ("attacks", "direct", "swing", "capability"))
                worst = np.max([attacks[:, max(0, t - 3):t + 1].mean(axis=1) for t in range(attacks.shape[1])], axis=0)
                expected = {"worst_month": worst,
                            "armed": last_year(capability.sum(axis=1)) + 2 * direct[:, 7],
                            "swings": swing.max(axis=1) - swing.min(axis=1)}
                for name in names:
                    np.testing.assert_allclose(results["outcomes"][name][()], expected[name], rtol=0, atol=1e-12, err_msg=name)

    def test_an_outcome_may_not_take_a_name_that_has_a_meaning(self):
        self.write("taken.toml", 'schema = 1\nname = "taken"\nextends = "status_quo"\n'
                   '[[outcome]]\nname = "attacks_mean"\nformula = "max(attacks)"\n')
        self.expect(3, "taken.toml:5:8: there is an outcome 'attacks_mean' already; choose another name", "run", *LUCK, "taken.toml")


if __name__ == "__main__":
    program.main()
