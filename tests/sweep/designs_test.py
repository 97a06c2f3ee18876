#!/usr/bin/python3
"""Every kind of design through the program: the points are those that were asked for, and what is wrong is refused beforehand.

Usage: designs_test.py PROGRAM
"""

import itertools
import re

import h5py
import numpy as np

import sweeps
from sweeps import FEW, SweepTest

FACTORS = '[design.factors]\n"direct.threat_gain" = { low = 2, high = 6 }\n"levers.host_aid" = { low = 0.0, high = 1.0 }\n'
KEYS = ["direct.threat_gain", "levers.host_aid"]
LOW, SPAN = np.array([2, 0]), np.array([4, 1])
USAGE = 2
INVALID = 3


class Designs(SweepTest):
    def points_of(self, design):
        """Values of the factors at each point, from the results file, whose runs must have met them."""
        self.study(design=design, replicates=2)
        self.sweep(*FEW, "--force")
        with h5py.File(self.folder / "sweep.h5") as results:
            self.assertEqual(set(KEYS) - set(results["design"]), set())
            points = np.column_stack([results["design"][key][()] for key in KEYS])
            self.assertEqual(list(results["design/point_id"][()]), list(range(len(points))))
            self.assertEqual(len(results["runs"]), len(points) * 2 * 2)
        return points

    def counted(self, kind, points, more=""):
        return self.points_of(f'[design]\nkind = "{kind}"\npoints = {points}\n{more}\n{FACTORS}')

    def test_a_grid_is_every_combination(self):
        points = self.points_of('[design]\nkind = "grid"\n[design.factors]\n"direct.threat_gain" = { values = [3, 4, 5] }\n'
                                '"levers.host_aid" = { values = [0.25, 0.75] }\n')
        self.assertEqual([tuple(point) for point in points], list(itertools.product([3, 4, 5], [.25, .75])))

    def test_a_latin_hypercube_has_one_point_in_each_stratum_of_each_factor(self):
        for more in ("", "maximin = true"):
            strata = np.floor((self.counted("lhs", 20, more) - LOW) / SPAN * 20).astype(int)
            for column in strata.T:
                self.assertEqual(sorted(column), list(range(20)))

    def test_sobol_points_have_one_in_each_elementary_interval(self):
        unit = (self.counted("sobol", 64) - LOW) / SPAN
        for rows in (1, 2, 4, 8, 16, 32, 64):
            cells = {(int(x * rows), int(y * (64 // rows))) for x, y in unit}
            self.assertEqual(len(cells), 64)

    def test_saltelli_blocks_exchange_one_factor_at_a_time(self):
        points = self.counted("saltelli", 6).reshape(6, 4, 2)  # base samples x (A, A with each of B, B)
        for block in points:
            distinct = [len(set(block[:, factor])) for factor in (0, 1)]
            self.assertEqual(distinct, [2, 2])

    def test_morris_trajectories_change_one_factor_a_step(self):
        points = self.counted("morris", 5, "levels = 4").reshape(5, 3, 2)
        for path in points:
            changed = [np.flatnonzero(path[i] != path[i + 1]) for i in (0, 1)]
            self.assertEqual(sorted(np.concatenate(changed)), [0, 1])

    def test_a_design_of_ones_own_from_every_kind_of_file(self):
        own = np.array([[2.5, .1], [3.5, .9], [4.5, .4]])
        self.write("own.csv", "point,levers.host_aid,direct.threat_gain\n" + "".join(f"{i},{b},{a}\n" for i, (a, b) in enumerate(own)))
        with h5py.File(self.folder / "own.h5", "w") as file:
            for key, values in zip(KEYS, own.T):
                file[key] = values
            file["point_id"] = np.arange(3)
        by_list = ", ".join(f'{{ "direct.threat_gain" = {a}, "levers.host_aid" = {b} }}' for a, b in own)
        for design in (f'[design]\nkind = "list"\nlist = [{by_list}]\n{FACTORS}', '[design]\nkind = "file"\nfile = "own.csv"\n',
                       '[design]\nkind = "file"\nfile = "own.h5"\n'):
            np.testing.assert_array_equal(self.points_of(design), own)
        self.counted("sobol", 8)
        (self.folder / "sweep.h5").rename(self.folder / "earlier.h5")
        again = self.points_of('[design]\nkind = "file"\nfile = "earlier.h5"\n')
        with h5py.File(self.folder / "earlier.h5") as results:
            np.testing.assert_array_equal(again[:, 0], results["design/direct.threat_gain"][()])

    def test_a_design_file_that_is_wrong_is_named(self):
        def refuse(message, columns):
            with h5py.File(self.folder / "own.h5", "w") as file:
                for key, values in columns.items():
                    file[key] = values
            self.study(design='[design]\nkind = "file"\nfile = "own.h5"\n')
            self.expect(INVALID, message, "sweep", "study.toml")

        refuse("has no numeric columns", {})
        refuse("every column of a design needs one value per point", {"direct.threat_gain": [3., 4.], "levers.host_aid": [.1]})
        refuse("unknown factor 'direct.thread_gain'", {"direct.thread_gain": [3., 4.]})
        refuse("levers.host_aid = 7 of point 1 is outside its limits", {"levers.host_aid": [.1, 7.]})
        self.study(design='[design]\nkind = "file"\nfile = "absent.h5"\n')
        self.expect(INVALID, "absent.h5", "sweep", "study.toml")
        self.study(design='[design]\nkind = "file"\nfile = "../own.h5"\n')
        self.expect(INVALID, "must be in the study's folder", "sweep", "study.toml")

    def test_troops_are_a_factor_and_the_same_as_forces(self):
        for key, value in (("troops", 85000), ("forces", .5)):
            self.study(design=f'[design]\nkind = "list"\nlist = [{{ "levers.{key}" = {value} }}]\n[design.factors]\n"levers.{key}" = {{}}\n')
            self.sweep(*FEW, "-o", f"{key}.h5")
        with h5py.File(self.folder / "troops.h5") as troops, h5py.File(self.folder / "forces.h5") as forces:
            np.testing.assert_array_equal(troops["timeseries/direct"][()], forces["timeseries/direct"][()])
        self.study(design='[design]\nkind = "lhs"\npoints = 4\n[design.factors]\n"levers.troops" = {}\n"levers.forces" = {}\n')
        self.expect(INVALID, "the same lever", "sweep", "study.toml")

    def test_a_point_at_which_no_militia_has_an_effect_is_refused(self):
        militias = re.findall(r'^\[\[militia\]\]\nname = "(\w+)"', self.succeed("validate", "-vv", "status_quo").stdout, re.M)
        self.assertGreater(len(militias), 1)
        keys = [f'"militia.{name}.lethality"' for name in militias]
        points = ", ".join("{ " + ", ".join(f"{key} = {value}" for key in keys) + " }" for value in (1, 0))
        self.study(design=f'[design]\nkind = "list"\nlist = [{points}]\n[design.factors]\n' + "".join(f"{key} = {{}}\n" for key in keys))
        self.expect(USAGE, "[design] point 1: the lethality of all militias is zero", "sweep", "study.toml")

    def test_validate_reads_studies(self):
        self.study(points=16, replicates=10)
        self.assertIn("study 'sweep' is valid: 2 policies, 16 design points, 10 replicates", self.succeed("validate", "study.toml").stdout)
        self.study(design='[design]\nkind = "sobol"\npoints = 4\n[design.factors]\n"direct.thread_gain" = {}\n')
        self.expect(INVALID, "did you mean 'direct.threat_gain'", "validate", "study.toml")

    def test_a_dry_run_says_how_much_and_writes_nothing(self):
        self.study(points=16, replicates=10)
        said = self.succeed("sweep", "study.toml", "--dry-run").stdout
        for line in (r"policies +2", r"design points +16", r"replicates +10", r"runs here +320", r"weeks per run +104", r"time, estimated from a short probe +\d+ s",
                     r"size of sweep.h5 +[\d.]+ MB"):
            self.assertRegex(said, line)
        self.assertRegex(self.succeed("sweep", "study.toml", "--dry-run", "--shard", "2/4").stdout, r"runs here +80")
        self.study(design='[stop]\npair = ["late", "short"]\noutcome = "direct_mean"\nhalf_width = 0.1\nmax_replicates = 500\n')
        self.assertRegex(self.succeed("sweep", "study.toml", "--dry-run").stdout, r"runs in all +at most 1,000")
        self.assertEqual(self.files(), ["short.toml", "study.toml"])


if __name__ == "__main__":
    sweeps.main()
