#!/usr/bin/python3
"""What bit a new user in the first hour, each case typed in an empty folder.  Usage: first_hour_test.py PROGRAM"""

import csv
import io
import json
import os
import pty
import subprocess
import unittest

import h5py
import numpy as np

import program
from program import LUCK, CommandTest

SCENARIO = 'schema = 1\nname = "{0}"\nextends = {1}\n{2}'


class KindsOfFiles(CommandTest):
    def test_a_results_file_larger_than_any_text_is_still_named_for_what_it_is(self):
        with open(self.folder / "large.h5", "wb") as file:
            file.write(b"\x89HDF\r\n\x1a\n")
            file.truncate(9 << 20)
        for command in (["run"], ["validate"], ["sweep"], ["compare", "status_quo"]):
            self.expect(3, "large.h5: this is a results file", *command, "large.h5")

    def test_the_ending_of_an_export_decides(self):
        self.succeed("run", "status_quo", *LUCK, "--replicates", 2, "-o", "r.h5")
        self.succeed("export", "r.h5", "-o", "r.json")
        self.assertIn("runs", json.loads((self.folder / "r.json").read_text()))
        self.succeed("export", "r.h5", "-o", "r.csv")
        self.assertTrue((self.folder / "r.csv").read_text().startswith("policy,point,"))
        self.expect(2, "an export is a .csv or .json file", "export", "r.h5", "-o", "r.xlsx")
        self.expect(2, "the ending says json, but csv was asked for", "export", "r.h5", "--format", "csv", "-o", "s.json")
        self.assertEqual(self.files(), ["r.csv", "r.h5", "r.json"])

    def test_analyses_are_exported(self):
        self.succeed("robust", "status_quo", "engagement", "--factors", "direct.*", "--points", 16, "-o", "r.h5")
        self.expect(2, "holds no runs, only analyses: choose one by --table", "export", "r.h5")
        self.expect(2, "did you mean 'robust_policies'", "export", "r.h5", "--table", "robust_policy")
        rows = list(csv.DictReader(io.StringIO(self.succeed("export", "r.h5", "--table", "robust_policies").stdout)))
        self.assertEqual([row["policy"] for row in rows], ["status_quo", "engagement"])
        whole = json.loads(self.succeed("export", "r.h5", "--format", "json").stdout)
        self.assertEqual(whole["analyses"]["robust_policies"]["policy"], ["status_quo", "engagement"])

    def test_a_file_without_series_gives_its_outcomes(self):
        self.succeed("compare", "status_quo", "engagement", "--futures", 201, "-o", "r.h5")
        done = self.succeed("export", "r.h5")
        self.assertEqual(len(list(csv.DictReader(io.StringIO(done.stdout)))), 402)
        self.assertIn("holds no series", done.stderr)


class Robust(CommandTest):
    def test_outcomes_and_futures_are_stored(self):
        self.succeed("robust", "status_quo", "engagement", "--factors", "direct.*", "--points", 16, "--objective", "direct_last_year", "-o",
                     "r.h5")
        with h5py.File(self.folder / "r.h5") as file:
            outcomes, futures = file["analysis/robust_outcomes"], file["analysis/robust_futures"]
            values = outcomes["direct_last_year"][()].reshape(2, 16)
            self.assertEqual(len(set(outcomes["future"][()])), 16)
            self.assertEqual(len(futures["direct.threat_gain"][()]), 16)
            criteria = file["analysis/robust_criteria"]
            self.assertTrue(np.allclose(values.mean(axis=1), criteria["mean"][()]), "the criteria follow from the outcomes")


THEATRE = """schema = 1
name = "river_land"
forces_reference = 20000
[[militia]]
name = "guard"
fighters = 4000
tie = 0.8
agenda = 0.3
fit = 0.5
"""
ON_IT = 'schema = 1\nname = "river"\ntheatre = "river_land.toml"\n[time]\nstart = 2015-01-05\nweeks = 60\n'


