#!/usr/bin/python3
"""Each design point by itself: its summary is what numpy says of its stored runs, whatever way the runs were done.

Usage: point_summary_test.py PROGRAM
"""

import h5py
import numpy as np

import sweeps
from sweeps import FEW, SOBOL, SOME_FAIL, SweepTest

BY_POINT = (*FEW, "--summary-by-point")
STATISTICS = {"mean": np.mean, "min": np.min, "max": np.max, "sd": lambda v, axis: np.std(v, axis=axis, ddof=1),
              **{name: (lambda share: lambda v, axis: np.quantile(v, share, axis=axis))(share)
                 for name, share in {"q05": .05, "q25": .25, "q50": .5, "q75": .75, "q95": .95}.items()}}


class PointSummaries(SweepTest):
    def assert_summaries_follow(self, file):
        with h5py.File(self.folder / file) as results:
            runs, group = results["runs"][()], results["summary_by_point"]
            points, names = group["point"][()], [name.decode() for name in group["statistic"][()]]
            np.testing.assert_array_equal(points, np.unique(runs["point_id"]))
            for series in FEW[1].split(","):
                stored, summary = results["timeseries"][series][()], group[series]
                self.assertEqual([dimension.label or list(dimension.keys())[0] for dimension in summary.dims][:3], ["policy", "point", "statistic"])
                for policy, by_point in zip(group["policy"][()], summary[()]):
                    for i, point in enumerate(points):
                        of = stored[(runs["policy"] == policy) & (runs["point_id"] == point) & (runs["status"] == b"done")]
                        for s, name in enumerate(names):
                            expected = STATISTICS[name](of, axis=0) if len(of) else np.full(of.shape[1:], np.nan)
                            np.testing.assert_allclose(by_point[i, s], expected, rtol=1e-9, atol=1e-12, err_msg=f"{series} {point} {name}")

    def test_they_follow_from_the_runs(self):
        self.study(points=9, replicates=7)
        self.sweep(*BY_POINT)
        self.assert_summaries_follow("sweep.h5")

    def test_so_they_do_where_runs_fail_and_where_replicates_go_on_until_certain(self):
        self.study(replicates=3, design=SOME_FAIL)
        self.call("sweep", "study.toml", "-q", *BY_POINT)
        self.assert_summaries_follow("sweep.h5")
        self.study(design=SOBOL.format(points=5) + '[stop]\npair = ["late", "short"]\noutcome = "direct_mean"\n'
                   'half_width = 0.004\nmax_replicates = 100\n')
        self.sweep(*BY_POINT, "-o", "certain.h5")
        self.assert_summaries_follow("certain.h5")

    def test_threads_and_shards_and_what_else_is_stored_change_nothing(self):
        self.study(points=10, replicates=6)
        self.sweep(*BY_POINT, "--store", "outcomes", "-o", "whole.h5", "-j", 1)
        self.sweep(*BY_POINT, "--store", "outcomes", "-o", "threads.h5", "-j", 7)
        self.assert_same("whole.h5", "threads.h5")
        for index in (1, 2, 3):
            self.sweep(*BY_POINT, "--store", "outcomes", "--shard", f"{index}/3", "-o", f"part-{index}.h5")
        self.succeed("merge", "-o", "merged.h5", "part-1.h5", "part-2.h5", "part-3.h5")
        self.assert_same("whole.h5", "merged.h5")
        self.sweep(*BY_POINT, "--store", "summary", "-o", "summary.h5")
        with h5py.File(self.folder / "whole.h5") as whole, h5py.File(self.folder / "summary.h5") as summary:
            np.testing.assert_array_equal(whole["summary_by_point/direct"][()], summary["summary_by_point/direct"][()])

    def test_a_sweep_that_was_killed_has_them_all_in_the_end(self):
        self.study(points=200, replicates=60)
        for store in ("summary", "trajectories"):
            self.sweep(*BY_POINT, "--store", store, "-o", f"{store}-whole.h5")
            process = self.start_and_wait_for_runs("sweep", "study.toml", "--no-progress", *BY_POINT, "--store", store, "-o", f"{store}.h5", name=f"{store}.h5")
            self.kill(process)
            self.succeed("resume", f"{store}.h5")
            self.assert_same(f"{store}-whole.h5", f"{store}.h5")

    def test_the_room_they_take_is_told_beforehand(self):
        self.study(points=9, replicates=7)
        said = self.succeed("sweep", "study.toml", *BY_POINT, "--dry-run")
        self.assertRegex(said.stderr, r"summaries of 9 points take [0-9.]+ [kM]B of the file")
        self.study(points=9, replicates=1)
        self.assertIn("there is one replicate per point", self.succeed("sweep", "study.toml", *BY_POINT, "--dry-run").stderr)


class VarianceReductions(SweepTest):
    def test_they_follow_from_the_outcomes_within_points(self):
        self.study(points=6, replicates=9)
        self.sweep(*FEW, "--store", "outcomes")
        with h5py.File(self.folder / "sweep.h5") as results:
            table, runs = results["analysis/variance_reduction"], results["runs"][()]
            for outcome, factor in zip(table["outcome"][()], table["factor"][()]):
                values = results["outcomes"][outcome.decode()][()]
                first, other = (np.array([values[(runs["policy"] == p) & (runs["point_id"] == point)] for point in range(6)]) for p in (b"short", b"late"))
                apart = np.var(first, axis=1, ddof=1).sum() + np.var(other, axis=1, ddof=1).sum()
                paired = np.var(first - other, axis=1, ddof=1).sum()
                if paired > 1e-20:
                    np.testing.assert_allclose(factor, apart / paired, rtol=1e-6, err_msg=outcome.decode())


if __name__ == "__main__":
    sweeps.main()
