#!/usr/bin/python3
"""Draws a results file as the briefing does: how policies differ, and support and the threat behind it over time.

Of several policies first the answer: differences of direct support from the first policy, in nine in ten futures (thin), half of them (thick),
the median (dot) and the reference case (diamond). Then means by week, named at their ends, with bands for the first policy and the one that
changes direct support most: nine in ten futures, and half of them. Up to five policies are in colour. A figure about a model: not a forecast.

Usage: plot_run.py FILE.h5 [--output FILE.png] [--policies NAME,NAME,...]
Exit codes: 0 done, 2 usage, 6 the file cannot be read or the picture not written.
"""

import argparse
import sys
from pathlib import Path

import look
import matplotlib
import numpy as np

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402  (the backend comes first)

from fulcrum_results import Results  # noqa: E402

PANELS = [("direct", "Direct support"), ("indirect", "Indirect support"), ("perceived_threat", "Threat as the patron sees it"),
          ("threat_objective", "Threat without misreading"), ("motive", "Motive to balance power"), ("front_forces", "Front: rival\N{RIGHT SINGLE QUOTATION MARK}s forces next door"),
          ("front_arms", "Front: arms sold to neighbours"), ("front_insecurity", "Front: insecurity of its own sect")]
COLUMNS, WIDTH, HEIGHT, LABEL, LEFT, TITLE = 2, 9.8, 2.3, 1.42, 0.45, 0.4  # of panels [inches]


def answer_rows(results, effects):
    """Rows of the chart of differences: those that lower direct support most first."""
    reference = {}
    if "analysis" in results.groups:
        try:
            answer = results.table("analysis/answer")
            reference = dict(zip(answer["policy"], answer["reference"]))
        except KeyError:
            pass  # a sweep has no reference case
    rows = {policy: dict(zip(("low", "half_low", "median", "half_high", "high"), np.quantile(values, (0.05, 0.25, 0.5, 0.75, 0.95))),
                         reference=reference.get(policy)) for policy, values in effects.items() if len(values)}
    return dict(sorted(rows.items(), key=lambda item: item[1]["median"]))


def draw_answer(figure, rows, places, first, bottom, height):
    width, total = figure.get_size_inches()
    axes = figure.add_axes((2.0 / width, bottom / total, (width - 2.4) / width, height / total))
    for y, (policy, row) in enumerate(rows.items()):
        look.draw_span(axes, y, row, look.colour_of(places[policy]))
    axes.axvline(0, color=look.INK, linewidth=1.3, zorder=2)
    axes.set(ylim=(len(rows) - 0.5, -0.5))
    look.style(axes, f"Direct support, last year: difference from {look.human(first)}", 100)
    axes.set_yticks(range(len(rows)), [look.wrapped(look.human(policy), 24) for policy in rows], fontsize=9, color=look.INK)
    axes.set_xlabel("less \N{LEFTWARDS ARROW}  0  \N{RIGHTWARDS ARROW} more", fontsize=8, color=look.GREY)


def statistic(results, series, policy, name):
    return results.summary[series].sel(policy=policy, statistic=name).values


def draw_panel(axes, results, series, places, banded):
    time = results.summary["time"].values
    for policy in sorted(places, key=lambda name: places[name] >= 0):
        colour, grey = look.colour_of(places[policy]), places[policy] < 0
        for low, high, alpha in (("q05", "q95", 0.14), ("q25", "q75", 0.2)) if policy in banded else ():
            axes.fill_between(time, statistic(results, series, policy, low), statistic(results, series, policy, high), color=colour, alpha=alpha, linewidth=0)
        axes.plot(time, statistic(results, series, policy, "mean"), color=colour, linewidth=0.8 if grey else 1.6, zorder=2 if grey else 3)
    axes.set(ylim=(-0.015, 1.015), xlim=(time[0], time[-1]))
    axes.xaxis.set_major_locator(matplotlib.dates.AutoDateLocator(minticks=2, maxticks=6))
    axes.xaxis.set_major_formatter(matplotlib.dates.ConciseDateFormatter(axes.xaxis.get_major_locator(), show_offset=False))
    look.label_ends(axes, [(statistic(results, series, policy, "mean")[-1], look.human(policy), look.colour_of(place)) for policy, place in places.items() if place >= 0])


