#!/usr/bin/python3
"""The file of a sweep depends on its study alone: not on threads, nor on how it was cut into shards.  Usage: same_bits_test.py PROGRAM"""

import sweeps
from sweeps import FEW, SweepTest

STORES = ("summary", "outcomes", "trajectories")


class SameBits(SweepTest):
    def test_the_number_of_threads_changes_nothing(self):
        self.study(points=40, replicates=30)
        for store in STORES:
            for jobs in (1, 2, 7):
                self.sweep("--store", store, "-j", jobs, "-o", f"{store}-{jobs}.h5")
            self.assert_same(f"{store}-1.h5", f"{store}-2.h5")
            self.assert_same(f"{store}-1.h5", f"{store}-7.h5")

    def test_shards_that_are_merged_are_the_whole(self):
        self.study(points=40, replicates=10)  # shards of 2 and 3 points
        for store in STORES:
            self.sweep(*FEW, "--store", store, "-o", f"{store}.h5")
            for count in (1, 3, 16):
                shards = [f"{store}-{index}-of-{count}.h5" for index in range(1, count + 1)]
                for index, shard in enumerate(shards, 1):
                    self.sweep(*FEW, "--store", store, "--shard", f"{index}/{count}", "-o", shard)
                self.succeed("merge", "-o", f"{store}-{count}.h5", *shards[::-1])
                self.assert_same(f"{store}.h5", f"{store}-{count}.h5")

    def test_more_shards_than_points_leave_some_empty(self):
        self.study(points=3, replicates=4)
        self.sweep(*FEW, "-o", "whole.h5")
        for index in range(1, 6):
            done = self.sweep(*FEW, "--shard", f"{index}/5", "-o", f"{index}.h5")
            self.assertNotIn("failed)", done.stdout)  # runs of other shards have not failed
        self.succeed("merge", "-o", "merged.h5", *[f"{index}.h5" for index in range(1, 6)])
        self.assert_same("whole.h5", "merged.h5")

    def test_so_it_is_with_replicates_until_certain(self):
        self.study(design=sweeps.SOBOL.format(points=12) + '[stop]\npair = ["late", "short"]\noutcome = "direct_mean"\n'
                   'half_width = 0.004\nmax_replicates = 200\n')
        for jobs in (1, 7):
            self.sweep(*FEW, "-j", jobs, "-o", f"{jobs}.h5")
        self.assert_same("1.h5", "7.h5")
        for index in (1, 2, 3):
            self.sweep(*FEW, "--shard", f"{index}/3", "-o", f"part-{index}.h5")
        self.succeed("merge", "-o", "merged.h5", "part-1.h5", "part-2.h5", "part-3.h5")
        self.assert_same("1.h5", "merged.h5")


if __name__ == "__main__":
    sweeps.main()
