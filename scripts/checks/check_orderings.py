#!/usr/bin/python3
"""Do the orderings of policies that the core shows hold with cells and communities too? Measures them, and keeps the table in docs/agents.md.

Runs the 22 shipped strategies on the same futures with resolution = "cells" and without perception noise, takes each ordering's effect in
every future, and says how large it is on average, with a 95 % interval, and in how many futures it holds. The table stands in
docs/agents.md between <!-- orderings: REPLICATES --> and <!-- /orderings -->.

Usage: check_orderings.py [--program PATH] [--replicates N] [--check] [--results FILE.h5]
  --replicates N   futures; as many as the document says if not given
  --check          change nothing; say what does not hold on average, and whether the document's table is up to date
  --results FILE   use these runs (of `compare`, with the series that this script asks for) instead of making them
Exit codes: 0 all hold and the table is up to date; 1 the table of the document differs; 2 usage; 3 the program failed or the document cannot
be understood; 5 an ordering that is expected to hold does not.
"""

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts" / "results"))
from fulcrum_results import Results  # noqa: E402  (found through the line above)

DOCUMENT = ROOT / "docs" / "agents.md"
BLOCK = re.compile(r"^<!-- orderings: (?P<replicates>\d+) -->\n.*?^<!-- /orderings -->$", re.MULTILINE | re.DOTALL)
STRATEGIES = [
    "status_quo", "containment_plus", "coercion_alone", "strikes_alone", "engagement", "engagement_weak_host", "engage_then_coerce",
    "engage_then_punish", "engage_and_coerce", "coerce_then_engage", "full_package", "raids_only", "security_push", "security_collapse",
    "withdrawal", "commitment_high", "commitment_none", "sanctions_only", "sanctions_tailored", "inducement_only", "regional_framework",
    "countervailing_coalition"]
SERIES = ["direct", "indirect", "motive", "tightness", "insecurity", "balance", "rival_power", "burden_total", "capability", "act"]
SETTINGS = ["run.resolution=cells", "perception.noise_sd=0", "course.escalation=0"]
YEAR, MORE = 52, 1e-4  # weeks; "more" means by more than this, as in the core's table


class Runs:
    """The strategies' runs: by name and series an array of future and week (of future, militia and week for a series by militia)."""

    def __init__(self, results):
        self.militias = [str(name) for name in results.timeseries["militia"].values]
        self.values = {(policy, name): results.series(name, policy).values for policy in STRATEGIES for name in SERIES}

    def last(self, series, policy):
        """Mean of the last year, by future."""
        return self.values[policy, series][..., -YEAR:].mean(axis=-1)

    def mean(self, series, policy):
        return self.values[policy, series].mean(axis=-1)

    def at(self, series, policy, week):
        return self.values[policy, series][..., week]

    def all_last(self, series):
        return np.array([self.last(series, policy) for policy in STRATEGIES])

    def share(self, policy):
        """Indirect share of support in the last year."""
        D, I = (self.values[policy, name][:, -YEAR:] for name in ("direct", "indirect"))
        return (I / (I + D)).mean(axis=-1)

    def led(self, militia):
        """Capability times intent of the status quo's militia, summed over the last year."""
        at = self.militias.index(militia)
        product = self.values["status_quo", "capability"][:, at] * self.values["status_quo", "act"][:, at]
        return product[:, -YEAR:].sum(axis=-1)

    def drift(self, policy):
        return self.at("balance", policy, -1) - self.at("balance", policy, 0)


def span(values):
    return values.max(axis=0) - values.min(axis=0)


