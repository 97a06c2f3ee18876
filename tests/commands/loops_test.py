#!/usr/bin/python3
"""`fulcrum loops`: the dilemma is named and reinforcing, tables and text agree, and the diagram is drawn from the equations.

Usage: loops_test.py PROGRAM
"""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree
from pathlib import Path

PROGRAM = sys.argv[1]


def program(*words, folder=".", environment=None):
    return subprocess.run([PROGRAM, *words], cwd=folder, capture_output=True, text=True, env=environment)


def tables(text):
    """The tables of --format csv, by name."""
    found, name = {}, None
    for line in text.splitlines():
        if line.startswith("# "):
            name = line.split(", ")[1]
            found[name] = []
        else:
            found[name].append(line)
    return {name: list(csv.DictReader(lines)) for name, lines in found.items()}


class Loops(unittest.TestCase):
    def test_the_dilemma_is_named_and_reinforcing(self):
        ran = program("loops", "status_quo")
        self.assertEqual(ran.returncode, 0, ran.stderr)
        text = " ".join(ran.stdout.split())
        self.assertRegex(text, r"The security dilemma is reinforcing: perceived threat -> direct support -> .*\(R\d+; its forms are R\d+")
        for variable in ("militias' strength", "attacks", "the rival's alarm", "the rival's forces", "threat as read"):
            self.assertIn(variable, re.search(r"The security dilemma is reinforcing: (.*?) \(R", text).group(1))

    def test_the_text_says_in_which_weeks_the_dilemma_leads_and_stops(self):
        ran = program("loops", "engage_then_coerce", "--format", "csv", "--rows", "1")
        self.assertEqual(ran.returncode, 0, ran.stderr)
        found = tables(ran.stdout)
        names = {row["loop"] for row in found["loops"] if row["dilemma"] == "1"}
        shares = [row for row in found["shares"] if row["loop"] in names]
        led = {int(row["week"]) for row in shares if row["leads"] == "1"}
        last = max(int(row["week"]) for row in shares if float(row["net_share"]) != 0)
        text = " ".join(program("loops", "engage_then_coerce").stdout.split())
        said = re.search(r"more than half of the change in weeks ([-\d, ]+)\.", text).group(1)
        weeks = set()
        for part in said.split(", "):
            ends = [int(end) for end in part.split("-")]
            weeks.update(range(ends[0], ends[-1] + 1))
        self.assertEqual(weeks, led)
        lost = [int(week) for week in re.search(r"loses dominance in weeks? ([\d, ]+)\.", text).group(1).split(", ")]
        self.assertEqual(lost, sorted(week + 1 for week in led if week + 1 not in led))
        self.assertIn(f"From week {last + 1} on it does not act at all", text)

    def test_json_has_the_numbers_of_csv(self):
        words = ["loops", "status_quo", "--rows", "3", "--set", "time.weeks=40", "--format"]
        by_csv, by_json = tables(program(*words, "csv").stdout), json.loads(program(*words, "json").stdout)[0]
        self.assertEqual(by_json["scenario"], "status_quo")
        self.assertEqual([float(row["net_share"]) for row in by_csv["shares"]], [row["net_share"] for row in by_json["shares"]])
        self.assertTrue(all(abs(row["net_share"]) <= row["gross_share"] + 1e-12 <= 1 + 2e-12 for row in by_json["shares"]))

    def test_loops_are_followed_over_states_of_the_world(self):
        words = ["loops", "status_quo", "--rows", "2", "--set", "time.weeks=40", "--futures", "20"]
        plain, ran = program(*words[:-2]), program(*words)
        self.assertEqual(ran.returncode, 0, ran.stderr)
        self.assertTrue(ran.stdout.startswith(plain.stdout), "the report of the reference case stays")
        self.assertRegex(" ".join(ran.stdout.split()), r"Over 20 states of the world \(seed 20080107; \d+ parameters and 3 structural choices vary\)")
        by_csv, by_json = tables(program(*words, "--format", "csv").stdout), json.loads(program(*words, "--format", "json").stdout)[0]
        leads = {row["loop"]: row for row in by_json["loops_over_futures"]}
        self.assertEqual([row["loop"] for row in by_csv["loops_over_futures"]], list(leads))
        self.assertEqual(list(leads), ["security dilemma", *[row["loop"] for row in by_json["loops"] if row["dilemma"] == 0][:2]])
        by_week = [row["lead_share"] for row in by_json["leads_over_futures"] if row["loop"] == "security dilemma"]
        self.assertEqual(len(by_week), 39)
        self.assertLessEqual(max(by_week), leads["security dilemma"]["leads"])
        again = program(*words, "--seed", "5")
        self.assertNotEqual(again.stdout, ran.stdout)
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "fixed.toml").write_text('schema = 1\nname = "fixed"\nextends = "status_quo"\n[uncertainty]\nkind = "luck"\n')
            refused = program("loops", "fixed.toml", "--futures", "5", folder=folder)
            self.assertEqual(refused.returncode, 2)
            self.assertIn("nothing varies in fixed", refused.stderr)

    def test_several_scenarios_are_reported_in_turn(self):
        text = program("loops", "status_quo", "engagement", "--set", "time.weeks=40").stdout
        self.assertEqual(re.findall(r"^(\w+): [\d,]+ feedback loops", text, re.MULTILINE), ["status_quo", "engagement"])

    def test_stability_and_cuts_are_shown_when_asked_for(self):
        plain = program("loops", "status_quo", "--set", "time.weeks=60").stdout
        ran = program("loops", "status_quo", "--set", "time.weeks=60", "--stability", "--cut", "1")
        self.assertEqual(ran.returncode, 0, ran.stderr)
        for words in ("largest eigenvalue", "loop that is cut"):
            self.assertNotIn(words, plain)
            self.assertIn(words, ran.stdout)

    @unittest.skipUnless(shutil.which("dot"), "Graphviz is not installed")
    def test_the_diagram_has_the_links_of_the_dilemma(self):
        with tempfile.TemporaryDirectory() as folder:
            words = ["loops", "status_quo", "-o", "loops.svg"]
            self.assertEqual(program(*words, folder=folder).returncode, 0)
            svg = ElementTree.parse(Path(folder) / "loops.svg")
            texts = {"".join(element.itertext()).strip() for element in svg.iter("{http://www.w3.org/2000/svg}title")}
            self.assertLessEqual({"attacks->rival_threat", "perceived_threat->direct", "threat->perceived_threat"}, texts)
            self.assertNotEqual(program(*words, folder=folder).returncode, 0, "the file exists")
            self.assertEqual(program(*words, "--force", folder=folder).returncode, 0)

    def test_without_graphviz_it_says_how_to_get_it_and_the_graph_is_written_all_the_same(self):
        with tempfile.TemporaryDirectory() as folder:
            environment = dict(os.environ, PATH=folder)
            refused = program("loops", "status_quo", "-o", "loops.svg", folder=folder, environment=environment)
            self.assertNotEqual(refused.returncode, 0)
            self.assertIn("apt install graphviz", refused.stderr)
            self.assertEqual(os.listdir(folder), [])
            self.assertEqual(program("loops", "status_quo", "-o", "loops.dot", folder=folder, environment=environment).returncode, 0)
            self.assertIn("attacks -> rival_threat", (Path(folder) / "loops.dot").read_text(encoding="utf-8"))

    def test_what_cannot_be_done_is_refused_by_name(self):
        for words, code, message in ((["loops", "status_quo_cells"], 2, "cells"), (["loops", "adaptive_protection"], 2, "the rule '"),
                                     (["loops", "status_quo", "-o", "loops.png"], 2, ".svg or .dot"),
                                     (["loops", "status_quo", "engagement", "-o", "loops.svg"], 2, "one scenario"),
                                     (["loops", "status_qou"], 3, "status_quo")):
            with self.subTest(words=words), tempfile.TemporaryDirectory() as folder:
                refused = program(*words, folder=folder)
                self.assertEqual((refused.returncode, refused.stdout), (code, ""))
                self.assertIn(message, refused.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[2:])