class Theatres(CommandTest):
    def setUp(self):
        super().setUp()
        self.write("river_land.toml", THEATRE)
        self.write("river.toml", ON_IT)

    def test_what_a_theatre_leaves_out_is_nothing_done(self):
        self.succeed("run", "river.toml", *LUCK, "--replicates", 2, "--series", "all", "-o", "r.h5")
        with h5py.File(self.folder / "r.h5") as file:
            for name in ("forces", "reach", "rhetoric", "communication", "commitment", "arms_offensive", "arms_defensive", "evidence",
                         "perceived_decline", "host_aid"):
                self.assertTrue((file[f"timeseries/lever_{name}"][()] == 0).all(), name)

    def test_the_rival_of_2008_stands_in_the_theatre_of_2008(self):
        found = json.loads(self.succeed("describe", "levers", "--format", "json").stdout)
        self.assertEqual({one["name"]: one["default"] for one in found if one["default"] != 0}, {"denial": 1, "demand": 0.05})
        self.succeed("run", "status_quo", *LUCK, "--replicates", 2, "--series", "all", "-o", "r.h5")
        with h5py.File(self.folder / "r.h5") as file:
            for name, value in {"forces": .88, "rhetoric": .7, "arms_offensive": 3, "evidence": .5, "host_aid": .5}.items():
                np.testing.assert_allclose(file[f"timeseries/lever_{name}"][()], value, rtol=1e-6, err_msg=name)

    def test_validate_lists_what_is_left_to_defaults(self):
        text = " ".join(self.succeed("validate", "-v", "river_land.toml").stdout.split())
        for one in ("reach = 0", "militia.guard: role = 1", "attack_scale = 1", "perceived_threat = ", "direct.threat_gain = "):
            self.assertIn(one, text)
        self.assertNotIn("forces_reference =", text)
        self.write("set.toml", ON_IT.replace('"river"', '"set"') + '[levers]\ntroops = 10000\nreach = 0.1\n')
        text = " ".join(self.succeed("validate", "-v", "set.toml").stdout.split())
        self.assertNotIn(" reach = ", text)
        self.assertNotIn(" forces = ", text)
        self.assertNotIn("left to defaults", self.succeed("validate", "set.toml").stdout)

    def test_only_theatres_that_were_held_against_a_record_say_so(self):
        self.assertIn("Nothing of the theatre river_land was compared with a record.", " ".join(self.succeed("run", "river.toml").stdout.split()))
        self.assertIn("was compared with the record", " ".join(self.succeed("run", "status_quo", "--futures", 20).stdout.split()))

    def test_what_has_no_effect_here_is_said_to_have_none(self):
        done = self.succeed("run", "river.toml", *LUCK, "--replicates", 2, "--set", "militia.guard.sponsored_share=0.8", "--set",
                            "levers.reform=0.5", "--set", "levers.reach=0.2")
        self.assertIn("militia.guard.sponsored_share is set and has no effect in these runs: it needs cells (--resolution cells)", done.stderr)
        self.assertIn("levers.reform is set and has no effect", done.stderr)
        self.assertNotIn("levers.reach is set", done.stderr)
        self.write("study.toml", 'schema = 1\n[study]\nname = "s"\npolicies = ["river.toml"]\n[design]\nkind = "lhs"\npoints = 4\n'
                                 '[design.factors]\n"cells.size_max" = {}\n"direct.threat_gain" = {}\n')
        self.assertIn("cells.size_max varies and has no effect", self.succeed("validate", "study.toml").stderr)