def orderings(runs):
    """(claim, what is said, effect by future): it holds in a future where the effect is above zero."""
    D, I, V = (lambda p, s=s: runs.last(s, p) for s in ("direct", "indirect", "insecurity"))
    others = [p for p in STRATEGIES if p != "full_package"]
    rest = np.min([D(p) for p in others], axis=0)
    first_year = runs.values["status_quo", "direct"][:, :YEAR].mean(axis=-1)
    ratio = D("sanctions_only") / D("status_quo")
    mean = {p: runs.mean("direct", p) for p in ("coerce_then_engage", "engage_then_coerce", "engage_and_coerce")}
    support = {p: D(p) + I(p) for p in ("full_package", "status_quo")}
    cost = {p: runs.at("burden_total", p, -1) for p in support}
    return [
        ("P60", "D: containment_plus above status_quo", D("containment_plus") - D("status_quo") - MORE),
        ("P13", "motive: containment_plus above status_quo", runs.last("motive", "containment_plus") - runs.last("motive", "status_quo") - MORE),
        ("P66", "D: coercion_alone not below status_quo by .01", D("coercion_alone") - D("status_quo") + .01),
        ("P76", "tightness: coercion_alone above status_quo", runs.last("tightness", "coercion_alone") - runs.last("tightness", "status_quo")),
        ("P68", "D: engagement below status_quo", D("status_quo") - D("engagement") - MORE),
        ("P75", "D: engage_then_coerce below engagement", D("engagement") - D("engage_then_coerce") - MORE),
        ("P81", "D: engage_then_coerce below coercion_alone", D("coercion_alone") - D("engage_then_coerce") - MORE),
        ("P71", "D: engagement_weak_host above engagement", D("engagement_weak_host") - D("engagement") - MORE),
        ("P78", "D: engage_then_coerce below engage_then_punish", D("engage_then_punish") - D("engage_then_coerce") - MORE),
        ("P77", "I/(I + D): engage_then_coerce above engagement", runs.share("engage_then_coerce") - runs.share("engagement")),
        ("P5", "over all strategies I spans less than half of what D spans", .5 * span(runs.all_last("direct")) - span(runs.all_last("indirect"))),
        ("P4", "in every strategy I above .3 and D above .01",
         np.minimum(runs.all_last("indirect").min(axis=0) - .3, runs.all_last("direct").min(axis=0) - .01)),
        ("P62", "D: security_collapse above status_quo", D("security_collapse") - D("status_quo") - MORE),
        ("P72", "D: security_push below status_quo", D("status_quo") - D("security_push") - MORE),
        ("P26", "I: security_push above status_quo", I("security_push") - I("status_quo") - MORE),
        ("P63", "D: raids_only above .8 of status_quo", D("raids_only") - .8 * D("status_quo")),
        ("P85", "D: full_package lowest of all", rest - D("full_package")),
        ("P85", "D + I: full_package below status_quo", support["status_quo"] - support["full_package"]),
        ("P85", "cost: full_package below status_quo", cost["status_quo"] - cost["full_package"]),
        ("P85", "balance: full_package drifts less than status_quo", abs(runs.drift("status_quo")) - abs(runs.drift("full_package"))),
        ("P61", "status_quo: balance rises by more than .01 and the rival's power falls",
         np.minimum(runs.drift("status_quo") - .01, runs.at("rival_power", "status_quo", 0) - runs.at("rival_power", "status_quo", -1))),
        ("P60", "status_quo: D of the last year not below that of the first by .02", D("status_quo") - first_year + .02),
        ("P64", "D: sanctions_only at .75 to .97 of status_quo", np.minimum(ratio - .75, .97 - ratio)),
        ("P65", "D: sanctions_tailored below sanctions_only", D("sanctions_only") - D("sanctions_tailored") - MORE),
        ("P48", "D and I: commitment_none above commitment_high",
         np.minimum(D("commitment_none") - D("commitment_high"), I("commitment_none") - I("commitment_high")) - MORE),
        ("P74", "D: countervailing_coalition above engagement, which is not below regional_framework",
         np.minimum(D("countervailing_coalition") - D("engagement"), D("engagement") - D("regional_framework"))),
        ("P83", "mean D of all weeks: coerce_then_engage above engage_then_coerce and engage_and_coerce",
         mean["coerce_then_engage"] - np.maximum(mean["engage_then_coerce"], mean["engage_and_coerce"]) - MORE),
        ("P53", "status_quo: badr attacks less than mahdi_army (capability times intent, last year)", runs.led("mahdi_army") - runs.led("badr")),
        ("P37", "V: withdrawal above status_quo", V("withdrawal") - V("status_quo")),
    ]


def tie(runs):
    """What the core leaves undecided: whether engaging first also beats doing both at once (margin .00001)."""
    return ("P83", "mean D of all weeks: engage_then_coerce below engage_and_coerce",
            runs.mean("direct", "engage_and_coerce") - runs.mean("direct", "engage_then_coerce"))


