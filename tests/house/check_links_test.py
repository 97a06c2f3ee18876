#!/usr/bin/python3
"""scripts/checks/check_links.py finds links that lead nowhere, and nothing else."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "checks" / "check_links.py"


class CheckLinks(unittest.TestCase):
    def check(self, text):
        """Exit code and output of the check on a tree of this document and one beside it."""
        with tempfile.TemporaryDirectory() as root:
            (Path(root) / "a.md").write_text(text + "\n", encoding="utf-8")
            (Path(root) / "b.md").write_text("# Two words, and `code`\n\n## Again\n\n## Again\n", encoding="utf-8")
            run = subprocess.run([sys.executable, SCRIPT, root], capture_output=True, text=True, check=False)
            return run.returncode, run.stdout

    def test_refuses_what_leads_nowhere(self):
        for link, why in [("c.md", "there is no such file"), ("b.md#three", "b.md has no such heading"), ("#top", "a.md has no such heading"),
                          ("../c.md", "leads out of the project"), ("b.md#again-2", "b.md has no such heading")]:
            with self.subTest(link):
                self.assertEqual(self.check(f"one\n\n[text]({link})"), (1, f"a.md:3: link to {link}: {why}\n"))

    def test_refuses_a_document_or_script_that_is_named_and_is_not_there(self):
        for name in ["docs/missing.md", "scripts/missing.py"]:
            self.assertEqual(self.check(f"see `{name}`"), (1, f"a.md:1: {name}: there is no such file\n"))

    def test_allows_what_exists_and_what_is_no_link(self):
        for text in ["[text](b.md)", "[text](b.md#two-words-and-code)", "[text](b.md#again-1)", "[text](https://example.org/c.md)",
                     "`[text](c.md)`", "```\n[text](c.md)\n```", "![picture](b.md)"]:
            with self.subTest(text):
                self.assertEqual(self.check(text), (0, ""))


if __name__ == "__main__":
    unittest.main()
