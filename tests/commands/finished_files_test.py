#!/usr/bin/python3
"""Finished files change as a whole or not at all, and lead to no other file.  Usage: finished_files_test.py PROGRAM"""

import os
import shutil
import stat
import subprocess

import h5py
import numpy as np

import program
from program import CommandTest

COMPARE = ["compare", "status_quo", "engagement", "--replicates", "4", "-q"]
EXPLAIN = ["explain", "a.h5", "-q"]
STUDY = """schema = 1
[study]
name = "s"
policies = ["status_quo"]
replicates = 1
[design]
kind = "file"
file = "{file}"
"""


class Finished(CommandTest):
    def finished(self, name="a.h5"):
        self.succeed(*COMPARE, "-o", name)
        return self.folder / name

    def analyses(self, name):
        with h5py.File(self.folder / name) as file:
            return sorted(file["analysis"])

    def test_an_analysis_is_a_copy_that_takes_the_name(self):
        file = self.finished()
        before, kept = file.stat().st_ino, h5py.File(file)
        self.addCleanup(kept.close)
        self.succeed(*EXPLAIN)
        self.assertNotEqual(file.stat().st_ino, before, "whoever reads the file meanwhile reads the one of before")
        self.assertEqual(sorted(kept["analysis"]), ["answer", "comparison", "futures"])
        self.assertEqual(self.analyses("a.h5"), ["answer", "comparison", "explanation", "explanation_in_words", "futures"])
        self.assertEqual(self.files(), ["a.h5"])

    def test_several_at_once_wait_for_each_other(self):
        self.finished()
        commands = [[program.PROGRAM, *EXPLAIN]] * 4
        running = [subprocess.Popen(command, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) for command in commands]
        for process in running:
            self.assertEqual(process.communicate(timeout=120)[1], "")
            self.assertEqual(process.returncode, 0)
        self.assertEqual(self.analyses("a.h5"), ["answer", "comparison", "explanation", "explanation_in_words", "futures"])
        self.assertEqual(self.files(), ["a.h5"])

    def test_a_read_only_file_stays_as_it_is_and_the_analysis_has_one_of_its_own(self):
        file = self.finished()
        file.chmod(0o444)
        before = file.read_bytes()
        self.assertIn("a.analysis.h5", self.succeed("explain", "a.h5").stderr)
        self.assertEqual(file.read_bytes(), before)
        self.assertEqual(self.analyses("a.analysis.h5"), ["explanation", "explanation_in_words"])
        self.succeed(*EXPLAIN)
        self.assertEqual(self.analyses("a.analysis.h5"), ["explanation", "explanation_in_words"])

    def test_rights_and_links_to_a_file_outlast_an_analysis(self):
        file = self.finished("real.h5")
        file.chmod(0o640)
        (self.folder / "a.h5").symlink_to("real.h5")
        self.succeed(*EXPLAIN)
        self.assertTrue((self.folder / "a.h5").is_symlink())
        self.assertIn("explanation", self.analyses("real.h5"))
        self.assertEqual(stat.S_IMODE(file.stat().st_mode), 0o640)

    def test_nothing_is_written_through_a_link_in_the_place_of_a_temporary_file(self):
        self.finished()
        victim = self.folder / "victim"
        for link in (os.symlink, os.link):
            for name, command in (("a.h5.analysis.partial", EXPLAIN), ("b.h5.partial", [*COMPARE, "-o", "b.h5"])):
                victim.write_text("mine", encoding="utf-8")
                link(victim, self.folder / name)
                self.assertEqual(self.call(*command).returncode, 6)
                self.assertEqual(victim.read_text(encoding="utf-8"), "mine")
                (self.folder / name).unlink()
        os.symlink(victim, self.folder / "a.csv.partial")
        self.succeed("export", "a.h5", "-o", "a.csv")
        self.assertEqual(victim.read_text(encoding="utf-8"), "mine")

    def test_what_is_no_regular_file_is_neither_read_nor_replaced(self):
        self.finished()
        os.mkfifo(self.folder / "pipe")
        os.mkfifo(self.folder / "pipe.h5")
        for command in (["report", "a.h5", "-o", "pipe", "--force"], ["export", "a.h5", "-o", "pipe", "--force"], [*COMPARE, "-o", "pipe.h5", "--force"]):
            self.expect(6, "is a device or a pipe, not a file to replace", *command)
        self.expect(6, "pipe.h5: is no regular file", "report", "pipe.h5")
        self.assertTrue(stat.S_ISFIFO((self.folder / "pipe").stat().st_mode))


class Elsewhere(CommandTest):
    finished = Finished.finished

    def test_data_in_other_files_are_not_read(self):
        file = self.finished()
        (self.folder / "secret").write_bytes(b"s" * 64)
        with h5py.File(file, "r+") as results:
            del results["outcomes/direct_last_year"]
            external = [("secret", 0, 64)]
            results.create_dataset("outcomes/direct_last_year", shape=(8,), dtype="f8", external=external)
        self.expect(6, "dataset /outcomes/direct_last_year has its data in other files", "report", "a.h5")

    def test_nor_are_virtual_data_and_links_followed(self):
        file = self.finished()
        shutil.copy(file, self.folder / "other.h5")
        with h5py.File(file, "r+") as results:
            layout = h5py.VirtualLayout(shape=(8,), dtype="f8")
            layout[:] = h5py.VirtualSource("other.h5", "outcomes/direct_last_year", shape=(8,))
            del results["outcomes/direct_last_year"]
            results.create_virtual_dataset("outcomes/direct_last_year", layout)
        self.expect(6, "dataset /outcomes/direct_last_year has its data in other files", "report", "a.h5")
        shutil.copy(self.folder / "other.h5", file)
        with h5py.File(file, "r+") as results:
            del results["analysis"]
            results["analysis"] = h5py.ExternalLink("other.h5", "/analysis")
        before = (self.folder / "other.h5").read_bytes()
        self.assertEqual(self.call(*EXPLAIN).returncode, 6)
        self.assertEqual((self.folder / "other.h5").read_bytes(), before)

    def test_a_design_file_may_not_leave_the_folder_by_a_link(self):
        (self.folder / "study").mkdir()
        with h5py.File(self.folder / "design.h5", "w") as design:
            design["direct.threat_gain"] = np.array([4.0, 5.0])
        (self.folder / "study/design.h5").symlink_to("../design.h5")
        self.write("study/s.toml", STUDY.format(file="design.h5"))
        self.expect(3, "leads out of the study's folder by a symbolic link", "sweep", "study/s.toml")


if __name__ == "__main__":
    program.main()
