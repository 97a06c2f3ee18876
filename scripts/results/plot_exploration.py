#!/usr/bin/python3
"""Draws what sensitivity, discover and robust have kept in /analysis of a results file as the briefing does, one picture a table that it finds.

  sensitivity_sobol, _shapley, _morris, _pawn, _delta, _regional, _budget    bars of each factor's measure with its interval; with --over-time lines by week
  sensitivity_tornado   low and high end of each factor, from the reference case
  discovery_boxes       limits of the boxes in the factors' ranges
  discovery_trade_off   coverage against density
  robust_policies       share of the futures in which each policy meets the requirements
  robust_criteria       the table of regret; parallel coordinates of the policies' means
  robust_search         parallel coordinates of the policies found

Factors, structural forms, outcomes and policies have the names that the program gives them, if it is built or in PATH.

Usage: plot_exploration.py FILE.h5 [--output FOLDER] [--most N]
Exit codes: 0 done, 2 usage, 3 nothing to draw, 6 the file cannot be read or a picture not written.
"""

import argparse
import sys
from pathlib import Path

import look
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402  (the backend comes first)
import numpy as np  # noqa: E402

from fulcrum_results import Results  # noqa: E402

NAMES = look.Names()
KINDS = {  # first measure, what the axis says, title; a second measure is drawn as a hollow dot
    "sobol": ("total", "share of the variance, interactions included; hollow: alone", "Sobol\N{RIGHT SINGLE QUOTATION MARK} total indices", "first"),
    "shapley": ("share", "share of the variance, interactions divided evenly", "Shapley effects", None),
    "morris": ("mu_star", "mean size of the effect over the factor\N{RIGHT SINGLE QUOTATION MARK}s range; hollow: how much it varies", "Elementary effects (Morris)", "sigma"),
    "delta": ("delta", "distance of densities (Borgonovo)", "Influence on the distribution", None),
    "pawn": ("median", "distance of distributions (median slice)", "PAWN distances", None),
    "regional": ("distance", "distance of the two distributions of the factor", "Regional sensitivity", None),
    "budget": ("share", "share of the variance", "Variance budget", None),
}
FACTOR_WIDTH, ROW = 44, 0.3  # of labels [characters], of a row [inches]


def whiskers(value, low, high):
    """Lengths of error bars, which may not be negative."""
    return np.vstack([np.clip(value - low, 0, None), np.clip(high - value, 0, None)])


def groups(frame):
    """One (title, rows) for each outcome of each policy."""
    for (outcome, policy), rows in frame.groupby(["outcome", "policy"], sort=False):
        yield f"{NAMES.outcome(outcome)}, {look.human(policy)}", outcome, rows


def panels(heights, width=9):
    """Axes one below the other, each so high [inches]."""
    figure, axes = plt.subplots(len(heights), 1, figsize=(width, sum(heights)), squeeze=False, layout="constrained", gridspec_kw={"height_ratios": heights})
    return figure, axes[:, 0]


def factor_labels(axes, factors):
    axes.set_yticks(np.arange(len(factors)), [look.wrapped(NAMES.factor(factor), FACTOR_WIDTH) for factor in factors], color=look.INK, fontsize=8, linespacing=0.95)


def bars(kind, frame, most):
    """Factors from the most to the least important."""
    measure, said, title, second = KINDS[kind]
    parts = [(name, outcome, rows.reindex(rows[measure].abs().sort_values(ascending=False).index).head(most).iloc[::-1])
             for name, outcome, rows in groups(frame[~frame["factor"].str.contains(" x ")])]
    figure, all_axes = panels([1.05 + ROW * len(rows) for _, _, rows in parts])
    for axes, (name, outcome, rows) in zip(all_axes, parts):
        y = np.arange(len(rows))
        axes.barh(y, rows[measure], 0.55, color=look.FACT)
        if f"{measure}_low" in rows:
            axes.errorbar(rows[measure], y, xerr=whiskers(rows[measure], rows[f"{measure}_low"], rows[f"{measure}_high"]), fmt="none", ecolor=look.INK, elinewidth=1.2, capsize=3)
        if second:
            axes.plot(rows[second], y, "o", markerfacecolor="white", markeredgecolor=look.INK, markersize=5)
        axes.axvline(0, color=look.INK, linewidth=1.2)
        axes.set_xlim(left=min(0, axes.get_xlim()[0] if rows[measure].min() < 0 else 0))
        factor_labels(axes, rows["factor"])
        axes.set_xlabel(said + (NAMES.unit(outcome) if kind == "morris" else ", with 95 % interval"), fontsize=8, color=look.GREY)
        look.style(axes, f"{title}: {name}", 90)
    return figure


