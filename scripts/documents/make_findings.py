#!/usr/bin/python3
"""Writes docs/findings.md: what drives the outcomes, where engagement stops working, which policy is robust, what survives other equations.

Runs the commands that stand in the page, in a folder of its own, and writes their numbers with their intervals. The same program gives the
same page.

Usage: make_findings.py --program PATH [--output FILE] [--sobol N] [--futures N]
Exit codes: 0 done, 1 a command failed, 2 usage.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
POLICIES = ["status_quo", "engagement", "engage_then_coerce", "engage_and_coerce", "coerce_then_engage", "coercion_alone", "sanctions_only",
            "withdrawal", "full_package"]
# The parameters with default 0 that switch a disputed mechanism on: docs/model.md.
SWITCHES = ["threat.raid_alarm", "motive.accommodation_opening", "motive.talk_weakness", "motive.emboldenment", "insecurity.patron_agitation",
            "insecurity.infiltration", "insecurity.minimum", "insurgents.realignment"]
# The alternative forms of the equations: `fulcrum describe structure`.
FORMS = ["structure.direct=linear", "structure.direct=threshold", "structure.fronts=multiplicative", "structure.fronts=strongest",
         "structure.perception=symmetric"]
OUTCOMES = {"direct_last_year": "direct support D", "indirect_last_year": "indirect support I", "tightness_last_year": "tightness"}


GOALS = {"goal_direct": "less direct support", "goal_total": "less support in all", "goal_shift": "a larger indirect share"}
FEWEST = 20  # points of interest in which a box is worth looking for
SURVIVES = 0.95  # share of the variants in which a conclusion must hold


class CommandFailed(RuntimeError):
    """A command of the page ended with an error."""

    def __init__(self, command, said):
        super().__init__(f"{command}: {said}")
        self.command, self.said = command, said


class Runner:
    """Runs commands of fulcrum and keeps what they answer."""

    def __init__(self, program, folder):
        self.program, self.folder = Path(program).resolve(), folder

    def tables(self, *arguments):
        """The command as a reader can type it, and its tables by name."""
        command = "fulcrum " + " ".join(f"'{a}'" if set(str(a)) & set("<>* ") else str(a) for a in arguments)
        print(command, file=sys.stderr)
        done = subprocess.run([self.program, *map(str, arguments), "--format", "json", "--force", "--no-progress"], cwd=self.folder,
                              capture_output=True, text=True, check=False)
        if done.returncode not in (0, 4):
            raise CommandFailed(command, done.stderr)
        return command, {table["name"]: table for table in json.loads(done.stdout)["tables"]}


def named(policies):
    return ", ".join(f"`{policy}`" for policy in policies) or "none"


def interval(row, name, bound=True):
    """A number with its interval; an index as a bound where it may be nothing."""
    if bound and row[f"{name}_low"] is None or row[f"{name}_low"] <= 0:
        return f"below {max(row[f'{name}_high'] or 0, 0.001):.3f}"
    return f"{row[name]:.3f} ({row[f'{name}_low']:.3f} to {row[f'{name}_high']:.3f})"


def table(heads, rows):
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join("| " + " | ".join(map(str, line)) + " |\n" for line in lines) + "\n"


def failures(settings):
    failed = settings["failed_runs"]
    return f"{settings['runs']:,} runs" + (f", of which {failed:,} failed and are left out" if failed else ", none of which failed")


def drivers(run, policy, points):
    command, tables = run.tables("sensitivity", policy, "--method", "sobol", "--points", points)
    sobol = tables["sensitivity_sobol"]
    text = f"Under `{policy}`, over the ranges of all parameters ({failures(sobol['settings'])}):\n\n"
    for outcome, name in OUTCOMES.items():
        rows = sorted((row for row in sobol["rows"] if row["outcome"] == outcome), key=lambda row: -(row["total"] or 0))[:6]
        text += table([f"{name}", "alone", "with interactions", ""],
                      [[f"`{row['factor']}`", interval(row, "first"), interval(row, "total"), row["remark"]] for row in rows])
    ledger = [row for row in tables["assumptions"]["rows"]
              if (row["total"] or 0) > 0.02 and (row["total_low"] or 0) > 0 and row["evidence"] != "published number"]
    first = named([row["key"] for row in sorted(ledger, key=lambda row: -row["total"])[:8]])
    text += (f"{len(ledger)} parameters without a published number have a total index above 0.02 for one of the three; first {first}.\n\n"
             if ledger else "")
    return text + f"```\n{command}\n```\n\n"


def budget(run, points):
    command, tables = run.tables("sensitivity", "status_quo", "engagement", "coercion_alone", "--method", "budget", "--replicates", 3,
                                 "--factors", "all,structure.*", "--points", points)
    rows = tables["sensitivity_budget"]["rows"]
    parts = list(dict.fromkeys(row["factor"] for row in rows))
    cells = {(row["outcome"], row["factor"]): row for row in rows}
    text = table(["share of the variance", *OUTCOMES.values()],
                 [[part, *(interval(cells[outcome, part], "share") for outcome in OUTCOMES)] for part in parts])
    return text + f"{failures(tables['sensitivity_budget']['settings']).capitalize()}.\n\n```\n{command}\n```\n\n"


def conditions(run, points):
    text = ""
    for policy in ("engagement", "engage_then_coerce"):
        try:
            command, tables = run.tables("discover", "status_quo", policy, "--difference", "--above", 0, "--outcome", "direct_last_year",
                                         "--points", points)
        except CommandFailed as failed:
            none = re.search(r"^0 of (\d+) points are of interest", failed.said, re.MULTILINE)
            if not none:
                raise
            text += (f"`{policy}` ends with more direct support than the status quo at none of {none[1]} points, so at fewer than "
                     f"{3 / int(none[1]):.2g} of all (95 %).\n\n```\n{failed.command}\n```\n\n")
            continue
        curve = tables["discovery_trade_off"]["rows"][0]
        share = share_of(curve["of_interest_points"], curve["points"])
        text += (f"`{policy}` ends with more direct support than the status quo at a share of {share} of the points "
                 f"({curve['of_interest_points']} of {curve['points']}; {failures(tables['discovery_boxes']['settings'])}). ")
        fresh = [row for row in tables["discovery_boxes"]["rows"] if row["sample"] == "fresh"]
        if curve["of_interest_points"] < FEWEST:
            wanted = points * FEWEST / max(1, curve["of_interest_points"])
            text += f"These are too few to find a box in; some {wanted:,.0f} points would do.\n\n"
        elif not fresh:
            text += "No box is denser than the whole space.\n\n"
        else:
            text += "It does so mostly where:\n\n"
            text += table(["conditions", "coverage", "density", "mass", "fresh points in the box"],
                          [[f"`{row['words']}`", share_of(row["hits"], row["of_interest_points"]), share_of(row["hits"], row["inside"]),
                            share_of(row["inside"], row["points"]), row["inside"]] for row in fresh])
        text += f"```\n{command}\n```\n\n"
    return text


def share_of(k, n):
    """A share with its interval (Wilson 1927), 95 %."""
    z = 1.959964
    if n == 0:
        return "-"
    p = k / n
    centre, half = (p + z * z / (2 * n)) / (1 + z * z / n), z / (1 + z * z / n) * ((p * (1 - p) / n + z * z / (4 * n * n)) ** 0.5)
    return f"{p:.3f} ({max(0, centre - half):.3f} to {min(1, centre + half):.3f})"


def share_text(row):
    return share_of(row["met"], row["futures"])


def robust(run, futures):
    command, tables = run.tables("robust", *POLICIES, "--points", futures)
    overall = {row["policy"]: row for row in tables["robust_policies"]["rows"]}
    criteria = {(row["policy"], row["objective"]): row for row in tables["robust_criteria"]["rows"]}
    objectives = list(dict.fromkeys(row["objective"] for row in tables["robust_criteria"]["rows"]))
    order = sorted(POLICIES[1:], key=lambda policy: -overall[policy]["met"])
    text = "Share of the futures in which all three goals rise above 0, and mean of each objective:\n\n"
    text += table(["policy", "goals met", *objectives, "on the Pareto front of the means"],
                  [[f"`{policy}`", share_text(overall[policy]), *(interval(criteria[policy, name], "mean", bound=False) for name in objectives),
                    "yes" if overall[policy]["undominated"] else "no"] for policy in order])
    text += "Mean regret, the distance from the best of these policies in each future:\n\n"
    text += table(["policy", *objectives],
                  [[f"`{policy}`", *(interval(criteria[policy, name], "regret_mean", bound=False) for name in objectives)] for policy in order])
    least = {name: min(order, key=lambda policy, name=name: criteria[policy, name]["regret_mean"]) for name in objectives}
    text += (f"`{order[0]}` meets all three goals in the largest share of the futures, however little. The least mean regret has "
             + ", ".join(f"`{least[name]}` in {name}" for name in objectives) + ". "
             f"{failures(tables['robust_policies']['settings']).capitalize()}.\n\n")
    return text + f"```\n{command}\n```\n\n"


def structures(run, futures):
    rows, commands = [], []
    for goal in GOALS:
        command, tables = run.tables("robust", *POLICIES, "--factors", ",".join(["structure.*", *SWITCHES]), "--points", futures, "--objective",
                                     goal, "--objective", "cost", "--require", f"{goal}>0")
        rows.append({row["policy"]: row for row in tables["robust_policies"]["rows"]})
        commands.append(command)
    text = table(["policy", *GOALS.values()], [[f"`{policy}`", *(share_text(row[policy]) for row in rows)] for policy in POLICIES[1:]])
    survivors = [policy for policy in POLICIES[1:] if all(row[policy]["met"] >= SURVIVES * row[policy]["futures"] for row in rows)]
    fallen = [policy for policy in POLICIES[1:] if policy not in survivors]
    text += (f"All three hold in at least {100 * SURVIVES:.0f} % of the variants for {named(survivors)}; one of them does not for {named(fallen)}.\n\n")
    return text + "```\n" + "\n".join(commands) + "\n```\n"


def structures_and_parameters(run, futures):
    """Share of the space of all parameters in which all three goals are met, under each form of the equations."""
    variants = {"every form at its default": ["--factors", "all"]}
    variants.update({f"`{form}`": ["--factors", "all", "--set", form] for form in FORMS})
    variants["forms varied too"] = ["--factors", "all,structure.*"]
    columns, commands = {}, []
    for name, arguments in variants.items():
        command, tables = run.tables("robust", *POLICIES, *arguments, "--points", futures)
        columns[name] = {row["policy"]: row for row in tables["robust_policies"]["rows"]}
        commands.append(command)
    text = table(["policy", *columns], [[f"`{policy}`", *(share_text(column[policy]) for column in columns.values())] for policy in POLICIES[1:]])
    order = {name: sorted(POLICIES[1:], key=lambda policy, name=name: -columns[name][policy]["met"]) for name in columns}
    first = list(columns)[0]
    fronts = [policy for policy in POLICIES[1:] if all(column[policy]["met"] * 2 > column[policy]["futures"] for column in columns.values())]
    text += (f"More often than not, whatever the form, all three goals are met under {named(fronts)}. "
             f"The policy that meets them most often is `{order[first][0]}` with the default forms, and "
             + ", ".join(f"`{order[name][0]}` ({name})" for name in list(columns)[1:]) + " with others.\n\n")
    return text + "```\n" + "\n".join(commands) + "\n```\n"


def page(run, options):
    return f"""# Findings

