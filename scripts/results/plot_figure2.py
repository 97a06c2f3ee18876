#!/usr/bin/python3
"""Draws direct and indirect support over perceived threat and balance-of-power motive: figure 2 of the source article, as inferred
from its text, of which only the caption survives.

What is drawn are the levels at which support comes to rest with everything else held: no expected cost, decision point, ardour or
lock-in, indirect support at its floor (docs/model.md, Verification). The formulas are those of steps 9 and 10; the parameters are the
defaults of the program, asked by `fulcrum describe --format json`, so that the picture cannot fall behind them.

Usage: plot_figure2.py [-o figure2.png] [--program build/release/sim/fulcrum]
Exit codes: 0 done, 2 usage, 6 the program cannot be run or the picture not written.
"""

import argparse
import subprocess
import sys

import look
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402  (the backend comes first)
import numpy as np  # noqa: E402

INK, GREY = look.INK, look.GREY
# Light to dark with more support, as the ground of the briefing's chart of threat and motive.
COLOURS = matplotlib.colors.LinearSegmentedColormap.from_list("support", ["#eef0f4", look.FACTS[1]])
NOTE = "Inference from the text: only the caption of figure 2 survives in the source."


def defaults(program):
    """Default of every parameter by key, as the program says."""
    return {p["key"]: p["default"] for p in look.described(program)["parameters"]}


def sigma(x):
    """The logistic function."""
    return 1 / (1 + np.exp(-x))


def direct_support(p, T, B):
    """D at rest [index]; step 9 with EC = decision = ardour = lock_in = 0 and I at its floor."""
    z = p["direct.intercept"] + p["direct.threat_gain"] * T + p["direct.motive_gain"] * B + p["direct.interaction_gain"] * T * B
    return p["direct.floor"] + (p["direct.ceiling"] - p["direct.floor"]) * sigma(z)


def indirect_support(p, T, B):
    """Floor and response of I at rest [index]; step 10 without substitution, release, pull and host opening."""
    z = p["indirect.intercept"] + p["indirect.motive_gain"] * B + p["indirect.threat_gain"] * T
    return p["indirect.floor"] + p["indirect.span"] * sigma(z)


def draw_surface(axes, T, B, level, title):
    """One surface with its title, seen from low threat and low motive."""
    axes.plot_surface(T, B, level, cmap=COLOURS, vmin=0, vmax=1, rcount=41, ccount=41, linewidth=0, antialiased=False)
    axes.plot_wireframe(T, B, level, rcount=11, ccount=11, color=INK, linewidth=0.4, alpha=0.7)
    axes.set(xlim=(0, 1), ylim=(0, 1), zlim=(0, 1))
    axes.set_xlabel("perceived threat T", color=INK)
    axes.set_ylabel("balance-of-power motive B", color=INK)
    axes.set_title(f"{title}\n{level.min():.2f} to {level.max():.2f}", color=INK, fontsize=12, y=1.0)
    axes.tick_params(colors=GREY, labelsize=8)
    axes.view_init(elev=22, azim=-125)
    for axis in (axes.xaxis, axes.yaxis, axes.zaxis):
        axis.set_pane_color((0.97, 0.97, 0.97, 1.0))


def draw(p):
    """The figure: both surfaces on the same scale."""
    T, B = np.meshgrid(np.linspace(0, 1, 81), np.linspace(0, 1, 81), indexing="ij")
    figure = plt.figure(figsize=(11, 5.6))
    for place, (title, support) in enumerate((("Direct support D", direct_support), ("Indirect support I", indirect_support)), start=1):
        axes = figure.add_subplot(1, 2, place, projection="3d")
        draw_surface(axes, T, B, support(p, T, B), f"{title} [index]")
    figure.suptitle("Support by perceived threat and balance-of-power motive, where it comes to rest", color=INK, fontsize=13)
    figure.text(0.5, 0.025, f"{NOTE} Default parameters; no expected cost, decision point, ardour or lock-in.",
                ha="center", color=GREY, fontsize=8.5)
    figure.subplots_adjust(left=0.0, right=0.97, bottom=0.09, top=0.86, wspace=0.03)
    return figure


def main():
    """Draws the picture."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument("-o", "--output", default="figure2.png", help="the picture (default: figure2.png)")
    parser.add_argument("--program", help="the fulcrum to ask for the defaults (default: the release build, else the one in PATH)")
    arguments = parser.parse_args()
    try:
        figure = draw(defaults(arguments.program))
        # No date and no version in the file: the same numbers give the same picture.
        look.save(figure, arguments.output, dpi=150, metadata={"Software": None, "Description": NOTE} if arguments.output.endswith(".png") else None)
    except (OSError, ValueError, subprocess.CalledProcessError) as error:
        print(f"plot_figure2.py: {error}", file=sys.stderr)
        return 6
    print(arguments.output)
    return 0


if __name__ == "__main__":
    sys.exit(main())
