#!/usr/bin/python3
"""Which resolution a command runs at where nobody says one.  Usage: resolution_test.py PROGRAM"""

import json

import h5py

import program
from program import CommandTest

FEW = ("--futures", "8", "--force")


class Resolution(CommandTest):
    def type(self, *arguments):
        done = self.call_as_typed(*arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done

    def stored(self, name):
        """The results' resolution and cells an agent."""
        with h5py.File(self.folder / name) as file:
            text = file["study/scenario"][0].decode()
            outcomes = {key: values[()].tobytes() for key, values in file["outcomes"].items()}
        lines = [line for line in text.splitlines() if line.startswith(("resolution", "scale"))]
        return lines, outcomes

    def test_run_and_compare_are_agents_one_for_ten_cells(self):
        self.type("run", "engagement", *FEW, "-o", "run.h5")
        shown = self.type("compare", "status_quo", "engagement", *FEW, "-o", "by_default.h5").stdout
        self.assertIn("These runs are agents, one for every 10 cells", shown)
        self.type("compare", "status_quo", "engagement", "--resolution", "cells", "--set", "cells.scale=10", *FEW, "-o", "asked_for.h5")
        self.assertEqual(self.stored("run.h5")[0], ['resolution = "cells"', "scale = 10.0"])
        self.assertEqual(self.stored("by_default.h5"), self.stored("asked_for.h5"))

    def test_what_a_scenario_or_a_flag_says_wins(self):
        self.write("fine.toml", 'schema = 1\nname = "fine"\nextends = "engagement.toml"\n[cells]\nscale = 5\n')
        self.write("plain.toml", 'schema = 1\nname = "plain"\nextends = "engagement.toml"\n[run]\nresolution = "organisations"\n')
        self.type("run", "fine.toml", *FEW, "-o", "fine.h5")
        self.assertEqual(self.stored("fine.h5")[0], ['resolution = "cells"', "scale = 5.0"])
        self.type("run", "plain.toml", *FEW, "-o", "plain.h5")
        self.assertEqual(self.stored("plain.h5")[0], ['resolution = "organisations"'])
        shown = self.type("compare", "status_quo", "engagement", "--resolution", "organisations", *FEW).stdout
        self.assertIn("mean-field reduction", shown)
        answer = json.loads(self.type("compare", "status_quo", "engagement", *FEW, "--format", "json").stdout)["answer"]
        self.assertEqual((answer["resolution"], answer["set"]), ("cells", []))

    def test_scenarios_that_say_none_follow_one_that_does(self):
        self.write("plain.toml", 'schema = 1\nname = "plain"\nextends = "engagement.toml"\n[run]\nresolution = "organisations"\n')
        self.assertIn("mean-field reduction", self.type("compare", "status_quo", "plain.toml", *FEW).stdout)

    def test_a_theatre_without_provinces_has_organisations(self):
        self.type("new", "place", "--kind", "theatre")
        self.write("quiet.toml", 'schema = 1\nname = "quiet"\ntheatre = "place.toml"\n[time]\nstart = 2020-01-06\nweeks = 52\n')
        self.type("run", "quiet.toml", *FEW, "-o", "quiet.h5")
        self.assertEqual(self.stored("quiet.h5")[0], ['resolution = "organisations"'])

    def test_a_check_with_cells_is_of_the_reduction(self):
        shown = self.type("compare", "status_quo", "engagement", "--check-cells", "4", *FEW).stdout
        self.assertIn("mean-field reduction", shown)

    def test_an_analysis_keeps_the_reduction_and_says_so(self):
        self.type("compare", "status_quo", "engagement", *FEW, "-o", "c.h5")
        self.assertIn("mean-field reduction", self.type("explain", "c.h5", "--over-futures", "2").stdout)
        self.assertIn("mean-field reduction", self.type("explain", "status_quo", "engagement", "--over-futures", "2").stdout)
        done = self.call_as_typed("explain", "c.h5", "--set", "levers.raids=0.4")
        self.assertEqual(done.returncode, 2)

    def test_an_explanation_has_the_resolution_that_is_asked_for_whatever_the_file_has(self):
        for resolution in ("organisations", "cells"):
            self.type("compare", "status_quo", "engagement", "--resolution", resolution, "--set", "time.weeks=26", *FEW, "-o", "c.h5")
            shown = self.type("explain", "c.h5", "--resolution", "cells", "--over-futures", "0").stdout
            self.assertIn("These runs are agents", shown)

    def test_what_luck_alone_does_says_its_resolution_too(self):
        self.assertIn("These runs are agents", self.type("compare", "status_quo", "engagement", "--uncertainty", "luck", *FEW).stdout)

    def test_series_of_every_run_are_kept_while_they_are_small(self):
        """400 columns of 208 weeks are 0.7 MB a run."""
        self.type("compare", "status_quo", "engagement", "--futures", "130", "-o", "large.h5")
        self.type("compare", "status_quo", "engagement", "--futures", "20", "-o", "small.h5")
        with h5py.File(self.folder / "large.h5") as large, h5py.File(self.folder / "small.h5") as small:
            self.assertNotIn("timeseries", large)
            self.assertIn("direct", small["timeseries"])
            self.assertIn("attacks_count", large["summary"])


if __name__ == "__main__":
    program.main()
