"""A small engine for XMILE models, independent of the program: reads the XML, orders the equations, steps them by Euler's method.

It knows what the standard says of stocks, flows, auxiliaries and graphical functions, and nothing of fulcrum.
"""

import ast
import bisect
import math
import re
import xml.etree.ElementTree as ElementTree

NAMESPACE = "{http://docs.oasis-open.org/xmile/ns/XMILE/v1.0}"
FUNCTIONS = {"MIN": min, "MAX": max, "EXP": math.exp, "SQRT": math.sqrt, "LN": math.log, "ABS": abs}


def _python(equation):
    """XMILE's expression as one of Python: IF c THEN a ELSE b, powers, comparisons."""
    while (found := equation.find("(IF ")) >= 0:
        end = _closing(equation, found)
        inner = equation[found + 4:end]
        then, other = _outside(inner, " THEN "), _outside(inner, " ELSE ")
        condition, yes, no = inner[:then], inner[then + 6:other], inner[other + 6:]
        equation = f"{equation[:found]}(({yes}) if ({condition}) else ({no})){equation[end + 1:]}"
    return equation.replace("^", "**")


def _closing(text, opening):
    depth = 0
    for i in range(opening, len(text)):
        depth += {"(": 1, ")": -1}.get(text[i], 0)
        if depth == 0:
            return i
    raise ValueError(f"no closing bracket: {text}")


def _outside(text, word):
    """Where a word stands outside all brackets."""
    depth = 0
    for i, character in enumerate(text):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth == 0 and text.startswith(word, i):
            return i
    raise ValueError(f"no {word}: {text}")


def _graph(element):
    """A graphical function: straight between its points, which stand at equal distances, and flat outside."""
    scale = element.find(f"{NAMESPACE}xscale")
    y = [float(point) for point in element.find(f"{NAMESPACE}ypts").text.split(",")]
    low, high = float(scale.get("min")), float(scale.get("max"))
    x = [low + i * (high - low) / (len(y) - 1) for i in range(len(y))]

    def value(at):
        i = min(max(bisect.bisect_right(x, at) - 1, 0), len(x) - 2)
        share = min(max((at - x[i]) / (x[i + 1] - x[i]), 0.0), 1.0)
        return y[i] if share == 0 else y[i + 1] if share == 1 else y[i] + share * (y[i + 1] - y[i])

    return value


class Model:
    """A model in memory; `run` gives every variable at every time."""

    def __init__(self, text):
        root = ElementTree.fromstring(text)
        specs = root.find(f"{NAMESPACE}sim_specs")
        self.start, self.stop, self.dt = (float(specs.find(f"{NAMESPACE}{name}").text) for name in ("start", "stop", "dt"))
        self.stocks, self.flows, self.equations, self.graphs = {}, {}, {}, {}  # a graph is called by its name
        for variable in root.find(f"{NAMESPACE}model/{NAMESPACE}variables"):
            self._read(variable)
        self._order = self._ordered(self.equations, set(self.stocks))
        self._codes = {name: self._code(equation) for name, equation in self.equations.items()}

    def _read(self, variable):
        name = variable.get("name")
        if name in self.stocks or name in self.equations or name in self.graphs:
            raise ValueError(f"two variables are called {name}")
        if variable.tag == f"{NAMESPACE}gf":
            self.graphs[name] = _graph(variable)
            return
        equation = variable.find(f"{NAMESPACE}eqn").text
        if variable.tag == f"{NAMESPACE}stock":
            self.stocks[name] = equation
            self.flows[name] = [flow.text for flow in variable.findall(f"{NAMESPACE}inflow")]
            return
        self.equations[name] = equation

    @staticmethod
    def _code(equation):
        return compile(_python(equation), equation, "eval")

    @staticmethod
    def _names(equation):
        return {node.id for node in ast.walk(ast.parse(_python(equation), mode="eval")) if isinstance(node, ast.Name)}

    def _ordered(self, equations, known):
        """Equations in an order in which each uses what is known: there must be no circle."""
        uses = {name: self._names(equation) - set(FUNCTIONS) - set(self.graphs) - {"TIME", "DT"} for name, equation in equations.items()}
        for name, used in uses.items():
            for other in used - known - set(equations):
                raise ValueError(f"{name} uses {other}, which nobody defines")
        order, done = [], set(known)
        while len(order) < len(equations):
            ready = [name for name in equations if name not in done and uses[name] <= done]
            if not ready:
                raise ValueError(f"a circle among {sorted(set(equations) - done)}")
            order += ready
            done.update(ready)
        return order

    def _value(self, name, values):
        return float(eval(self._codes[name], {"__builtins__": {}}, values))

    def run(self):
        """Every variable's values by time."""
        values = dict(FUNCTIONS, **self.graphs, DT=self.dt, TIME=self.start)
        all_at_start = {**self.equations, **self.stocks}
        for name in self._ordered(all_at_start, set()):
            values[name] = self._value(name, values) if name in self.equations else float(eval(self._code(self.stocks[name]), {"__builtins__": {}}, values))
        steps = round((self.stop - self.start) / self.dt) + 1
        seen = {name: [] for name in all_at_start}
        for step in range(steps):
            values["TIME"] = self.start + step * self.dt
            for name in self._order:
                values[name] = self._value(name, values)
            for name in seen:
                seen[name].append(values[name])
            moved = {stock: values[stock] + self.dt * sum(values[flow] for flow in flows) for stock, flows in self.flows.items()}
            values.update(moved)
        return seen
