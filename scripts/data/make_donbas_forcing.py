#!/usr/bin/python3
"""Makes the weekly levers of the hindcast of Donbas from its dated list of events, and those of its frozen twin.

A lever has the level of its latest entry. A truce (restraint.*, with weeks) holds militias back as far as it says and wears off evenly over
its weeks, never below restraint.base. A commander's loss is felt in its week alone. In the twin every lever but reach, which is data, has
its mean over the weeks that begin in 2014 to 2017.

Usage: make_donbas_forcing.py [--check]
  --check   compares with the files that are there; exit code 1 if they differ
"""

import argparse
import csv
import datetime
import io
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TIMELINE = ROOT / "scenarios/records/donbas/timeline.csv"
FILES = {name: ROOT / f"scenarios/library/{name}.csv" for name in ("donbas_forcing", "donbas_forcing_frozen")}
START, WEEKS, LAST_OF_TRAINING = datetime.date(2014, 4, 7), 404, "2017-12-31"
MILITIAS = ("dpr_corps", "lpr_corps", "volunteers")


def entries():
    with open(TIMELINE, encoding="utf-8", newline="") as file:
        return [{**row, "date": datetime.date.fromisoformat(row["date"])} for row in csv.DictReader(file)]


def latest(rows, lever, sunday):
    values = [float(row["value"]) for row in rows if row["lever"] == lever and row["date"] <= sunday]
    return values[-1] if values else 0.0


def restraint(rows, monday):
    sunday = monday + datetime.timedelta(6)
    held = latest(rows, "restraint.base", sunday)
    for row in rows:
        if row["lever"] != "restraint.*" or row["date"] > sunday:
            continue
        passed, weeks, level = (monday - row["date"]).days / 7, int(row["weeks"]), float(row["value"])
        if passed < weeks:
            held = max(held, level + (held - level) * max(0, passed) / weeks)
    return round(held, 3)


def week_of(rows, levers, monday):
    sunday = monday + datetime.timedelta(6)
    week = {"week": monday.isoformat(), **{lever: latest(rows, lever, sunday) for lever in levers}}
    week |= {f"restraint.{militia}": restraint(rows, monday) for militia in MILITIAS}
    losses = [float(row["value"]) for row in rows if row["lever"] == "commander_loss" and monday <= row["date"] <= sunday]
    return week | {"commander_loss": max(losses, default=0.0)}


def frozen(weeks):
    trained = [week for week in weeks if week["week"] <= LAST_OF_TRAINING]
    means = {lever: round(sum(week[lever] for week in trained) / len(trained), 4) for lever in weeks[0] if lever not in ("week", "reach")}
    return [{**week, **means} for week in weeks]


def text_of(weeks):
    text = io.StringIO()
    table = csv.DictWriter(text, list(weeks[0]), lineterminator="\n")
    table.writeheader()
    table.writerows(weeks)
    return text.getvalue()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    rows = entries()
    levers = sorted({row["lever"] for row in rows} - {"restraint.*", "restraint.base", "commander_loss", "decision"})
    weeks = [week_of(rows, levers, START + datetime.timedelta(7 * i)) for i in range(WEEKS)]
    for name, text in (("donbas_forcing", text_of(weeks)), ("donbas_forcing_frozen", text_of(frozen(weeks)))):
        if check and FILES[name].read_text(encoding="utf-8") != text:
            sys.exit(f"{FILES[name].name} is not what {TIMELINE.name} gives")
        if not check:
            FILES[name].write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
