#!/usr/bin/python3
"""Reads results files as analysts do: with h5py, pandas, xarray, the module and the plots of scripts/, and R where it is installed.

Usage: read_with_python.py WRITE_SAMPLE [unittest arguments]
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import h5py
import numpy as np
import pandas as pd
import xarray as xr

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / "scripts" / "results"
sys.path.insert(0, str(SCRIPTS))
import fulcrum_results  # noqa: E402

POLICIES = ["status_quo", "containment_plus", "engagement"]
REPLICATES, WEEKS = 7, 120
MILITIAS = ["mahdi_army", "badr", "special_groups"]


def run(*command):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)


class Files(unittest.TestCase):
    """One folder with the same runs under every compression."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.plain = cls.write("plain.h5", "none")

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @classmethod
    def write(cls, name, compression):
        path = Path(cls.folder.name) / name
        answer = run(WRITE_SAMPLE, path, compression, REPLICATES, WEEKS, *POLICIES)
        if answer.returncode != 0:
            raise RuntimeError(answer.stderr)
        return path


class Readers(Files):
    def test_h5py_finds_what_the_file_is_and_plain_chunks_of_whole_runs(self):
        with h5py.File(self.plain, "r") as file:
            self.assertEqual(file.attrs["filetype"], "fulcrum-results")
            self.assertEqual(list(file.attrs["format_version"]), [2, 0])
            self.assertEqual(file.attrs["status"], "complete")
            self.assertEqual(file.attrs["title"], "Sample – for tests")
            direct, capability = file["timeseries/direct"], file["timeseries/capability"]
            self.assertEqual(direct.shape, (len(POLICIES) * REPLICATES, WEEKS))
            self.assertEqual(capability.shape, (len(POLICIES) * REPLICATES, len(MILITIAS), WEEKS))
            self.assertEqual((direct.chunks[1], capability.chunks[1:]), (WEEKS, (1, WEEKS)))
            self.assertIsNone(direct.compression)
            self.assertTrue(np.isnan(direct.attrs["_FillValue"]))
            self.assertEqual((direct.attrs["units"], direct.attrs["long_name"]), ("index", "direct support"))
            self.assertEqual([capability.dims[i][0].name.rsplit("/", 1)[1] for i in range(3)], ["run", "militia", "time"])

    def test_every_value_is_a_number_within_the_range_that_the_series_states(self):
        with h5py.File(self.plain, "r") as file:
            for name, series in file["timeseries"].items():
                if h5py.h5ds.is_scale(series.id):
                    continue
                low, high = series.attrs.get("valid_range", (series.attrs.get("valid_min", -np.inf), series.attrs.get("valid_max", np.inf)))
                values = series[()]
                self.assertTrue(np.all((values >= low) & (values <= high)), name)

    def test_pandas_reads_the_runs_in_the_order_of_policies_and_replicates(self):
        with h5py.File(self.plain, "r") as file:
            runs = pd.DataFrame(file["runs"][()])
        self.assertEqual(list(runs["run_id"]), list(range(len(POLICIES) * REPLICATES)))
        self.assertEqual([name.decode() for name in runs["policy"]], [name for name in POLICIES for _ in range(REPLICATES)])
        self.assertEqual(list(runs["replicate"]), list(range(REPLICATES)) * len(POLICIES))
        self.assertEqual(set(runs["status"]), {b"done"})
        self.assertEqual(set(runs["weeks"]), {WEEKS})

    def test_xarray_opens_each_group_with_dates_and_names(self):
        with xr.open_dataset(self.plain, engine="h5netcdf", group="timeseries") as series:
            expected = pd.date_range("2008-01-07", periods=WEEKS, freq="7D")
            self.assertTrue((series["time"].to_index() == expected).all())
            self.assertEqual(list(series["militia"].values), MILITIAS)
            direct = series["direct"].load()
        with xr.open_dataset(self.plain, engine="h5netcdf", group="outcomes") as outcomes:
            np.testing.assert_allclose(outcomes["direct_mean"], direct.mean("time"), rtol=1e-13)
        with xr.open_dataset(self.plain, engine="h5netcdf", group="summary") as summary:
            self.assertEqual(list(summary["policy"].values), POLICIES)
            self.assertEqual(list(summary["statistic"].values), ["mean", "sd", "min", "max", "q05", "q25", "q50", "q75", "q95"])
            by_policy = direct.values.reshape(len(POLICIES), REPLICATES, WEEKS)
            np.testing.assert_allclose(summary["direct"].sel(statistic="mean"), by_policy.mean(axis=1), rtol=1e-13)
            np.testing.assert_array_equal(summary["direct"].sel(statistic="max"), by_policy.max(axis=1))
            np.testing.assert_allclose(summary["direct"].sel(statistic="sd"), by_policy.std(axis=1, ddof=1), rtol=0, atol=1e-12)

    def test_compressed_files_hold_the_same_bits(self):
        with h5py.File(self.plain, "r") as plain:
            packed_by = ["deflate"] + (["blosc"] if h5py.h5z.filter_avail(32001) else [])
            for compression in packed_by:
                with h5py.File(self.write(f"{compression}.h5", compression), "r") as packed:
                    for name, series in plain["timeseries"].items():
                        if not h5py.h5ds.is_scale(series.id):
                            np.testing.assert_array_equal(packed["timeseries"][name][()].view(np.uint64), series[()].view(np.uint64))
                    self.assertEqual(packed["timeseries/direct"].compression, "gzip" if compression == "deflate" else None)

    def test_two_files_of_the_same_runs_are_the_same_bytes(self):
        self.assertEqual(self.plain.read_bytes(), self.write("again.h5", "none").read_bytes())

    @unittest.skipUnless(shutil.which("ncdump"), "ncdump is not installed")
    def test_ncdump_reads_all_of_it(self):
        answer = run("ncdump", self.plain)
        self.assertEqual(answer.returncode, 0, answer.stderr[-300:])
        self.assertIn('militia = "mahdi_army", "badr", "special_groups"', answer.stdout)


