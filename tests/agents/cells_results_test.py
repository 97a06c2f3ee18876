#!/usr/bin/python3
"""Runs with cells as an analyst reads them: dimensions and units in the file, and what the numbers add up to.

Usage: cells_results_test.py PROGRAM"""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import h5py
import numpy as np
import xarray as xr

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "commands"))
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts" / "results"))
import fulcrum_results  # noqa: E402  (from the scripts)
import program  # noqa: E402  (from the folder of the commands' tests)
from program import CommandTest  # noqa: E402

MILITIAS = ["mahdi_army", "badr", "special_groups"]
TARGETS = ["rival", "sect", "host"]
WEEKS = 9


class CellsResults(CommandTest):
    def run_cells(self, *arguments):
        self.succeed("run", "--uncertainty", "luck", "status_quo_cells", "--replicates", 3, "--set", f"time.weeks={WEEKS}", "-o", "r.h5", "--force", *arguments)
        return self.folder / "r.h5"

    def series(self, group="timeseries"):
        with xr.open_dataset(self.folder / "r.h5", engine="h5netcdf", group=group) as data:
            return data.load()

    def test_attacks_have_province_attacker_and_target_as_dimensions(self):
        with h5py.File(self.run_cells(), "r") as file:
            attacks = file["timeseries/attacks_count"]
            self.assertEqual(attacks.shape, (3, 18, 4, 3, WEEKS))
            names = [attacks.dims[i][0].name.rsplit("/", 1)[1] for i in range(5)]
            self.assertEqual(names, ["run", "province", "attacker", "target", "time"])
            self.assertEqual(attacks.attrs["units"], "attacks/week")
            self.assertEqual([name.decode() for name in file["timeseries/attacker"]], [*MILITIAS, "insurgents"])
            self.assertEqual([name.decode() for name in file["timeseries/target"]], TARGETS)
            for name, data in file["timeseries"].items():
                if not h5py.h5ds.is_scale(data.id):
                    self.assertIn("units", data.attrs, name)
                    self.assertTrue(all(len(data.dims[i]) == 1 for i in range(data.ndim)), name)

    def test_the_core_s_attacks_are_those_of_the_militias(self):
        self.run_cells()
        data = self.series()
        militias = data.attacks_count.sel(attacker=MILITIAS).sum(["province", "attacker", "target"])
        np.testing.assert_array_equal(militias, np.rint(militias))
        np.testing.assert_allclose(data.attacks, militias / 1000, rtol=1e-12)  # cells.attacks_per_index
        total = data.attacks_count.sum(["province", "attacker", "target", "time"])
        np.testing.assert_array_equal(self.series("outcomes").attacks_total, total)
        np.testing.assert_allclose(data.cells.sum("status"), 2125)

    def test_packed_files_hold_the_same_bits_and_summaries_the_means(self):
        self.run_cells()
        plain = self.series()
        mean = self.series("summary").attacks_count.sel(statistic="mean", policy="status_quo_cells")
        self.assertEqual(mean.dims, ("province", "attacker", "target", "time"))
        np.testing.assert_allclose(mean, plain.attacks_count.mean("run"), rtol=1e-12, atol=1e-12)
        self.run_cells("--compress", "deflate")
        for name, values in self.series().data_vars.items():
            np.testing.assert_array_equal(values, plain[name], name)

    def test_an_attack_count_has_one_name_in_csv_and_in_formulas(self):
        self.write("s.toml", f'''schema = 1\nname = "s"\nextends = "status_quo_cells"\n[time]\nweeks = {WEEKS}
[[outcome]]\nname = "sectarian_in_baghdad"\nformula = "sum(attacks_count.baghdad.badr.sect)"\nunit = "attacks"\n''')
        self.succeed("run", "--uncertainty", "luck", "s.toml", "--replicates", 2, "-o", "r.h5")
        expected = self.series().attacks_count.sel(province="baghdad", attacker="badr", target="sect")
        np.testing.assert_array_equal(self.series("outcomes").sectarian_in_baghdad, expected.sum("time"))
        text = self.succeed("export", "r.h5", "--format", "csv", "--series", "attacks_count").stdout
        rows = [row for row in csv.DictReader(io.StringIO(text)) if row["entity"] == "baghdad.badr.sect"]
        np.testing.assert_array_equal([float(row["value"]) for row in rows], expected.values.ravel())

    def test_a_study_varies_how_finely_cells_and_communities_are_drawn(self):
        self.write("study.toml", f'''schema = 1\n[study]\nname = "study"\nreplicates = 2\nseed = 3
policies = [{{ name = "cells", extends = "status_quo_cells" }}]
[design]\nkind = "grid"\n[design.factors]\n"cells.scale" = {{ values = [1, 10, 100] }}\n"communities.people" = {{ values = [80000, 400000] }}\n''')
        self.succeed("sweep", "study.toml", "--store", "trajectories", "--set", f"time.weeks={WEEKS}", "-o", "r.h5")
        with h5py.File(self.folder / "r.h5", "r") as file:
            scale = file["design/cells.scale"][()]
            runs = file["runs"][()]
        self.assertEqual(sorted(set(scale)), [1, 10, 100])
        cells = self.series().cells.sum("status").isel(time=0).values
        by_scale = {1: 2125, 10: 2130, 100: 2100}  # 1500 + 500 + 125, 10*(150 + 50 + 13), 100*(15 + 5 + 1)
        np.testing.assert_allclose(cells, [by_scale[scale[point]] for point in runs["point_id"]])
        self.assertIn("The same bits", self.succeed("rerun", "r.h5", "--run", 7).stdout)

    def test_a_setting_as_a_factor_needs_values_and_too_many_agents_are_a_failed_run(self):
        study = '''schema = 1\n[study]\nname = "study"\nreplicates = 1\npolicies = ["status_quo_cells"]
[design]\nkind = "grid"\n[design.factors]\n"cells.scale" = {}\n'''
        self.write("none.toml", study)
        self.expect(3, "must be below high", "sweep", "none.toml")
        self.write("many.toml", study.replace("{}", "{ values = [1e-6, 10] }"))
        done = self.call("sweep", "many.toml", "--set", f"time.weeks={WEEKS}", "-o", "r.h5")
        self.assertEqual(done.returncode, 4, done.stderr)
        with h5py.File(self.folder / "r.h5", "r") as file:
            self.assertIn(b"cells are more than this program can hold", file["runs"]["error"][0])
            self.assertEqual(file["runs"]["status"][1], b"done")

    def test_single_attacks_add_up_to_the_counts_and_the_dead(self):
        self.run_cells("--set", "cells.events=true")
        data = self.series()
        every = fulcrum_results.Results(self.folder / "r.h5").table("events")
        self.assertEqual(set(every["kind"]) - {"attack"}, {"course"})
        self.assertTrue((every.groupby("run_id")["week"].diff().dropna() >= 0).all())
        events = every[every["kind"] == "attack"]
        expected = {(run, week, ".".join(name)): count for run in range(3) for week in range(WEEKS)
                    for name, count in data.attacks_count.isel(run=run, time=week).stack(name=("province", "attacker", "target")).to_series().items()
                    if count > 0}
        found = events.groupby(["run_id", "week", "name"]).size().to_dict()
        self.assertEqual(found, expected)
        dead = events.groupby(["run_id", "week"])["value"].sum().unstack(fill_value=0)
        np.testing.assert_array_equal(dead, data.killed.sum("side"))
        self.assertIn("The same bits", self.succeed("rerun", "r.h5", "--run", 1).stdout)

    def test_single_attacks_are_kept_only_where_they_are_asked_for(self):
        def kinds():
            return set(fulcrum_results.Results(self.folder / "r.h5").table("events")["kind"])

        self.run_cells()
        self.assertNotIn("attack", kinds())
        self.write("study.toml", '''schema = 1\n[study]\nname = "study"\nreplicates = 2\npolicies = ["status_quo_cells"]\n''')
        sweep = ["sweep", "study.toml", "--force", "--set", f"time.weeks={WEEKS}", "-o", "r.h5"]
        self.succeed(*sweep, "--store", "trajectories")
        self.assertNotIn("attack", kinds())
        self.succeed(*sweep, "--store", "trajectories", "--set", "cells.events=true")
        self.assertIn("attack", kinds())
        self.succeed(*sweep, "--store", "outcomes", "--set", "cells.events=true")
        self.assertEqual(kinds(), set())

    def test_a_stored_run_comes_out_again(self):
        self.run_cells()
        self.assertIn("The same bits", self.succeed("rerun", "r.h5", "--run", 1).stdout)

    def expect_on_map(self, expected, *arguments):
        done = subprocess.run([sys.executable, "-B", program.ROOT / "scripts" / "results" / "plot_map.py", "r.h5", *arguments, "--geojson", "m.geojson"],
                              cwd=self.folder, capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        for feature in json.loads((self.folder / "m.geojson").read_text(encoding="utf-8"))["features"]:
            found = feature["properties"]
            self.assertAlmostEqual(found["status_quo_cells"], float(expected.sel(province=found["name"])), places=3)

    def test_the_map_adds_up_attackers_and_targets(self):
        self.run_cells()
        self.expect_on_map(self.series().attacks_count.sel(target="sect").sum("attacker").mean(["run", "time"]), "--target", "sect")

    def test_the_map_shows_fear(self):
        self.run_cells()
        self.expect_on_map(self.series().province_insecurity.mean(["run", "time"]), "--series", "fear")


if __name__ == "__main__":
    program.main()
