#!/usr/bin/python3
"""A sweep that is told to stop saves what is done, says how to go on, and can be watched meanwhile.  Usage: signals_test.py PROGRAM"""

import signal

import sweeps
from sweeps import FEW, LONGEST, SweepTest

INTERRUPTED = 130
CANNOT_WRITE = 6
ENDLESS = 2000000  # replicates: nobody waits for them
LARGE = 2500  # replicates that leave time to stop a sweep


class Signals(SweepTest):
    def endless(self, *flags):
        """A sweep of which a part is done, and that would go on for an hour."""
        self.study(points=2, replicates=ENDLESS)
        return self.start_and_wait_for_runs("sweep", "study.toml", "--store", "summary", "--no-progress", *FEW, *flags)

    def assert_stops_and_goes_on(self, number, *store):
        self.study(points=32, replicates=LARGE)
        self.sweep(*store, *FEW, "-o", "whole.h5")
        process = self.start_and_wait_for_runs("sweep", "study.toml", "--no-progress", *store, *FEW)
        process.send_signal(number)
        out, errors = process.communicate(timeout=LONGEST)
        self.assertEqual(process.returncode, INTERRUPTED, errors)
        self.assertEqual(out, "")
        self.assertIn("completed runs are saved. Continue with: fulcrum resume sweep.h5", errors)
        done = self.journal()["done"]
        self.assertIn(f"interrupted after {done:,} of {32 * LARGE * 2:,} runs", errors)
        self.assertNotIn("sweep.h5", self.files())
        said = self.succeed("resume", "sweep.h5", "--no-progress").stderr
        self.assertIn(f"kept {done:,} of {32 * LARGE * 2:,} runs", said)
        self.assertNotIn("computed again", said)
        self.assert_same("whole.h5", "sweep.h5")
        self.assertEqual(self.files(), ["short.toml", "study.toml", "sweep.h5", "whole.h5"])

    def test_sigint_saves_and_resume_goes_on(self):
        self.assert_stops_and_goes_on(signal.SIGINT, "--store", "outcomes")

    def test_sigterm_saves_and_resume_goes_on(self):
        self.assert_stops_and_goes_on(signal.SIGTERM, "--store", "summary")

    def test_a_signal_that_comes_twice_at_once_is_one(self):
        process = self.endless()
        for number in (signal.SIGTERM, signal.SIGTERM, signal.SIGINT):
            process.send_signal(number)
        self.assertIn("completed runs are saved", process.communicate(timeout=LONGEST)[1])
        self.assertEqual(process.returncode, INTERRUPTED)

    def test_decisions_of_a_study_until_certain_are_kept(self):
        self.study(design=sweeps.SOBOL.format(points=60) + '[stop]\npair = ["late", "short"]\noutcome = "direct_mean"\n'
                   'half_width = 1e-5\nmax_replicates = 1000\n')
        flags = ("--store", "outcomes", "--no-progress", *FEW)
        for number in (signal.SIGINT, signal.SIGKILL):
            process = self.start("sweep", "study.toml", *flags, "--force")
            decided = self.folder / "sweep.h5.decided"
            self.wait("some points are decided", lambda: decided.exists() and decided.stat().st_size > 300)
            self.assertIn("running, deciding how many replicates", self.succeed("status", "sweep.h5").stdout)
            process.send_signal(number)
            _, errors = process.communicate(timeout=LONGEST)
            self.assertEqual(process.returncode, INTERRUPTED if number == signal.SIGINT else -number)
            if number == signal.SIGINT:
                self.assertIn("decided points are kept. Continue with: fulcrum resume sweep.h5", errors)
            self.assertIn("sweep.h5: not running, deciding", self.succeed("status", "sweep.h5").stdout)
            self.expect(CANNOT_WRITE, "is unfinished; resume it", "sweep", "study.toml", *flags)
            self.succeed("resume", "sweep.h5", "-q")
            if number == signal.SIGINT:
                (self.folder / "sweep.h5").rename(self.folder / "first.h5")
        self.sweep(*flags, "-o", "whole.h5")
        self.assert_same("whole.h5", "first.h5")
        self.assert_same("whole.h5", "sweep.h5")
        self.assertEqual(self.files(), ["first.h5", "short.toml", "study.toml", "sweep.h5", "whole.h5"])

    def test_two_on_one_file_the_second_is_refused_and_the_first_unharmed(self):
        process = self.endless()
        for command in (["sweep", "study.toml", "--store", "summary", *FEW], ["resume", "sweep.h5"],
                        ["sweep", "study.toml", "--store", "summary", "--force", *FEW]):
            done = self.call(*command)
            self.assertEqual(done.returncode, CANNOT_WRITE)
            self.assertIn("sweep.h5: is being written by another process", done.stderr)
        self.assertIsNone(process.poll())
        before = self.journal()["done"]
        self.wait("the first goes on", lambda: self.journal()["done"] > before)

    def test_status_tells_a_running_sweep_from_a_dead_one_and_a_complete_one(self):
        process = self.endless()
        for name in ("sweep.h5", "sweep.h5.journal", "."):
            self.assertRegex(self.succeed("status", name).stdout, r"sweep.h5: running, [\d,]+ of 8,000,000 runs \([\d.]+ %\), 0 failed")
        self.kill(process)
        said = self.succeed("status", "sweep.h5")
        self.assertRegex(said.stdout, r"sweep.h5: not running, [\d,]+ of 8,000,000 runs")
        self.assertIn("continue with: fulcrum resume sweep.h5", said.stderr)
        self.study(points=2)
        self.sweep("--force")
        self.assertEqual(self.succeed("status", "sweep.h5").stdout, "sweep.h5: complete\n")
        self.expect(CANNOT_WRITE, "other.h5.journal", "status", "other.h5")

    def test_a_complete_sweep_is_not_run_again(self):
        self.study(points=2)
        self.sweep()
        before = (self.folder / "sweep.h5").read_bytes()
        self.assertIn("sweep.h5 is complete; there is nothing to do", self.succeed("resume", "sweep.h5").stderr)
        self.expect(CANNOT_WRITE, "sweep.h5: already exists; --force replaces it", "sweep", "study.toml", "--no-progress")
        self.assertEqual((self.folder / "sweep.h5").read_bytes(), before)


if __name__ == "__main__":
    sweeps.main()