class Composition(CommandTest):
    def test_fragments_are_composed_in_order(self):
        self.write("quiet.toml", SCENARIO.format("quiet", '"status_quo.toml"', '[levers]\nrhetoric = 0.1\nreach = 0.2\n'))
        self.write("aid.toml", SCENARIO.format("aid", '"status_quo.toml"', '[levers]\nhost_aid = 0.9\nreach = 0.4\n'))
        self.write("both.toml", SCENARIO.format("both", '["quiet.toml", "aid.toml"]', ""))
        self.write("by_hand.toml", SCENARIO.format("by_hand", '"status_quo.toml"',
                                                   '[levers]\nrhetoric = 0.1\nhost_aid = 0.9\nreach = 0.4\n'))
        done = self.succeed("compare", "both.toml", "by_hand.toml", "--futures", 20)
        self.assertIn("both and by_hand come out identical in every run: nothing that they set differs", " ".join(done.stdout.split()))
        notes = self.succeed("validate", "-v", "both.toml").stderr
        self.assertIn("lever reach is set by 'quiet.toml' and by 'aid.toml': the latter holds", notes)
        self.assertNotIn("lever rhetoric is set", notes)
        self.write("circle.toml", SCENARIO.format("circle", '["quiet.toml", "circle.toml"]', ""))
        self.expect(3, "extends leads in a cycle", "validate", "circle.toml")
        self.write("none.toml", SCENARIO.format("none", "[]", ""))
        self.expect(3, "extends must be a scenario's name or a list of names", "validate", "none.toml")

    def test_a_package_of_shipped_policies(self):
        self.write("package.toml", SCENARIO.format("package", '["regional_framework", "sanctions_tailored"]', ""))
        self.succeed("validate", "package.toml")

    def test_one_trait_of_one_militia(self):
        self.write("loose.toml", SCENARIO.format("loose", '"status_quo.toml"', "[militia.badr]\ntie = 0.2\n"))
        self.succeed("compare", "status_quo", "loose.toml", *LUCK, "--replicates", 2, "-o", "a.h5")
        self.succeed("run", "status_quo", *LUCK, "--replicates", 2, "--set", "militia.badr.tie=0.2", "-o", "b.h5")
        with h5py.File(self.folder / "a.h5") as a, h5py.File(self.folder / "b.h5") as b:
            self.assertTrue((a["timeseries/direct"][2:] == b["timeseries/direct"][:]).all())
            self.assertFalse((a["timeseries/direct"][:2] == b["timeseries/direct"][:]).all())
        self.write("who.toml", SCENARIO.format("who", '"status_quo.toml"', "[militia.bard]\ntie = 0.2\n"))
        self.expect(3, "who.toml:4:10: there is no militia 'bard' to change", "validate", "who.toml")
        self.write("what.toml", SCENARIO.format("what", '"status_quo.toml"', "[militia.badr]\ntied = 0.2\n"))
        self.expect(3, "what.toml:5:1: unknown key 'tied'", "validate", "what.toml")
        self.write("much.toml", SCENARIO.format("much", '"status_quo.toml"', "[militia.badr]\ntie = 2\n"))
        self.expect(3, "much.toml:5:7: militia.badr.tie = 2 is outside its limits", "validate", "much.toml")

    def test_the_share_of_weeks_in_which_something_holds_is_an_outcome(self):
        formula = '[[outcome]]\nname = "hot"\nformula = "mean(direct > 0.5 and threat > 0.2)"\n'
        self.write("hot.toml", SCENARIO.format("hot", '"status_quo.toml"', formula))
        self.succeed("run", "hot.toml", *LUCK, "--replicates", 3, "--series", "direct,threat", "-o", "r.h5")
        with h5py.File(self.folder / "r.h5") as file:
            share = ((file["timeseries/direct"][()] > .5) & (file["timeseries/threat"][()] > .2)).mean(axis=1)
            self.assertTrue(np.allclose(file["outcomes/hot"][()], share))


STUDY = """schema = 1
[study]
name = "study"
policies = ["status_quo", "engagement"]
replicates = 2
[design]
kind = "lhs"
points = 6
[design.factors]
"""