class Module(Files):
    def test_tables_carry_policy_and_replicate_as_text_and_numbers(self):
        results = fulcrum_results.Results(self.plain)
        self.assertTrue(results.complete)
        self.assertEqual(results.policies, POLICIES)
        self.assertEqual(list(results.outcomes.columns), ["point_id", "policy", "replicate", "direct_mean", "cost"])
        self.assertEqual(results.outcomes.attrs["units"]["cost"], "years")
        self.assertEqual(results.outcomes["policy"].iloc[REPLICATES], "containment_plus")
        self.assertEqual(results.scenarios["engagement"], 'name = "engagement"\n')
        self.assertEqual(list(results.table("study/inputs")["name"]), ["status_quo.toml"])

    def test_a_series_of_one_policy_is_that_of_its_runs(self):
        results = fulcrum_results.Results(self.plain)
        series = results.series("capability", policy="engagement")
        self.assertEqual(series.shape, (REPLICATES, len(MILITIAS), WEEKS))
        with h5py.File(self.plain, "r") as file:
            np.testing.assert_array_equal(series.values, file["timeseries/capability"][2 * REPLICATES:])
        self.assertEqual(list(series["replicate"].values), list(range(REPLICATES)))

    def test_the_command_line_shows_what_is_in_the_file(self):
        answer = run(SCRIPTS / "fulcrum_results.py", self.plain)
        self.assertEqual(answer.returncode, 0, answer.stderr)
        self.assertIn("policies: status_quo, containment_plus, engagement", answer.stdout)
        self.assertIn(f"runs: {len(POLICIES) * REPLICATES} done", answer.stdout)

    def test_what_is_no_results_file_is_refused_by_name(self):
        folder = Path(self.folder.name)
        (folder / "text.h5").write_text("no HDF5")
        (folder / "cut.h5").write_bytes(self.plain.read_bytes()[:1000])
        with h5py.File(folder / "foreign.h5", "w") as file:
            file["x"] = 1
        with h5py.File(folder / "future.h5", "w") as file:
            file.attrs["filetype"], file.attrs["format_version"] = "fulcrum-results", [3, 0]
        for name, message in [("missing.h5", "no such file"), ("text.h5", "not an HDF5 file"), ("cut.h5", ""),
                              ("foreign.h5", "not a results file of fulcrum"), ("future.h5", "format version 3")]:
            for script in ("fulcrum_results.py", "plot_run.py", "plot_exploration.py", "plot_map.py"):
                answer = run(SCRIPTS / script, folder / name)
                self.assertEqual(answer.returncode, 6, (name, script, answer.stderr))
                self.assertIn(message, answer.stderr)
                self.assertEqual(answer.stderr.count("\n"), 1, answer.stderr)


