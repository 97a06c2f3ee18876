#!/usr/bin/python3
"""What a sweep summarises while it runs is what its stored series say, within the stated bounds.  Usage: summary_test.py PROGRAM"""

import re

import h5py
import numpy as np

import sweeps
from sweeps import SweepTest

QUANTILES = {"q05": .05, "q25": .25, "q50": .5, "q75": .75, "q95": .95}


class Summaries(SweepTest):
    def setUp(self):
        super().setUp()
        self.study(points=16, replicates=25, head="", design=None)
        self.sweep("--series", "direct,balance,swing,burden,burden_total,lock_in,control")
        self.results = h5py.File(self.folder / "sweep.h5")
        self.addCleanup(self.results.close)

    def each(self):
        """Name, attributes, stored values [run, ...] of a policy and its summary by statistic."""
        rows = self.results["runs"][()]
        statistics = [name.decode() for name in self.results["summary/statistic"][()]]
        for series in ("direct", "balance", "swing", "burden", "burden_total", "lock_in", "control"):
            stored = self.results["timeseries"][series]
            for p, policy in enumerate(self.results["summary/policy"][()]):
                values = stored[()][rows["policy"] == policy]
                self.assertEqual(len(values), 400)
                yield series, dict(stored.attrs), values, dict(zip(statistics, self.results["summary"][series][p]))

    def test_minimum_and_maximum_are_exact(self):
        for series, _, values, summary in self.each():
            np.testing.assert_array_equal(summary["min"], values.min(axis=0), series)
            np.testing.assert_array_equal(summary["max"], values.max(axis=0), series)

    def test_mean_and_deviation_are_within_the_step_of_the_sums(self):
        for series, attributes, values, summary in self.each():
            step = 2.0 ** (-40 if "valid_range" in attributes else -55)
            np.testing.assert_allclose(summary["mean"], values.mean(axis=0), rtol=1e-12, atol=step, err_msg=series)
            variance = values.var(axis=0, ddof=1)
            # Squares are rounded to the same step: the variance errs by it, and by the mean's error times twice the mean.
            bound = 4 * step * (1 + np.abs(values.mean(axis=0))) + 1e-12 * variance
            self.assertTrue((np.abs(summary["sd"] ** 2 - variance) <= bound).all(), series)
            if "valid_range" not in attributes:  # of any size
                np.testing.assert_allclose(summary["sd"], np.sqrt(variance), rtol=1e-6, atol=1e-12, err_msg=series)

    def test_quantiles_err_by_at_most_half_a_bin_from_the_runs_beside_them(self):
        for series, attributes, values, summary in self.each():
            ordered = np.sort(values, axis=0)
            for name, share in QUANTILES.items():
                at = share * (len(values) - 1)
                below, above = ordered[int(np.floor(at))], ordered[int(np.ceil(at))]
                if "valid_range" in attributes:
                    lower, upper = attributes["valid_range"]
                    bin_width = np.full(below.shape, (upper - lower) / 1024)
                else:
                    bin_width = np.maximum(np.abs(below), np.abs(above)) / 64 + 2.0 ** -30
                got = summary[name]
                self.assertTrue((got >= below - bin_width).all() and (got <= above + bin_width).all(), f"{series} {name}")

    def test_the_gain_of_common_luck_is_that_of_the_stored_outcomes(self):
        self.study(points=3, replicates=40)
        said = self.succeed("sweep", "study.toml", "--store", "outcomes", "-o", "gain.h5").stdout
        found = re.search(r"variance reduction by common random numbers.*?\n  direct support, last year +([\d.e+]+)\n", said, re.S)
        with h5py.File(self.folder / "gain.h5") as results:
            name = next(n for n, d in results["outcomes"].items() if d.attrs.get("long_name") in ("direct support, last year", b"direct support, last year"))
            a, b = results["outcomes"][name][()].reshape(3, 2, 40).swapaxes(0, 1)
        gain = (a.var(axis=1, ddof=1) + b.var(axis=1, ddof=1)).sum() / (a - b).var(axis=1, ddof=1).sum()
        self.assertEqual(found[1], f"{gain:.3g}")


if __name__ == "__main__":
    sweeps.main()
