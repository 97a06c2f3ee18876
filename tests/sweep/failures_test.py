#!/usr/bin/python3
"""Runs that fail do not end a sweep: they are counted, stored with their error and left out.  Usage: failures_test.py PROGRAM"""

import h5py
import numpy as np

import sweeps
from sweeps import FEW, SweepTest

SOME_FAILED = 4
REPLICATES = 12
POINTS = 3  # of which the second fails
POLICIES = 2
FAILED = POLICIES * REPLICATES
RUNS = POINTS * FAILED


class Failures(SweepTest):
    def setUp(self):
        super().setUp()
        self.study(replicates=REPLICATES, design=sweeps.SOME_FAIL)

    def call_sweep(self, *flags):
        return self.call("sweep", "study.toml", "--no-progress", *FEW, *flags)

    def test_slow_goes_on_and_says_so_in_the_exit_code(self):
        for flags in ([], ["--fail", "slow", "--force"]):
            done = self.call_sweep(*flags)
            self.assertEqual(done.returncode, SOME_FAILED, done.stderr)
            self.assertIn(f"{FAILED} of {RUNS} runs failed and are left out; their errors are in /runs of sweep.h5", done.stderr)
            self.assertIn(f"of {(RUNS - FAILED) // POLICIES} (", done.stdout)  # pairs that are left, beside how many are not
            self.assertNotIn("nan", done.stdout)

    def test_off_goes_on_and_ends_well(self):
        done = self.call_sweep("--fail", "off")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(f"{FAILED} of {RUNS} runs failed", done.stderr)

    def test_fast_stops_at_the_first_and_can_be_resumed(self):
        self.study(replicates=4000, design=sweeps.SOME_FAIL)
        done = self.call_sweep("--fail", "fast", "--store", "outcomes")
        self.assertEqual(done.returncode, SOME_FAILED)
        self.assertIn("stopped at a failed run after", done.stderr)
        self.assertIn("Continue with: fulcrum resume sweep.h5", done.stderr)
        journal = self.journal()
        self.assertTrue(8000 < journal["done"] < 24000 and journal["failed"] > 0, journal["done"])
        self.assertEqual(self.call("resume", "sweep.h5", "-q").returncode, SOME_FAILED)  # and at the next
        self.assertLess(self.journal()["done"], 24000)
        self.assertEqual(self.call("resume", "sweep.h5", "-q", "--fail", "slow").returncode, SOME_FAILED)
        self.call_sweep("--store", "outcomes", "-o", "whole.h5")
        self.assert_same("whole.h5", "sweep.h5")

    def test_their_errors_are_stored_with_their_runs_and_they_have_no_values(self):
        self.call_sweep()
        with h5py.File(self.folder / "sweep.h5") as results:
            rows = results["runs"][()]
            failed = rows["point_id"] == 1
            self.assertEqual(set(rows["status"][failed]), {b"failed"})
            self.assertEqual(set(rows["status"][~failed]), {b"done"})
            self.assertTrue(all(b"burden" in error and b"week" in error for error in rows["error"][failed]))
            self.assertEqual(set(rows["error"][~failed]), {b""})
            for values in (results["outcomes/cost"][()], results["timeseries/direct"][()]):
                self.assertTrue(np.isnan(values[failed]).all() and np.isfinite(values[~failed]).all())
            summary = results["summary/direct"][()]
            self.assertTrue(np.isfinite(summary).all())

    def test_of_a_sweep_that_stores_summaries_the_failed_runs_are_there(self):
        done = self.call_sweep("--store", "summary")
        self.assertEqual(done.returncode, SOME_FAILED)
        with h5py.File(self.folder / "sweep.h5") as results:
            rows = results["runs"][()]
        self.assertEqual(len(rows), FAILED)
        self.assertEqual(set(rows["point_id"]), {1})
        self.assertEqual(list(rows["run_id"]), list(range(FAILED, 2 * FAILED)))

    def test_when_all_fail_nothing_is_made_up(self):
        self.study(replicates=3, design=sweeps.SOME_FAIL.replace('{ "burden.presence" = 1 }, ', "").replace(', { "burden.presence" = 2 }', ""))
        done = self.call_sweep()
        self.assertEqual(done.returncode, SOME_FAILED)
        self.assertNotIn("nan", done.stdout)
        with h5py.File(self.folder / "sweep.h5") as results:
            self.assertTrue(np.isnan(results["summary/direct"][:, 0]).all())


if __name__ == "__main__":
    sweeps.main()
