#!/usr/bin/python3
"""Results files and journals from anybody: each is refused in words, or read.  Usage: hostile_test.py PROGRAM

The few hundred changes here are the first ones of the campaign (hostile_campaign.py), which makes thousands."""

import struct
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


PLACE = struct.Struct("<IQI")  # how HDF5 stores a text of any length: its bytes, the address of its collection, its index there


def objects_of_heap(data):
    """Where in a file the lengths of texts and lists of any length stand: in the head of each object of a collection."""
    collection, found = data.find(b"GCOL\x01\0\0\0"), []
    while collection >= 0:
        end, at = collection + struct.unpack_from("<Q", data, collection + 8)[0], collection + 16
        while at + 16 <= end:
            index, length = struct.unpack_from("<H6xQ", data, at)
            found += [at + 8] if index else []
            at += 16 + (length + 7) // 8 * 8 if index else length
        collection = data.find(b"GCOL\x01\0\0\0", end)
    return found


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

    def test_a_text_beyond_its_heap_is_refused(self):
        # Change 7071 of bytes of 2026-11-27: one bit of an index, at which HDF5 1.10.8 read beyond its memory, the trial did well and the program broke.
        path = self.take("saltelli.h5")
        with h5py.File(path) as file:
            place, whole = file["summary/militia"].id.get_offset(), path.read_bytes()
        length, address, index = PLACE.unpack_from(whole, place)
        object_at = whole.index(struct.pack("<H", index), address + 16)
        said = "is damaged: value 0 of dataset /summary/militia is not where it should be, or not as long"
        for what, at, bytes_ in (("index", place, PLACE.pack(length, address, index ^ 1 << 16)), ("free index", place, PLACE.pack(length, address, 0)),
                                 ("length", place, PLACE.pack(length + 1, address, index)), ("collection", place, PLACE.pack(length, address + 8, index)),
                                 ("end of the file", place, PLACE.pack(length, 2**63 + address, index)),
                                 ("object", object_at + 8, struct.pack("<Q", 2**20)), ("object without end", object_at + 8, b"\xff" * 8),
                                 ("size of the collection", address + 8, struct.pack("<Q", 2**40))):
            with self.subTest(what):
                path.write_bytes(whole[:at] + bytes_ + whole[at + len(bytes_):])
                commands = ["status", path.name], ["report", path.name, "--force"], ["export", path.name, "--iamc"]
                self.refuse(path.name, said if place == at else "is damaged: value", *commands)

    def test_every_text_and_list_is_held_against_its_heap(self):
        path = self.take("saltelli.h5")
        whole = path.read_bytes()
        lengths = objects_of_heap(whole)
        self.assertGreater(len(lengths), 100)
        for at in lengths[::len(lengths) // 40]:
            with self.subTest(at=at):
                path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1:])
                self.refuse(path.name, "is not where it should be, or not as long", ["status", path.name])

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