def count_of(picture, colour):
    """Pixels of a colour (#rrggbb)."""
    from matplotlib import image
    rgb = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    return int(np.all(np.abs(image.imread(picture)[:, :, :3] - rgb) < 0.02, axis=2).sum())


class Plot(Files):
    PALETTE = json.loads((ROOT / "output" / "briefing" / "page" / "src" / "palette.json").read_text(encoding="utf-8"))
    COLOURS = PALETTE["policies"]["light"]

    def draw(self, script, *arguments):
        answer = run(SCRIPTS / script, *arguments)
        self.assertEqual((answer.returncode, answer.stderr), (0, ""))
        return [Path(line.removeprefix("wrote ")) for line in answer.stdout.splitlines()]

    def refuse(self, code, message, script, *arguments):
        answer = run(SCRIPTS / script, *arguments)
        self.assertEqual(answer.returncode, code, answer.stderr)
        self.assertIn(message, answer.stderr)
        self.assertEqual(answer.stderr.count("\n"), 1, answer.stderr)

    def file_with(self, name, **analyses):
        """A copy of the sample that keeps these analyses: { name: { column: values } }."""
        path = Path(self.folder.name) / name
        shutil.copy(self.plain, path)
        with h5py.File(path, "r+") as file:
            for analysis, columns in analyses.items():
                for column, values in columns.items():
                    file[f"analysis/{analysis}/{column}"] = [value.encode() if isinstance(value, str) else value for value in values]
        return path

    def test_policies_have_the_page_s_colours_and_only_those_asked_for_are_drawn(self):
        folder = Path(self.folder.name) / "made" / "here"  # made by the script
        all_of_them, = self.draw("plot_run.py", self.plain, "--output", folder / "all.png")
        one, = self.draw("plot_run.py", self.plain, "--policies", "engagement", "-o", folder / "one.png")
        for place, colour in enumerate(self.COLOURS[:3]):
            self.assertGreater(count_of(all_of_them, colour), 200, colour)
            self.assertEqual(count_of(one, colour) > 200, place == 2, colour)
        self.assertEqual(sorted(path.name for path in folder.iterdir()), ["all.png", "one.png"])

    def test_refuses_policies_that_are_not_there(self):
        self.refuse(2, "the file has status_quo, containment_plus, engagement", "plot_run.py", self.plain, "--policies", "containment")

    def test_what_lies_in_the_way_or_cannot_be_drawn_is_said_in_a_sentence(self):
        way = Path(self.folder.name) / "way"
        way.write_text("a file where a folder should be")
        self.refuse(6, "way", "plot_run.py", self.plain, "--output", way / "a.png")
        self.refuse(6, "not supported", "plot_run.py", self.plain, "--output", Path(self.folder.name) / "a.xyz")
        self.assertFalse((Path(self.folder.name) / "a.xyz").exists())
        self.refuse(3, "holds nothing to draw", "plot_exploration.py", self.plain)
        self.refuse(6, "province", "plot_map.py", self.plain)

    def test_a_variance_budget_is_drawn_into_a_folder_that_is_made(self):
        budget = {"policy": ["all policies"] * 2, "outcome": ["direct_last_year"] * 2, "factor": ["policy", "sampling noise"], "share": [0.7, 0.3],
                  "share_low": [0.6, 0.2], "share_high": [0.8, 0.4], "remark": ["", ""]}
        picture, = self.draw("plot_exploration.py", self.file_with("budget.h5", sensitivity_budget=budget), "--output", Path(self.folder.name) / "new" / "folder")
        self.assertEqual(picture.name, "budget.budget.png")
        self.assertGreater(count_of(picture, self.PALETTE["ink"]["light"]["fact"]), 2000)

    def test_boxes_name_structural_forms_and_lines_by_week_are_drawn(self):
        limits = {"of_interest": ["direct support above 1"], "box": [1], "factor": ["structure.direct"], "low": [1.5], "high": [2.0], "range_low": [0.0], "range_high": [2.0]}
        quality = {"of_interest": ["direct support above 1"], "box": [1], "sample": ["fresh"], "points": [50], "inside": [10], "of_interest_points": [12], "hits": [8]}
        weeks = {"policy": ["engagement"] * 4, "outcome": ["direct@25", "direct@25", "direct@51", "direct@51"], "factor": ["direct.threat_gain", "direct.floor"] * 2,
                 "total": [0.8, 0.1, 0.6, 0.3]}
        drawn = self.draw("plot_exploration.py", self.file_with("many.h5", discovery_limits=limits, discovery_boxes=quality, sensitivity_sobol=weeks), "--output", self.folder.name)
        self.assertEqual([path.name for path in drawn], ["many.sobol.png", "many.boxes.png"])
        self.assertTrue(all(path.stat().st_size > 10000 for path in drawn))

    def test_names_are_words_and_forms_are_named(self):
        import look
        names = look.Names()
        names.known = {"parameters": [{"key": "direct.floor", "meaning": "direct support that never ends; an index"}],
                       "structure": [{"key": "structure.direct", "meaning": "how direct support answers", "forms": ["logistic", "linear", "threshold"]}]}
        self.assertEqual(names.factor("direct.floor"), "Direct support that never ends")
        self.assertEqual(names.range("structure.direct", 1.5, 2.0), "threshold")
        self.assertEqual(names.range("structure.direct", 0, 1), "logistic or linear")
        self.assertEqual(names.value("structure.direct", 2), "threshold")
        self.assertEqual(names.factor("unknown.key_of"), "Unknown key of")
        self.assertEqual(look.human("engage_then_coerce"), "Engage then coerce")

    def test_of_more_than_five_policies_those_that_matter_most_are_in_colour(self):
        import look
        policies = ["a", "b", "c", "d", "e", "f", "g"]
        effects = dict(zip(policies[1:], ([0.1], [0.0], [-0.5], [0.2], [0.3], [0.01])))
        self.assertEqual(look.places(policies, effects), {"a": 0, "b": 1, "c": -1, "d": 2, "e": 3, "f": 4, "g": -1})
        self.assertEqual(look.places(policies[:3], {}), {"a": 0, "b": 1, "c": 2})


