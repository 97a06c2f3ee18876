#!/usr/bin/python3
"""What would mix or lose results is refused, with a message that says what and why, and what was done before stays whole.

Usage: refusals_test.py PROGRAM
"""

import hashlib
import json
import os
import random
import resource
import signal
import stat
import subprocess
from contextlib import contextmanager

import sweeps
from sweeps import FEW, LONGEST, SweepTest, program

CHECK_FAILED = 5
CANNOT_WRITE = 6
USAGE = 2
SEED = 20080107
LARGE = 2500  # replicates that leave time to stop a sweep


def signed(head, summaries):
    """A journal as the program writes it, with the checksum that belongs to its content."""
    digest = hashlib.sha256((hashlib.sha256(head).hexdigest() + hashlib.sha256(summaries).hexdigest()).encode()).hexdigest()
    return b"fulcrum-journal 3 " + digest.encode() + b"\n" + head + b"\n" + summaries


class Refusals(SweepTest):
    def interrupted(self, *flags, **study):
        """A sweep that was told to stop when a part was done."""
        self.study(points=16, replicates=LARGE, **study)
        process = self.start_and_wait_for_runs("sweep", "study.toml", "--no-progress", "--store", "outcomes", *FEW, *flags)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=LONGEST)
        self.assertEqual(process.returncode, 130)

    def replace(self, name, old, new):
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        self.assertIn(old, text)
        path.write_text(text.replace(old, new), encoding="utf-8")

    def assert_refused(self, *reasons):
        before = (self.folder / "sweep.h5.journal").read_bytes()
        done = self.expect(CHECK_FAILED, "cannot resume", "resume", "sweep.h5", "--no-progress")
        for reason in reasons:
            self.assertIn(reason, done.stderr)
        self.assertEqual((self.folder / "sweep.h5.journal").read_bytes(), before)

    def test_a_study_or_scenario_that_changed_is_refused_until_it_is_put_back(self):
        self.interrupted()
        self.replace("study.toml", "seed = 7", "seed = 8")
        self.assert_refused("seed was 7 and is 8")
        self.replace("study.toml", "seed = 8", "seed = 7")
        self.replace("study.toml", "points = 16", "points = 17")
        self.assert_refused("points was 16 and is 17")
        self.replace("study.toml", "points = 17", "points = 16")
        self.replace("study.toml", "low = 0.1", "low = 0.2")
        self.assert_refused("factor levers.host_aid was", "is uniform 0.2 to 1")
        self.replace("study.toml", "low = 0.2", "low = 0.1")
        self.replace("study.toml", "shift_weeks = 26", "shift_weeks = 27")
        self.assert_refused("scenario late has changed")
        self.replace("study.toml", "shift_weeks = 27", "shift_weeks = 26")
        self.replace("study.toml", '["short", ', "[")
        self.assert_refused("scenario short is gone", "policies was short,late and is late")
        self.replace("study.toml", "[{", '["short", {')
        self.write("short.toml", sweeps.SHORT + "[levers]\nrhetoric = 0.61\n")
        self.assert_refused("scenario short has changed")
        self.write("short.toml", sweeps.SHORT)
        self.succeed("resume", "sweep.h5", "--no-progress")
        self.sweep("--store", "outcomes", *FEW, "-o", "whole.h5")
        self.assert_same("whole.h5", "sweep.h5")

    def test_the_status_quo_before_a_shifted_policy_counts_as_well(self):
        theatre = (program.ROOT / "scenarios/library/iraq_2008.toml").read_text(encoding="utf-8")
        self.assertIn("\n[levers]\n", theatre)
        self.write("home.toml", theatre)
        # Everything that the policy itself says is the same; but until it begins, the theatre's levers hold.
        policy = '{ name = "late", extends = "engagement.toml", theatre = "home.toml", shift_weeks = 26, levers = { strikes = 0.0 } }'
        self.interrupted(policies=f"[{policy}]")
        self.write("home.toml", theatre.replace("\n[levers]\n", "\n[levers]\nstrikes = 0.5\n"))
        self.assert_refused("scenario late has changed")

    def test_a_design_from_a_file_takes_no_factors_of_its_own(self):
        self.write("points.csv", "point,direct.threat_gain\n0,4\n1,5\n")
        self.write("filed.toml", 'schema = 1\n[study]\nname = "filed"\npolicies = ["status_quo"]\nreplicates = 1\n'
                   '[design]\nkind = "file"\nfile = "points.csv"\n[design.factors]\n"direct.threat_gain" = {}\n')
        done = self.call("sweep", "filed.toml")
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertIn("leave out [design.factors]", done.stderr)

    def test_a_program_of_another_version_is_refused(self):
        self.interrupted()
        path = self.folder / "sweep.h5.journal"
        _, head, summaries = path.read_bytes().split(b"\n", 2)
        fields = json.loads(head)
        fields["identity"]["program version"] = "0.0.1"
        fields["identity"]["compiler"] = "another"
        path.write_bytes(signed(json.dumps(fields).encode(), summaries))
        self.assert_refused("program version was 0.0.1 and is", "compiler was another and is")

    def test_a_damaged_journal_is_refused_wherever_the_damage_is(self):
        self.interrupted()
        path = self.folder / "sweep.h5.journal"
        whole = path.read_bytes()
        places = random.Random(SEED)
        head = len(whole.split(b"\n", 2)[0]) + len(whole.split(b"\n", 2)[1])
        for at in [0, 20, *places.sample(range(head), 20), *places.sample(range(len(whole)), 10)]:
            damaged = bytearray(whole)
            damaged[at] ^= 1 << places.randrange(8)
            path.write_bytes(damaged)
            done = self.expect(CANNOT_WRITE, "sweep.h5.journal: ", "resume", "sweep.h5")
            self.assertRegex(done.stderr, "is damaged|is not a journal of this version")
        for size in (0, 5, 100, head, len(whole) - 1):
            path.write_bytes(whole[:size])
            self.expect(CANNOT_WRITE, "sweep.h5.journal: ", "resume", "sweep.h5")
        path.write_bytes(whole)
        self.succeed("resume", "sweep.h5", "-q")

    def test_an_unfinished_sweep_is_not_begun_again_by_mistake(self):
        self.interrupted()
        self.expect(CANNOT_WRITE, "is unfinished; resume it, or start afresh with --force", "sweep", "study.toml", "--no-progress")
        self.sweep("--store", "outcomes", *FEW, "--force")

    def test_shards_that_are_missing_doubled_unfinished_or_of_another_study_are_not_merged(self):
        self.study(points=9)
        for index in (1, 2, 3):
            self.sweep(*FEW, "--shard", f"{index}/3", "-o", f"{index}.h5")

        def refuse(message, *files):
            self.expect(CHECK_FAILED, message, "merge", "-o", "all.h5", *files)

        refuse("shard 2 of 3 is missing", "1.h5", "3.h5")
        refuse("shard 2 of 3 is given 2 times", "1.h5", "2.h5", "2.h5", "3.h5")
        self.sweep(*FEW, "--shard", "2/3", "--seed", "8", "-o", "other.h5")
        refuse("other.h5 is not part of the same sweep as 1.h5:\n  seed was 7 and is 8", "1.h5", "other.h5", "3.h5")
        self.sweep(*FEW, "--shard", "2/4", "-o", "quarter.h5")
        refuse("quarter.h5 is shard 2 of 4, the others are of 3", "1.h5", "quarter.h5", "3.h5")
        self.replace("study.toml", "low = 0.1", "low = 0.2")
        refuse("the study has changed since the shards were made:\n  factor levers.host_aid was", "1.h5", "2.h5", "3.h5")
        self.replace("study.toml", "low = 0.2", "low = 0.1")
        self.study(points=9, replicates=3 * LARGE)
        for index in (1, 3):
            self.sweep(*FEW, "--store", "summary", "--shard", f"{index}/3", "-o", f"{index}.h5", "--force")
        process = self.start_and_wait_for_runs("sweep", "study.toml", *FEW, "--store", "summary", "--shard", "2/3", "-o", "2.h5", "--force",
                                               "--no-progress", name="2.h5")
        self.kill(process)
        refuse("continue with: fulcrum resume 2.h5", "1.h5", "2.h5", "3.h5")
        (self.folder / "2.h5.journal").unlink()
        self.expect(CANNOT_WRITE, "2.h5.journal: does not exist; the summaries of a shard", "merge", "1.h5", "2.h5", "3.h5")
        self.expect(USAGE, "--shard 4/3 is not a shard", "sweep", "study.toml", "--shard", "4/3")
        self.assertNotIn("all.h5", self.files())


