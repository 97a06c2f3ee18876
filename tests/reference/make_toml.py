#!/usr/bin/python3
"""Writes a random case as a scenario file and a theatre file, to compare the program with the reference through its file format.

    make_toml.py 7 DIR            # DIR/random_07.toml and DIR/random_07_theatre.toml; compare with random_07.json
    make_toml.py --off 7 DIR      # the same for the second edition, with every mechanism off
    make_toml.py --second 7 DIR   # DIR/second_07.toml and DIR/second_07_theatre.toml; compare with second_07.json
    make_toml.py --kinds 7 DIR    # DIR/kinds_07.toml and DIR/kinds_07_theatre.toml; compare with kinds_07.json

So that the reader is exercised as well: constants and parameters are split between theatre and scenario, times are weeks and
dates by turns, what equals the value of an omitted field is omitted, and every third case gives troops instead of forces.
"""

import datetime
import json
import sys
from pathlib import Path

import kinds_cases
import second_random
from declarations import FORCES_REFERENCE
from random_cases import COUNT, random_case
from second_declarations import OFF

START = datetime.date(2008, 1, 7)
OMITTED = {"role": 1.0, "lethality": 1.0, "swing": False}


def toml(value):
    """A value as TOML: numbers with all their digits, tables in line with dotted keys left as they are."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {toml(v)}" for key, v in value.items()) + " }"
    return value.isoformat() if isinstance(value, datetime.date) else json.dumps(value)


def table(header, entries):
    """A table and its entries, a line each."""
    return [header, *(f"{key} = {toml(value)}" for key, value in entries.items()), ""]


def date_in(week, day):
    """A day (0 Monday to 6 Sunday) of a week."""
    return START + datetime.timedelta(days=7 * week + day)


def action_entries(action, number):
    """An action of a case as its TOML entries; odd ones in dates, each on another day of its week."""
    def time(week):
        return date_in(week, number % 7) if number % 2 else week

    start = {"at" if number % 2 else "week": time(action.get("week", 0))}
    if action["kind"] == "decision":
        return {"at": date_in(action["week"], number % 7),
                "decision": {"lead_weeks": action["lead_weeks"], "weight": action["weight"], "name": f"decision {number}"}}
    if action["kind"] == "ramp":
        return {"from": time(action["from"]), "until": time(action["until"]), "ramp": action["values"]}
    if action["kind"] == "pulse":
        return start | {"pulse": action["values"]} | ({"weeks": action["weeks"]} if action["weeks"] > 1 else {})
    return start | ({"until": time(action["until"])} if "until" in action else {}) | {"set": action["values"]}


def in_troops(levers):
    """The same levers with forces given in men."""
    return {"troops" if lever == "forces" else lever: value * FORCES_REFERENCE if lever == "forces" else value
            for lever, value in levers.items()}


def halves(entries):
    """Every other entry, and the rest."""
    items = list(entries.items())
    return dict(items[::2]), dict(items[1::2])


def dated(rows, day):
    """Rows of a host table or deadlines with dates for weeks; a deadline that always counts has no `known`."""
    of_weeks = {"week": "at", "known": "known"}
    return [{of_weeks.get(key, key): date_in(value, day) if key in of_weeks else value
             for key, value in row.items() if not (key == "known" and value < 0)} for row in rows]


def host_tables(case, of_scenario):
    """The tables of the host side and deadlines: every other dated row stands in the scenario, everything else in the theatre."""
    rows = {"deadline": case.get("deadlines", [])} | case.get("host", {})
    lines = []
    for name, of in rows.items():
        if isinstance(of, dict):
            lines += [] if of_scenario else table(f"[{name}]", of)
        elif name in ("deadline", "motion", "host_election"):
            for row in dated(of, 2)[of_scenario::2]:
                lines += table(f"[[{name}]]", row)
        elif not of_scenario:
            for row in of:
                lines += table(f"[[{name}]]", row)
    return lines


def theatre_text(case, levers, parameters):
    """The theatre file: who and where, initial values, and its share of levers and parameters."""
    lines = ["schema = 1", f'name = "{case["name"]}_theatre"', f'title = "Theatre of {case["name"]}"',
             f"forces_reference = {FORCES_REFERENCE}", *(f"{key} = {toml(value)}" for key, value in case.get("theatre", {}).items()),
             ""]
    lines += table("[initial]", case["initial"]) + table("[levers]", levers) + table("[parameters]", parameters)
    for neighbour in case["neighbours"]:
        lines += table("[[neighbour]]", neighbour)
    for militia in case["militias"]:
        lines += table("[[militia]]", {key: value for key, value in militia.items() if OMITTED.get(key) != value})
    for recipient in case["recipients"]:
        lines += table("[[recipient]]", recipient)
    lines += host_tables(case, False)
    return "\n".join(lines)


def scenario_text(case, levers, parameters):
    """The scenario file: time, run, its share of levers and parameters, the structure and the actions."""
    structure = {f"structure.{key}": choice for key, choice in case["structure"].items()}
    lines = ["schema = 1", f'name = "{case["name"]}"', f'title = "A case drawn at random: {case["name"]}"',
             f'theatre = "{case["name"]}_theatre"', ""]
    lines += table("[time]", {"start": START, "weeks": case["weeks"]}) + table(
        "[run]", {"noise": False} | ({"rival": case["rival"]} if "rival" in case else {}))
    lines += table("[parameters]", parameters | structure) + table("[levers]", levers)
    for number, action in enumerate(case["actions"]):
        lines += table("[[action]]", action_entries(action, number))
    lines += host_tables(case, True)
    return "\n".join(lines)


def write_case(case, number, folder):
    """Both files of a case."""
    general = {lever: value for lever, value in case["levers"].items() if "." not in lever}
    of_militias = {lever: value for lever, value in case["levers"].items() if "." in lever}
    theatre_levers, scenario_levers = halves(in_troops(general) if number % 3 == 0 else general)
    theatre_parameters, scenario_parameters = halves(case["parameters"])
    folder.mkdir(parents=True, exist_ok=True)
    texts = {f"{case['name']}_theatre.toml": theatre_text(case, theatre_levers, theatre_parameters),
             f"{case['name']}.toml": scenario_text(case, scenario_levers | of_militias, scenario_parameters)}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")


def off_case(number):
    """A random case of the first edition, every mechanism of the second off."""
    case = random_case(number)
    return case | {"parameters": case["parameters"] | OFF}


CASES = {"": (random_case, COUNT), "--off": (off_case, COUNT), "--second": (second_random.random_case, second_random.COUNT),
         "--kinds": (kinds_cases.random_case, kinds_cases.COUNT)}


def main(arguments):
    """Reads what kind of case, its number and the folder."""
    kind = arguments.pop(0) if arguments and arguments[0].startswith("--") else ""
    case_of, count = CASES.get(kind, (None, 0))
    if len(arguments) != 2 or not arguments[0].isdecimal() or int(arguments[0]) >= count:
        print(f"usage: make_toml.py [--off | --second | --kinds] CASE DIR    CASE: 0 to {max(count, 1) - 1}", file=sys.stderr)
        return 2
    write_case(case_of(int(arguments[0])), int(arguments[0]), Path(arguments[1]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