def by_week(kind, frame):
    """Lines over time of the factors that ever matter most, named at their ends."""
    measure, said, title, _ = KINDS[kind]
    frame = frame.assign(series=frame["outcome"].str.partition("@")[0], week=frame["outcome"].str.partition("@")[2].astype(int))
    parts = list(frame.groupby(["series", "policy"], sort=False))
    figure = plt.figure(figsize=(9, 3.3 * len(parts)))
    for i, ((series, policy), rows) in enumerate(parts):
        axes = figure.add_axes((0.06, 1 - (i + 0.8) / len(parts), 0.6, 0.62 / len(parts)))
        top = rows.groupby("factor")[measure].max().nlargest(look.IN_COLOUR).index
        ends = []
        for place, factor in enumerate(top):
            line, colour = rows[rows["factor"].eq(factor)].sort_values("week"), look.FACTS[place]
            axes.plot(line["week"], line[measure], color=colour, linestyle=look.DASHES[place], linewidth=1.6, marker="o", markersize=3)
            ends.append((line[measure].iloc[-1], NAMES.factor(factor), colour))
        axes.set(xlim=(0, rows["week"].max()), ylim=(0, max(1, rows[measure].max())))
        axes.set_xlabel(f"week; {said.partition(';')[0]}", fontsize=8, color=look.GREY)
        look.style(axes, f"{title} of {NAMES.outcome(series).lower()}, by week: {look.human(policy)}", 90)
        look.label_ends(axes, ends, 34)
    return figure


def tornado(frame, most):
    parts = [(name, outcome, rows.reindex(rows["swing"].abs().sort_values(ascending=False).index).head(most).iloc[::-1]) for name, outcome, rows in groups(frame)]
    figure, all_axes = panels([1.1 + ROW * len(rows) for _, _, rows in parts])
    for axes, (name, outcome, rows) in zip(all_axes, parts):
        y, centre = np.arange(len(rows)), rows["base"].iloc[0]
        for column, colour, end in (("at_low", look.LESS, "factor at its low end"), ("at_high", look.MORE, "factor at its high end")):
            axes.barh(y, rows[column] - centre, 0.55, left=centre, color=colour, label=end)
        axes.axvline(centre, color=look.INK, linewidth=1.2, label=f"reference case: {look.number(centre)}")
        factor_labels(axes, rows["factor"])
        axes.set_xlabel(f"{NAMES.outcome(outcome).lower()}{NAMES.unit(outcome)}", fontsize=8, color=look.GREY)
        axes.legend(fontsize=8, frameon=False, loc="lower right")
        look.style(axes, f"One at a time (tornado): {name}", 90)
    return figure


def condition(of, policies):
    return look.sentence(NAMES.said(of, policies))


def boxes(limits, quality, policies):
    keys = list(quality.groupby(["of_interest", "box"], sort=False).groups)
    rows_of = [limits[limits["of_interest"].eq(of) & limits["box"].eq(box)].iloc[::-1] for of, box in keys]
    figure, all_axes = panels([0.42 * max(1, len(rows)) + 1.1 for rows in rows_of])
    for axes, (of, box), rows in zip(all_axes, keys, rows_of):
        fresh = quality[quality["of_interest"].eq(of) & quality["box"].eq(box) & quality["sample"].eq("fresh")].iloc[0]
        for y, (_, row) in enumerate(rows.iterrows()):
            low, span = row["range_low"], row["range_high"] - row["range_low"]
            left, right = (row["low"] - low) / span, (row["high"] - low) / span
            axes.barh(y, 1, 0.34, color=look.RULE)
            axes.barh(y, right - left, 0.34, left=left, color=look.FACT)
            axes.annotate(NAMES.range(row["factor"], row["low"], row["high"]), ((left + right) / 2, y - 0.3), ha="center", va="top", fontsize=7.5, color=look.INK, annotation_clip=False)
            for x, end, side in ((-0.01, row["range_low"], "right"), (1.01, row["range_high"], "left")):
                axes.annotate(NAMES.value(row["factor"], end), (x, y), ha=side, va="center", fontsize=7, color=look.GREY)
        factor_labels(axes, rows["factor"])
        axes.tick_params(axis="y", pad=36)
        axes.set(xlim=(-0.02, 1.1), xticks=[], ylim=(-0.8, max(1, len(rows)) - 0.5))
        base, inside = fresh["of_interest_points"] / fresh["points"], fresh["hits"] / max(1, fresh["inside"])
        look.style(axes, f"{condition(of, policies)}: in {100 * inside:.0f} % of fresh points within box {box}, in {100 * base:.0f} % of all", 66)
        axes.grid(False)
    return figure


