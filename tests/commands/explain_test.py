#!/usr/bin/python3
"""What explain prints and stores adds up to what is stored of the runs.  Usage: explain_test.py PROGRAM"""

import csv
import io
import json

import h5py
import numpy as np

import program
from program import CommandTest, LUCK


def leaves(parts):
    """The parts that are made of no others."""
    for part in parts:
        yield from leaves(part["parts"]) if part.get("parts") else [part["change"]]


class Explain(CommandTest):
    def test_within_a_run_everything_adds_up(self):
        answer = json.loads(self.succeed("explain", "withdrawal", "--replicate", 2, "--from", 50, "--to", 150, "--format", "json").stdout)
        for support in answer["support"]:
            self.assertAlmostEqual(support["change"], support["wanted_after"] - support["wanted_before"], places=12)
            self.assertAlmostEqual(sum(part["change"] for part in support["parts"]), support["change"], places=9)
            self.assertAlmostEqual(sum(leaves(support["parts"])), support["change"], places=9)
            self.assertAlmostEqual(sum(week["change"] for week in support["weeks"]), support["change"], places=9)

    def test_support_wanted_is_that_of_the_stored_run(self):
        answer = json.loads(self.succeed("explain", "engagement", "--replicate", 1, "--from", 10, "--to", 11, "--format", "json").stdout)
        self.succeed("run", *LUCK, "engagement", "--replicates", 2)
        with h5py.File(self.folder / "engagement.h5") as results:
            direct = results["timeseries/direct"][1]
        wanted = direct[10] + 8 * (direct[11] - direct[10])  # direct.adjust_weeks = 8
        self.assertAlmostEqual(answer["support"][0]["wanted_after"], wanted, places=12)

    def test_between_policies_shares_add_up_to_the_difference_that_compare_finds(self):
        answer = json.loads(self.succeed("explain", "status_quo", "engagement", "--replicates", 20, "--format", "json", "--outcome", "cost",
                                         "--outcome", "direct_last_year", "-o", "why.h5").stdout)
        compared = json.loads(self.succeed("compare", *LUCK, "status_quo", "engagement", "--replicates", 20, "--format", "json").stdout)
        found = {o["outcome"]: o["policies"][1]["difference"] for o in compared["outcomes"]}
        for one in answer["outcomes"]:
            self.assertAlmostEqual(one["difference"], found[one["outcome"]], places=12)
            self.assertAlmostEqual(sum(lever["share"] for lever in one["levers"]), one["difference"], places=9)
            if one["paths"]:
                self.assertAlmostEqual(sum(path["share"] for path in one["paths"]), one["difference"], places=9)
        self.assertEqual([bool(one["paths"]) for one in answer["outcomes"]], [False, True])
        with h5py.File(self.folder / "why.h5") as results:
            table = results["analysis/explanation"]
            levers = (table["split"].asstr()[()] == "lever") & (table["outcome"].asstr()[()] == "cost")
            self.assertAlmostEqual(table["share"][()][levers].sum(), found["cost"], places=9)
            self.assertEqual(len(results["runs"]), 40)

    def test_first_in_and_last_in_stand_beside_each_part(self):
        self.succeed("explain", "status_quo", "engagement", "--replicates", 4, "--over-futures", 0, "-o", "why.h5")
        alone = json.loads(self.succeed("explain", "status_quo", "engagement", "--replicates", 4, "--over-futures", 0, "--format", "json").stdout)
        self.write("talks.toml", 'schema = 1\nname = "talks"\nextends = "status_quo"\n[levers]\ncommunication = 0.8\n')
        talks = json.loads(self.succeed("explain", "status_quo", "talks.toml", "--replicates", 4, "--over-futures", 0, "--format", "json").stdout)
        part = next(lever for lever in alone["outcomes"][0]["levers"] if lever["name"] == "communication")
        self.assertAlmostEqual(part["first_in"], talks["outcomes"][0]["difference"], places=12)
        with h5py.File(self.folder / "why.h5") as results:
            table = results["analysis/explanation"]
            row = list(zip(table["outcome"].asstr()[()], table["name"].asstr()[()])).index(("direct_last_year", "communication"))
            self.assertEqual(table["first_in"][row], part["first_in"])
            self.assertEqual(table["last_in"][row], part["last_in"])
            self.assertTrue(np.isnan(table["median"][row]))

    def test_parts_over_the_futures_that_compare_draws(self):
        asked = ("explain", "status_quo", "engagement", "--replicates", 2, "--over-futures", 20, "--outcome", "direct_last_year")
        answer = json.loads(self.succeed(*asked, "--format", "json", "-j", 1).stdout)
        self.assertEqual(answer, json.loads(self.succeed(*asked, "--format", "json", "-j", 2).stdout))
        one = answer["outcomes"][0]
        self.assertEqual(one["over_futures"]["futures"], 20)
        self.assertEqual(sum(lever["over_futures"]["largest"] for lever in one["levers"]), one["over_futures"]["differ"])
        self.assertEqual(sum(path["over_futures"]["largest"] for path in one["paths"]), one["over_futures"]["differ"])
        self.succeed("compare", "status_quo", "engagement", "--replicates", 21, "-o", "two.h5")
        with h5py.File(self.folder / "two.h5") as results:
            base, other = results["outcomes/direct_last_year"][()].reshape(2, 21)[:, 1:]  # without the reference case
        for share, name in ((.5, "median"), (.05, "low"), (.95, "high")):
            self.assertAlmostEqual(one["over_futures"]["difference"][name], np.quantile(other - base, share), places=12)
        text = self.succeed(*asked).stdout
        self.assertIn("The same over 20 futures", text)
        self.assertRegex(text, r"By lever: (In [0-9]+ of|Which part)")
        luck = json.loads(self.succeed(*asked[:-4], "--over-futures", 0, "--outcome", "direct_last_year", "--format", "json").stdout)["outcomes"][0]
        self.assertEqual([lever["share"] for lever in luck["levers"]], [lever["share"] for lever in one["levers"]])

    def test_a_results_file_is_explained_in_itself_policy_by_policy(self):
        self.succeed("compare", *LUCK, "status_quo", "engagement", "coercion_alone", "--replicates", 6, "-o", "three.h5")
        pairs = json.loads(self.succeed("explain", "three.h5", "--format", "json").stdout)
        named = json.loads(self.succeed("explain", "status_quo", "coercion_alone", "--replicates", 6, "--format", "json").stdout)
        self.assertEqual([(pair["base"], pair["other"]) for pair in pairs], [("status_quo", "engagement"), ("status_quo", "coercion_alone")])
        self.assertEqual(pairs[1], named)
        with h5py.File(self.folder / "three.h5") as results:
            table, words = results["analysis/explanation"], results["analysis/explanation_in_words"]
            self.assertEqual(set(table["policy"].asstr()[()]), {"engagement", "coercion_alone"})
            said = words["sentence"].asstr()[()]
            for pair in pairs:
                for line in pair["outcomes"][0]["in_words"].splitlines():
                    if not line.endswith(":"):
                        self.assertIn(line.removeprefix("- "), said)

    def test_the_run_of_a_file_with_one_policy_is_explained(self):
        self.succeed("run", *LUCK, "engagement", "--replicates", 2, "-o", "one.h5")
        inside = self.succeed("explain", "one.h5", "--replicate", 1, "--from", 5, "--format", "json").stdout
        self.assertEqual(inside, self.succeed("explain", "engagement", "--replicate", 1, "--from", 5, "--format", "json").stdout)
        with h5py.File(self.folder / "one.h5") as results:
            self.assertEqual(results["analysis/explanation_in_words"].attrs["from_week"], 5)

    def test_many_differences_are_sampled_with_their_error(self):
        levers = "".join(f"{name} = {value}\n" for name, value in [("rhetoric", .2), ("communication", .8), ("arms_offensive", .5),
                         ("arms_defensive", 3), ("accommodation", .6), ("host_aid", 1), ("reach", .1), ("evidence", .9), ("sanctions", .2)])
        self.write("many.toml", 'schema = 1\nname = "many"\nextends = "status_quo"\n[levers]\n' + levers)
        rows = list(csv.DictReader(io.StringIO(self.succeed("explain", "status_quo", "many.toml", "--replicates", 3, "--orders", 16,
                                                            "--format", "csv").stdout)))
        direct = [row for row in rows if row["outcome"] == "direct_last_year"]
        whole = next(float(row["share"]) for row in direct if row["split"] == "whole")
        shares = [row for row in direct if row["split"] == "lever"]
        self.assertEqual(len(shares), 9)
        self.assertAlmostEqual(sum(float(row["share"]) for row in shares), whole, places=9)
        self.assertGreater(max(float(row["sampling_error"]) for row in shares), 0)

    def test_it_is_said_in_sentences_with_numbers(self):
        text = self.succeed("explain", "status_quo", "engagement", "--replicates", 3).stdout
        self.assertRegex(text, r"- communication pushed it down by 0\.\d+")
        self.assertRegex(text, r"- threat: [a-z ]+ pushed it down by 0\.\d+")
        text = self.succeed("explain", "engage_then_coerce").stdout
        self.assertRegex(text, r"- expected cost pushed it down by 0\.\d+, through coercive threat")

    def test_a_policy_against_its_copy_differs_in_nothing(self):
        self.write("copy.toml", 'schema = 1\nname = "copy"\nextends = "engagement"\n')
        text = self.succeed("explain", "engagement", "copy.toml", "--replicates", 2).stdout
        self.assertIn("do not differ", text)
        self.assertIn("Under both", text)

    def test_flags_that_do_not_belong_together_are_refused(self):
        self.expect(2, "--replicate, --from and --to belong", "explain", "status_quo", "engagement", "--replicate", 1)
        self.expect(2, "last week is 207", "explain", "status_quo", "--to", 300)
        self.expect(2, "--outcome", "explain", "status_quo", "engagement", "--outcome", "nosuch")
        self.succeed("run", *LUCK, "engagement", "--replicates", 2, "-o", "one.h5")
        self.expect(2, "explained as it is", "explain", "one.h5", "--seed", 4)
        self.expect(2, "one results file at a time", "explain", "one.h5", "status_quo")


if __name__ == "__main__":
    program.main()