def note(results, rows, banded):
    attributes = results.attributes
    marks = "Bar: nine in ten futures, thick: half of them, dot: median, diamond: the reference case, every parameter at the scenario's value. " if rows else ""
    bands = " and ".join(look.human(policy) for policy in banded)
    return (f"{marks}Lines: means by week; bands, of {bands}: nine in ten futures, and half of them. "
            f"{attributes['runs'] // len(results.policies)} futures a policy; fulcrum {attributes['program_version']}, seed {attributes['root_seed']}. {attributes['disclaimer']}")


def draw(results, policies):
    effects = {policy: values for policy, values in look.differences(results).items() if policy in policies}
    places = {policy: place for policy, place in look.places(results.policies, look.differences(results)).items() if policy in policies}
    if len(policies) <= look.IN_COLOUR < len(results.policies):
        places = {policy: place for place, policy in enumerate(policies)}
    rows = answer_rows(results, effects)
    banded = [policies[0], *sorted(rows, key=lambda policy: -abs(rows[policy]["median"]))[:1]]
    answer = 0.95 + 0.38 * len(rows) if rows else 0
    text = look.wrapped(note(results, rows, banded), 150)
    foot, head = 0.35 + 0.13 * (text.count("\n") + 1), 0.55
    lines = -(-len(PANELS) // COLUMNS)
    figure = plt.figure(figsize=(WIDTH, head + answer + lines * HEIGHT + foot))
    width, total = figure.get_size_inches()
    if rows:
        draw_answer(figure, rows, places, results.policies[0], total - head - answer + 0.5, answer - 0.75)
    for i, (series, title) in enumerate(PANELS):
        left, top = (i % COLUMNS) * width / COLUMNS + LEFT, total - head - answer - (i // COLUMNS) * HEIGHT - TITLE
        high = HEIGHT - TITLE - 0.35
        axes = figure.add_axes((left / width, (top - high) / total, (width / COLUMNS - LEFT - LABEL) / width, high / total))
        look.style(axes, title)
        draw_panel(axes, results, series, places, banded)
    figure.text(0.15 / width, 1 - 0.12 / total, look.wrapped(look.sentence(title_of(results)), 95), fontsize=12, fontweight="bold", color=look.INK, va="top")
    figure.text(0.15 / width, 0.1 / total, text, fontsize=7.5, color=look.GREY, va="bottom")
    return figure


def title_of(results):
    """The title of the file, with the policies' names as they are read."""
    return look.Names().said(results.attributes["title"], results.policies)


def chosen_policies(results, wanted):
    policies = wanted.split(",") if wanted else results.policies
    unknown = [name for name in policies if name not in results.policies]
    if unknown:
        raise SystemExit(f"plot_run.py: no policy is called {', '.join(unknown)}; the file has {', '.join(results.policies)}")
    return policies


def require_series(results):
    missing = [name for name, _ in PANELS if "summary" not in results.groups or name not in results.summary]
    if missing:
        raise look.Unfit(f"{results.path}: holds no {', '.join(missing)} by week; run and compare keep them (--series core)")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", help="results file")
    parser.add_argument("-o", "--output", help="picture to write: .png, .svg or .pdf (default: FILE.png)")
    parser.add_argument("--policies", help="names, separated by commas (default: all, the five that matter most in colour)")
    arguments = parser.parse_args()
    output = arguments.output or str(Path(arguments.file).with_suffix(".png"))
    try:
        results = Results(arguments.file)
        require_series(results)
        figure = draw(results, chosen_policies(results, arguments.policies))
        look.save(figure, output, dpi=130, metadata={"Software": None} if output.endswith(".png") else None)
    except SystemExit as problem:
        print(problem.code, file=sys.stderr)
        return 2
    except (OSError, ValueError, KeyError, look.Unfit) as problem:
        print(f"plot_run.py: {problem.args[0] if isinstance(problem, KeyError) else problem}", file=sys.stderr)
        return 6
    print(output)
    return 0


if __name__ == "__main__":
    sys.exit(main())
