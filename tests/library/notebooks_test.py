#!/usr/bin/python3
"""The notebooks of docs/notebooks run from an empty kernel, draw their figures and end with an answer; what they came to is not stored.

Needs nbclient, nbformat and ipykernel.
Usage: notebooks_test.py PROGRAM LIBRARY
"""

import os
import sys
import tempfile
import unittest
from pathlib import Path

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = ROOT / "docs" / "notebooks"
FIGURES = {"first_hour": 1, "uncertainty": 2, "own_theatre": 1, "the_paper": 2}


def sources(book, kind):
    return [cell.source for cell in book.cells if cell.cell_type == kind]


def printed(cell):
    return "".join(output.text for output in cell.get("outputs", []) if output.output_type == "stream" and output.name == "stdout")


class Notebooks(unittest.TestCase):
    def executed(self, name):
        """The notebook after it ran in an empty folder, with the package and the program under test."""
        book = nbformat.read(NOTEBOOKS / f"{name}.ipynb", 4)
        with tempfile.TemporaryDirectory() as folder:
            NotebookClient(book, timeout=600, kernel_name="python3", resources={"metadata": {"path": folder}}).execute()
        return book

    def check(self, name):
        """Returns the answer: what the last code prints."""
        book = self.executed(name)
        figures = [output for cell in book.cells for output in cell.get("outputs", []) if "image/png" in output.get("data", {})]
        self.assertEqual(len(figures), FIGURES[name])
        answer = printed([cell for cell in book.cells if cell.cell_type == "code"][-1])
        self.assertTrue(answer)
        return answer

    def test_the_first_hour(self):
        self.assertIn("engagement: less direct support", self.check("first_hour"))

    def test_uncertainty(self):
        self.assertIn("Engagement lowers direct support in", self.check("uncertainty"))

    def test_a_theatre_of_ones_own(self):
        self.assertIn("In River Land more patrols after the truce mean", self.check("own_theatre"))

    def test_the_paper(self):
        self.assertIn("7 of 7 orderings hold, and 16 of 16 claims", self.check("the_paper"))


class Form(unittest.TestCase):
    def test_all_notebooks_are_tested(self):
        self.assertEqual({path.stem for path in NOTEBOOKS.glob("*.ipynb")}, set(FIGURES))

    def test_they_begin_with_a_question_and_end_with_an_answer(self):
        for name in FIGURES:
            texts = sources(nbformat.read(NOTEBOOKS / f"{name}.ipynb", 4), "markdown")
            self.assertRegex(texts[0], r"^# [^\n]*\?\n", name)
            self.assertTrue(any(text.startswith("## Answer") for text in texts[-2:]), name)

    def test_outputs_are_not_stored(self):
        for name in FIGURES:
            for cell in nbformat.read(NOTEBOOKS / f"{name}.ipynb", 4).cells:
                self.assertFalse(cell.get("outputs"), f"{name}: clear the outputs")
                self.assertIsNone(cell.get("execution_count"), f"{name}: clear the outputs")


if __name__ == "__main__":
    PROGRAM, LIBRARY = sys.argv[1:3]
    os.environ.update(FULCRUM_PROGRAM=PROGRAM, FULCRUM_LIBRARY=LIBRARY, PYTHONDONTWRITEBYTECODE="1", PYDEVD_DISABLE_FILE_VALIDATION="1",
                      PYTHONPATH=os.pathsep.join([str(ROOT / "scripts" / "python"), os.environ.get("PYTHONPATH", "")]))
    unittest.main(argv=sys.argv[:1] + sys.argv[3:])
