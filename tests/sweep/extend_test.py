#!/usr/bin/python3
"""More points or replicates later: the extended file is that of a sweep that asked for all at once, and what was done is taken over.

Usage: extend_test.py PROGRAM
"""

import signal

import h5py
import numpy as np

import sweeps
from sweeps import FEW, LONGEST, SweepTest

CHECK_FAILED = 5
FACTORS = '[design.factors]\n"direct.threat_gain" = {}\n"levers.host_aid" = { low = 0.1, high = 1.0 }\n'
LIST = ['{ "direct.threat_gain" = 3, "levers.host_aid" = 0.2 }', '{ "direct.threat_gain" = 4, "levers.host_aid" = 0.3 }',
        '{ "direct.threat_gain" = 5, "levers.host_aid" = 0.1 }']
STOP = '[stop]\npair = ["late", "short"]\noutcome = "direct_mean"\nhalf_width = 0.004\nmax_replicates = {}\n'


def counted(kind, points, more=""):
    return f'[design]\nkind = "{kind}"\npoints = {points}\n{more}\n{FACTORS}'


def grid(values):
    return f'[design]\nkind = "grid"\n[design.factors]\n"direct.threat_gain" = {{ values = {values} }}\n"levers.host_aid" = {{ values = [0.1, 0.9] }}\n'


