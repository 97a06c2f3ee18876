#!/usr/bin/python3
"""What the project says of itself in several files is the same in all of them: name, version, licence, keywords.  Usage: metadata_test.py"""

import json
import re
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def citation(key):
    return re.search(rf'^{key}: "?([^"\n]*)"?$', (ROOT / "CITATION.cff").read_text(encoding="utf-8"), re.MULTILINE).group(1)


class Metadata(unittest.TestCase):
    def setUp(self):
        self.codemeta = json.loads((ROOT / "codemeta.json").read_text(encoding="utf-8"))

    def test_the_version_is_that_of_the_build(self):
        built = re.search(r"project\(fulcrum\s+VERSION\s+(\S+)", (ROOT / "CMakeLists.txt").read_text(encoding="utf-8")).group(1)
        self.assertEqual(self.codemeta["version"], built)
        self.assertEqual(citation("version"), built)
        recipes = {"scripts/release/fulcrum.def": r"image\.version (\S+)", "scripts/release/conda/meta.yaml": r'set version = "([^"]+)"'}
        for name, form in recipes.items():
            self.assertEqual(re.search(form, (ROOT / name).read_text(encoding="utf-8")).group(1), built, name)

    def test_the_licence_is_the_same(self):
        self.assertTrue(self.codemeta["license"].endswith("/" + citation("license")))

    def test_keywords_are_the_same(self):
        listed = (ROOT / "CITATION.cff").read_text(encoding="utf-8").split("keywords:\n")[1].split("references:")[0]
        self.assertEqual(self.codemeta["keywords"], [line.strip("- ").strip() for line in listed.splitlines() if line.strip()])


if __name__ == "__main__":
    unittest.main()