def student(freedom):
    """Quantile .975 of Student's t: Abramowitz and Stegun 26.7.5, exact to .002 from 5 degrees of freedom on."""
    z = 1.959963984540054
    terms = [z, (z**3 + z) / 4, (5 * z**5 + 16 * z**3 + 3 * z) / 96, (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384]
    return sum(term / freedom**power for power, term in enumerate(terms))


def interval(effect):
    """Mean, and half the width of its 95 % interval by Student's t."""
    n = len(effect)
    return effect.mean(), student(n - 1) * effect.std(ddof=1) / np.sqrt(n)


def verdict(mean, half):
    return "holds" if mean - half > 0 else "fails" if mean + half < 0 else "undecided"


def rows(runs, core):
    """A row an ordering, the undecided one last: claim, ordering, core's effect, effect, futures in which it holds, verdict."""
    for (claim, words, effect), (_, _, alone) in zip([*orderings(runs), tie(runs)], [*orderings(core), tie(core)]):
        mean, half = interval(effect)
        yield claim, words, alone.mean(), mean, half, int((effect > 0).sum()), verdict(mean, half)


def table(measured, replicates):
    lines = [f"| claim | ordering | core | cells, {replicates} futures | holds in | on average |", "| --- | --- | --- | --- | --- | --- |"]
    lines += [f"| {claim} | {words} | {core:+.4f} | {mean:+.4f} ± {half:.4f} | {count} | {says} |"
              for claim, words, core, mean, half, count, says in measured]
    return "\n".join(lines)


def compare(program, file, arguments):
    """The strategies' runs, as the program makes them."""
    command = [program, "compare", *STRATEGIES, "--series", ",".join(SERIES), "-o", file, "--force", "-q", "--no-progress", *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return Runs(Results(file))


def measure(options, replicates):
    settings = [part for setting in SETTINGS for part in ("--set", setting)]
    with tempfile.TemporaryDirectory() as folder:
        core = compare(options.program, Path(folder) / "core.h5", ["--set", "run.noise=false", "--replicates", "1"])
        if options.results:
            return list(rows(Runs(Results(options.results)), core))
        return list(rows(compare(options.program, Path(folder) / "cells.h5", [*settings, "--replicates", str(replicates)]), core))


def finish(text, block, measured, replicates, check):
    """Writes the table, or says how the document's differs; the exit code."""
    wanted = f"<!-- orderings: {replicates} -->\n\n{table(measured, replicates)}\n\n<!-- /orderings -->"
    broken = [row for row in measured[:-1] if row[3] <= 0]
    for claim, words, _, mean, half, *_ in broken:
        print(f"check_orderings.py: does not hold: {claim}, {words}: {mean:+.4f} ± {half:.4f}", file=sys.stderr)
    if not check:
        DOCUMENT.write_text(text[:block.start()] + wanted + text[block.end():], encoding="utf-8")
    elif replicates == int(block["replicates"]) and block[0] != wanted:
        print("docs/agents.md is not up to date: run scripts/checks/check_orderings.py", file=sys.stderr)
        return 1
    return 5 if broken else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--program", default=str(ROOT / "build" / "release" / "sim" / "fulcrum"), help="the program to ask")
    parser.add_argument("--replicates", type=int, metavar="N")
    parser.add_argument("--check", action="store_true", help="change nothing")
    parser.add_argument("--results", type=Path, metavar="FILE.h5")
    options = parser.parse_args()
    if options.replicates is not None and options.replicates < 2:
        parser.error("--replicates must be at least 2")
    text = DOCUMENT.read_text(encoding="utf-8")
    block = BLOCK.search(text)
    if block is None:
        print(f"check_orderings.py: {DOCUMENT.name} holds no block of orderings", file=sys.stderr)
        return 3
    replicates = options.replicates or int(block["replicates"])
    try:
        measured = measure(options, replicates)
    except (OSError, ValueError, KeyError, subprocess.CalledProcessError) as error:
        print(f"check_orderings.py: {error}", file=sys.stderr)
        return 3
    print(table(measured, replicates))
    return finish(text, block, measured, replicates, options.check)


if __name__ == "__main__":
    sys.exit(main())
