#!/usr/bin/python3
"""Checks the reference itself against what the specification prints: the table of the 22 strategies to half of its last digit,
all orderings, the values of figure 2, and that ten years forget where direct support started.

Usage: check_reference.py [-v]      Exit codes: 0 all holds, 1 something does not.
"""

import sys
from pathlib import Path
from types import SimpleNamespace

from core_reference import (initial_state, level_of_direct, mean_of_last, parameter_groups, probability_of_confrontation, run,
                            series, sigma, step_9_direct_wanted)
from declarations import new_case
from strategies import COLUMNS, STRATEGIES, TABLE, strategy_case

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts" / "checks"))
from orderings import Orderings  # noqa: E402  (found through the line above)


def table_problems(rows_of):
    """Cells of the table that the reference does not print alike."""
    for name, rows in rows_of.items():
        values = [mean_of_last(rows, column) for column in COLUMNS[:-2]]
        values += [rows[-1]["burden_total"], probability_of_confrontation(rows)]
        for column, printed, value in zip(COLUMNS, TABLE[name], values):
            if abs(value - printed) > 0.5e-4 + 1e-9:
                yield f"{name}: {column} is {value:.6f}, printed {printed:.4f}"


def orderings(rows_of):
    """The orderings of policies: (claim, wording, holds)."""
    data = Orderings()

    def weeks(column, militia, name):
        values = series(rows_of[name], column)
        return [value[militia] for value in values] if militia else values

    for ordering in data.all:
        yield ordering.claim, ordering.statement, data.effect(ordering, weeks) > 0


FIGURE_2 = {(0, 0): 0.056, (0.25, 0.5): 0.090, (0.5, 0): 0.118, (0.5, 0.5): 0.198, (0.5, 1): 0.339, (0.75, 0.5): 0.458,
            (1, 0.5): 0.750, (1, 1): 0.882}


def figure_2(T, B):
    """Equilibrium D and the sigma part of I at threat T and motive B: no cost, decision, ardour or lock-in, I = floor."""
    case = new_case(initial={"perceived_threat": T, "motive": B, "indirect": 0.4})
    p, y, w = parameter_groups(case), initial_state(case), SimpleNamespace(EC=0.0)
    step_9_direct_wanted(y, SimpleNamespace(decision=0.0, ardour=0.0, inducement=0.0), p, w, case["structure"])
    i = p.indirect
    return w.D_star, i.floor + i.span * sigma(i.intercept + i.motive_gain * B + i.threat_gain * T)


def figure_2_problems():
    """What of figure 2 does not hold: values, slopes on a grid of 0.05, ranges and minima."""
    for (T, B), printed in FIGURE_2.items():
        if abs(figure_2(T, B)[0] - printed) > 0.0005 + 1e-9:
            yield f"figure 2: D({T}, {B}) is {figure_2(T, B)[0]:.5f}, printed {printed:.3f}"
    n = 20
    surface = [[figure_2(i / n, j / n) for j in range(n + 1)] for i in range(n + 1)]
    D, I = ([value[part] for row in surface for value in row] for part in (0, 1))
    if round(min(I), 3) != 0.467 or round(max(I), 3) != 0.601:
        yield f"figure 2: I lies between {min(I):.4f} and {max(I):.4f}, printed .467 and .601"
    if (max(I) - min(I)) / (max(D) - min(D)) >= 0.35 or min(D) <= 0 or min(I) <= 0:
        yield "figure 2: range(I)/range(D) < .35 or a minimum above 0 does not hold"
    for a in range(n):
        for b in range(n + 1):
            dD_dT, dI_dT = (surface[a + 1][b][part] - surface[a][b][part] for part in (0, 1))
            dD_dB, dI_dB = (surface[b][a + 1][part] - surface[b][a][part] for part in (0, 1))
            if not (dD_dT > 0 and dD_dB >= 0 and dI_dB > 0 and abs(dI_dT) < abs(dD_dT)):
                yield f"figure 2: a slope has the wrong sign or size at grid point {a}, {b}"


def start_problems():
    """Ten years on, a start of direct support at .1 or .9 should not matter."""
    low, high = (run(new_case(weeks=520, initial={"direct": D}))[-1]["direct"] for D in (0.1, 0.9))
    if abs(low - high) > 0.005:
        yield f"starts at .1 and .9 end at {low:.5f} and {high:.5f}"


def structure_problems():
    """The linear form has the logistic's value and slope at z = 0."""
    d = parameter_groups(new_case()).direct
    for form in ("linear", "threshold"):
        if level_of_direct(0.0, d, form) != level_of_direct(0.0, d, "logistic"):
            yield f"structure.direct {form} differs from logistic at z = 0"
    slopes = [(level_of_direct(1e-4, d, form) - level_of_direct(-1e-4, d, form)) / 2e-4 for form in ("logistic", "linear")]
    if abs(slopes[0] - slopes[1]) > 1e-6:
        yield f"slopes of logistic and linear at z = 0: {slopes}"


def main():
    """Prints what does not hold."""
    rows_of = {name: run(strategy_case(name)) for name in STRATEGIES}
    found = list(orderings(rows_of))
    problems = [*table_problems(rows_of), *figure_2_problems(), *start_problems(), *structure_problems(),
                *(f"{claim}: {wording} does not hold" for claim, wording, holds in found if not holds)]
    for line in problems:
        print(line)
    print(f"{len(TABLE)} strategies x {len(COLUMNS)} columns, {len(found)} orderings, {len(FIGURE_2)} values of figure 2: "
          + (f"{len(problems)} do not hold" if problems else "all hold"))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
