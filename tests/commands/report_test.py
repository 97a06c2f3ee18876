#!/usr/bin/python3
"""The Markdown briefing and its figures as their readers meet them.  Usage: report_test.py PROGRAM"""

import re
from xml.etree import ElementTree

import program
from program import CommandTest, LUCK

HOSTILE = """schema = 1
name = "talks"
title = '<b>"Talks" & rules</b> ]]> --> | `x`'
extends = "engagement"
[[rule]]
name = '<script> & "stop"'
when = "attacks > 0.1"
set = { rhetoric = 0.1 }
"""


class Report(CommandTest):
    def figures(self, name):
        """Text in the figures of a briefing, each read as XML, by the file that the briefing names."""
        text = (self.folder / f"{name}.md").read_text()
        found = re.findall(r"!\[.*\]\((.*\.svg)\)", text)
        self.assertEqual(sorted(found), sorted(f"{name}_figures/{path.name}" for path in (self.folder / f"{name}_figures").iterdir()))
        return {figure: "\n".join(ElementTree.parse(self.folder / figure).getroot().itertext()) for figure in found}

    def test_figures_are_well_formed_whatever_policies_and_rules_are_called(self):
        self.write("talks.toml", HOSTILE)
        self.succeed("compare", *LUCK, "status_quo", "talks.toml", "--replicates", 4, "-o", "r.h5")
        self.succeed("explain", "r.h5")
        self.succeed("report", "r.h5", "--format", "md")
        figures = self.figures("r")
        self.assertGreater(len(figures), 8)
        self.assertIn("Status quo", figures["r_figures/support.svg"])
        self.assertIn('<script> & "stop"', figures["r_figures/events.svg"].replace("\n", " "))

    def test_policies_that_differ_in_rules_have_a_briefing_that_names_them(self):
        self.succeed("compare", *LUCK, "status_quo", "adaptive_protection", "--replicates", 2, "-o", "rules.h5")
        self.succeed("report", "rules.h5", "--format", "md")
        self.assertRegex((self.folder / "rules.md").read_text(), r"\| Rules \| rules that set levers .* \| none \| protect the population \|")

    def test_causes_stand_in_the_briefing_in_sentences(self):
        self.succeed("run", *LUCK, "engagement", "--replicates", 2, "-o", "one.h5")
        said = self.succeed("explain", "one.h5").stdout
        self.succeed("report", "one.h5", "--format", "md")
        briefing = (self.folder / "one.md").read_text().lower()
        sentences = [line.removeprefix("- ").lower() for line in said.splitlines() if line.startswith("- ")]
        self.assertGreater(len(sentences), 4)
        for sentence in sentences:
            self.assertIn(sentence, briefing)
        self.assertIn("one_figures/why-direct.svg", self.figures("one"))


if __name__ == "__main__":
    program.main()
