#!/usr/bin/python3
"""Draws what sensitivity, discover and robust have kept in /analysis of a results file, one picture a table that it finds.

  sensitivity_sobol     bars of first-order and total indices with their intervals
  sensitivity_morris    the plane of mu* and sigma
  sensitivity_tornado   low and high end of each factor
  discovery_boxes       limits of the boxes in the factors' ranges
  discovery_trade_off   coverage against density
  robust_criteria       the table of regret; parallel coordinates of the policies' means
  robust_search         parallel coordinates of the policies found

Usage: plot_exploration.py FILE.h5 [--output FOLDER] [--most N]
Exit codes: 0 done, 2 usage, 3 nothing to draw, 6 the file cannot be read or a picture not written.
"""

import argparse
import sys
import textwrap
from pathlib import Path

import packages  # noqa: F401  (says which packages are missing, before they are imported)
import h5py
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402  (the backend comes first)
import numpy as np  # noqa: E402

from fulcrum_results import _frame  # noqa: E402

COLOURS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000"]
INK, GREY = "#222222", "#666666"


def style(axes, title):
    axes.set_title("\n".join(textwrap.wrap(title, 70)), fontsize=10, color=INK, loc="left", pad=8)
    axes.tick_params(colors=GREY, labelsize=8, length=0)
    axes.grid(True, color="#E4E4E4", linewidth=0.7)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)


def whiskers(value, low, high):
    """Lengths of error bars, which may not be negative."""
    return np.vstack([np.clip(value - low, 0, None), np.clip(high - value, 0, None)])


def groups(frame):
    """One (title, rows) for each outcome of each policy."""
    for (outcome, policy), rows in frame.groupby(["outcome", "policy"], sort=False):
        yield f"{outcome.replace('_', ' ')}: {policy}", rows


def panels(parts, width, height):
    figure, axes = plt.subplots(len(parts), 1, figsize=(width, height * len(parts)), squeeze=False, layout="constrained")
    return figure, axes[:, 0]


def sobol(frame, most):
    parts = list(groups(frame[~frame["factor"].str.contains(" x ")]))
    figure, all_axes = panels(parts, 8, 0.7 + 0.27 * min(most, 20))
    for axes, (title, rows) in zip(all_axes, parts):
        rows = rows.nlargest(most, "total").iloc[::-1]
        y = np.arange(len(rows))
        for name, colour, shift in (("total", COLOURS[0], 0.18), ("first", COLOURS[5], -0.18)):
            value = rows[name].clip(lower=0)
            axes.barh(y + shift, value, 0.34, color=colour, label={"total": "total", "first": "first order"}[name])
            axes.errorbar(value, y + shift, xerr=whiskers(value, rows[f"{name}_low"].clip(lower=0), rows[f"{name}_high"].clip(lower=0)),
                          fmt="none", ecolor=INK, elinewidth=0.9)
        axes.set_yticks(y, rows["factor"])
        axes.set_xlim(left=0)
        axes.set_xlabel("share of the variance, with 95 % interval", fontsize=8, color=GREY)
        axes.legend(fontsize=8, frameon=False, loc="lower right")
        style(axes, title)
    return figure


def morris(frame, most):
    parts = list(groups(frame))
    figure, all_axes = panels(parts, 8, 4.6)
    for axes, (title, rows) in zip(all_axes, parts):
        top = rows.nlargest(most, "mu_star")
        axes.errorbar(top["mu_star"], top["sigma"], xerr=whiskers(top["mu_star"], top["mu_star_low"], top["mu_star_high"]), fmt="o",
                      color=COLOURS[0], ecolor="#9DB8CC", markersize=4, elinewidth=0.9)
        limit = max(top["mu_star"].max(), top["sigma"].max()) * 1.12
        axes.plot([0, limit], [0, limit], color=GREY, linewidth=0.8, linestyle=(0, (4, 3)))
        axes.annotate("above: interactions and curves", (limit * 0.5, limit * 0.5), fontsize=7, color=GREY, rotation=0, xytext=(4, -9),
                      textcoords="offset points")
        for _, row in top.head(6).iterrows():
            axes.annotate(row["factor"], (row["mu_star"], row["sigma"]), fontsize=7.5, color=INK, xytext=(5, 4), textcoords="offset points")
        axes.set(xlim=(0, top["mu_star_high"].max() * 1.2), ylim=(0, top["sigma"].max() * 1.15))
        axes.set_xlabel("mu*: mean size of the effect", fontsize=8, color=GREY)
        axes.set_ylabel("sigma: how much it varies", fontsize=8, color=GREY)
        style(axes, title)
    return figure