@unittest.skipUnless(shutil.which("Rscript") and run("Rscript", "-e", "library(hdf5r)").returncode == 0, "R with hdf5r is not installed")
class InR(Files):
    CODE = """
        source(file.path(Sys.getenv("SCRIPTS"), "fulcrum_results.R"))
        path <- Sys.getenv("FILE")
        runs <- fulcrum_runs(path)
        direct <- fulcrum_series(path, "direct")
        capability <- fulcrum_series(path, "capability")
        means <- subset(fulcrum_summary(path, "direct"), statistic == "mean")
        last <- means[means$policy == "engagement" & means$time == as.Date("2008-01-07") + 7 * (ncol(direct) - 1), "value"]
        stopifnot(max(abs(rowMeans(direct) - runs$direct_mean)) < 1e-13,
                  abs(mean(direct[runs$policy == "engagement", ncol(direct)]) - last) < 1e-13,
                  identical(dim(capability), c(nrow(runs), 3L, ncol(direct))))
        cat(unique(runs$policy), "\\n")
        cat(sprintf("%.17g", c(direct[8, 2], capability[8, 3, 2])), "\\n")
    """

    def test_reads_runs_series_and_summaries_as_they_are(self):
        environment = os.environ | {"SCRIPTS": str(SCRIPTS), "FILE": str(self.plain)}
        answer = subprocess.run(["Rscript", "-e", self.CODE], capture_output=True, text=True, check=False, env=environment)
        self.assertEqual(answer.returncode, 0, answer.stderr)
        policies, values = answer.stdout.strip().splitlines()[-2:]
        self.assertEqual(policies.split(), POLICIES)
        with h5py.File(self.plain, "r") as file:
            expected = [file["timeseries/direct"][7, 1], file["timeseries/capability"][7, 2, 1]]
        self.assertEqual([float(value) for value in values.split()], expected)


if __name__ == "__main__":
    WRITE_SAMPLE = sys.argv.pop(1)
    unittest.main(verbosity=2)