class Extended(SweepTest):
    def assert_extends(self, small, large, *flags):
        """`small` and `large` are studies; flags go with all sweeps. Returns what the extension said."""
        self.study(**small)
        keep = ["--keep-journal"] if "--store" in flags else []
        self.sweep(*FEW, *flags, *keep, "-o", "small.h5", "--force")
        self.study(**large)
        said = self.succeed("sweep", "study.toml", *FEW, *flags, "--extend", "small.h5", "-o", "large.h5", "--no-progress", "--force").stderr
        self.sweep(*FEW, *flags, "-o", "once.h5", "--force")
        self.assert_same("once.h5", "large.h5")
        self.assertRegex(said, r"reused [\d,]+ of [\d,]+ runs of .*/small.h5")
        return said

    def test_more_points_of_every_design_that_grows(self):
        for kind, small, large, more in (("sobol", 5, 12, ""), ("lhs", 4, 16, ""), ("lhs", 4, 8, "maximin = true"), ("saltelli", 3, 5, ""),
                                         ("saltelli", 2, 3, "second_order = true"), ("morris", 3, 4, "levels = 6")):
            with self.subTest(kind=kind, more=more):
                self.assert_extends({"design": counted(kind, small, more)}, {"design": counted(kind, large, more)})

    def test_points_added_to_a_list_a_file_and_the_first_factor_of_a_grid(self):
        listed = '[design]\nkind = "list"\nlist = [POINTS]\n' + FACTORS
        self.assert_extends({"design": listed.replace("POINTS", ", ".join(LIST[:2]))}, {"design": listed.replace("POINTS", ", ".join(LIST))})
        self.assert_extends({"design": grid("[3, 4]")}, {"design": grid("[3, 4, 5, 6]")})
        rows = "direct.threat_gain,levers.host_aid\n3,0.2\n4,0.3\n"
        self.write("small.csv", rows)
        self.write("large.csv", rows + "5,0.5\n")
        from_file = '[design]\nkind = "file"\nfile = "{}.csv"\n'
        self.assert_extends({"design": from_file.format("small")}, {"design": from_file.format("large")})

    def test_more_replicates_and_both_at_once_with_every_store(self):
        for flags in ((), ("--store", "outcomes"), ("--store", "summary")):
            said = self.assert_extends({"points": 4, "replicates": 7}, {"points": 4, "replicates": 20}, *flags)
            self.assertIn("reused 56 of 160 runs", said)
            self.assert_extends({"points": 4, "replicates": 7}, {"points": 9, "replicates": 20}, *flags)

    def test_runs_that_failed_stay_failed(self):
        small = sweeps.SOME_FAIL.replace(', { "burden.presence" = 2 }', "")
        for flags in ((), ("--store", "outcomes"), ("--store", "summary")):
            self.assert_extends({"design": small}, {"design": sweeps.SOME_FAIL}, "--fail", "off", *flags)

    def test_more_points_and_a_larger_maximum_where_replicates_go_on_until_certain(self):
        small, large = (counted("sobol", points) + STOP.format(most) for points, most in ((4, 60), (7, 400)))
        self.assert_extends({"design": small}, {"design": large})
        self.assert_extends({"design": small}, {"design": large}, "--store", "summary")

    def test_known_runs_are_not_computed_again(self):
        """The earlier file is given other values: the extension has them."""
        self.study(points=4)
        self.sweep(*FEW, "-o", "small.h5")
        with h5py.File(self.folder / "small.h5", "r+") as results:
            results["outcomes/cost"][...] = 123.0
        self.study(points=8)
        self.sweep(*FEW, "--extend", "small.h5", "-o", "large.h5")
        with h5py.File(self.folder / "large.h5") as results:
            cost, point = results["outcomes/cost"][()], results["runs"]["point_id"]
        self.assertTrue((cost[point < 4] == 123).all() and (cost[point >= 4] != 123).all() and np.isfinite(cost).all())

    def test_in_place_the_file_is_replaced_when_all_is_done(self):
        self.study(points=4)
        self.sweep(*FEW)
        self.study(points=8)
        self.sweep(*FEW, "-o", "once.h5")
        self.sweep(*FEW, "--extend", "sweep.h5")
        self.assert_same("once.h5", "sweep.h5")
        self.assertEqual([name for name in self.files() if "sweep" in name], ["sweep.h5"])

    def test_an_extension_that_was_interrupted_goes_on(self):
        self.study(points=16, replicates=1200)
        self.sweep(*FEW, "--store", "outcomes", "--keep-journal", "-o", "small.h5")
        self.study(points=32, replicates=2500)
        process = self.start_and_wait_for_runs("sweep", "study.toml", "--no-progress", *FEW, "--store", "outcomes", "--extend", "small.h5")
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=LONGEST)
        self.assertEqual(process.returncode, 130)
        self.succeed("resume", "sweep.h5", "-q")
        self.sweep(*FEW, "--store", "outcomes", "-o", "once.h5")
        self.assert_same("once.h5", "sweep.h5")

    def test_anything_but_more_of_the_same_is_refused(self):
        def refuse(message, *flags, **study):
            self.study(**study)
            series = [] if "--series" in flags else FEW
            done = self.call("sweep", "study.toml", *series, "--extend", "small.h5", "-o", "large.h5", "--no-progress", *flags)
            self.assertEqual((done.returncode, message in done.stderr), (CHECK_FAILED, True), done.stderr)
            self.assertFalse([name for name in self.files() if name.startswith("large.h5")])

        self.study(points=8)
        self.sweep(*FEW, "-o", "small.h5")
        refuse("has 8 points, but the study now asks for only 4", points=4)
        refuse("has 10 replicates, but the study now asks for only 5", points=8, replicates=5)
        refuse("seed was 7 and is 8", "--seed", "8", points=16)
        refuse("what is stored was trajectories and is outcomes", "--store", "outcomes", points=16)
        refuse("series was direct,burden_total,control and is direct", "--series", "direct", points=16)
        refuse("scenario short has changed", "--set", "direct.intercept=-4.1", points=16)
        refuse("kind of the design was sobol and is lhs", design=counted("lhs", 16))
        refuse("policies was short,late and is short", points=16, policies='["short"]')
        self.study(design=counted("lhs", 4))
        self.sweep(*FEW, "-o", "small.h5", "--force")
        refuse("a Latin hypercube grows to 2, 4, 8, ... times its points", design=counted("lhs", 6))
        self.study(design=grid("[3, 4]"))
        self.sweep(*FEW, "-o", "small.h5", "--force")
        refuse("the 4 points of", design=grid("[3, 5, 4]"))

    def test_without_trajectories_the_journal_is_needed(self):
        self.study(points=4)
        self.sweep(*FEW, "--store", "outcomes", "-o", "small.h5")
        self.study(points=8)
        call = ["sweep", "study.toml", *FEW, "--store", "outcomes", "--extend", "small.h5", "--no-progress"]
        self.expect(CHECK_FAILED, "others if they were run with --keep-journal", *call)
        self.study(points=4)
        self.sweep(*FEW, "--store", "outcomes", "--keep-journal", "-o", "small.h5", "--force")
        self.study(points=8)
        self.expect(CHECK_FAILED, "under another name with -o", *call, "-o", "small.h5")
        self.expect(2, "--extend extends a whole study", *call, "--shard", "1/2")


if __name__ == "__main__":
    sweeps.main()