def tornado(frame, most):
    parts = list(groups(frame))
    figure, all_axes = panels(parts, 8, 0.7 + 0.24 * min(most, 20))
    for axes, (title, rows) in zip(all_axes, parts):
        rows = rows.reindex(rows["swing"].abs().sort_values(ascending=False).index).head(most).iloc[::-1]
        y = np.arange(len(rows))
        centre = rows["base"].iloc[0]
        for column, colour, name in (("at_low", COLOURS[4], "low end"), ("at_high", COLOURS[1], "high end")):
            axes.barh(y, rows[column] - centre, 0.6, left=centre, color=colour, alpha=0.85, label=name)
        axes.axvline(centre, color=INK, linewidth=0.8)
        axes.set_yticks(y, rows["factor"])
        axes.legend(fontsize=8, frameon=False, loc="lower right")
        style(axes, title + ", one factor at a time")
    return figure


def boxes(limits, quality):
    keys = list(quality.groupby(["of_interest", "box"], sort=False).groups)
    heights = [max(1, (limits["of_interest"].eq(of) & limits["box"].eq(box)).sum()) for of, box in keys]
    figure, axes_all = plt.subplots(len(keys), 1, figsize=(8, sum(0.42 * h + 1.25 for h in heights)), squeeze=False, layout="constrained",
                                    gridspec_kw={"height_ratios": [0.42 * h + 1.25 for h in heights]})
    for axes, (of, box) in zip(axes_all[:, 0], keys):
        rows = limits[limits["of_interest"].eq(of) & limits["box"].eq(box)].iloc[::-1]
        fresh = quality[quality["of_interest"].eq(of) & quality["box"].eq(box) & quality["sample"].eq("fresh")].iloc[0]
        for y, (_, row) in enumerate(rows.iterrows()):
            low, high = row["range_low"], row["range_high"]
            left, right = (row["low"] - low) / (high - low), (row["high"] - low) / (high - low)
            axes.barh(y, 1, 0.34, color="#E8E8E8")
            axes.barh(y, right - left, 0.34, left=left, color=COLOURS[0])
            axes.annotate(f"{row['low']:.3g} to {row['high']:.3g}", (left + (right - left) / 2, y), ha="center", va="center", fontsize=7.5,
                          color="white" if right - left > 0.25 else INK)
            axes.annotate(f"{low:.3g}", (-0.01, y), ha="right", va="center", fontsize=7, color=GREY)
            axes.annotate(f"{high:.3g}", (1.01, y), ha="left", va="center", fontsize=7, color=GREY)
        axes.set_yticks(np.arange(len(rows)), rows["factor"])
        axes.tick_params(axis="y", pad=28)
        axes.set(xlim=(-0.02, 1.06), xticks=[])
        style(axes, f"{of}: box {box}; fresh points: coverage {fresh['coverage']:.2f}, density {fresh['density']:.2f}, mass {fresh['mass']:.2f}")
        axes.grid(False)
    return figure


def trade_off(frame):
    figure, axes = plt.subplots(figsize=(6.5, 4.5), layout="constrained")
    for colour, (of, rows) in zip(COLOURS, frame.groupby("of_interest", sort=False)):
        axes.plot(rows["coverage"], rows["density"], color=colour, linewidth=1, label="\n".join(textwrap.wrap(of, 60)))
        dots = axes.scatter(rows["coverage"], rows["density"], c=rows["limited_factors"], cmap="viridis", s=16, zorder=3)
    figure.colorbar(dots, ax=axes, label="factors limited")
    axes.set(xlabel="coverage", ylabel="density", xlim=(0, 1.03), ylim=(0, 1.03))
    axes.legend(fontsize=8, frameon=False, loc="lower left")
    style(axes, "Trade-off of PRIM: each dot a box")
    return figure


def regret(frame):
    objectives = list(dict.fromkeys(frame["objective"]))
    policies = list(dict.fromkeys(frame["policy"]))
    table = frame.pivot(index="policy", columns="objective", values="regret_max").loc[policies, objectives]
    scaled = table / table.max()
    figure, axes = plt.subplots(figsize=(2.6 + 1.3 * len(objectives), 1.2 + 0.36 * len(policies)), layout="constrained")
    axes.imshow(scaled.fillna(0), cmap="YlOrRd", vmin=0, vmax=1.3, aspect="auto")
    for row, policy in enumerate(policies):
        for column, objective in enumerate(objectives):
            axes.annotate(f"{table.loc[policy, objective]:.3f}", (column, row), ha="center", va="center", fontsize=8, color=INK)
    axes.set_xticks(np.arange(len(objectives)), [name.replace("_", " ") for name in objectives])
    axes.set_yticks(np.arange(len(policies)), policies)
    style(axes, "Largest regret over the futures (own units; darker: larger within its column)")
    axes.grid(False)
    return figure


