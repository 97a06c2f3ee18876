#!/usr/bin/python3
"""Flags and defaults: what is in force is what is stored.  Usage: flags_test.py PROGRAM"""

import json
import tomllib

import h5py

import program
from program import CommandTest, LUCK

BARE = 'schema = 1\nname = "bare"\ntheatre = "iraq_2008"\n[time]\nstart = 2008-01-07\nweeks = 10\n'


def text(value):
    return value.decode("utf-8") if isinstance(value, bytes) else value


class Flags(CommandTest):
    def stored(self, file):
        return h5py.File(self.folder / file)

    def scenario(self, file, policy=0):
        with self.stored(file) as results:
            return tomllib.loads(text(results["study/scenario"][policy]))

    def run_with(self, *flags):
        replicates = [] if "--replicates" in flags else ["--replicates", 3]
        self.succeed("run", *LUCK, "status_quo", *replicates, "-o", "out.h5", "--force", *flags)
        return self.stored("out.h5")

    def test_without_run_table_seed_1_200_replicates_noise_and_organisations(self):
        self.write("bare.toml", BARE)
        done = self.succeed("run", *LUCK, "bare.toml")
        self.assertIn("200 futures of 10 weeks", done.stdout)
        self.assertIn("seed 1\n", done.stdout)
        with self.stored("bare.h5") as results:
            self.assertEqual((len(results["runs"]), results.attrs["root_seed"]), (200, 1))
            self.assertGreater(results["outcomes/direct_last_year"][()].std(), 0)
        self.assertEqual(self.scenario("bare.h5")["run"], {"seed": 1, "replicates": 200, "noise": True, "resolution": "organisations", "rival": "scripted"})

    def outcomes(self, scenario, *flags):
        self.succeed("run", scenario, "--replicates", 5, "-o", "out.h5", "--force", *flags)
        with self.stored("out.h5") as results:
            return {name: of[()].tolist() for name, of in results["outcomes"].items()}

    def test_without_the_host_a_theatre_with_politics_is_the_core(self):
        with_politics = self.outcomes("withdrawal_2011_politics")
        core = self.outcomes("withdrawal_2011_politics", "--no-host")
        self.assertNotEqual(with_politics["direct_last_year"], core["direct_last_year"])
        with self.stored("out.h5") as results:
            self.assertNotIn("consent", results["timeseries"] if "timeseries" in results else results["summary"])
        self.assertEqual(self.outcomes("status_quo"), self.outcomes("status_quo", "--no-host"))  # 2008 has no tables

    def test_the_rival_decides_by_itself_where_it_is_told_to(self):
        scripted, adaptive = self.outcomes("status_quo", "--rival", "scripted"), self.outcomes("status_quo", "--rival", "adaptive")
        self.assertEqual(scripted, self.outcomes("status_quo"))
        self.assertNotEqual(scripted["direct_last_year"], adaptive["direct_last_year"])
        self.assertEqual(adaptive, self.outcomes("status_quo", "--set", "run.rival=adaptive"))
        self.expect(2, "--rival: bold not in {scripted,adaptive}", "run", "status_quo", "--rival", "bold")

    def test_cells_have_a_flag_of_their_own(self):
        short = ("--set", "time.weeks=8")
        self.assertEqual(self.outcomes("status_quo", *short, "--resolution", "cells"), self.outcomes("status_quo", *short, "--set", "run.resolution=cells"))
        self.assertEqual(self.outcomes("status_quo", *short, "--resolution", "organisations"), self.outcomes("status_quo", *short))

    def test_output_names_without_o(self):
        self.write("file.toml", BARE.replace('"bare"', '"other_name"'))
        self.succeed("run", *LUCK, "file.toml", "--replicates", 2)
        self.succeed("compare", *LUCK, "status_quo", "engagement", "--replicates", 2)
        self.assertEqual(self.files(), ["compare.h5", "file.toml", "other_name.h5"])

    def test_seed_is_in_force_printed_and_stored(self):
        largest = 2**64 - 1
        for seed in (0, 42, largest):
            done = self.succeed("run", *LUCK, "status_quo", "--replicates", 2, "--seed", seed, "-o", "out.h5", "--force")
            self.assertIn(f"seed {seed}\n", done.stdout)
            with self.stored("out.h5") as results:
                self.assertEqual(int(results.attrs["root_seed"]), seed)
                self.assertEqual([int(s) for s in results["runs"]["seed"]], [seed, seed])

    def test_another_seed_is_other_luck(self):
        series = []
        for seed in (1, 2, 1):
            with self.run_with("--seed", seed) as results:
                series.append(results["timeseries/direct"][()].tobytes())
        self.assertEqual(series[0], series[2])
        self.assertNotEqual(series[0], series[1])

    def test_replicates_are_stored_and_more_of_them_change_none(self):
        with self.run_with("--replicates", 5) as few:
            first = few["timeseries/direct"][()]
        self.assertEqual(first.shape, (5, 208))
        with self.run_with("--replicates", 300) as many:
            self.assertEqual(many["timeseries/direct"].shape, (300, 208))
            self.assertEqual(many["timeseries/direct"][:5].tobytes(), first.tobytes())

    def test_flags_win_over_files_and_the_first_file_over_the_others(self):
        self.write("a.toml", BARE.replace('"bare"', '"a"') + "[run]\nseed = 11\nreplicates = 3\n")
        self.write("b.toml", BARE.replace('"bare"', '"b"') + "[run]\nseed = 22\nreplicates = 4\n")
        answer = json.loads(self.succeed("compare", *LUCK, "a.toml", "b.toml", "--format", "json").stdout)
        self.assertEqual((answer["seed"], answer["replicates"]), (11, 3))
        answer = json.loads(self.succeed("compare", *LUCK, "a.toml", "b.toml", "--format", "json", "--force", "--seed", 5, "--replicates", 6).stdout)
        self.assertEqual((answer["seed"], answer["replicates"]), (5, 6))

    def test_without_noise_there_is_one_replicate_whatever_is_asked_for(self):
        with self.run_with("--set", "run.noise=false", "--replicates", 50) as results:
            self.assertEqual(len(results["runs"]), 1)

    def test_set_reaches_every_kind_of_key(self):
        with self.run_with("--set", "direct.threat_gain=4.5", "--set", "levers.host_aid=0.15", "--set", "initial.direct=0.25", "--set",
                           "time.weeks=60", "--set", "militia.badr.tie=0.55", "--series", "all") as results:
            self.assertEqual(results["timeseries/lever_host_aid"].shape, (3, 60))
            self.assertTrue((results["timeseries/lever_host_aid"][()] == 0.15).all())
            self.assertIn("--set direct.threat_gain=4.5", text(results.attrs["command_line"]))
        resolved = self.scenario("out.h5")
        self.assertEqual(resolved["time"]["weeks"], 60)
        self.assertEqual(resolved["initial"]["direct"], 0.25)

    def test_set_takes_one_value_and_leaves_the_scenario_that_follows(self):
        self.succeed("run", *LUCK, "--set", "levers.host_aid=0.1", "status_quo", "--replicates", 2)
        self.assertEqual(self.files(), ["status_quo.h5"])

    def test_set_holds_for_every_policy(self):
        self.succeed("compare", *LUCK, "status_quo", "engagement", "--replicates", 2, "--set", "initial.direct=0.25")
        self.assertEqual([self.scenario("compare.h5", i)["initial"]["direct"] for i in (0, 1)], [0.25, 0.25])

    def test_series_core_all_or_names(self):
        catalogue = json.loads(self.succeed("describe", "series", "--format", "json").stdout)
        names = {kind: {s["name"] for s in catalogue if s["set"] == kind and s["resolution"] == "organisations" and not s["needs"]} for kind in ("core", "all")}

        def series(*flags):
            with self.run_with(*flags) as results:
                axes = {"run", "time", "militia", "neighbour", "recipient", "province", "bloc", "organiser"}
                return set(results["timeseries"]) - axes, set(results["summary"]) - axes - {"policy", "statistic"}

        for flags in ([], ["--series", "core"]):
            self.assertEqual(series(*flags), (names["core"], names["core"]))
        everything, summarised = series("--series", "all")
        self.assertEqual(everything, summarised)
        self.assertEqual(everything, names["core"] | names["all"])
        self.assertGreater(len(everything), len(names["core"]))
        self.assertEqual(series("--series", "attacks,direct,attacks")[0], {"attacks", "direct"})
        self.assertEqual(series("--series", "need")[0], {"need"})

    def test_compression_changes_the_file_and_no_value(self):
        with self.run_with() as plain:
            values = plain["timeseries/direct"][()]
            self.assertIsNone(plain["timeseries/direct"].compression)
        with self.run_with("--compress", "deflate") as small:
            self.assertEqual(small["timeseries/direct"].compression, "gzip")
            self.assertEqual(small["timeseries/direct"][()].tobytes(), values.tobytes())

    def test_path_is_where_scenarios_are_looked_for_too(self):
        (self.folder / "elsewhere").mkdir()
        self.write("elsewhere/mine.toml", BARE.replace('"bare"', '"mine"'))
        self.expect(3, "mine", "run", *LUCK, "mine")
        self.succeed("run", *LUCK, "--path", "elsewhere", "mine", "--replicates", 2)
        self.assertIn("mine.h5", self.files())


if __name__ == "__main__":
    program.main()
