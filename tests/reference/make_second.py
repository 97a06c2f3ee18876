#!/usr/bin/python3
"""Writes the references of the second edition that the tests compare the program with: second_NN.json, strategies_second.json and
off.json.

Deterministic: the same files every time. Numbers are written with as many digits as it takes to read back the same double.

Usage: make_second.py [DIR]      DIR: where to write; the folder of this script unless given.
"""

import sys
from pathlib import Path

from core_reference import mean_of_last, probability_of_confrontation
from declarations import CORE, CORE_BY_MILITIA
from make_reference import write
from second_declarations import OFF, new_case
from second_random import COUNT, random_case
from second_run import BY_NEIGHBOUR, run
from strategies import STRATEGIES, WEEKS

EVERY = 26  # weeks between the recorded weeks of a random case
# What the core set of series gained, and the composites and chances of step 19; recorded over the weeks beside the first edition's.
GAINED = ("presence resolve belief proof record delivery_capacity deadline violation balance_seen posture_forces").split()
GAINED_BY_HOST = "consent exit_support mandate front turnout shadow_state offensive_effort".split()
NOT_SERIES = ["course", "chance_patron", "chance_militia", "order", "raids", "warning_patron", "warning_militia"]


def kinds_of(row, case):
    """The axis of every series: scalars, by militia, by neighbour, by recipient, by organiser, by bloc."""
    axis = {name: "by_militia" for name in row if isinstance(row[name], dict)}
    axis |= {name: "by_neighbour" for name in BY_NEIGHBOUR} | {"received": "by_recipient"}
    axis |= {name: kind for name, kind in (("turnout_of", "by_organiser"), ("seats", "by_bloc"), ("position", "by_bloc"),
                                           ("share", "by_bloc")) if name in row}
    return {name: axis.get(name, "series") for name in row}


def over_weeks(rows, case):
    """Scalars of the core set and what militias can do and whom they obey, at some weeks."""
    weeks = sorted({*range(0, case["weeks"], EVERY), case["weeks"] - 1})
    names = CORE + [name for name in GAINED + GAINED_BY_HOST if name in rows[0]]
    by_militia = CORE_BY_MILITIA + (["integration"] if "integration" in rows[0] else [])
    return {"weeks_recorded": weeks, "series": {name: [rows[t][name] for t in weeks] for name in names},
            "by_militia": {name: {k["name"]: [rows[t][name][k["name"]] for t in weeks] for k in case["militias"]}
                           for name in by_militia}}


def last_week(rows, case):
    """Every other series in the last week, by axis; `step_19` is what the program may not record with noise off."""
    row, recorded = rows[-1], over_weeks(rows, case)
    kinds = kinds_of(row, case)
    rest = [name for name in row if name not in recorded["series"] and name not in recorded["by_militia"]
            and name not in NOT_SERIES]
    last = {axis: {name: row[name] for name in rest if kinds[name] == axis}
            for axis in ("series", "by_militia", "by_neighbour", "by_recipient", "by_organiser", "by_bloc")}
    return last | {"step_19": {name: row[name] for name in NOT_SERIES if name != "course"}}


def reference_of(case):
    """Inputs and outputs of a case."""
    rows = run(case)
    return {"case": case} | over_weeks(rows, case) | {"last_week": last_week(rows, case)}


def strategy_case(name, **changes):
    """The case of a reference strategy in the second edition, without host tables unless told."""
    levers, actions = STRATEGIES[name]
    return new_case(name, WEEKS, levers=levers, actions=actions, **changes)


def strategies_file():
    """The 22 strategies at the second edition's defaults: means of the last 52 weeks, cost, probability of a confrontation."""
    found = {}
    for name, (levers, actions) in STRATEGIES.items():
        rows = run(strategy_case(name))
        found[name] = {"levers": levers, "actions": actions, "weeks": WEEKS,
                       "last_52_weeks_mean": {column: mean_of_last(rows, column) for column in CORE + GAINED},
                       "cost": rows[-1]["burden_total"], "confrontation": probability_of_confrontation(rows)}
    return found


def off_file():
    """What the first edition is in keys of the second: switches, and the defaults that moved."""
    return {"parameters": OFF | {"cost.bluff": 0.5, "course.base": -4},
            "besides": "no deadline, a scripted rival, presence_reference 1, attack_scale 1, no host table, levers deniability, "
                       "march, commander_loss.<militia> and host_offensive.<militia> 0"}


def main(arguments):
    """Writes every file."""
    folder = Path(arguments[0]) if arguments else Path(__file__).parent
    folder.mkdir(parents=True, exist_ok=True)
    write(folder, "off.json", off_file())
    write(folder, "strategies_second.json", strategies_file())
    for number in range(COUNT):
        write(folder, f"second_{number:02d}.json", reference_of(random_case(number)))


if __name__ == "__main__":
    main(sys.argv[1:])
