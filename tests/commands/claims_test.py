#!/usr/bin/python3
"""`fulcrum claims` as its users meet it: verdicts that follow from runs, forms of the answer, files, what is refused.  Usage: claims_test.py PROGRAM"""

import csv
import io
import json
import math

import h5py
import numpy as np

import program
from program import CommandTest, LUCK

OWN = """schema = 1
[[claim]]
id = "X1"
statement = "Raids lower attacks."
source = "own"
kind = "P"
test = "mean attacks of the last year, with raids and without"
holds = ["last_year(attacks, raided) < last_year(attacks, status_quo)"]
runs.raided = { levers = { raids = 0.6 } }
breaks = { "militia.raid_loss" = -2.0 }
"""


class Claims(CommandTest):
    def claims(self, *arguments):
        return json.loads(self.succeed("claims", *arguments, "--format", "json").stdout)

    def test_the_effect_of_a_claim_follows_from_runs_that_one_can_make_oneself(self):
        self.write("own.toml", OWN)
        condition = self.claims("--file", "own.toml", "--replicates", 30, "--seed", 4)["claims"][0]["conditions"][0]
        self.write("raided.toml", 'schema = 1\nname = "raided"\nextends = "status_quo"\n[levers]\nraids = 0.6\n')
        self.succeed("compare", *LUCK, "status_quo", "raided.toml", "--replicates", 30, "--seed", 4, "--series", "attacks")
        with h5py.File(self.folder / "compare.h5") as file:
            policy = file["runs"]["policy"].astype(str)
            last = file["timeseries/attacks"][()][:, -52:].mean(axis=1)
        effect = last[policy == "status_quo"] - last[policy == "raided"]
        self.assertAlmostEqual(condition["effect"], effect.mean(), places=12)
        half = 2.0452296421327034 * effect.std(ddof=1) / math.sqrt(30)  # Student's t, .975, 29 degrees of freedom
        np.testing.assert_allclose(condition["interval"], [effect.mean() - half, effect.mean() + half], rtol=1e-9)
        self.assertEqual(condition["verdict"], "holds")

    def test_a_claim_fails_where_it_is_turned_and_is_undecided_where_its_runs_are_the_same(self):
        for text, verdict in ((OWN, "holds"), (OWN.replace("<", ">"), "fails"), (OWN.replace("raids = 0.6", "raids = 0"), "undecided")):
            self.write("own.toml", text)
            self.assertEqual(self.claims("--file", "own.toml", "--replicates", 5)["claims"][0]["verdict"], verdict)

    def test_a_setting_reaches_the_runs(self):
        self.write("own.toml", OWN)
        shown = [self.claims("--file", "own.toml", "--replicates", 5, *more)["claims"][0]["conditions"][0]["effect"]
                 for more in ((), ("--set", "militia.raid_loss=4"))]
        self.assertGreater(shown[1], shown[0])

    def test_every_form_of_the_answer_says_the_same(self):
        asked = ("P68", "P107", "P110", "--replicates", 10)
        verdicts = {c["id"]: c["verdict"] for c in self.claims(*asked)["claims"]}
        self.assertEqual(set(verdicts), {"P68a", "P68b", "P107", "P110"})
        rows = list(csv.DictReader(io.StringIO(self.succeed("claims", *asked, "--format", "csv").stdout)))
        self.assertEqual({row["claim"]: row["claim_verdict"] for row in rows}, verdicts)
        markdown = self.succeed("claims", *asked, "--format", "md").stdout
        table = self.succeed("claims", *asked).stdout
        for name, verdict in verdicts.items():
            row = next(line for line in markdown.splitlines() if line.startswith(f"| {name} |"))
            self.assertRegex(row, rf"\| {verdict}(, by construction)? \|")
            self.assertIn(name, table)

    def test_the_answer_is_kept_with_the_space_that_was_searched(self):
        answer = self.claims("P68b", "P107", "--replicates", 5, "--space", 60, "-o", "claims.h5")
        with h5py.File(self.folder / "claims.h5") as file:
            table = file["analysis/claims"]
            shares = dict(zip(table["claim"].asstr(), table["space_share"][()]))
            self.assertIn("analysis/claims_importance", file)
        for claim in answer["claims"]:
            self.assertEqual(shares[claim["id"]], claim["space"]["share"])
            self.assertEqual(claim["space"]["points"], 60)
        self.assertEqual(shares["P107"], 1)

    def test_shares_given_other_claims_are_among_the_points_at_which_these_hold(self):
        shares = {given: self.claims("P60", "P5", "--space", 200, "--replicates", 1, *(["--given", given] if given else []))
                  for given in ("", "P5", "P60")}
        share = {given: {claim["id"]: claim["space"]["share"] for claim in answer["claims"]} for given, answer in shares.items()}
        for given in ("P5", "P60"):
            self.assertAlmostEqual(shares[given]["accepted"]["share"], share[""][given])
            self.assertEqual(share[given][given], 1)
        self.assertAlmostEqual(share["P5"]["P60"] * share[""]["P5"], share["P60"]["P5"] * share[""]["P60"])
        self.assertIn("given P3, P5", self.succeed("claims", "P60", "--space", 100, "--replicates", 1, "--given", "P3,P5").stdout)
        self.expect(2, "there is no claim 'P5000'", "claims", "P60", "--given", "P5000")

    def test_the_ranges_of_the_first_edition_stand_beside_todays(self):
        today, first = (self.claims("P60", "--space", 200, "--replicates", 1, "--ranges", ranges) for ranges in ("today", "first"))
        self.assertEqual((today["ranges"], first["ranges"]), ("today", "first"))
        self.assertNotEqual(today["claims"][0]["space"]["deciders"], first["claims"][0]["space"]["deciders"])

    def test_answers_do_not_depend_on_threads(self):
        one, three = (self.succeed("claims", "P99", "P68b", "--space", 20, "--replicates", 8, "-j", j).stdout for j in (1, 3))
        self.assertEqual(one, three)

    def test_what_cannot_be_asked_is_refused_with_what_was_meant(self):
        self.expect(2, "did you mean", "claims", "P999")
        self.write("own.toml", OWN.replace("attacks, raided", "atacks, raided"))
        refused = self.expect(3, "own.toml:8:", "claims", "--file", "own.toml")
        self.assertIn("attacks", refused.stderr)
        self.succeed("claims", "P107", "--replicates", 2, "-o", "there.h5")
        self.assertNotEqual(self.call("claims", "P107", "--replicates", 2, "-o", "there.h5").returncode, 0)


if __name__ == "__main__":
    program.main()