Written by `scripts/documents/make_findings.py`; do not edit. Consequences of the stated assumptions over the declared ranges of the parameters: not a
forecast, and not evidence of any real actor's plans. Intervals are 95 %. How to read the numbers: `docs/exploration.md`.
Commands that write to the same file need `--force`, or a file of their own (`-o`).

## Which assumptions drive the outcomes
{drivers(run, "status_quo", options.sobol)}{drivers(run, "engagement", options.sobol)}How the variance of three policies divides:

{budget(run, options.futures)}## Where engagement stops working
{conditions(run, 4 * options.futures)}## Which policy is robust
Against `status_quo`, on the same futures:

{robust(run, options.futures)}## Which conclusions survive other equations
The alternative forms of the equations and the mechanisms that are switched off by default, varied together, all else at its default: share of the
variants in which the policy still does better than the status quo.

{structures(run, options.futures)}
The same with all parameters varied over their ranges at once, the mechanisms that are switched off by default among them: share of the space in which
all three goals rise above 0 against the status quo, under each form of the equations.

{structures_and_parameters(run, options.futures)}"""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True, help="the fulcrum to run")
    parser.add_argument("--output", default=ROOT / "docs" / "findings.md", type=Path)
    parser.add_argument("--sobol", type=int, default=4096, help="base points of the Sobol' indices (default: 4096)")
    parser.add_argument("--futures", type=int, default=1024, help="futures of the other analyses (default: 1024)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="fulcrum-findings-") as folder:
        try:
            text = page(Runner(options.program, folder), options)
        except CommandFailed as error:
            print(error, file=sys.stderr)
            return 1
    options.output.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
