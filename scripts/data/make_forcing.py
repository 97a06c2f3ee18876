#!/usr/bin/python3
"""Derives the weekly levers of the hindcast from the records: scenarios/library/hindcast_forcing.csv and its twin with coded levers frozen.

Records (scenarios/records, each with source and terms in README.md there):
  timeline.csv                      dated events: lever, value, kind (data or coded), source, note, shape, weeks
  us_troops_iraq_monthly.csv        troops at the end of each month
  icews_rival_to_patron_annual.csv  events of a year from the rival to the patron, by class
  arms_purchases_weekly.csv         purchases of the neighbours [billion USD a year], taken as given

Shapes: step holds from the week that contains the date; pulse that week only; add adds for `weeks` weeks from the first Monday on; before holds for the
`weeks` weeks up to and including the week of the date; ramp joins consecutive anchors by straight lines, sampled on Mondays; data marks a
series that another file has.

Usage: make_forcing.py [--check] [--records DIR] [--output FILE] [--frozen-output FILE]
  --check   writes nothing; compares with the files there are and ends with 5 if they differ
"""

import argparse
import csv
import io
import sys
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START, WEEKS = date(2003, 3, 17), 459
FORCES_REFERENCE = 170000  # troops that forces = 1 stands for
FREEZE_UNTIL = date(2007, 12, 31)  # coded levers are frozen at their mean over the weeks that begin before this day
SPIKES = {"pulse", "before"}  # shapes that leave nothing behind
NAMES = {"crackdown": "crackdown.mahdi_army", "ceasefire": "restraint.mahdi_army", "host_offensive": "host_offensive.mahdi_army"}
GIVEN = ["arms_offensive", "arms_defensive"]


def rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def monday(week):
    return START + timedelta(weeks=week)


def week_of(day):
    return (day - START).days // 7


def month_end(month):
    year, number = int(month[:4]), int(month[5:])
    return date(year + number // 12, number % 12 + 1, 1) - timedelta(days=1)


def joined(anchors):
    """Values on the Mondays of straight lines between dated anchors; constant before the first and after the last."""
    anchors = sorted(anchors)
    values = []
    for week in range(WEEKS):
        day = monday(week)
        after = next((i for i, (at, _) in enumerate(anchors) if at > day), len(anchors))
        if after == 0 or after == len(anchors):
            values.append(anchors[min(after, len(anchors) - 1)][1])
            continue
        (d0, v0), (d1, v1) = anchors[after - 1], anchors[after]
        values.append(v0 + (v1 - v0) * (day - d0).days / (d1 - d0).days)
    return values


def from_events(events):
    """The weeks of one lever that its dated events make."""
    values = [0.0] * WEEKS
    anchors = [(event["day"], event["value"]) for event in events if event["shape"] == "ramp"]
    steps = sorted((event for event in events if event["shape"] == "step"), key=lambda event: event["day"])
    for event in steps:
        for week in range(max(0, week_of(event["day"])), WEEKS):
            values[week] = event["value"]
    if anchors:
        first, last = week_of(min(anchors)[0]), week_of(max(anchors)[0])
        ramp = joined(anchors)
        for week in range(WEEKS):
            if not steps or first <= week <= last:
                values[week] = ramp[week]
    for event in events:
        at = week_of(event["day"])
        if event["shape"] == "add":
            first = at if event["day"] == monday(at) else at + 1
            for week in range(first, min(first + event["weeks"], WEEKS)):
                values[week] += event["value"]
        elif event["shape"] in SPIKES:
            first = at if event["shape"] == "pulse" else at - event["weeks"] + 1
            for week in range(max(first, 0), min(first + event["weeks"], WEEKS)):
                values[week] = max(values[week], event["value"])
    return values


def read_timeline(path):
    events = {}
    for row in rows(path):
        if row["lever"] == "none" or row["shape"] == "data" or row["lever"] in GIVEN:
            continue
        events.setdefault(row["lever"], []).append({"day": date.fromisoformat(row["date"]), "value": float(row["value"]), "kind": row["kind"],
                                                    "shape": row["shape"], "weeks": int(row["weeks"] or 1)})
    return events


def forces(records, events):
    """Month-end troops joined by day; before and after the table the anchors of the timeline."""
    troops = {month_end(row["month"]): float(row["us_troops"]) / FORCES_REFERENCE for row in rows(records / "us_troops_iraq_monthly.csv")}
    anchors = {event["day"]: event["value"] for event in events}
    return joined(list({**anchors, **{day: value for day, value in troops.items() if day not in anchors}}.items()))


def rhetoric(records):
    """(share of conflict among the year's events - .25)/.45, joined at mid-years."""
    anchors = []
    for row in rows(records / "icews_rival_to_patron_annual.csv"):
        conflict = int(row["verbal_conf"]) + int(row["material_conf"])
        share = conflict / (conflict + int(row["verbal_coop"]) + int(row["material_coop"]))
        anchors.append((date(int(row["year"]), 7, 1), (share - .25) / .45))
    return [min(max(value, 0.0), 1.0) for value in joined(anchors)]


def derive(records):
    """Levers by week, and which of them rest on judgement alone."""
    events = read_timeline(records / "timeline.csv")
    levers = {"forces": forces(records, events.pop("forces")), "rhetoric": rhetoric(records)}
    given = rows(records / "arms_purchases_weekly.csv")
    for name in GIVEN:
        levers[name] = [float(row[name]) for row in given]
    for name, of_lever in sorted(events.items()):
        levers[NAMES.get(name, name)] = from_events(of_lever)
    coded = {NAMES.get(name, name) for name, of_lever in events.items() if all(event["kind"] == "coded" for event in of_lever)}
    return levers, coded


def frozen(levers, coded):
    """Coded levers at their mean over the training part."""
    train = [week for week in range(WEEKS) if monday(week) < FREEZE_UNTIL]
    return {name: [sum(values[week] for week in train) / len(train)] * WEEKS if name in coded else values for name, values in levers.items()}


def table(levers):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["week", *levers])
    for week in range(WEEKS):
        writer.writerow([monday(week).isoformat(), *(repr(round(values[week], 9)) for values in levers.values())])
    return out.getvalue()


def main():
    library = ROOT / "scenarios/library"
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--records", type=Path, default=ROOT / "scenarios/records")
    parser.add_argument("--output", type=Path, default=library / "hindcast_forcing.csv")
    parser.add_argument("--frozen-output", type=Path, default=library / "hindcast_forcing_frozen.csv")
    flags = parser.parse_args()
    levers, coded = derive(flags.records)
    wrong = []
    for path, text in [(flags.output, table(levers)), (flags.frozen_output, table(frozen(levers, coded)))]:
        if not flags.check:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            wrong.append(path.name)
    if wrong:
        print(f"not what the records give: {', '.join(wrong)}; run scripts/data/make_forcing.py", file=sys.stderr)
    return 5 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
