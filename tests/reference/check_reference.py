#!/usr/bin/python3
"""Checks the reference itself against what the specification prints: the table of the 22 strategies to half of its last digit,
all orderings, the values of figure 2, and that ten years forget where direct support started.

Usage: check_reference.py [-v]      Exit codes: 0 all holds, 1 something does not.
"""

import sys
from types import SimpleNamespace

from core_reference import (initial_state, level_of_direct, mean_of_last, parameter_groups, probability_of_confrontation, run,
                            series, sigma, step_9_direct_wanted)
from declarations import new_case
from strategies import COLUMNS, STRATEGIES, TABLE, strategy_case


def table_problems(rows_of):
    """Cells of the table that the reference does not print alike."""
    for name, rows in rows_of.items():
        values = [mean_of_last(rows, column) for column in COLUMNS[:-2]]
        values += [rows[-1]["burden_total"], probability_of_confrontation(rows)]
        for column, printed, value in zip(COLUMNS, TABLE[name], values):
            if abs(value - printed) > 0.5e-4 + 1e-9:
                yield f"{name}: {column} is {value:.6f}, printed {printed:.4f}"


def orderings(rows_of):
    """The orderings of the specification: (claim, wording, holds)."""
    def last(column):
        return {name: mean_of_last(rows, column) for name, rows in rows_of.items()}

    D, I, B, tightness, V = (last(c) for c in ("direct", "indirect", "motive", "tightness", "insecurity"))
    Dbar = {name: mean_of_last(rows, "direct", len(rows)) for name, rows in rows_of.items()}
    cost = {name: rows[-1]["burden_total"] for name, rows in rows_of.items()}
    drift = {name: rows[-1]["balance"] - rows[0]["balance"] for name, rows in rows_of.items()}
    quo = rows_of["status_quo"]
    share = {name: I[name] / (I[name] + D[name]) for name in rows_of}

    def acts(k):
        return sum(row["capability"][k] * row["act"][k] for row in quo[-52:])

    e = 0.0001
    yield "P60", "D(containment_plus) > D(status_quo)", D["containment_plus"] > D["status_quo"] + e
    yield "P13", "motive(containment_plus) > motive(status_quo)", B["containment_plus"] > B["status_quo"] + e
    yield "P66", "D(coercion_alone) > D(status_quo) - .01", D["coercion_alone"] > D["status_quo"] - 0.01
    yield "P76", "tightness(coercion_alone) > tightness(status_quo)", tightness["coercion_alone"] > tightness["status_quo"]
    yield "P68", "D(engagement) < D(status_quo)", D["engagement"] < D["status_quo"] - e
    yield "P75", "D(engage_then_coerce) < D(engagement)", D["engage_then_coerce"] < D["engagement"] - e
    yield "P81", "D(engage_then_coerce) < D(coercion_alone)", D["engage_then_coerce"] < D["coercion_alone"] - e
    yield "P71", "D(engagement_weak_host) > D(engagement)", D["engagement_weak_host"] > D["engagement"] + e
    yield "P78", "D(engage_then_coerce) < D(engage_then_punish)", D["engage_then_coerce"] < D["engage_then_punish"] - e
    yield "P77", "indirect share, engage_then_coerce > engagement", share["engage_then_coerce"] > share["engagement"]
    yield "P5", "range of I < half the range of D", (max(I.values()) - min(I.values())
                                                     < 0.5 * (max(D.values()) - min(D.values())))
    yield "P4", "min I > .3 and min D > .01", min(I.values()) > 0.3 and min(D.values()) > 0.01
    yield "P62", "D(security_collapse) > D(status_quo)", D["security_collapse"] > D["status_quo"] + e
    yield "P72", "D(security_push) < D(status_quo)", D["security_push"] < D["status_quo"] - e
    yield "P26", "I(security_push) > I(status_quo)", I["security_push"] > I["status_quo"] + e
    yield "P63", "D(raids_only) > .8 D(status_quo)", D["raids_only"] > 0.8 * D["status_quo"]
    yield "P85", "D(full_package) lowest", D["full_package"] <= min(D.values())
    yield "P85", "D + I of full_package < status_quo", (D["full_package"] + I["full_package"]
                                                        < D["status_quo"] + I["status_quo"])
    yield "P85", "cost(full_package) < cost(status_quo)", cost["full_package"] < cost["status_quo"]
    yield "P85", "|balance drift| of full_package < status_quo", abs(drift["full_package"]) < abs(drift["status_quo"])
    yield "P61", "status_quo: balance rises, rival_power falls", (drift["status_quo"] > 0.01
                                                                  and quo[-1]["rival_power"] < quo[0]["rival_power"])
    first_year = sum(series(quo, "direct")[:52]) / 52
    yield "P60", "status_quo: D of the last year >= of the first - .02", D["status_quo"] >= first_year - 0.02
    yield "P64", ".75 < D(sanctions_only)/D(status_quo) < .97", 0.75 < D["sanctions_only"] / D["status_quo"] < 0.97
    yield "P65", "D(sanctions_tailored) < D(sanctions_only)", D["sanctions_tailored"] < D["sanctions_only"] - e
    yield "P48", "D and I of commitment_none > commitment_high", (D["commitment_none"] > D["commitment_high"] + e
                                                                  and I["commitment_none"] > I["commitment_high"] + e)
    yield "P74", "D(countervailing_coalition) > D(engagement) >= D(regional_framework)", (
        D["countervailing_coalition"] > D["engagement"] >= D["regional_framework"])
    yield "P83", "Dbar(coerce_then_engage) highest of the three orders", (
        Dbar["coerce_then_engage"] > max(Dbar["engage_then_coerce"], Dbar["engage_and_coerce"]) + e)
    yield "P53", "status_quo: acts of badr < those of mahdi_army", acts("badr") < acts("mahdi_army")
    yield "P37", "V(withdrawal) > V(status_quo)", V["withdrawal"] > V["status_quo"]


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
