#!/usr/bin/python3
"""Each exit code is made to happen, and what is left in the folder afterwards.  Usage: exit_codes_test.py PROGRAM"""

import os
import signal
import stat
import subprocess
import time
import unittest

import h5py
import numpy as np

import program
from program import CommandTest


class ExitCodes(CommandTest):
    def test_0_when_all_is_done(self):
        self.succeed("run", "status_quo", "--replicates", 2)
        self.assertEqual(self.files(), ["status_quo.h5"])

    def test_2_for_wrong_usage_and_nothing_is_written(self):
        self.expect(2, "SCENARIO is required", "run")
        self.expect(2, "2 required", "compare", "status_quo")
        self.expect(2, "--nosuch", "run", "status_quo", "--nosuch")
        self.expect(2, "did you mean 'compare'", "compar", "status_quo")
        self.expect(2, "did you mean 'run'", "help", "rnu")
        self.expect(2, "A subcommand is required", "--")
        self.expect(2, "'-1' is not a whole number from 0", "run", "status_quo", "--seed", "-1")
        self.expect(2, "'1.5' is not a whole number from 0", "run", "status_quo", "--seed", "1.5")
        self.expect(2, "18446744073709551616", "run", "status_quo", "--seed", "18446744073709551616")
        self.expect(2, "Value 0 not in range", "run", "status_quo", "--replicates", "0")
        self.expect(2, "not in range", "run", "status_quo", "--replicates", "3000000000")
        self.expect(2, "not in range", "run", "status_quo", "-j", "-1")
        self.expect(2, "xml not in {table,csv,json}", "run", "status_quo", "--format", "xml")
        self.expect(2, "zip not in {none,deflate,blosc}", "run", "status_quo", "--compress", "zip")
        self.expect(2, "did you mean 'direct'", "run", "status_quo", "--series", "derect")
        self.expect(2, "would take", "run", "status_quo", "--replicates", "1000000000", "--compress", "deflate")
        self.expect(2, "did you mean 'forces'", "describe", "forzes")
        self.expect(2, "is not a valid name", "new", "../elsewhere")
        self.expect(2, "called 'status_quo'", "compare", "status_quo", "status_quo")
        self.assertEqual(self.files(), [])

    def test_2_for_policies_that_cannot_be_compared(self):
        self.write("longer.toml", 'schema = 1\nname = "longer"\nextends = "status_quo.toml"\n[time]\nweeks = 300\n')
        self.write("later.toml", 'schema = 1\nname = "later"\nextends = "status_quo.toml"\n[time]\nstart = 2008-01-14\n')
        self.expect(2, "time.weeks", "compare", "status_quo", "longer.toml")
        self.expect(2, "time.start", "compare", "status_quo", "later.toml")
        self.assertEqual(self.files(), ["later.toml", "longer.toml"])

    def test_3_for_input_that_is_refused_and_nothing_is_written(self):
        self.write("bad.toml", 'schema = 1\nname = "bad"\nextends = "status_quo.toml"\n[levers]\nforzes = 1\n')
        for command in (["run"], ["validate"], ["compare", "status_quo"]):
            self.expect(3, "bad.toml:5:", *command, "bad.toml")
        self.expect(3, "no shipped file of that name", "run", "nosuch")
        self.expect(3, "did you mean 'direct.threat_gain'", "run", "status_quo", "--set", "direct.threat_gai=4")
        self.expect(3, "run.replicates", "run", "status_quo", "--set", "run.replicates=0")
        self.expect(3, "nosuch", "new", "mine", "--from", "nosuch")
        self.assertEqual(self.files(), ["bad.toml"])

    def test_a_file_of_another_kind_is_named_for_what_it_is(self):
        self.write("study.toml", 'schema = 1\n[study]\nname = "study"\npolicies = ["status_quo"]\n')
        self.succeed("run", "status_quo", "--replicates", 2, "-o", "r.h5")
        self.expect(3, "this is a scenario and not a study", "sweep", "engagement")
        self.expect(3, "is a study, not a scenario", "run", "study.toml")
        self.expect(3, "r.h5: this is a results file", "compare", "status_quo", "r.h5")
        for command in ("status", "resume", "report", "export"):
            self.expect(6, "study.toml: cannot open as an HDF5 file", command, "study.toml")
        self.assertEqual(self.files(), ["r.h5", "study.toml"])

    def test_4_when_runs_fail_and_the_file_holds_why_and_the_other_runs(self):
        self.write("broken.toml", 'schema = 1\nname = "broken"\nextends = "status_quo.toml"\n[parameters]\nburden.presence = 1e308\n')
        done = self.call("compare", "status_quo", "broken.toml", "--replicates", 3)
        self.assertEqual(done.returncode, 4, done.stderr)
        self.assertIn("3 of 6 runs failed", done.stderr)
        self.assertNotIn("nan", done.stdout)
        with h5py.File(self.folder / "compare.h5") as results:
            self.assertEqual(list(results["runs"]["status"]), [b"done"] * 3 + [b"failed"] * 3)
            self.assertTrue(all(b"burden" in error and b"week" in error for error in results["runs"]["error"][3:]))
            cost = results["outcomes/cost"][()]
        self.assertTrue(np.isfinite(cost[:3]).all() and np.isnan(cost[3:]).all())
        self.assertEqual(self.call("run", "broken.toml", "--replicates", 2).returncode, 4)

    def test_6_for_what_cannot_be_read_or_written(self):
        self.write("text.h5", "no results")
        self.expect(6, "text.h5", "export", "text.h5")
        self.expect(6, "absent.h5", "export", "absent.h5")
        self.expect(6, "absent", "run", "status_quo", "-o", "absent/folder.h5")
        self.expect(6, "is a folder", "run", "status_quo", "-o", self.folder)
        self.assertEqual(self.files(), ["text.h5"])

    @unittest.skipUnless(stat.S_ISCHR(os.stat("/dev/full").st_mode), "there is no full device")
    def test_6_when_standard_output_is_full(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = subprocess.run([program.PROGRAM, "describe"], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
        self.assertEqual(done.returncode, 6)
        self.assertIn("cannot write to standard output", done.stderr)
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = subprocess.run([program.PROGRAM, "--help"], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
        self.assertEqual(done.returncode, 6)

    def test_an_existing_output_is_refused_without_force(self):
        self.succeed("run", "status_quo", "--replicates", 2, "-o", "a.h5")
        self.succeed("export", "a.h5", "-o", "a.csv")
        self.succeed("new", "mine")
        before = {name: (self.folder / name).read_bytes() for name in self.files()}
        commands = [["run", "status_quo", "--replicates", "3", "-o", "a.h5"], ["compare", "status_quo", "engagement", "-o", "a.h5"],
                    ["export", "a.h5", "--table", "runs", "-o", "a.csv"], ["new", "mine", "--from", "engagement"]]
        for command in commands:
            self.expect(6, "--force", *command)
        self.assertEqual(before, {name: (self.folder / name).read_bytes() for name in self.files()})
        for command in commands:
            self.succeed(*command, "--force")
        self.assertTrue(all((self.folder / name).read_bytes() != text for name, text in before.items()))


class Interrupted(CommandTest):
    ENDLESS = ["run", "status_quo", "--replicates", "5000000", "--series", "direct", "--compress", "deflate",
               "--uncertainty", "luck", "-o", "long.h5"]

    def interrupt(self, number):
        """Starts a run that takes hours, sends the signal once it writes, and returns how it ended."""
        with subprocess.Popen([program.PROGRAM, *self.ENDLESS], cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              text=True, start_new_session=True) as running:
            deadline = time.monotonic() + 60
            while not self.files() and time.monotonic() < deadline:
                time.sleep(0.01)
            self.assertNotEqual(self.files(), [], "nothing was being written")
            self.assertNotIn("long.h5", self.files(), "the file has its final name before it is whole")
            os.kill(running.pid, number)
            out, err = running.communicate(timeout=120)
        return running.returncode, out, err

    def test_130_after_a_signal_and_nothing_is_left(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            code, out, err = self.interrupt(number)
            self.assertEqual(code, 130, err)
            self.assertEqual(out, "")
            self.assertRegex(err, r"interrupted after [\d,]+ of 5,000,000 runs; nothing was stored")
            self.assertEqual(self.files(), [])

    def test_a_second_run_after_a_kill_works(self):
        code, _, _ = self.interrupt(signal.SIGKILL)
        self.assertEqual(code, -signal.SIGKILL)
        self.assertNotIn("long.h5", self.files())
        self.succeed("run", "status_quo", "--replicates", 2, "-o", "long.h5")
        self.assertEqual(self.files(), ["long.h5"])


if __name__ == "__main__":
    program.main()