def parallel(table, better, title, names=None):
    """A line a policy over the objectives; the better end is up."""
    low, high = table.min(), table.max()
    span = (high - low).replace(0, 1)
    scaled = (table - low) / span
    for objective in table:
        if better.get(objective) == "lower":
            scaled[objective] = 1 - scaled[objective]
    figure, axes = plt.subplots(figsize=(1.9 * max(3, len(table.columns)) + (2 if names else 0), 4.4), layout="constrained")
    for number, (name, row) in enumerate(scaled.iterrows()):
        colour = COLOURS[number % len(COLOURS)] if names else COLOURS[0]
        axes.plot(np.arange(len(row)), row, color=colour, alpha=1 if names else 0.35, linewidth=1.6 if names else 0.9, marker="o",
                  markersize=3, label=name if names else None, linestyle=["-", (0, (5, 2)), (0, (1.5, 1.5))][number // len(COLOURS) % 3] if names else "-")
    for column, objective in enumerate(table):
        up, down = (low, high) if better.get(objective) == "lower" else (high, low)
        axes.annotate(f"{up[objective] + 0.0:.3g}", (column, 1.03), ha="center", fontsize=8, color=GREY)
        axes.annotate(f"{down[objective] + 0.0:.3g}", (column, -0.07), ha="center", fontsize=8, color=GREY)
    axes.set_xticks(np.arange(len(table.columns)), [name.replace("_", " ") for name in table.columns])
    axes.set(yticks=[], ylim=(-0.12, 1.1))
    if names:
        axes.legend(fontsize=8, frameon=False, loc="center left", bbox_to_anchor=(1, 0.5))
    style(axes, title)
    return figure


def pictures(tables, most):
    """Every picture that the tables allow: (name, figure)."""
    if "sensitivity_sobol" in tables:
        yield "sobol", sobol(tables["sensitivity_sobol"], most)
    if "sensitivity_morris" in tables:
        yield "morris", morris(tables["sensitivity_morris"], 2 * most)
    if "sensitivity_tornado" in tables:
        yield "tornado", tornado(tables["sensitivity_tornado"], most)
    if "discovery_boxes" in tables and len(tables["discovery_boxes"]):
        yield "boxes", boxes(tables["discovery_limits"], tables["discovery_boxes"])
    if "discovery_trade_off" in tables:
        yield "trade_off", trade_off(tables["discovery_trade_off"])
    if "robust_criteria" in tables:
        frame = tables["robust_criteria"]
        yield "regret", regret(frame)
        better = dict(zip(frame["objective"], frame["better"]))
        order = list(dict.fromkeys(frame["policy"])), list(dict.fromkeys(frame["objective"]))
        means = frame.pivot(index="policy", columns="objective", values="mean").loc[order]
        yield "policies", parallel(means, better, "Means over the futures; up is better", names=True)
        if "robust_search" in tables:
            found = tables["robust_search"]
            fresh = found[[c for c in found if c.endswith("_fresh")]].rename(columns=lambda c: c.removesuffix("_fresh"))
            levers = found[[c for c in found if "." in c]]
            yield "search", parallel(levers.join(fresh), better, "Policies found: levers, and means over fresh futures; up is better")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", metavar="FILE.h5")
    parser.add_argument("--output", default=".", help="folder of the pictures (default: the working folder)")
    parser.add_argument("--most", type=int, default=12, help="factors shown of each outcome (default: 12)")
    options = parser.parse_args()
    try:
        with h5py.File(options.file, "r") as file:
            tables = {name: _frame(group) for name, group in file.get("analysis", {}).items()}
    except OSError as error:
        print(f"{options.file}: {error}", file=sys.stderr)
        return 6
    count = 0
    for name, figure in pictures(tables, options.most):
        path = Path(options.output) / f"{Path(options.file).stem}.{name}.png"
        try:
            figure.savefig(path, dpi=130)
        except OSError as error:
            print(f"{path}: {error.strerror}", file=sys.stderr)
            return 6
        plt.close(figure)
        print(path)
        count += 1
    if count == 0:
        print(f"{options.file} holds nothing to draw; run fulcrum sensitivity, discover or robust", file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
