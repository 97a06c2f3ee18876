#!/usr/bin/python3
"""Draws a results file: what policies do to support, to the three fronts of the threat, and to what the patron makes of it.

A column a policy: direct and indirect support, the three fronts of the threat, and perceived against objective threat; of each the median
over its runs and the bands in which half and nine tenths of them lie. A figure about a model: not a forecast.

Usage: plot_run.py FILE.h5 [--output FILE.png] [--policies NAME,NAME,...]
Exit codes: 0 done, 2 usage, 6 the file cannot be read or the picture not written.
"""

import argparse
import sys
import textwrap
from pathlib import Path

import packages  # noqa: F401  (says which packages are missing, before they are imported)
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402  (the backend comes first)

from fulcrum_results import Results  # noqa: E402

# Okabe and Ito's colours, told apart with every common deficiency of colour vision; where lines share a panel their dashes differ too.
COLOURS = ["#000000", "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00"]
INK, GREY = "#222222", "#666666"
MOST_POLICIES = len(COLOURS)
FRONTS = [("front_forces", "forces", "#0072B2", "-"), ("front_arms", "arms", "#D55E00", (0, (5, 2))),
          ("front_insecurity", "insecurity", "#009E73", (0, (1.5, 1.5)))]
THREATS = [("perceived_threat", "perceived", "#CC79A7", "-"), ("threat_objective", "objective", INK, (0, (5, 2)))]


def statistic(results, series, policy, name):
    """A statistic of a series over the weeks, for one policy."""
    return results.summary[series].sel(policy=policy, statistic=name)


def label(name):
    return name.replace("_", " ")


def style(axes, title=None):
    axes.set(ylim=(-0.015, 1.015))
    axes.grid(True, color="#E4E4E4", linewidth=0.7)
    axes.set_axisbelow(True)
    axes.tick_params(colors=GREY, labelsize=8, length=0)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color("#BBBBBB")
    if title:
        axes.set_title(title, fontsize=9.5, color=INK, loc="left", pad=5)


def draw_fan(axes, results, series, policy, colour, line="-", name=None):
    """Median, the middle half of the runs, and the middle nine tenths."""
    time = results.summary["time"].values
    for low, high, alpha in (("q05", "q95", 0.2), ("q25", "q75", 0.35)):
        axes.fill_between(time, statistic(results, series, policy, low), statistic(results, series, policy, high), color=colour,
                          alpha=alpha, linewidth=0)
    axes.plot(time, statistic(results, series, policy, "q50"), color=colour, linestyle=line, linewidth=1.3, label=name)


def draw_fans(axes, results, lines, policy):
    for series, name, colour, dashes in lines:
        draw_fan(axes, results, series, policy, colour, dashes, name)


def draw(results, policies):
    """A column a policy, so that lines never hide each other; the first policy's median comes along for comparison."""
    rows = [("direct", "direct support D"), ("indirect", "indirect support I"), (FRONTS, "fronts of the threat"),
            (THREATS, "threat: perceived and objective")]
    figure, grid = plt.subplots(len(rows), len(policies), sharex=True, sharey=True, squeeze=False,
                                figsize=(max(2.5 * len(policies) + 1.2, 6.5), 9.2))
    time = results.summary["time"].values
    for column, policy in enumerate(policies):
        colour = COLOURS[column]
        for row, (what, name) in enumerate(rows):
            axes = grid[row][column]
            style(axes, "\n".join(textwrap.wrap(label(policy), 22)) if row == 0 else None)
            if isinstance(what, str):
                draw_fan(axes, results, what, policy, colour)
                if column > 0:
                    axes.plot(time, statistic(results, what, policies[0], "q50"), color=COLOURS[0], linewidth=0.9, linestyle=(0, (4, 2)))
            else:
                draw_fans(axes, results, what, policy)
            if column == 0:
                axes.set_ylabel(f"{name}\n[index]", fontsize=9, color=INK)
            axes.xaxis.set_major_locator(matplotlib.dates.YearLocator())
            axes.xaxis.set_major_formatter(matplotlib.dates.DateFormatter("%Y"))
            axes.set_xlim(time[0], time[-1])
    return figure, grid


