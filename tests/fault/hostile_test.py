#!/usr/bin/python3
"""Results files and journals from anybody: each is refused in words, or read.  Usage: hostile_test.py PROGRAM

The few hundred changes here are the first ones of the campaign (hostile_campaign.py), which makes thousands."""

import sys
import tempfile
from pathlib import Path

import h5py

import hostile_campaign
import hostile_seeds

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "commands"))
import program  # noqa: E402  pylint: disable=wrong-import-position

CHANGES = 120
CANNOT_READ = 6


class Hostile(program.CommandTest):
    """Each test takes what it needs from seeds that are made once."""

    @classmethod
    def setUpClass(cls):
        place = tempfile.TemporaryDirectory(prefix="fulcrum-hostile-")
        cls.addClassCleanup(place.cleanup)
        cls.campaign = hostile_campaign.Campaign(program.PROGRAM, 1, place.name)
        cls.addClassCleanup(cls.campaign.end)

    def take(self, name):
        self.campaign.place(name, self.folder)
        return self.folder / name

    def refuse(self, name, said, *commands):
        for command in commands:
            with self.subTest(command=command[0]):
                done = self.call(*command)
                self.assertEqual(done.returncode, CANNOT_READ, done.stdout[-300:] + done.stderr)
                self.assertIn(said, done.stderr)
                self.assertIn(name, done.stderr)

    def test_the_first_changes_of_the_campaign_do_no_harm(self):
        for kind in ("structured", "bytes"):
            self.assertEqual(self.campaign.run(kind, 0, CHANGES, 2), (CHANGES, []))

    def test_rows_are_no_places_in_memory_until_they_are_checked(self):
        for column, value, said in (("replicate", -2, "row 3 of /runs: replicate is -2"),
                                    ("point_id", 2**40, "row 3 of /runs: point_id is 1099511627776, and /design has no such point"),
                                    ("policy", b"nobody", "row 3 of /runs: its policy is none of /study/policy"),
                                    ("weeks", 13, "row 3 of /runs: weeks is 13, of 12")):
            self.take("outcomes.h5")
            with h5py.File(self.folder / "outcomes.h5", "r+") as file:
                row = file["runs"][3]
                row[column] = value
                file["runs"][3] = row
            self.refuse("outcomes.h5", said, ["discover", "outcomes.h5"], ["report", "outcomes.h5", "--force"],
                        ["export", "outcomes.h5", "--table", "runs"])

    def test_a_table_of_a_million_million_rows_that_are_not_stored_is_refused(self):
        self.take("summary.h5")
        with h5py.File(self.folder / "summary.h5", "r+") as file:
            kind = file["runs"].dtype if "runs" in file else [("run_id", "<i8")]
            if "runs" in file:
                del file["runs"]
            file.create_dataset("runs", (2**40,), dtype=kind, chunks=(1024,))
        self.refuse("summary.h5", "table /runs has 1099511627776 rows", ["export", "summary.h5", "--format", "json"], ["status", "summary.h5"],
                    ["report", "summary.h5"])

    def test_weeks_and_shapes_are_held_against_each_other(self):
        self.take("run.h5")
        with h5py.File(self.folder / "run.h5", "r+") as file:
            file.attrs["weeks"] = 10**9
        self.refuse("run.h5", "attribute weeks is 1000000000; allowed: 1 to 10000", ["report", "run.h5"], ["explain", "run.h5"])
        self.take("run.h5")
        with h5py.File(self.folder / "run.h5", "r+") as file:
            del file["timeseries/direct"]
            file["timeseries"].create_dataset("direct", shape=(2**40, 12), chunks=(64, 12), dtype="f8")
        self.refuse("run.h5", "dataset /timeseries/direct is 1099511627776 x 12, and what belongs there is 3 x 12", ["export", "run.h5"])

    def test_a_scenario_of_other_weeks_is_refused(self):
        self.take("compare.h5")
        with h5py.File(self.folder / "compare.h5", "r+") as file:
            file["study/scenario"][1] = file["study/scenario"][1].replace(b"weeks = 12", b"weeks = 10")
        self.refuse("compare.h5", "dataset /study/scenario: the scenario of 'other' has 10 weeks, and the file 12", ["explain", "compare.h5"],
                    ["report", "compare.h5"], ["rerun", "compare.h5", "--run", "3"])

    def test_a_journal_that_says_more_than_is_stored_is_refused(self):
        for counts, said in (({"done": -1}, "not 0 <= failed <= done <= runs"), ({"done": 3, "failed": 4}, "not 0 <= failed"),
                             ({"done": 1700}, "it says that 1700 runs are done"), ({"runs": 10**12}, "it is of 1000000000000 runs, and there are 1806")):
            with self.subTest(counts=counts):
                self.take("stopped-outcomes.h5")
                journal = self.folder / "stopped-outcomes.h5.journal"
                head, summaries = hostile_seeds.read_journal(journal)
                hostile_seeds.write_journal(journal, {**head, **counts}, summaries)
                self.campaign.stay_here(journal, self.folder)
                self.refuse("stopped-outcomes.h5.journal", said, ["resume", "stopped-outcomes.h5", "-q"])

    def test_an_unfinished_file_whose_datasets_changed_places_is_not_gone_on_with(self):
        self.take("stopped-outcomes.h5")
        with h5py.File(self.folder / "stopped-outcomes.h5.partial", "r+") as file:
            file.move("run", "away")  # as many whole numbers as an outcome has real ones
            file.move("outcomes/direct_last_year", "run")
            file.move("away", "outcomes/direct_last_year")
        self.refuse("stopped-outcomes.h5.partial", "dataset /outcomes/direct_last_year does not hold floating-point numbers",
                    ["resume", "stopped-outcomes.h5", "-q"])
        self.assertFalse((self.folder / "stopped-outcomes.h5").exists())

    def test_a_shard_is_analysed_at_its_own_points(self):
        self.take("part2.h5")
        done = self.succeed("sensitivity", "part2.h5", "--method", "pawn", "--resamples", "2")
        self.assertIn("4 points", done.stdout + done.stderr)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    program.main()
