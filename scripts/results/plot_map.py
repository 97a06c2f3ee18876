#!/usr/bin/python3
"""Draws a results file on a map: attacks, fear or another series by province, of a run or of the mean over runs. Of several policies the first
is drawn as it is, and the others as how they differ from it. Below each map the provinces that have most, or differ most, are ranked.

The outlines are a GeoJSON file whose features carry the province's name, as in the theatre, in the property `name`; by default those of Iraq
(Natural Earth, public domain). A figure about a model: not a forecast.

Usage: plot_map.py FILE.h5 [--series NAME] [--policy NAME[,NAME ...]] [--run N] [--weeks FIRST-LAST] [--by ORGANISATION] [--target TARGET]
                           [--map FILE.geojson] [--output FILE.png] [--animate FILE.gif|FOLDER] [--every WEEKS] [--geojson FILE]
  --series NAME      attacks (the default), fear, segregation, or any stored series by province: province_insecurity, province_insurgents ...
  --by, --target     only attacks by this organisation ("insurgents" is one), only those meant for rival, sect or host
  --weeks FIRST-LAST mean over these weeks, numbered from 0; the last 52 if not given
  --animate          a picture every so many weeks (--every, 4): one moving GIF, or a folder of PNG files
  --geojson FILE     writes the map with the value of every policy as properties, for other programs, instead of a picture
Needs stored trajectories (--store trajectories) of runs with resolution = "cells".
Exit codes: 0 done, 2 usage, 6 a file cannot be read, lacks what is asked for, or the picture cannot be written.
"""

import argparse
import json
import sys
from pathlib import Path

import look
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402  (the backend comes first)
import numpy as np  # noqa: E402
from matplotlib.animation import FuncAnimation, PillowWriter  # noqa: E402
from matplotlib.collections import PolyCollection  # noqa: E402
from matplotlib.colors import FuncNorm, LinearSegmentedColormap  # noqa: E402
from matplotlib.patheffects import withStroke  # noqa: E402

from fulcrum_results import NotResults, Results  # noqa: E402

MAP = Path(__file__).resolve().parents[2] / "scenarios" / "maps" / "iraq.geojson"
# The page's colours: from nothing to much, and from less to more than under the first policy. They go by square roots, since a few provinces
# have most attacks.
SEQUENCE = LinearSegmentedColormap.from_list("sequence", look.PALETTE["sequence"])
DIFFERENCE = LinearSegmentedColormap.from_list("difference", look.PALETTE["difference"]["light"])
INK, GREY, NOTHING = look.INK, look.GREY, look.RULE
MOST_POLICIES = 6
MOST_RANKED = 6  # provinces below each map
SHORT_NAMES = {"attacks": "attacks_count", "fear": "province_insecurity", "segregation": "province_segregation"}
HALO = withStroke(linewidth=2, foreground="white")


def read_map(path):
    """Outlines by province: lists of rings [degrees]."""
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        shapes = {}
        for feature in features:
            shape = feature["geometry"]
            polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
            shapes[feature["properties"]["name"]] = [np.array(polygon[0]) for polygon in polygons]
        return features, shapes
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise look.Unfit(f"{path}: no GeoJSON of provinces, each a feature with the property name ({error})") from error


def only(wanted, there, what):
    """Refuses a name that is not there, and says which are."""
    if wanted is not None and wanted not in there:
        raise look.Unfit(f"there is no {what} '{wanted}'; there are {', '.join(map(str, there))}")


def by_province(data, options):
    """A series along (run, province, week), attacks summed over who makes them and whom they are meant for."""
    for dimension, wanted, what in (("attacker", options.by, "organisation"), ("target", options.target, "target")):
        if dimension not in data.dims:
            continue
        only(wanted, list(data[dimension].values), what)
        data = data.sum(dimension, keep_attrs=True) if wanted is None else data.sel({dimension: wanted})
    return data.transpose("run", "province", "time")


