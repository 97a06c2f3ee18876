#!/usr/bin/python3
"""Writes the references that the tests compare the program with: random_NN.json, strategies.json and strategy_<name>.json.

Deterministic: the same files every time. Numbers are written with as many digits as it takes to read back the same double.

Usage: make_reference.py [DIR]      DIR: where to write; the folder of this script unless given.
"""

import json
import sys
from pathlib import Path

from core_reference import mean_of_last, probability_of_confrontation, run, series
from declarations import ALL_BY_MILITIA, ALL_BY_NEIGHBOUR, ALL_BY_RECIPIENT, CORE, CORE_BY_MILITIA
from random_cases import COUNT, random_case
from strategies import STRATEGIES, strategy_case

EVERY = 13  # weeks between the recorded weeks of a random case
IN_FULL = ["status_quo", "containment_plus", "strikes_alone", "engage_then_coerce", "withdrawal"]


def one_line_each(value, depth=0):
    """JSON with one line an entry, so that a change shows where it is: objects of objects and lists of objects are opened."""
    pad, inner = " " * depth, " " * (depth + 1)
    opened = isinstance(value, dict) and (depth == 0 or any(isinstance(v, (dict, list)) for v in value.values()))
    if opened:
        lines = [f"{inner}{json.dumps(key)}: {one_line_each(v, depth + 1)}" for key, v in value.items()]
        return "{\n" + ",\n".join(lines) + f"\n{pad}}}"
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + ",\n".join(inner + json.dumps(v, allow_nan=False) for v in value) + f"\n{pad}]"
    return json.dumps(value, allow_nan=False)


def columns_at(rows, weeks):
    """The core series at some weeks: scalars by name, those of militias by name and militia."""
    at = [rows[t] for t in weeks]
    by_militia = {name: {k: [row[name][k] for row in at] for k in at[0][name]} for name in CORE_BY_MILITIA}
    return {"weeks_recorded": list(weeks), "series": {name: series(at, name) for name in CORE}, "by_militia": by_militia}


def last_week(rows):
    """Every series that is not core, in the last week."""
    row = rows[-1]
    by = {"by_militia": ALL_BY_MILITIA, "by_neighbour": ALL_BY_NEIGHBOUR, "by_recipient": ALL_BY_RECIPIENT}
    scalars = {name: value for name, value in row.items() if not isinstance(value, dict) and name not in CORE}
    return {"series": scalars} | {kind: {name: row[name] for name in names} for kind, names in by.items()}


def random_file(number):
    """Inputs and outputs of a random case."""
    case = random_case(number)
    rows = run(case)
    weeks = sorted({*range(0, case["weeks"], EVERY), case["weeks"] - 1})
    return {"case": case} | columns_at(rows, weeks) | {"last_week": last_week(rows)}


def differences(case):
    """What a strategy changes: the rest is the default theatre's."""
    return {"levers": STRATEGIES[case["name"]][0], "actions": case["actions"]}


def strategies_file(rows_of, cases):
    """The 22 strategies: what they change, means of the last 52 weeks, cost and probability of a confrontation."""
    return {name: differences(cases[name]) | {
        "weeks": cases[name]["weeks"],
        "last_52_weeks_mean": {column: mean_of_last(rows, column) for column in CORE},
        "cost": rows[-1]["burden_total"], "confrontation": probability_of_confrontation(rows)}
        for name, rows in rows_of.items()}


def write(folder, name, value):
    """One file, in UTF-8 with a newline at its end."""
    (folder / name).write_text(one_line_each(value) + "\n", encoding="utf-8")


def main(arguments):
    """Writes every file."""
    folder = Path(arguments[0]) if arguments else Path(__file__).parent
    folder.mkdir(parents=True, exist_ok=True)
    cases = {name: strategy_case(name) for name in STRATEGIES}
    rows_of = {name: run(case) for name, case in cases.items()}
    write(folder, "strategies.json", strategies_file(rows_of, cases))
    for name in IN_FULL:
        write(folder, f"strategy_{name}.json", {"case": cases[name]} | columns_at(rows_of[name], range(len(rows_of[name])))
              | {"last_week": last_week(rows_of[name])})
    for number in range(COUNT):
        write(folder, f"random_{number:02d}.json", random_file(number))


if __name__ == "__main__":
    main(sys.argv[1:])