def trade_off(frame, policies):
    figure, axes = plt.subplots(figsize=(7, 4.5), layout="constrained")
    parts = list(frame.groupby("of_interest", sort=False))
    for place, (of, rows) in enumerate(parts):
        axes.plot(rows["coverage"], rows["density"], color=look.FACTS[place % len(look.FACTS)], linestyle=look.DASHES[place % len(look.DASHES)], linewidth=1.4, marker="o",
                  markersize=4, label=look.wrapped(condition(of, policies), 60))
    axes.set(xlim=(0, 1.03), ylim=(0, 1.03))
    axes.set_xlabel("coverage, share of the cases of interest", fontsize=8, color=look.GREY)
    axes.set_ylabel("density, share of the box", fontsize=8, color=look.GREY)
    axes.legend(fontsize=8, frameon=False, loc="best")
    look.style(axes, "Trade-off of coverage and density: each dot a box")
    return figure


def share_interval(hits, of):
    """Interval of a share after Wilson 1927, 95 %."""
    z, p = 1.959964, hits / of
    centre, half = (p + z * z / (2 * of)) / (1 + z * z / of), z / (1 + z * z / of) * np.sqrt(p * (1 - p) / of + z * z / (4 * of * of))
    return max(0, centre - half), min(1, centre + half)


def requirements(frame, places):
    figure, axes = plt.subplots(figsize=(8, 1.1 + 0.4 * len(frame)), layout="constrained")
    for y, (_, row) in enumerate(frame.iterrows()):
        share, (low, high) = row["met"] / row["futures"], share_interval(row["met"], row["futures"])
        axes.barh(y, share, 0.5, color=look.colour_of(places[row["policy"]]))
        axes.plot([low, high], [y, y], color=look.INK, linewidth=1.5, marker="|", markersize=8)
    axes.set_yticks(np.arange(len(frame)), [look.human(policy) for policy in frame["policy"]], fontsize=9, color=look.INK)
    axes.set(xlim=(0, 1), ylim=(len(frame) - 0.5, -0.5))
    axes.xaxis.set_major_formatter(matplotlib.ticker.PercentFormatter(1))
    axes.set_xlabel(f"share of {frame['futures'].iloc[0]} futures, with 95 % interval", fontsize=8, color=look.GREY)
    look.style(axes, "Futures in which each policy meets all requirements")
    return figure


def regret(frame):
    objectives, policies = list(dict.fromkeys(frame["objective"])), list(dict.fromkeys(frame["policy"]))
    meanings = dict(zip(frame["objective"], frame["meaning"]))
    table = frame.pivot(index="policy", columns="objective", values="regret_max").loc[policies, objectives]
    scaled = table / table.max().replace(0, 1)
    figure, axes = plt.subplots(figsize=(2.6 + 1.4 * len(objectives), 1.5 + 0.36 * len(policies)), layout="constrained")
    ground = matplotlib.colors.LinearSegmentedColormap.from_list("regret", ["#ffffff", look.MORE])
    axes.imshow(scaled.fillna(0), cmap=ground, vmin=0, vmax=1.6, aspect="auto")
    for row, policy in enumerate(policies):
        for column, objective in enumerate(objectives):
            axes.annotate(look.number(table.loc[policy, objective]), (column, row), ha="center", va="center", fontsize=8, color=look.INK)
    axes.set_xticks(np.arange(len(objectives)), [look.wrapped(look.sentence(meanings[name]), 17) for name in objectives])
    axes.set_yticks(np.arange(len(policies)), [look.human(policy) for policy in policies])
    look.style(axes, "Largest regret over the futures (own units; darker: larger within its column)")
    axes.grid(False)
    return figure