def read_series(results, options):
    """Values by policy: {policy: array of province and week}, with provinces, weeks, unit and name."""
    name = SHORT_NAMES.get(options.series, options.series)
    stored = results.timeseries
    fit = [n for n, d in stored.data_vars.items() if "province" in d.dims]
    if name not in fit:
        raise look.Unfit(f"no series '{name}' by province is stored; stored are: {', '.join(map(str, fit)) or 'none (were the runs made with cells?)'}")
    data = results.series(name)
    policies = options.policy.split(",") if options.policy else results.policies[:MOST_POLICIES]
    for policy in policies:
        only(policy, results.policies, "policy")
    if options.run is not None:
        only(options.run, [int(run) for run in data["run"].values], "run")
        data = data.sel(run=[options.run])
        policies = [str(data["policy"].values[0])]
    values = by_province(data, options)
    means = {policy: values[values["policy"].values == policy].mean("run").values for policy in policies}
    return means, list(map(str, values["province"].values)), values["time"].values, data.attrs.get("units", "")


def span(weeks, options):
    """First week and the one after the last of what is averaged."""
    if options.weeks is None:
        return max(0, weeks - 52), weeks
    try:
        first, last = (int(part) for part in options.weeks.split("-"))
    except ValueError:
        raise look.Unfit(f"--weeks {options.weeks}: must be two numbers, such as 0-51") from None
    if not 0 <= first <= last < weeks:
        raise look.Unfit(f"--weeks {options.weeks}: the runs have weeks 0 to {weeks - 1}")
    return first, last + 1


def differing(values):
    """Of several policies the first as it is, the others less the first."""
    first = next(iter(values.values()))
    return {policy: v - first if i else v for i, (policy, v) in enumerate(values.items())}


def scales(frames):
    """The largest value of the first policy, and the largest difference from it, over all that is drawn on one scale."""
    shown = [list(differing(frame).values()) for frame in frames]
    tops = max(float(np.nanmax(frame[0])) for frame in shown), max((float(np.nanmax(np.abs(v))) for frame in shown for v in frame[1:]), default=0)
    return [top or 1 for top in tops]


def root(v):
    return np.sign(v) * np.sqrt(np.abs(v))


def square(v):
    return np.sign(v) * np.square(v)


def draw_scale(figure, axes, polygons, title, ticks):
    bar = figure.colorbar(polygons, ax=axes, orientation="horizontal", shrink=0.8 if len(axes) == 1 else 0.5, pad=0.02, aspect=30, ticks=ticks)
    bar.ax.set_xticklabels([look.compact(tick) for tick in ticks])
    bar.set_label(title, color=GREY, fontsize=8)
    bar.ax.tick_params(colors=GREY, labelsize=8, length=0)
    bar.ax.minorticks_off()
    bar.outline.set_visible(False)