class Factors(CommandTest):
    def swept(self, factors):
        self.write("study.toml", STUDY + factors)
        self.succeed("sweep", "study.toml", "--store", "outcomes", "-o", "s.h5", "--force")
        with h5py.File(self.folder / "s.h5") as file:
            return {name: column[()] for name, column in file["design"].items()}, {
                name: column[()].reshape(6, 2, 2) for name, column in file["outcomes"].items() if name != "run"}

    def test_groups_and_all(self):
        declared = {one["key"] for one in json.loads(self.succeed("describe", "parameters", "--format", "json").stdout)
                    if one["explore_low"] < one["explore_high"]}
        design, _ = self.swept('"threat.*" = {}\n')
        self.assertEqual({key for key in design if "." in key}, {key for key in declared if key.startswith("threat.")})
        design, _ = self.swept('"threat.weight_insecurity" = { low = 0.1, high = 0.2 }\n"all" = {}\n')
        self.assertEqual({key for key in design if "." in key}, declared)
        self.assertLessEqual(design["threat.weight_insecurity"].max(), 0.2)
        for wrong, message in (('"thread.*" = {}', "no key with a range to explore begins so"), ('"all" = { low = 1 }', "write {}")):
            self.write("study.toml", STUDY + wrong)
            self.expect(3, message, "validate", "study.toml")

    def test_a_factor_of_one_policy(self):
        design, outcomes = self.swept('"engagement:levers.rhetoric" = { low = 0, high = 1 }\n')
        self.assertEqual(len(set(design["engagement:levers.rhetoric"])), 6)
        direct = outcomes["direct_last_year"]  # point, policy, replicate
        self.assertEqual(len(set(direct[:, 0, 0])), 1, "the other policy stays as it is")
        self.assertEqual(len(set(direct[:, 1, 0])), 6)
        self.succeed("rerun", "s.h5", "--run", 7)
        self.succeed("sensitivity", "s.h5", "--method", "pawn")
        self.write("study.toml", STUDY + '"engagment:levers.rhetoric" = {}\n')
        self.expect(3, "did you mean 'engagement'", "validate", "study.toml")
        self.write("study.toml", STUDY + '"engagement:levers.rhetoric" = {}\n"levers.rhetoric" = {}\n')
        self.expect(3, "vary one of them", "validate", "study.toml")


class Cautions(CommandTest):
    def test_a_start_far_from_equilibrium(self):
        text = self.succeed("compare", "status_quo", "engagement", "--futures", 20, "--set", "initial.direct=0.02").stdout
        self.assertIn("The start is far from equilibrium: under status_quo alone, which changes nothing, the last year has moved direct support from 0.02", " ".join(text.split()))
        answer = json.loads(self.succeed("compare", "status_quo", "engagement", "--futures", 20, "--format", "json", "--force").stdout)["answer"]
        self.assertFalse([note for note in answer["notes"] if "equilibrium" in note and " direct" in note])

    def test_a_last_year_that_ends_at_a_deadline(self):
        late = '[[deadline]]\nname = "leave"\nat = {}\n'
        for week, said in ((180, True), (210, True), (60, False)):
            self.write("late.toml", SCENARIO.format("late", '"status_quo.toml"', late.format(week)))
            text = " ".join(self.succeed("run", "late.toml", "--futures", 20, "--force").stdout.split())
            self.assertEqual(f"ends at the deadline leave (week {week})" in text, said, week)

    def test_what_the_command_line_set_stands_in_every_form(self):
        command = ["compare", "status_quo", "engagement", "--futures", 20, "--set", "levers.reach=0.1", "--set", "militia.badr.tie=0.3",
                   "--set", "initial.direct=0.5"]
        self.assertIn("Set for all policies: levers.reach=0.1, militia.badr.tie=0.3, initial.direct=0.5.", self.succeed(*command).stdout)
        answer = json.loads(self.succeed(*command, "--format", "json", "--force").stdout)["answer"]
        self.assertEqual(answer["set"], ["levers.reach=0.1", "militia.badr.tie=0.3", "initial.direct=0.5"])
        self.succeed("report", "compare.h5", "-o", "page.md")
        page = (self.folder / "page.md").read_text()
        for one in ("levers.reach=0.1", "militia.badr.tie=0.3", "initial.direct=0.5"):
            self.assertIn(one, page)


class Claims(CommandTest):
    def test_set_says_what_claims_do_not_take(self):
        self.expect(2, "claims keep the time of their runs", "claims", "P66", "--set", "time.weeks=52")

    def test_a_claims_file_needs_no_breaks(self):
        self.write("own.toml", 'schema = 1\n[[claim]]\nid = "C1"\nstatement = "s"\nsource = "0:1"\nkind = "P"\n'
                               'holds = "last_year(direct, engagement) < last_year(direct, status_quo)"\n')
        self.assertIn("holds", self.succeed("claims", "--file", "own.toml", "--replicates", 3).stdout)


