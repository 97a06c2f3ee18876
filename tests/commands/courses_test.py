#!/usr/bin/python3
"""Rules, tripwires and courses of action as their users meet them.  Usage: courses_test.py PROGRAM"""

import json

import h5py
import numpy as np

import program
from program import CommandTest, LUCK

NO_STRIKE = """schema = 1
name = "no_strike"
extends = "strike_2020"
[[action]]
week = 0
pulse = { strikes = 0.0, commander_loss = 0.0 }
"""


def events(file, kind):
    """Run, week and name of the events of a kind."""
    table = file["events"][()]
    return [(int(e["run_id"]), int(e["week"]), e["name"].decode()) for e in table if e["kind"].decode() == kind]


class Rules(CommandTest):
    def test_every_firing_and_release_is_an_event_and_the_lever_moves_between_them(self):
        self.succeed("run", *LUCK, "adaptive_protection", "--replicates", 20, "--series", "all")
        with h5py.File(self.folder / "adaptive_protection.h5") as file:
            surge = file["timeseries/lever_surge"][()]
            expected = np.zeros_like(surge)
            released = set(events(file, "rule_released"))
            for run, week, name in events(file, "rule_fired"):
                ends = [w for r, w, n in released if r == run and n == name and w > week]
                expected[run, week:min(ends, default=surge.shape[1])] = 0.2
            np.testing.assert_array_equal(surge, expected)
            self.assertGreater(len(released), 5)

    def test_a_rule_fires_in_the_week_after_its_condition_held_for_its_weeks(self):
        self.succeed("run", *LUCK, "adaptive_protection", "--replicates", 20, "--series", "all")
        with h5py.File(self.folder / "adaptive_protection.h5") as file:
            attacks, insecurity = file["timeseries/attacks"][()], file["timeseries/insecurity"][()]
            for run, week, _ in events(file, "rule_fired"):
                for t in range(week - 4, week):
                    self.assertGreater(attacks[run, max(0, t - 3):t + 1].mean(), 0.3)
                    self.assertGreater(insecurity[run, t], 0.35)

    def test_the_policy_tree_takes_exactly_one_branch_in_every_run_and_both_among_runs(self):
        self.succeed("run", *LUCK, "policy_tree", "--replicates", 60)
        with h5py.File(self.folder / "policy_tree.h5") as file:
            branches = [(run, name) for run, _, name in events(file, "rule_fired") if name != "sanctions as a last resort"]
        self.assertEqual(sorted(run for run, _ in branches), list(range(60)))
        self.assertEqual({name for _, name in branches}, {"deepen engagement", "coercive bargaining"})

    def test_rules_are_listed_behind_the_levers_and_explain_what_they_do(self):
        answer = json.loads(self.succeed("compare", *LUCK, "status_quo", "adaptive_protection", "--replicates", 5, "--format", "json").stdout)
        self.assertEqual([(d["key"], d["values"]) for d in answer["differences"]],
                         [("rules", {"status_quo": "none", "adaptive_protection": "protect the population"})])
        explained = json.loads(self.succeed("explain", "status_quo", "adaptive_protection", "--replicates", 5, "--format", "json").stdout)
        for outcome in explained["outcomes"]:
            self.assertEqual([lever["name"] for lever in outcome["levers"]], ["rules"])
            self.assertAlmostEqual(outcome["levers"][0]["share"], outcome["difference"], places=9)
        self.assertLess(explained["outcomes"][0]["difference"], 0)

    def test_events_come_out_again_and_others_are_found(self):
        self.succeed("run", *LUCK, "policy_tree", "--replicates", 3, "-o", "tree.h5")
        again = self.succeed("rerun", "tree.h5", "--run", 1, "-o", "again.h5").stdout
        with h5py.File(self.folder / "tree.h5", "r+") as file, h5py.File(self.folder / "again.h5") as one:
            table = file["events"][()]
            mine = table[table["run_id"] == 1]
            self.assertIn(f"and {mine.size} events", again)
            np.testing.assert_array_equal(one["events"][()], mine)
            at = np.flatnonzero(table["run_id"] == 1)[0]
            table["week"][at] += 1
            file["events"][...] = table
        changed = self.call("rerun", "tree.h5", "--run", 1)
        self.assertEqual(changed.returncode, 5)
        self.assertIn("event ", changed.stdout)

    def test_events_and_series_do_not_depend_on_threads_kernels_or_shards(self):
        self.write("study.toml", """schema = 1
[study]
name = "study"
policies = ["adaptive_protection", "policy_tree", "status_quo"]
replicates = 5
[design]
kind = "lhs"
points = 6
[design.factors]
"direct.threat_gain" = {}
""")
        whole = None
        for name, flags in (("a", ["-j", 1]), ("b", ["-j", 3]), ("c", ["--kernel", "scalar"]), ("d", ["--kernel", "baseline"])):
            self.succeed("sweep", "study.toml", "-o", name + ".h5", *flags)
            content = self.content(name + ".h5")
            whole = whole or content
            self.assertEqual(content, whole, name)
        for i in (1, 2):
            self.succeed("sweep", "study.toml", "--shard", f"{i}/2")
        self.succeed("merge", "study.shard-2-of-2.h5", "study.shard-1-of-2.h5", "-o", "merged.h5")
        self.assertEqual(self.content("merged.h5"), whole)

    def content(self, name):
        with h5py.File(self.folder / name) as file:
            return file["events"][()].tobytes() + b"".join(file["timeseries"][n][()].tobytes() for n in ("direct", "attacks", "control"))


