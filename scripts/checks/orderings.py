"""The orderings of policies in scenarios/orderings.toml, and what their conditions come to in numbers."""

import ast
import operator
import tomllib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

FILE = Path(__file__).resolve().parents[2] / "scenarios" / "orderings.toml"
YEAR = 52  # weeks
ARITHMETIC = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}
OVER_GROUPS = {"largest": lambda x: np.max(x, axis=0), "smallest": lambda x: np.min(x, axis=0),
               "spread": lambda x: np.max(x, axis=0) - np.min(x, axis=0)}
MEASURES = {"last_year": lambda x: x[..., -YEAR:].mean(axis=-1), "first_year": lambda x: x[..., :YEAR].mean(axis=-1),
            "mean": lambda x: x.mean(axis=-1), "end": lambda x: x[..., -1], "at": lambda x, week: x[..., week]}


@dataclass
class Ordering:
    claim: str
    statement: str
    holds: list


def _measure(node):
    """Series, entity (or None), run and numbers of last_year(capability.badr, status_quo)."""
    series, run, *numbers = node.args
    name, entity = (series.value.id, series.attr) if isinstance(series, ast.Attribute) else (series.id, None)
    return name, entity, run.id, [number.value for number in numbers]


class Orderings:
    """The file. `values(series, entity, run)` gives the recorded weeks: an array whose last axis is the week."""

    def __init__(self, path=FILE):
        document = tomllib.loads(path.read_text(encoding="utf-8"))
        self.groups = document["groups"]
        self.all = [Ordering(**table) for table in document["ordering"]]
        self.undecided = [Ordering(**table) for table in document["undecided"]]

    @property
    def strategies(self):
        return self.groups["strategies"]

    def series(self):
        """Names of the series that the conditions read, each once."""
        trees = [ast.parse(text) for ordering in self.all + self.undecided for text in ordering.holds]
        calls = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call) and node.func.id in MEASURES]
        return list(dict.fromkeys(_measure(node)[0] for node in calls))

    def effect(self, ordering, values):
        """By how much it holds: of the least of its conditions, the larger side less the smaller."""
        return np.min([self._difference(text, values) for text in ordering.holds], axis=0)

    def _difference(self, text, values):
        node = ast.parse(text, mode="eval").body
        left, right = (self._value(side, values, {}) for side in (node.left, node.comparators[0]))
        return left - right if isinstance(node.ops[0], (ast.Gt, ast.GtE)) else right - left

    def _value(self, node, values, members):
        if isinstance(node, ast.Constant):
            return node.value
        if isinstance(node, ast.UnaryOp):
            return -self._value(node.operand, values, members)
        if isinstance(node, ast.BinOp):
            return ARITHMETIC[type(node.op)](self._value(node.left, values, members), self._value(node.right, values, members))
        name = node.func.id
        if name in OVER_GROUPS:
            group = next(g for g in self.groups if any(isinstance(part, ast.Name) and part.id == g for part in ast.walk(node)))
            return OVER_GROUPS[name]([self._value(node.args[0], values, {group: member}) for member in self.groups[group]])
        if name in MEASURES:
            series, entity, run, numbers = _measure(node)
            return MEASURES[name](np.asarray(values(series, entity, members.get(run, run))), *numbers)
        of = [self._value(argument, values, members) for argument in node.args]
        return abs(of[0]) if name == "abs" else {"min": np.minimum, "max": np.maximum}[name].reduce(of)
