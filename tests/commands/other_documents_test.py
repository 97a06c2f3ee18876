#!/usr/bin/python3
"""Every command and file of the documents that are no tour runs as it stands there, but for the numbers of runs, which are made small.

Usage: other_documents_test.py PROGRAM
"""

import re
import shlex
import subprocess

import program
from documents_test import blocks
from program import CommandTest

DOCUMENTS = ("briefing", "claims", "explain", "exploration", "findings", "performance", "rules", "agents", "game")
FEW = {"--points": "16", "--space": "20", "--replicates": "4", "--futures": "20"}
USUAL = {"sensitivity": ["--points", "16"], "discover": ["--points", "64"], "robust": ["--points", "16"], "claims": ["--replicates", "4"],
         "run": ["--futures", "20"], "compare": ["--futures", "20"]}


def lines_of(document):
    """The program's command lines of a document, as lists of words."""
    for block in blocks(document, "") + blocks(document, "sh"):
        for line in block.replace("\\\n", " ").splitlines():
            if line.startswith("fulcrum "):
                yield shlex.split(line, comments=True)[1:]


def small(words):
    """The same with few runs."""
    few = list(words)
    for i, word in enumerate(few[:-1]):
        if word in FEW:
            few[i + 1] = "64" if few[0] == "discover" and word == "--points" else FEW[word]  # boxes need some points
    usual = USUAL.get(few[0], [])
    if usual and usual[0] not in few and "--replicates" not in few:
        few += usual
    return few


class OtherDocuments(CommandTest):
    def clear(self):
        for name in self.files():
            (self.folder / name).unlink()

    def test_every_command_line_runs(self):
        count = 0
        for document in DOCUMENTS:
            self.clear()
            self.write("my_claims.toml", blocks("docs/claims.md", "toml")[0])
            for words in lines_of(f"docs/{document}.md"):
                for name in self.files():
                    if name.endswith(".h5") and name not in words and document != "briefing":
                        (self.folder / name).unlink()
                with self.subTest(document=document, words=words):
                    done = self.call(*small(words))
                    none = words[0] == "discover" and re.search(r"\b0 of \d+ points are of interest", done.stderr)
                    self.assertTrue(done.returncode == 0 or none, done.stderr)  # so few points may have none of interest
                count += 1
        self.assertGreater(count, 25)

    def test_the_study_of_the_sweeps_runs_and_grows(self):
        study = blocks("docs/sweeps.md", "toml")[0].replace("replicates = 20", "replicates = 2").replace("points = 256", "points = 4")
        self.write("study.toml", study)
        points = 4
        for words in lines_of("docs/sweeps.md"):
            if words[0] == "resume" or "--shard" in words or words[0] == "merge":
                continue
            if "--extend" in words:
                points *= 2
                self.write("study.toml", study.replace("points = 4", f"points = {points}"))
                words = [word.replace("sweep.h5", "when_does_engagement_fail.h5") for word in words]
            with self.subTest(words=words):
                self.succeed(*words, *(["--force"] if "--extend" not in words else []))

    def test_the_shards_of_the_sweeps_are_merged(self):
        self.write("study.toml", blocks("docs/sweeps.md", "toml")[0].replace("replicates = 20", "replicates = 2").replace("points = 256",
                                                                                                                       "points = 4"))
        block = next(block for block in blocks("docs/sweeps.md", "") if block.startswith("fulcrum sweep study.toml --shard 1/2"))
        done = subprocess.run(["bash", "-ec", f'fulcrum() {{ "{program.PROGRAM}" "$@"; }}\n{block}'], cwd=self.folder, capture_output=True,
                              text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("all.h5", self.files())

    def test_parts_of_files_are_valid(self):
        head = 'schema = 1\nname = "part"\nextends = "status_quo.toml"\n'
        for document in ("agents", "uncertainty"):
            for block in blocks(f"docs/{document}.md", "toml"):
                self.succeed("validate", self.write("part.toml", head + block))
        for block in blocks("docs/claims.md", "toml"):
            self.succeed("validate", self.write("claims.toml", block))
        for block in blocks("docs/game.md", "toml"):
            self.succeed("validate", self.write("game.toml", block))


if __name__ == "__main__":
    program.main()