def annotate(figure, grid, results, policies):
    attributes = results.attributes
    runs = f", {attributes['runs'] // len(results.policies)} runs a policy"
    title = textwrap.fill(f"{attributes['title']}{runs}", int(11 * figure.get_figwidth()))
    figure.suptitle(title, fontsize=12.5, color=INK, x=0.01, y=0.995, ha="left")
    for row in (2, 3):
        legend = grid[row][-1].legend(loc="upper left", bbox_to_anchor=(1.0, 1.02), fontsize=8, frameon=False, handlelength=2.2)
        plt.setp(legend.get_texts(), color=INK)
    handles = [plt.Line2D([], [], color=GREY, linewidth=1.3), plt.Rectangle((0, 0), 1, 1, color=GREY, alpha=0.48, linewidth=0),
               plt.Rectangle((0, 0), 1, 1, color=GREY, alpha=0.2, linewidth=0)]
    names = ["median", "half of runs", "nine tenths"]
    if len(policies) > 1:
        handles.append(plt.Line2D([], [], color=COLOURS[0], linewidth=0.9, linestyle=(0, (4, 2))))
        names.append("median of\n" + label(policies[0]))
    grid[0][-1].legend(handles, names, loc="upper left", bbox_to_anchor=(1.0, 1.02), fontsize=8, frameon=False, handlelength=2.2)
    note = f"fulcrum {attributes['program_version']}, seed {attributes['root_seed']}. {attributes['disclaimer']}"
    lines = textwrap.wrap(note, int(16 * figure.get_figwidth()))
    figure.text(0.01, 0.006, "\n".join(lines), fontsize=7.5, color=GREY, ha="left", va="bottom")
    figure.tight_layout(rect=(0, 0.008 + 0.014 * len(lines), 1, 1.0), h_pad=1.0, w_pad=0.8)


def chosen_policies(results, wanted):
    policies = wanted.split(",") if wanted else results.policies[:MOST_POLICIES]
    unknown = [name for name in policies if name not in results.policies]
    if unknown:
        raise SystemExit(f"plot_run.py: no policy is called {', '.join(unknown)}; the file has {', '.join(results.policies)}")
    if len(policies) > MOST_POLICIES:
        raise SystemExit(f"plot_run.py: at most {MOST_POLICIES} policies fit in a picture")
    if not wanted and len(results.policies) > MOST_POLICIES:
        print(f"plot_run.py: drawing the first {MOST_POLICIES} of {len(results.policies)} policies; --policies chooses", file=sys.stderr)
    return policies


def require_series(results):
    needed = ["direct", "indirect"] + [name for name, *_ in FRONTS + THREATS]
    missing = [name for name in needed if name not in results.summary]
    if missing:
        raise ValueError(f"{results.path}: holds no {', '.join(missing)}; the core set of series (--series core) has them")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", help="results file")
    parser.add_argument("-o", "--output", help="picture to write: .png, .svg or .pdf (default: FILE.png)")
    parser.add_argument("--policies", help=f"names, separated by commas (default: the first {MOST_POLICIES})")
    arguments = parser.parse_args()
    output = arguments.output or str(Path(arguments.file).with_suffix(".png"))
    try:
        results = Results(arguments.file)
        require_series(results)
        policies = chosen_policies(results, arguments.policies)
        figure, grid = draw(results, policies)
        annotate(figure, grid, results, policies)
        figure.savefig(output, dpi=130, metadata={"Software": None} if output.endswith(".png") else None)
    except SystemExit as problem:
        print(problem.code, file=sys.stderr)
        return 2
    except (OSError, ValueError, KeyError) as problem:
        print(f"plot_run.py: {problem}", file=sys.stderr)
        return 6
    print(output)
    return 0


if __name__ == "__main__":
    sys.exit(main())
