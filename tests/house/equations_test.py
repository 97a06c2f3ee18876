#!/usr/bin/python3
"""The site's MathML says what the text of the equations says."""

import html
import re
import sys
import unittest
import xml.etree.ElementTree as ElementTree
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts" / "documents"))
sys.dont_write_bytecode = True
from equations import with_mathml  # noqa: E402


def shape(text):
    """A formula as nested lists of the parts that have a place of their own: fractions, indices, powers, roots."""
    def of(element):
        parts = [of(child) for child in element]
        parts = [part for part in parts if part != ""]
        if element.tag in ("mfrac", "msub", "msup", "msubsup", "munder", "msqrt"):
            return [element.tag[1:], *parts]
        return (element.text or "").replace("\u2061", "") if not len(element) else parts[0] if len(parts) == 1 else parts
    return of(ElementTree.fromstring(re.search("<math>.*</math>", with_mathml(f"`{text}`"))[0]))


def signs(text):
    """The characters of a formula but for those that its layout stands for."""
    for shown, written in {"σ": "sigma", "κ": "kappa", "ρ": "rho", "ι": "iota", "π": "pi", "−": "-", "⋅": "*", "≤": "<=", "≥": ">=", "∑": "sum", "∏": "prod", "′": "'", "…": "..."}.items():
        text = text.replace(shown, written)
    return re.sub(r"[\s*/()^_`\u2061]|sqrt", "", text)


class Equations(unittest.TestCase):
    def test_what_divides_stands_below_and_what_is_an_index_beside(self):
        self.assertEqual(shape("a*b/c + 1"), [["frac", ["a", "⋅", "b"], "c"], "+", "1"])
        self.assertEqual(shape("(a + 1)/(b - 1)"), ["frac", ["a", "+", "1"], ["b", "−", "1"]])
        self.assertEqual(shape("w_k*M_k'"), [["sub", "w", "k"], "⋅", ["subsup", "M", "k", "′"]])
        self.assertEqual(shape("sqrt(T*TR) - 1"), [["sqrt", "T", "⋅", "TR"], "−", "1"])
        self.assertEqual(shape("x_F^(w_F/w)*2"), [["sup", ["sub", "x", "F"], ["frac", ["sub", "w", "F"], "w"]], "⋅", "2"])

        self.assertEqual(shape("a*2^-52"), ["a", "⋅", ["sup", "2", ["−", "52"]]])

    def test_keys_stay_whole(self):
        self.assertEqual(shape("direct.floor - presence_memory"), ["direct.floor", "−", "presence_memory"])

    def test_what_is_wanted_is_no_product(self):
        self.assertEqual(shape("(D* - D)/w"), ["frac", [["sup", "D", "*"], "−", "D"], "w"])

    def test_a_sum_takes_the_product_behind_it(self):
        self.assertEqual(shape("sum_k w_k*q_k - 1"), [[["under", "∑", "k"], ["sub", "w", "k"], "⋅", ["sub", "q", "k"]], "−", "1"])

    def test_code_that_is_no_formula_stays_code(self):
        for text in ["`direct.*`", "`[run] host = false`", "`x = \"y\"`", "`--set a=1`", "`models/*.def`", "`fulcrum run`", "```sh\na*b\n```"]:
            with self.subTest(text):
                self.assertEqual(with_mathml(text), text)

    def test_a_long_line_is_broken_before_a_sign_and_keeps_every_part(self):
        long = " + ".join(f"gain_of_{i}*(cause_{i} - 1)" for i in range(9))
        shown = with_mathml(f"```\n(1.1)  x = {long}\n```")
        rows = re.findall("<mtr>(.*?)</mtr>", shown)
        self.assertGreater(len(rows), 3)
        for part in rows:
            told = html.unescape(re.sub("<[^>]+>", "", part))
            self.assertEqual(told.count("("), told.count(")"), told)  # never broken within a parenthesis without need

    def test_no_sign_of_any_equation_of_the_model_is_lost(self):
        text = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
        shown = re.findall('<div class="equation".*?</div>', with_mathml(text))
        self.assertGreater(len(shown), 140)
        self.assertEqual(len(shown), len(re.findall(r"^\(\d+b?\.\w+\) ", text, re.MULTILINE)))
        for one in shown:
            told = html.unescape(re.search('alttext="(.*?)"', one)[1])
            with self.subTest(told):
                self.assertIn(" ".join(re.sub(" +", " ", told).split()), " ".join(text.split()))
                self.assertEqual(signs(html.unescape(re.sub("<[^>]+>", "", one))), signs(told))
                ElementTree.fromstring(one)


if __name__ == "__main__":
    unittest.main()
