#!/usr/bin/python3
"""Every command that the documents show runs as it stands there, and every whole file that they show is valid.

The README is a tour: its commands run one after another in one folder, which holds what the quickstart leaves. In the other documents each
block starts afresh, beside the files that its commands speak of.  Usage: documents_test.py PROGRAM
"""

import re
import shutil
import subprocess

import program
from program import ROOT, CommandTest

BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
WITHOUT_HELP = re.compile(r"^<!-- help: .*?^<!-- /help -->$", re.MULTILINE | re.DOTALL)
STUDY = """schema = 1
[study]
name = "my_study"
policies = ["status_quo", "engagement"]
replicates = 2
[design]
kind = "lhs"
points = 4
[design.factors]
"direct.threat_gain" = {}
"""


def blocks(document, language):
    text = WITHOUT_HELP.sub("", (ROOT / document).read_text(encoding="utf-8"))
    return [block for kind, block in BLOCK.findall(text) if kind == language]


def commands(document):
    """Blocks of commands: those whose lines all begin with the program's name, but for the one that shows its shape."""
    shown = [block for block in blocks(document, "") if re.match(r"fulcrum [a-z]", block)]
    assert shown, f"{document} shows no command"
    return shown


class Documents(CommandTest):
    def shell(self, text, where):
        script = f'set -eo pipefail\nfulcrum() {{ "{program.PROGRAM}" "$@"; }}\n{text}'
        done = subprocess.run(["bash", "-c", script], cwd=self.folder, env=self.environment(), capture_output=True, text=True, check=False,
                              timeout=600, stdin=subprocess.DEVNULL)
        self.assertEqual(done.returncode, 0, f"{where}:\n{text}{done.stdout[-2000:]}{done.stderr}")

    def clear(self):
        for name in self.files():
            path = self.folder / name
            shutil.rmtree(path) if path.is_dir() else path.unlink()

    def test_the_tour_of_the_readme_runs_from_its_first_command_to_its_last(self):
        self.succeed("compare", "status_quo", "engagement", "--replicates", 5, "-o", "quickstart.h5")
        for block in commands("README.md"):
            self.shell(block, "README.md")
        for block in blocks("README.md", "python"):
            if re.search(r"^import fulcrum$", block, re.MULTILINE):
                continue  # needs the package: tests/library/wheel_test.py runs it
            done = subprocess.run(["/usr/bin/python3", "-c", block], cwd=self.folder, capture_output=True, text=True, check=False)
            self.assertEqual(done.returncode, 0, done.stderr)

    def test_the_lesson_runs_from_its_first_command_to_its_last(self):
        for block in commands("docs/start.md"):
            self.shell(block, "docs/start.md")

    def test_commands_of_the_other_documents_run(self):
        for document in ("docs/commands.md", "docs/results-format.md"):
            for block in [b for b in blocks(document, "") if re.match(r"fulcrum [a-z]", b)]:
                self.clear()
                self.prepare(block)
                self.shell(block, document)

    def prepare(self, block):
        """The files that a block speaks of and does not make."""
        if "my_policy.toml" in block and "fulcrum new" not in block:
            self.succeed("new", "my_policy")
        if "theatre.toml" in block:
            self.write("theatre.toml", (ROOT / "scenarios/library/iraq_2008.toml").read_text(encoding="utf-8"))
        if "study.toml" in block:
            self.write("study.toml", STUDY)
        for name in set(re.findall(r"\b(\w+\.h5)", block)) - set(re.findall(r"-o (\w+\.h5)", block)):
            if not name.startswith("my_study"):  # that the sweep writes
                self.succeed("compare", "status_quo", "engagement", "--replicates", 5, "-o", name)

    def test_every_command_has_its_help_in_the_documents(self):
        text = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
        for name in self.names():
            self.assertIn(f"<!-- help: {name} -->", text)

    def names(self):
        """Of all commands, as the program's help lists them."""
        listed = re.findall(r"^  ([a-z]+) {3}", self.succeed("--help").stdout, re.MULTILINE)
        self.assertGreater(len(listed), 20)
        return listed

    def test_help_is_found_by_any_of_its_names_and_its_examples_are_those_that_run(self):
        self.assertEqual(self.succeed().stdout, self.succeed("--help").stdout)
        self.assertEqual(self.succeed("help").stdout, self.succeed("--help").stdout)
        run = "".join(block for document in ("docs/commands.md", "docs/hindcast.md") for block in blocks(document, ""))
        # The lab is built where Emscripten is: tests/browser runs it there.
        shown = "".join((ROOT / document).read_text(encoding="utf-8") for document in ("docs/hindcast.md", "docs/lab.md"))
        lines = {re.sub(r" +#.*", "", line.strip()) for line in (run + shown).splitlines()}
        for name in self.names():
            text = self.succeed("help", name).stdout
            self.assertEqual(text, self.succeed(name, "--help").stdout)
            examples = [line.strip() for line in text.split("Examples:\n")[1].splitlines()]
            self.assertTrue(examples)
            for example in examples:
                self.assertTrue(example.startswith(f"fulcrum {name}"), example)
                self.assertIn(example, lines)

    def test_whole_files_that_documents_show_are_valid(self):
        whole = [block for block in blocks("docs/scenarios.md", "toml") if block.startswith("schema = 1")]
        self.assertGreaterEqual(len(whole), 2)
        for block in whole:
            self.clear()
            self.succeed("validate", self.write("shown.toml", block))

    def test_parts_of_scenarios_that_documents_show_are_valid(self):
        head = 'schema = 1\nname = "part"\nextends = "status_quo.toml"\n'
        self.write("forcing.csv", "week,ceasefire,crackdown\n0,0,0.5\n26,0.7,0\n")
        for block in blocks("docs/scenarios.md", "toml"):
            if not block.startswith("schema = 1"):
                self.succeed("validate", self.write("part.toml", head + block))


if __name__ == "__main__":
    program.main()