def parallel(table, better, title, words, colours=None):
    """A line a policy over the objectives; the better end is up. Policies with `colours` are named at the ends."""
    low, high = table.min(), table.max()
    scaled = (table - low) / (high - low).replace(0, 1)
    for objective in table:
        if better.get(objective) == "lower":
            scaled[objective] = 1 - scaled[objective]
    wide = 1.7 * max(3, len(table.columns))
    figure = plt.figure(figsize=(wide + 1.8, 4.6))
    axes = figure.add_axes((0.5 / (wide + 1.8), 0.2, (wide - 0.4) / (wide + 1.8), 0.62))
    for name, row in scaled.iterrows():
        axes.plot(np.arange(len(row)), row, color=colours[name] if colours else look.FACT, alpha=1 if colours else 0.4, linewidth=1.8 if colours else 0.9, marker="o", markersize=4)
    for column, objective in enumerate(table):
        up, down = (low, high) if better.get(objective) == "lower" else (high, low)
        for y, value, side in ((1.04, up, "bottom"), (-0.04, down, "top")):
            axes.annotate(look.compact(value[objective] + 0.0), (column, y), ha="center", va=side, fontsize=8, color=look.GREY)
    axes.set_xticks(np.arange(len(table.columns)), [look.wrapped(words.get(name, look.human(name)), 20) for name in table.columns])
    axes.set(yticks=[], ylim=(-0.12, 1.12))
    look.style(axes, title, 90)
    if colours:
        look.label_ends(axes, [(scaled.loc[name].iloc[-1], look.human(name), colour) for name, colour in colours.items() if name in scaled.index])
    return figure


def sensitivities(tables, most):
    for kind in KINDS:
        frame = tables.get(f"sensitivity_{kind}")
        if frame is not None:
            yield kind, by_week(kind, frame) if frame["outcome"].str.fullmatch(r"\w+@\d+").all() else bars(kind, frame, most)
    if "sensitivity_tornado" in tables:
        yield "tornado", tornado(tables["sensitivity_tornado"], most)


def discoveries(tables, policies):
    if "discovery_boxes" in tables and len(tables["discovery_boxes"]):
        yield "boxes", boxes(tables["discovery_limits"], tables["discovery_boxes"], policies)
    if "discovery_trade_off" in tables:
        yield "trade_off", trade_off(tables["discovery_trade_off"], policies)


def robustness(tables, places):
    if "robust_policies" in tables and tables["robust_policies"]["met"].ge(0).all():
        yield "requirements", requirements(tables["robust_policies"], places)
    if "robust_criteria" not in tables:
        return
    frame = tables["robust_criteria"]
    yield "regret", regret(frame)
    better, words = dict(zip(frame["objective"], frame["better"])), {key: look.sentence(text) for key, text in zip(frame["objective"], frame["meaning"])}
    order = list(dict.fromkeys(frame["policy"])), list(dict.fromkeys(frame["objective"]))
    means = frame.pivot(index="policy", columns="objective", values="mean").loc[order]
    yield "policies", parallel(means, better, "Means over the futures; up is better", words, {policy: look.colour_of(places.get(policy, -1)) for policy in order[0]})
    if "robust_search" in tables:
        found = tables["robust_search"]
        fresh = found[[c for c in found if c.endswith("_fresh")]].rename(columns=lambda c: c.removesuffix("_fresh"))
        levers = found[[c for c in found if "." in c]]
        words |= {key: NAMES.factor(key) for key in levers}
        yield "search", parallel(levers.join(fresh), better, "Policies found: levers, and means over fresh futures; up is better", words)


def pictures(results, most):
    """Every picture that the tables allow: (name, figure)."""
    tables = {name: results.table(f"analysis/{name}") for name in results.analyses}
    yield from sensitivities(tables, most)
    yield from discoveries(tables, results.policies)
    yield from robustness(tables, look.places(results.policies, look.differences(results)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", metavar="FILE.h5")
    parser.add_argument("--output", default=".", help="folder of the pictures, made if it is missing (default: the working folder)")
    parser.add_argument("--most", type=int, default=12, help="factors shown of each outcome (default: 12)")
    options = parser.parse_args()
    count = 0
    try:
        for name, figure in pictures(Results(options.file), options.most):
            path = Path(options.output) / f"{Path(options.file).stem}.{name}.png"
            look.save(figure, path, dpi=130)
            print(path)
            count += 1
    except (OSError, ValueError, KeyError) as error:
        print(f"plot_exploration.py: {error.args[0] if isinstance(error, KeyError) else error}", file=sys.stderr)
        return 6
    if count == 0:
        print(f"{options.file} holds nothing to draw; run fulcrum sensitivity, discover or robust", file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
