#!/usr/bin/python3
"""A sweep that is killed at any moment and resumed ends with the file of an uninterrupted one.  Usage: killed_test.py PROGRAM"""

import os
import random
import signal
import time

import sweeps
from sweeps import FEW, SweepTest

KILLS = 10
SEED = 20080107  # of the moments


class Killed(SweepTest):
    def uninterrupted(self, *flags):
        """Seconds that the whole sweep takes; its file is whole.h5."""
        started = time.monotonic()
        self.sweep(*flags, "-o", "whole.h5")
        return time.monotonic() - started

    def start_again(self, *flags):
        """The command that goes on: resume, unless the kill came before the first journal."""
        journal, file = self.folder / "killed.h5.journal", self.folder / "killed.h5"
        if journal.exists() or file.exists():
            return ["resume", "killed.h5", "-q"]
        return ["sweep", "study.toml", "-q", *flags, "-o", "killed.h5"]

    def remove_killed(self):
        for path in self.folder.glob("killed.h5*"):
            path.unlink()

    def kill_at(self, seconds, *command):
        """Whether the program was still at it."""
        process = self.start(*command)
        time.sleep(seconds)
        if process.poll() is not None:
            return False
        process.kill()
        process.communicate(timeout=sweeps.LONGEST)
        # A program that is already ending, its file complete, still ends with 0.
        self.assertIn(process.returncode, (0, -signal.SIGKILL))
        return process.returncode != 0

    def assert_resumed_at_ten_moments(self, *flags):
        moments = random.Random(SEED)
        seconds = self.uninterrupted(*flags)
        kills = 0
        while kills < KILLS:
            self.remove_killed()
            kills += self.kill_at(moments.uniform(0, seconds), *self.start_again(*flags))
            self.succeed(*self.start_again(*flags))
            self.assert_same("whole.h5", "killed.h5")
            self.assertEqual([name for name in self.files() if name.startswith("killed")], ["killed.h5"])

    def test_once_with_all_series(self):
        self.study(points=64, replicates=60)
        self.assert_resumed_at_ten_moments(*FEW)

    def test_once_with_outcomes(self):
        self.study(points=128, replicates=200)
        self.assert_resumed_at_ten_moments("--store", "outcomes", *FEW)

    def test_once_with_summaries_and_failing_runs(self):
        self.study(replicates=6000, design=sweeps.SOME_FAIL)
        self.assert_resumed_at_ten_moments("--store", "summary", *FEW, "--fail", "off")

    def test_once_with_packed_series(self):
        self.study(points=64, replicates=60)
        self.assert_resumed_at_ten_moments(*FEW, "--compress", "deflate")

    def test_ten_times_in_a_row(self):
        self.study(points=64, replicates=300)
        moments = random.Random(SEED)
        flags = ("--store", "outcomes", *FEW)
        seconds = self.uninterrupted(*flags)
        kills = sum(self.kill_at(moments.uniform(.1, .4) * seconds, *self.start_again(*flags)) for _ in range(KILLS))
        self.assertGreater(kills, 1)
        self.succeed(*self.start_again(*flags))
        self.assert_same("whole.h5", "killed.h5")

    def test_after_its_first_journal_with_summaries_by_point(self):
        """Points that were summarised after the last journal are summarised again, from all of their runs."""
        self.study(points=200, replicates=60)
        for store in ("outcomes", "summary"):
            flags = ("--store", store, *FEW, "--summary-by-point")
            self.sweep(*flags, "-o", f"{store}.h5")
            self.remove_killed()
            process = self.start_and_wait_for_runs("sweep", "study.toml", "-q", *flags, "-o", "killed.h5", name="killed.h5")
            log = self.folder / "killed.h5.partial.record_log"
            enough = log.stat().st_size * 1.03
            self.wait("more points are summarised", lambda log=log, enough=enough: log.stat().st_size > enough)
            self.kill(process)
            self.succeed("resume", "killed.h5", "-q")
            self.assert_same(f"{store}.h5", "killed.h5")

    def test_before_its_first_journal_it_starts_afresh(self):
        """What a kill leaves while the empty file is laid out: a part of that, and no journal."""
        self.study(points=8)
        self.sweep("-o", "whole.h5")
        (self.folder / "killed.h5.partial").write_bytes(os.urandom(5000))
        self.expect(6, "killed before its first run", "resume", "killed.h5")
        self.sweep("-o", "killed.h5")
        self.assert_same("whole.h5", "killed.h5")


if __name__ == "__main__":
    sweeps.main()
