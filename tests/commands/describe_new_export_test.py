#!/usr/bin/python3
"""describe knows every key; what `new` writes can be checked, run and compared; `export` agrees with the file.
Usage: describe_new_export_test.py PROGRAM"""

import csv
import io
import json

import h5py
import numpy as np

import program
from program import CommandTest, LUCK


class Describe(CommandTest):
    def test_every_key_has_a_page_and_the_same_facts_in_json(self):
        everything = json.loads(self.succeed("describe", "--format", "json").stdout)
        self.assertEqual(list(everything), ["parameters", "structure", "levers", "initial", "traits", "settings", "series", "outcomes", "scenarios"])
        for kind, entries in everything.items():
            self.assertEqual(json.loads(self.succeed("describe", kind, "--format", "json").stdout), entries)
            for entry in entries:
                key = entry.get("key", entry.get("name"))
                self.assertIn(f"{key} ({kind})\n", self.succeed("describe", key).stdout)
        one = json.loads(self.succeed("describe", "attacks_last_year", "--format", "json").stdout)
        self.assertEqual(one, {"outcomes": [o for o in everything["outcomes"] if o["name"] == "attacks_last_year"]})

    def test_kinds_are_tables_and_csv_can_be_read(self):
        parameters = json.loads(self.succeed("describe", "parameters", "--format", "json").stdout)
        rows = list(csv.DictReader(io.StringIO(self.succeed("describe", "parameters", "--format", "csv").stdout)))
        self.assertEqual([row["key"] for row in rows], [p["key"] for p in parameters])
        self.assertEqual([float(row["default"]) for row in rows], [p["default"] for p in parameters])
        self.assertTrue(self.succeed("describe", "direct.threat_gain", "--format", "csv").stdout.startswith("key,"))

    def test_every_shipped_scenario_is_valid(self):
        shipped = [s["name"] for s in json.loads(self.succeed("describe", "scenarios", "--format", "json").stdout)]
        self.assertGreater(len(shipped), 20)
        self.assertEqual(len(self.succeed("validate", *shipped).stdout.splitlines()), len(shipped))

    def test_schemas_are_json(self):
        for kind in ([], ["scenario"], ["theatre"]):
            self.assertIn("properties", json.loads(self.succeed("schema", *kind).stdout))


class New(CommandTest):
    def test_what_new_writes_can_be_checked_run_and_compared(self):
        for origin in ("status_quo", "engagement"):
            name = f"from_{origin}"
            self.succeed("new", name, "--from", origin)
            self.assertIn(f"'{name}' is valid", self.succeed("validate", "-v", f"{name}.toml").stdout)
            self.succeed("run", *LUCK, f"{name}.toml", "--replicates", 2)
            self.succeed("compare", *LUCK, origin, f"{name}.toml", "--replicates", 2, "--force")

    def test_a_scenario_extends_a_file_of_the_working_folder(self):
        self.succeed("new", "parent")
        self.succeed("new", "child", "--from", "parent.toml")
        self.succeed("validate", "child.toml")


class Export(CommandTest):
    def setUp(self):
        super().setUp()
        self.succeed("compare", *LUCK, "status_quo", "engagement", "--replicates", 2, "--set", "time.weeks=110", "-o", "r.h5")
        self.file = h5py.File(self.folder / "r.h5")
        self.addCleanup(self.file.close)

    def rows(self, *flags):
        return list(csv.DictReader(io.StringIO(self.succeed("export", "r.h5", *flags).stdout)))

    def value(self, name, entity, run, week):
        data = self.file["timeseries"][name]
        if not entity:
            return data[run, week]
        axis = next(axis for axis in ("militia", "neighbour", "recipient") if self.file["timeseries"].get(axis) is not None
                    and entity.encode() in self.file["timeseries"][axis][()])
        return data[run, list(self.file["timeseries"][axis][()]).index(entity.encode()), week]

    def test_long_csv_holds_every_value_of_the_file_bit_for_bit(self):
        rows = self.rows()
        count = sum(data.size for data in self.file["timeseries"].values() if data.dtype == np.float64)
        self.assertEqual(len(rows), count)
        for row in rows[::97]:
            self.assertEqual(float(row["value"]), self.value(row["series"], row["entity"], int(row["run"]), int(row["week"])), row)
        start = np.datetime64("2008-01-07")
        self.assertTrue(all(np.datetime64(row["date"]) == start + 7 * int(row["week"]) for row in rows[::97]))

    def test_wide_csv_has_a_column_a_series(self):
        rows = self.rows("--shape", "wide", "--series", "direct,capability")
        self.assertEqual(len(rows), 4 * 110)
        militias = [name.decode() for name in self.file["timeseries/militia"][()]]
        for row in rows[::31]:
            run, week = int(row["run"]), int(row["week"])
            self.assertEqual(float(row["direct"]), self.file["timeseries/direct"][run, week])
            for k, militia in enumerate(militias):
                self.assertEqual(float(row[f"capability.{militia}"]), self.file["timeseries/capability"][run, k, week])

    def test_table_of_runs_holds_the_outcomes(self):
        rows = self.rows("--table", "runs")
        self.assertEqual([row["policy"] for row in rows], ["status_quo"] * 2 + ["engagement"] * 2)
        for name, data in self.file["outcomes"].items():
            if name != "run":
                self.assertEqual([float(row[name]) for row in rows], list(data[()]), name)

    def test_json_holds_what_the_file_holds(self):
        whole = json.loads(self.succeed("export", "r.h5", "--format", "json").stdout)
        self.assertEqual(whole["root_seed"], self.file.attrs["root_seed"])
        self.assertEqual(len(whole["dates"]), 110)
        for i, run in enumerate(whole["runs"]):
            self.assertEqual(run["series"]["direct"], list(self.file["timeseries/direct"][i]))
            for name, value in run["outcomes"].items():
                self.assertEqual(value, self.file["outcomes"][name][i], name)

    def test_a_file_holds_what_standard_output_shows_and_unknown_series_are_refused(self):
        shown = self.succeed("export", "r.h5", "--series", "direct").stdout
        self.succeed("export", "r.h5", "--series", "direct", "-o", "out.csv")
        self.assertEqual((self.folder / "out.csv").read_bytes().decode(), shown)
        self.expect(2, "derect", "export", "r.h5", "--series", "derect", "-o", "none.csv")
        self.assertEqual(self.files(), ["out.csv", "r.h5"])


if __name__ == "__main__":
    program.main()