class Courses(CommandTest):
    def test_without_noise_there_is_no_course_but_restraint(self):
        answer = json.loads(self.succeed("courses", "status_quo", "--set", "run.noise=false", "--format", "json").stdout)
        self.assertEqual([c["in_force"] for c in answer["courses"]], [1, 0, 0, 0])
        self.assertEqual([c["runs"] for c in answer["courses"]], [1, 0, 0, 0])
        self.assertEqual(answer["courses"][0]["first_week"], 0)

    def test_what_is_shown_follows_from_the_stored_series(self):
        window = 6
        answer = json.loads(self.succeed("courses", "strike_2020", "--replicates", 80, "--window", window, "--format", "json").stdout)
        with h5py.File(self.folder / "strike_2020.courses.h5") as file:
            course = file["timeseries/course"][()]
            readings = {i["indicator"]: file["timeseries"][i["indicator"]][()] for i in answer["indicators"]}
            fired = events(file, "tripwire")
            self.assertEqual(set(file["analysis"]), {"courses", "indicators", "roc", "tripwires"})
        runs, weeks = course.shape
        for number, shown in enumerate(answer["courses"]):
            before = np.hstack([np.full((runs, 1), -1), course[:, :-1]])
            began = (course == number) & (before != number)
            self.assertAlmostEqual(shown["runs"], began.any(axis=1).mean())
            self.assertAlmostEqual(shown["onsets"], began.sum() / runs)
            self.assertAlmostEqual(shown["in_force"], (course == number).mean())
        names = [c["course"] for c in answer["courses"]]
        for shown in answer["indicators"]:
            number = names.index(shown["course"])
            before, other = [], []
            for run in range(runs):
                for t in range(weeks - window):
                    if course[run, t] == number:
                        continue
                    follows = any(course[run, u] == number and course[run, u - 1] != number for u in range(t + 1, t + window + 1))
                    (before if follows else other).append(readings[shown["indicator"]][run, t])
            self.assertAlmostEqual(shown["base_rate"], len(before) / (len(before) + len(other)))
            above = np.searchsorted(np.sort(other), before).sum() + np.searchsorted(np.sort(other), before, side="right").sum()
            # Readings count in bins of 1/1024; those clipped at an end of the scale in bins of their own.
            self.assertAlmostEqual(shown["auc"], above / 2 / len(before) / len(other), delta=2e-3)
            self.assertLess(abs(shown["brier"] - shown["base_rate"] * (1 - shown["base_rate"])), 0.05)
        for shown in answer["tripwires"]:
            number = names.index(shown["course"])
            onsets = [(run, t) for run in range(runs) for t in range(1, weeks) if course[run, t] == number and course[run, t - 1] != number]
            alarms = {(run, week) for run, week, name in fired if name == shown["tripwire"]}
            leads = [[onset - week for r, week in alarms if r == run and onset - window <= week < onset] for run, onset in onsets]
            self.assertEqual(shown["onsets"], len(onsets))
            self.assertEqual(shown["warned"], sum(map(bool, leads)))
            if any(leads):
                self.assertAlmostEqual(shown["lead_weeks"], np.mean([max(lead) for lead in leads if lead]))
            counted = [(r, w) for r, w in alarms if w + window < weeks and course[r, w] != number]
            vain = [(r, w) for r, w in counted if not any(r == run and w < onset <= w + window for run, onset in onsets)]
            self.assertEqual((shown["fired"], shown["in_vain"]), (len(counted), len(vain)))

    def test_csv_and_table_show_the_same_courses(self):
        csv = self.succeed("courses", "strike_2020", "--replicates", 10, "--format", "csv").stdout
        table = self.succeed("courses", "strike_2020", "--replicates", 10, "--force").stdout
        for name in ("restraint", "mlcoa", "mdcoa_patron", "mdcoa_militia", "leaders coordinate"):
            self.assertIn(name, csv)
            self.assertIn(name, table)

    def test_a_window_as_long_as_the_run_is_refused(self):
        self.expect(2, "--window must be shorter than the run", "courses", "strike_2020", "--window", 52)