def draw_panels(shapes, policies, tops, unit, title, ranked=0):
    """A map a policy: the first on a scale of its own, the others on one of differences. Hands back the figure, what sets the values of a panel,
    and, if provinces are to be ranked, axes for the bars of each policy."""
    columns = min(len(policies), 3)
    rows = -(-len(policies) // columns)
    bars = 0.2 * ranked + 0.1 if ranked else 0
    figure, grid = plt.subplots(rows * (2 if ranked else 1), columns, figsize=(max(3.4 * columns, 4.6), (4.3 + bars) * rows + 0.5), squeeze=False,
                                layout="constrained", height_ratios=([3.6, bars] if ranked else [1]) * rows)
    axes = grid[::2] if ranked else grid
    everything = np.vstack([ring for rings in shapes.values() for ring in rings])
    (west, south), (east, north) = everything.min(axis=0), everything.max(axis=0)
    drawn = {}
    for i, policy in enumerate(policies):
        panel = axes[i // columns][i % columns]
        rings = [(name, ring) for name, parts in shapes.items() for ring in parts]
        norm = FuncNorm((root, square), vmin=-tops[1] if i else 0, vmax=tops[1 if i else 0])
        polygons = PolyCollection([ring for _, ring in rings], cmap=(DIFFERENCE if i else SEQUENCE).copy(), norm=norm, edgecolors="white" if i == 0 else "#8A8A8A", linewidths=0.6)
        drawn[policy] = ([name for name, _ in rings], panel.add_collection(polygons))
        polygons.get_cmap().set_bad(NOTHING)
        margin = 0.02 * (east - west)
        panel.set(xlim=(west - margin, east + margin), ylim=(south - margin, north + margin),
                  aspect=1 / np.cos(np.radians((south + north) / 2)))
        panel.set_title(look.wrapped(look.human(policy) + (f": difference from {look.human(policies[0])}" if i else ""), 30), fontsize=9.5, fontweight="bold", color=INK, loc="left")
    for panel in grid.flat:
        panel.set_axis_off()
    panels = [polygons for _, polygons in drawn.values()]
    draw_scale(figure, [axes[0][0]], panels[0], unit, [tops[0] * share for share in (0, 0.25, 1)])
    if len(panels) > 1:
        draw_scale(figure, list(axes.flat)[1:] if rows == 1 else list(axes[-1]), panels[1], f"less, more [{unit}]", [tops[1] * share for share in (-1, -0.25, 0, 0.25, 1)])
    figure.suptitle(look.wrapped(title, 32 * columns), fontsize=11, color=INK, x=0.02, ha="left")
    return figure, drawn, dict(zip(policies, grid[1::2].flat)) if ranked else {}


def rank(places, drawn, values, provinces, most):
    """Bars of the provinces that have most, or differ most, in the colours of the map; differences on one scale."""
    panels = differing(values)
    apart = np.nan_to_num(np.concatenate([[0], *list(panels.values())[1:]]))
    for place, (policy, shown) in enumerate(panels.items()):
        ends = (apart.min(), apart.max()) if place else (0, np.nanmax(shown))
        axes, polygons = places[policy], drawn[policy][1]
        order = [i for i in np.argsort(-np.abs(shown), kind="stable") if np.isfinite(shown[i]) and shown[i] != 0][:most]
        axes.set_axis_on()
        axes.barh(range(len(order)), shown[order], color=polygons.cmap(polygons.norm(shown[order])), edgecolor="#8A8A8A", linewidth=0.5, height=0.75)
        axes.axvline(0, color=GREY, linewidth=0.8)
        axes.set_yticks(range(len(order)), [look.human(provinces[i]) for i in order], fontsize=7.5, color=INK)
        for bar, i in enumerate(order):
            axes.annotate(look.compact(shown[i]), (shown[i], bar), xytext=(3 if shown[i] > 0 else -3, 0), textcoords="offset points", fontsize=7,
                          color=INK, va="center", ha="left" if shown[i] > 0 else "right")
        axes.set_ylim(most - 0.4, -0.6)
        room = 0.3 * (ends[1] - ends[0] or 1)
        axes.set_xlim(ends[0] - (room if ends[0] < 0 else 0), ends[1] + (room if ends[1] > 0 else 0))
        axes.set_xticks([])
        axes.tick_params(length=0)
        for side in axes.spines.values():
            side.set_visible(False)


def fill(drawn, values, provinces):
    """Gives every province of every panel its value; a province that the results do not have stays grey."""
    shown = differing(values)
    for policy, (names, polygons) in drawn.items():
        value = dict(zip(provinces, shown[policy]))
        polygons.set_array(np.ma.masked_invalid([value.get(name, np.nan) for name in names]))


def name_the_three(drawn, shapes, values, provinces):
    """Names the three provinces of each panel that have most, or differ most."""
    for policy, shown in differing(values).items():
        panel = drawn[policy][1].axes
        order = [i for i in np.argsort(-np.abs(shown)) if provinces[i] in shapes and shown[i] != 0][:3]
        for i in order:
            ring = max(shapes[provinces[i]], key=len)
            low, high = ring.min(axis=0), ring.max(axis=0)
            small = (high - low).max() < 0.12 * np.diff(panel.get_xlim())[0]  # the name would hide it: beside it, with a line
            text = panel.annotate(f"{look.human(provinces[i])}\n{look.compact(shown[i])}", (low + high) / 2, fontsize=7, ha="center", va="center",
                                  color=INK, textcoords="offset points", xytext=(-48, 14) if small else (0, 0),
                                  arrowprops={"arrowstyle": "-", "color": INK, "linewidth": 0.8, "path_effects": [HALO]} if small else None)
            text.set_path_effects([HALO])


def write_geojson(path, features, values, provinces, unit, what):
    """The map with a property a policy."""
    for feature in features:
        name = feature["properties"]["name"]
        if name in provinces:
            feature["properties"].update({policy: float(f"{v[provinces.index(name)]:.6g}") for policy, v in values.items()})
    head = {"type": "FeatureCollection", "name": what, "unit": unit, "features": features}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(head, separators=(",", ":"), allow_nan=False) + "\n", encoding="utf-8")


def animate(path, shapes, means, provinces, time, unit, what, every):
    """One picture every so many weeks: the mean over them, all on one scale."""
    weeks = range(0, len(time) - every + 1, every)
    if not weeks:
        raise look.Unfit(f"--every {every}: the runs have only {len(time)} weeks")
    frames = [{policy: v[:, week:week + every].mean(axis=1) for policy, v in means.items()} for week in weeks]
    figure, drawn, _ = draw_panels(shapes, list(means), scales(frames), unit, what)

    def show(i):
        fill(drawn, frames[i], provinces)
        figure.suptitle(f"{what}, {'week' if every == 1 else f'{every} weeks'} from {str(time[weeks[i]])[:10]}", fontsize=11, color=INK, x=0.02, ha="left")

    if path.suffix.lower() == ".gif":
        path.parent.mkdir(parents=True, exist_ok=True)
        FuncAnimation(figure, show, frames=len(frames)).save(path, writer=PillowWriter(fps=4), dpi=80)
    else:
        path.mkdir(parents=True, exist_ok=True)
        for i in range(len(frames)):
            show(i)
            figure.savefig(path / f"frame_{i:04d}.png", dpi=100)
    return len(frames)


def draw(options):
    results = Results(options.file)
    features, shapes = read_map(options.map)
    means, provinces, time, unit = read_series(results, options)
    unknown = [name for name in provinces if name not in shapes]
    if len(unknown) == len(provinces):
        raise look.Unfit(f"{options.map}: has none of the provinces of the results ({', '.join(provinces[:4])} ...)")
    if unknown:
        print(f"plot_map.py: not on the map: {', '.join(unknown)}", file=sys.stderr)
    first, after = span(len(time), options)
    what = look.human(options.series) + (f" by {look.human(options.by)}" if options.by else "") + (f" on {options.target}" if options.target else "")
    values = {policy: v[:, first:after].mean(axis=1) for policy, v in means.items()}
    if options.geojson:
        write_geojson(options.geojson, features, values, provinces, unit, what)
        return f"wrote {options.geojson}"
    if options.animate:
        return f"wrote {animate(options.animate, shapes, means, provinces, time, unit, what, options.every)} frames to {options.animate}"
    whose = f"run {options.run}" if options.run is not None else "mean over runs"
    figure, drawn, places = draw_panels(shapes, list(means), scales([values]), unit, f"{what}, {whose}, weeks {first} to {after - 1}", MOST_RANKED)
    fill(drawn, values, provinces)
    name_the_three(drawn, shapes, values, provinces)
    rank(places, drawn, values, provinces, MOST_RANKED)
    output = options.output or Path(f"{options.file.stem}_map.png")
    look.save(figure, output, dpi=150)
    return f"wrote {output}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("file", type=Path, metavar="FILE.h5")
    parser.add_argument("--series", default="attacks", metavar="NAME")
    parser.add_argument("--policy", metavar="NAME[,NAME ...]")
    parser.add_argument("--run", type=int, metavar="N")
    parser.add_argument("--weeks", metavar="FIRST-LAST")
    parser.add_argument("--by", metavar="ORGANISATION")
    parser.add_argument("--target", metavar="TARGET")
    parser.add_argument("--map", type=Path, default=MAP, metavar="FILE.geojson")
    parser.add_argument("--output", type=Path, metavar="FILE.png")
    parser.add_argument("--animate", type=Path, metavar="FILE.gif|FOLDER")
    parser.add_argument("--every", type=int, default=4, metavar="WEEKS")
    parser.add_argument("--geojson", type=Path, metavar="FILE")
    options = parser.parse_args()
    if options.every < 1:
        parser.error("--every must be at least 1")
    try:
        print(draw(options))
    except (look.Unfit, NotResults, OSError, ValueError, KeyError) as error:
        print(f"plot_map.py: {error.args[0] if isinstance(error, KeyError) else error}", file=sys.stderr)
        return 6
    return 0


if __name__ == "__main__":
    sys.exit(main())
