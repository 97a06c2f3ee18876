#!/usr/bin/python3
"""The memory of a sweep does not grow with the number of its runs, nor that of a merge with the number of shards.

Usage: memory_test.py PROGRAM
"""

import os

import sweeps
from sweeps import FEW, SweepTest, program

MEBIBYTE = 1024
ROOM = 12 * MEBIBYTE  # for what allocators do not give back


class Memory(SweepTest):
    def peak(self, *arguments):
        """Most memory that the command held [KiB]."""
        process = os.posix_spawn(program.PROGRAM, [program.PROGRAM, *map(str, arguments)], self.environment(),
                                 file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)])
        _, status, usage = os.wait4(process, 0)
        self.assertEqual(os.waitstatus_to_exitcode(status), 0)
        return usage.ru_maxrss

    def setUp(self):
        super().setUp()
        before = os.getcwd()
        os.chdir(self.folder)
        self.addCleanup(os.chdir, before)

    def test_of_a_sweep_that_stores_summaries(self):
        # 2,000 runs fill the pipeline, so that nothing more is to come.
        peaks = []
        for replicates in (1000, 10000):
            self.study(points=1, replicates=replicates)
            peaks.append(self.peak("sweep", "study.toml", "--store", "summary", "-q", "-j", "2", "-o", f"{replicates}.h5", *FEW))
        self.assertLess(peaks[1] - peaks[0], ROOM, peaks)

    def test_of_a_merge(self):
        self.study(points=32, replicates=2)
        peaks = []
        for count in (2, 32):
            shards = [f"{i}-of-{count}.h5" for i in range(1, count + 1)]
            for i, shard in enumerate(shards, 1):
                self.sweep("--store", "summary", "--series", "all", "--shard", f"{i}/{count}", "-o", shard)
            journal = (self.folder / (shards[0] + ".journal")).stat().st_size / 1024
            peaks.append(self.peak("merge", "-q", "-o", f"all-{count}.h5", *shards))
        allowed = ROOM + 2 * journal
        self.assertGreater(30 * journal, 3 * allowed)  # all journals at once would show
        self.assertLess(peaks[1] - peaks[0], allowed, peaks)


if __name__ == "__main__":
    sweeps.main()