class Machine(SweepTest):
    """Disks that are full, folders that take no files."""

    @contextmanager
    def mounted(self, options):
        """A small disk in memory; None for those who may not mount one."""
        folder = self.folder / "disk"
        folder.mkdir()
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], capture_output=True, check=False)
        try:
            yield folder if done.returncode == 0 else None
        finally:
            if done.returncode == 0:
                subprocess.run(["umount", str(folder)], check=False)

    def begin(self, output):
        """A sweep of which a part is done."""
        self.study(points=16, replicates=LARGE)
        return self.start_and_wait_for_runs("sweep", "study.toml", "--store", "outcomes", "--no-progress", *FEW, "-o", output, name=output)

    def assert_goes_on(self, output):
        self.succeed("resume", output, "-q")
        self.sweep("--store", "outcomes", *FEW, "-o", "whole.h5")
        self.assert_same("whole.h5", output)

    def test_a_disk_that_fills_up_meanwhile_costs_nothing_that_was_done(self):
        process = self.begin("sweep.h5")
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (1000, 1000))
        _, errors = process.communicate(timeout=LONGEST)
        self.assertEqual(process.returncode, CANNOT_WRITE, errors)
        self.assertIn("sweep.h5", errors)
        self.assertGreater(self.journal()["done"], 0)
        self.assert_goes_on("sweep.h5")

    def test_so_does_a_real_disk(self):
        with self.mounted("size=60m") as disk:
            if disk is None:
                self.skipTest("only root may mount a disk")
            process = self.begin("disk/sweep.h5")
            free = os.statvfs(disk)
            try:
                (disk / "ballast").write_bytes(bytes(free.f_bavail * free.f_bsize))
            except OSError:
                pass  # the sweep was quicker
            _, errors = process.communicate(timeout=LONGEST)
            self.assertEqual(process.returncode, CANNOT_WRITE, errors)
            self.assertIn("No space left on device", errors)
            (disk / "ballast").unlink()
            self.assert_goes_on("disk/sweep.h5")

    def test_a_disk_that_is_too_small_is_refused_beforehand(self):
        with self.mounted("size=1m") as disk:
            if disk is None:
                self.skipTest("only root may mount a disk")
            self.study(points=16, replicates=LARGE)
            done = self.expect(CANNOT_WRITE, "MB, but its disk has", "sweep", "study.toml", "-q", "-o", "disk/sweep.h5")
            self.assertIn("needs", done.stderr)
            self.assertEqual(list(disk.iterdir()), [])

    def test_a_folder_that_takes_no_files_is_named(self):
        self.study(points=2)
        self.expect(CANNOT_WRITE, "nowhere: there is no such folder", "sweep", "study.toml", "-q", "-o", "nowhere/sweep.h5")
        with self.mounted("ro") as disk:
            if disk is None:
                (self.folder / "disk").chmod(stat.S_IRUSR | stat.S_IXUSR)
            self.expect(CANNOT_WRITE, "disk", "sweep", "study.toml", "-q", "-o", "disk/sweep.h5")
            self.assertEqual(list((self.folder / "disk").iterdir()), [])


if __name__ == "__main__":
    sweeps.main()
