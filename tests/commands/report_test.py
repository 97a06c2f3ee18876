#!/usr/bin/python3
"""The Markdown briefing and its figures as their readers meet them; the briefing on paper.  Usage: report_test.py PROGRAM"""

import os
import re
import shutil
import signal
import subprocess
import time
import unittest
from pathlib import Path
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


class Endings(CommandTest):
    def test_the_ending_decides_and_an_unknown_one_is_refused_with_those_allowed(self):
        self.succeed("run", *LUCK, "status_quo", "--replicates", 1, "-o", "r.h5")
        self.succeed("report", "r.h5", "-o", "a.md")
        self.assertTrue((self.folder / "a.md").read_text().startswith("# "))
        self.succeed("report", "r.h5", "-o", "a.html")
        self.assertTrue((self.folder / "a.html").read_text().startswith("<!"))
        before = self.files()
        self.expect(2, "-o a.docx: a briefing is a .html, .md, .pdf file", "report", "r.h5", "-o", "a.docx")
        self.expect(2, "-o b.md: the ending says md, but pdf was asked for", "report", "r.h5", "-o", "b.md", "--pdf")
        self.expect(2, "--format", "report", "r.h5", "--pdf", "--format", "md")
        self.assertEqual(self.files(), before)


class Paper(CommandTest):
    """With browsers that are scripts of the test: what they do is known."""

    def setUp(self):
        super().setUp()
        self.succeed("run", *LUCK, "status_quo", "--replicates", 1, "-o", "r.h5")
        for name in ("bin", "temporary"):
            (self.folder / name).mkdir()

    def browser(self, script):
        """A chromium that hands its words on as $pdf and $page; the only program in PATH."""
        path = self.folder / "bin" / "chromium"
        path.write_text('#!/bin/sh\nfor word in "$@"; do case "$word" in --print-to-pdf=*) pdf="${word#*=}";; file://*) page="${word#file://}";; esac; done\n' + script)
        path.chmod(0o755)

    def printed(self, code, message="", *more):
        done = self.call("report", "r.h5", *(more or ("--pdf",)), PATH=str(self.folder / "bin"), TMPDIR=str(self.folder / "temporary"))
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertIn(message, done.stderr)
        self.assertEqual(list((self.folder / "temporary").iterdir()), [], "what was made for the browser is gone")
        if code != 0:
            self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
            self.assertEqual(self.files(), ["bin", "r.h5", "temporary"])

    def test_without_a_browser_one_sentence_says_what_is_missing(self):
        self.printed(6, "PATH has no chromium or google-chrome; install one (Debian: apt install chromium)")

    def test_a_browser_that_fails_or_prints_half_leaves_nothing(self):
        for script, message in (("exit 3", "chromium ended with 3"), ('echo "%PDF-1.4" > "$pdf"', "printed no whole page"), ("exit 0", "printed no whole page"),
                                ("kill -9 $$", "was ended by signal 9")):
            self.browser(script)
            self.printed(6, message)

    def test_what_it_prints_is_the_page_and_takes_the_name_that_was_asked_for(self):
        self.browser('{ echo "%PDF-1.4"; while read -r line; do echo "$line"; done < "$page"; echo "%%EOF"; } > "$pdf"')
        self.printed(0)
        self.printed(0, "", "-o", "other.pdf")
        text = (self.folder / "r.pdf").read_text()
        self.assertIn("<title>", text)
        self.assertEqual(text, (self.folder / "other.pdf").read_text())
        self.expect(6, "r.pdf: already exists; --force replaces it", "report", "r.h5", "--pdf")

    def test_a_signal_ends_the_browser_too_and_leaves_nothing(self):
        self.browser('echo $$ > "${0%/*}/started"; while :; do :; done')
        environment = self.environment(PATH=str(self.folder / "bin"), TMPDIR=str(self.folder / "temporary"))
        started = self.folder / "bin" / "started"
        with subprocess.Popen([program.PROGRAM, "report", "r.h5", "--pdf"], cwd=self.folder, env=environment, stderr=subprocess.DEVNULL) as run:
            while not (started.exists() and started.read_text().strip()):
                self.assertIsNone(run.poll(), "it waits for the browser")
                time.sleep(0.05)
            run.terminate()
            self.assertEqual(run.wait(60), -signal.SIGTERM)
        with self.assertRaises(ProcessLookupError):
            os.kill(int(started.read_text()), 0)
        self.assertEqual(list((self.folder / "temporary").iterdir()), [])
        self.assertEqual(self.files(), ["bin", "r.h5", "temporary"])

    @unittest.skipUnless(shutil.which("chromium") and shutil.which("pdftotext"), "chromium or pdftotext is not installed")
    def test_chromium_prints_every_section(self):
        done = self.call("report", "r.h5", "-o", "a b#1.pdf")
        self.assertEqual(done.returncode, 0, done.stderr)
        text = subprocess.run(["pdftotext", Path(self.folder) / "a b#1.pdf", "-"], capture_output=True, text=True, check=True).stdout
        for said in ("Support over time", "How it works", "Limits, and how to check", "Glossary"):
            self.assertIn(said, text)


if __name__ == "__main__":
    program.main()