class Strike2020(CommandTest):
    """The claims on the strike of January 2020, against the same random numbers without it."""

    def setUp(self):
        super().setUp()
        self.write("no_strike.toml", NO_STRIKE)
        self.succeed("compare", *LUCK, "strike_2020", "no_strike.toml", "--replicates", 400, "--series", "all", "--compress", "none", "-o", "both.h5")
        with h5py.File(self.folder / "both.h5") as file:
            policy = file["runs"]["policy"].astype(str)
            names = ("swing", "indirect", "course", "attacks", "leader_coordination", "narrative_gap", "perceived_threat")
            self.strike, self.calm = ({n: file["timeseries"][n][()][policy == p] for n in names} for p in ("strike_2020", "no_strike"))
            self.control = [file["timeseries/control"][()][policy == p].mean(axis=0) for p in ("strike_2020", "no_strike")]
            labels = [name.decode() for name in file["timeseries/militia"][()]]
        self.kataib, self.sadr = labels.index("kataib_hezbollah"), labels.index("sadr_movement")

    def test_claims(self):
        strike, calm = (self.control[0], self.control[1])
        with self.subTest("P96: control is lost at once"):
            self.assertTrue((strike[:, 0] < 0.75 * calm[:, 0]).all())
        with self.subTest("P97: the patron gathers those nearest to it again, from the second week on"):
            self.assertTrue((np.diff(strike[self.kataib, :26]) > 0).all())
            self.assertGreater(strike[self.kataib, 26], calm[self.kataib, 0])
        with self.subTest("P99: the swing actor turns to the patron, for a time"):
            swing = self.strike["swing"].mean(axis=0)
            self.assertGreater(swing[4], 0.3)
            self.assertLess(swing[-1], 0)
            self.assertLess(self.calm["swing"].mean(axis=0)[:13].max(), 0)
        with self.subTest("P100: it hedges: the more the patron's influence, the farther it keeps"):
            self.write("more.toml", 'schema = 1\nname = "more"\nextends = "strike_2020"\n[initial]\nindirect = 0.9\n')
            self.succeed("run", *LUCK, "more.toml", "--replicates", 50)
            with h5py.File(self.folder / "more.h5") as file:
                self.assertTrue((file["timeseries/swing"][()].mean(axis=0)[1:20] < swing[1:20] - 0.01).all())
        with self.subTest("P105: limited pressure, a rise above the recent baseline, is the most likely course in the weeks after the strike"):
            after = slice(4, 17)
            self.assertGreater((self.strike["course"][:, after] == 1).mean(), 0.5)
            self.assertLess((self.calm["course"][:, after] == 1).mean(), 0.1)
        with self.subTest("P106: less progress, more often the patron's most dangerous course"):
            self.assertGreater(self.share_of("course.goal", 1.0, 2), self.share_of("course.goal", 0.5, 2))
        with self.subTest("P107: belief in the precedent makes that course likelier"):
            self.assertGreater(self.share_of("course.precedent", 1.0, 2), self.share_of("course.precedent", 0.0, 2))
        with self.subTest("P108: with control lost, militias go their own way more often"):
            first_half_year = slice(0, 26)
            self.assertGreater((self.strike["course"][:, first_half_year] == 3).mean(), (self.calm["course"][:, first_half_year] == 3).mean())
        with self.subTest("P109: the nationalist movement is less receptive than the nearest group"):
            self.assertTrue((strike[self.sadr] < strike[self.kataib]).all())
        with self.subTest("P113: patron and militias part in what they say, where control is lost"):
            early = slice(0, 13)
            self.assertGreater(self.strike["narrative_gap"][:, early].mean(), self.calm["narrative_gap"][:, early].mean() + 0.1)

    def share_of(self, key, value, course):
        self.succeed("run", *LUCK, "strike_2020", "--replicates", 400, "--series", "course", "--set", f"{key}={value}", "-o", "share.h5", "--force")
        with h5py.File(self.folder / "share.h5") as file:
            return (file["timeseries/course"][()] == course).mean()

    def test_indicators_warn_better_than_a_coin_of_what_they_are_meant_for(self):
        answer = json.loads(self.succeed("courses", "strike_2020", "--replicates", 2000, "--format", "json").stdout)
        auc = {(i["course"], i["indicator"]): i["auc"] for i in answer["indicators"]}
        with self.subTest("P112: leaders that coordinate, before the patron's most dangerous course"):
            self.assertGreater(auc["mdcoa_patron", "leader_coordination"], 0.51)
        with self.subTest("P113: calls for restraint, before the militias' own"):
            self.assertGreater(auc["mdcoa_militia", "restraint_calls"], 0.51)


if __name__ == "__main__":
    program.main()