class Describe(CommandTest):
    def test_every_key_that_can_be_set_or_varied(self):
        for key in ("militia.badr.tie", "action.1.week", "cells.scale", "communities.people", "levers.troops", "troops", "time.weeks", "run.seed",
                    "run.resolution", "initial.direct", "levers.rhetoric", "levers.crackdown.badr", "crackdown.badr", "structure.direct",
                    "direct.threat_gain"):
            self.assertEqual(self.succeed("describe", key).stdout.count("\n\n"), 0, key)

    def test_a_parameter_of_militias_can_be_set(self):
        self.succeed("validate", "status_quo", "--set", "militia.attack_gain=2")

    def test_it_searches(self):
        self.assertIn("communication (levers)", self.succeed("describe", "communication offered").stdout)
        self.assertIn("threat.rhetoric_gain", self.succeed("describe", "threat.*").stdout)
        self.expect(2, "there is nothing called 'zebra'", "describe", "zebra")

    def test_it_fits_the_terminal(self):
        main, other = pty.openpty()
        os.environ["COLUMNS"] = "80"
        size = subprocess.run(["stty", "cols", "80", "rows", "40"], stdin=other, check=False)
        self.assertEqual(size.returncode, 0)
        with subprocess.Popen([program.PROGRAM, "describe", "levers"], stdin=subprocess.DEVNULL, stdout=other, stderr=other) as running:
            os.close(other)
            text = b""
            while True:
                try:
                    piece = os.read(main, 65536)
                except OSError:
                    break
                if not piece:
                    break
                text += piece
            self.assertEqual(running.wait(), 0)
        lines = text.decode().splitlines()
        self.assertGreater(len(lines), 40)
        self.assertLessEqual(max(map(len, lines)), 80)


class New(CommandTest):
    def test_a_file_of_each_kind_is_valid_and_does_what_is_said_next(self):
        for kind in ("scenario", "study", "theatre", "claims"):
            self.succeed("new", f"my_{kind}", "--kind", kind)
            self.succeed("validate", f"my_{kind}.toml")
        self.succeed("sweep", "my_study.toml", "--dry-run")
        self.write("on_it.toml", ON_IT.replace("river_land.toml", "my_theatre.toml"))
        self.succeed("run", "on_it.toml", "--futures", 10)
        self.assertIn("C1", self.succeed("claims", "--file", "my_claims.toml", "--replicates", 5).stdout)

    def test_never_a_file_that_extends_itself(self):
        self.expect(2, "would extend itself", "new", "status_quo")
        self.succeed("new", "mine")
        self.expect(2, "would extend itself", "new", "mine", "--from", "mine", "--force")
        self.assertEqual(self.files(), ["mine.toml"])


class Configuration(CommandTest):
    def call(self, *arguments, **more):
        return super().call(*arguments, XDG_CONFIG_HOME=str(self.folder / "config"), **more)

    def configure(self, text):
        (self.folder / "config" / "fulcrum").mkdir(parents=True, exist_ok=True)
        self.write("config/fulcrum/config.toml", text)

    def test_format_and_jobs_are_those_of_the_configuration_unless_typed(self):
        self.configure('jobs = 1\nformat = "json"\n')
        json.loads(self.succeed("describe", "forces").stdout)
        self.assertFalse(self.succeed("describe", "forces", "--format", "table").stdout.startswith("{"))
        self.succeed("run", "status_quo", *LUCK, "--replicates", 2, "-o", "r.h5")
        self.succeed("report", "r.h5")
        self.assertIn("r.html", self.files())

    def test_what_is_wrong_with_it_is_said(self):
        self.configure('job = 1\n')
        self.expect(3, "config.toml:1:1: unknown key 'job' in the configuration; did you mean 'jobs'?", "describe", "forces")


class Open(CommandTest):
    def test_a_briefing_is_opened_when_it_is_written(self):
        self.succeed("run", "status_quo", *LUCK, "--replicates", 2, "-o", "r.h5")
        (self.folder / "bin").mkdir()
        opener = self.folder / "bin" / "xdg-open"
        opener.write_text('#!/bin/sh\necho "$1" > "$(dirname "$0")/opened"\n')
        opener.chmod(0o755)
        self.succeed("report", "r.h5", "--open", PATH=f"{opener.parent}:{os.environ['PATH']}")
        self.assertEqual((self.folder / "bin" / "opened").read_text().strip(), str((self.folder / "r.html").resolve()))
        done = self.succeed("report", "r.h5", "--open", "--force", PATH=str(self.folder))
        self.assertIn("PATH has no xdg-open", done.stderr)


if __name__ == "__main__":
    program.main()
