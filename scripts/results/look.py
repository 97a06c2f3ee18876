"""How pictures of results look: colours, names and labels as on the briefing page, whose palette these are."""

import json
import os
import re
import shutil
import subprocess
import textwrap
from functools import cached_property
from pathlib import Path

import packages  # noqa: F401  (says which packages are missing, before they are imported)
import matplotlib
import numpy as np

ROOT = Path(__file__).resolve().parents[2]
PALETTE = json.loads((ROOT / "output" / "briefing" / "page" / "src" / "palette.json").read_text(encoding="utf-8"))
COLOURS, INKS = PALETTE["policies"]["light"], PALETTE["ink"]["light"]
INK, GREY, RULE, OTHER, FACT = (INKS[name] for name in ("text", "quiet", "line", "other", "fact"))
FACTS, (LESS, _, NONE, _, MORE) = PALETTE["facts"]["light"], PALETTE["difference"]["light"]
IN_COLOUR = 5
DASHES = ["-", (0, (5, 2)), (0, (1.5, 1.5)), (0, (8, 2, 2, 2)), (0, (12, 4))]
LABEL_LINE = 0.14  # height of a line of a label [inches]


class Unfit(Exception):
    """A file lacks what is to be drawn; the message says what it has."""


def plain(name):
    return str(name).replace("_", " ").replace(".", " ")


def sentence(text):
    return text[:1].upper() + text[1:]


def human(name):
    """engage_then_coerce -> Engage then coerce."""
    return sentence(plain(name))


def wrapped(text, width):
    return "\n".join(textwrap.wrap(text, width, break_long_words=False)) or text


def number(value, digits=2):
    """A number with a proper minus, and none before zero."""
    text = f"{value:.{digits}f}"
    return (text.lstrip("-") if float(text) == 0 else text).replace("-", "\N{MINUS SIGN}")


def compact(value):
    return f"{value:.3g}".replace("-", "\N{MINUS SIGN}")


def differences(results, outcome="direct_last_year"):
    """Differences from the first policy by policy: each future paired with that of the same design point and random numbers."""
    if len(results.policies) < 2 or "outcomes" not in results.groups or outcome not in results.outcomes:
        return {}
    table = results.outcomes.pivot_table(index=["point_id", "replicate"], columns="policy", values=outcome, sort=False)
    there = [policy for policy in results.policies[1:] if policy in table]
    return {policy: (table[policy] - table[results.policies[0]]).dropna().to_numpy() for policy in there if results.policies[0] in table}


def places(policies, effects):
    """Places in the palette by policy, -1 for grey: the first five in their order; of more, the first and the four with the largest median effect."""
    chosen = policies[:IN_COLOUR]
    if len(policies) > IN_COLOUR and effects:
        size = {policy: abs(np.median(effects.get(policy, [0]))) for policy in policies[1:]}
        chosen = [policies[0], *sorted(policies[1:], key=lambda policy: -size[policy])[:IN_COLOUR - 1]]
    order = [policy for policy in policies if policy in chosen]
    return {policy: order.index(policy) if policy in order else -1 for policy in policies}


def colour_of(place):
    return OTHER if place < 0 else COLOURS[place % len(COLOURS)]


def style(axes, title=None, width=70):
    axes.set_axisbelow(True)
    axes.grid(True, color=RULE, linewidth=0.6, alpha=0.7)
    axes.tick_params(colors=GREY, labelsize=8, length=0)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(RULE)
    if title:
        axes.set_title(wrapped(title, width), fontsize=9.5, fontweight="bold", color=INK, loc="left", pad=6)


def label_ends(axes, labels, width=18):
    """Names beside the right ends of lines, [(value, text, colour)], moved apart where they would lie on each other."""
    figure = axes.figure
    box, (low, high) = axes.get_position(), axes.get_ylim()
    inches = box.height * figure.get_figheight()
    rows = sorted(((value - low) / (high - low) * inches, wrapped(text, width), colour) for value, text, colour in labels)
    tops, at = [], -0.3
    for y, text, _ in rows:
        size = LABEL_LINE * (text.count("\n") + 1) + 0.02
        tops.append([max(y - size / 2, at), size])
        at = sum(tops[-1])
    most = inches + 0.2
    for row in reversed(tops):
        row[0] = min(row[0], most - row[1])
        most = row[0]
    for (bottom, size), (_, text, colour) in zip(tops, rows):
        axes.annotate(text, (1, (bottom + size / 2) / inches), xycoords="axes fraction", xytext=(5, 0), textcoords="offset points", fontsize=8, fontweight="bold",
                      color=colour, va="center", linespacing=1.05, annotation_clip=False)


def draw_span(axes, y, row, colour):
    """A row of a chart of ranges: nine in ten futures thin, half of them thick, the median as a dot, the reference case as a diamond."""
    axes.plot([row["low"], row["high"]], [y, y], color=colour, linewidth=2, marker="|", markersize=9, zorder=3)
    axes.plot([row["half_low"], row["half_high"]], [y, y], color=colour, linewidth=7, alpha=0.55, solid_capstyle="butt", zorder=4)
    axes.plot(row["median"], y, "o", color=colour, markersize=8, markeredgecolor="white", zorder=6)
    if row.get("reference") is not None:
        axes.plot(row["reference"], y, "D", markerfacecolor="white", markeredgecolor=INK, markersize=6, zorder=7)


def save(figure, path, **more):
    """Writes a picture, and makes its folder; it has its name only when it is whole."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.stem}.partial{path.suffix}")
    try:
        figure.savefig(partial, **more)
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)
        matplotlib.pyplot.close(figure)


def find_program(named=None):
    """The program: as named, else of the release build, else in PATH."""
    built = ROOT / "build" / "release" / "sim" / "fulcrum"
    return named or (str(built) if built.exists() else shutil.which("fulcrum") or str(built))


def described(program=None):
    """What the program says of its parameters, levers and series: `fulcrum describe --format json`."""
    answer = subprocess.run([find_program(program), "describe", "--format", "json"], check=True, capture_output=True, text=True)
    return json.loads(answer.stdout)


class Names:
    """Words for the keys in a file, as the program has them; without the program the keys' own words."""

    @cached_property
    def known(self):
        try:
            return described()
        except (OSError, subprocess.CalledProcessError, ValueError):
            return {}

    @cached_property
    def meanings(self):
        found = {entry["key"]: entry["meaning"] for part in ("parameters", "structure") for entry in self.known.get(part, [])}
        return found | {f"levers.{entry['name']}": entry["meaning"] for entry in self.known.get("levers", [])}

    @cached_property
    def forms(self):
        return {entry["key"]: entry["forms"] for entry in self.known.get("structure", [])}

    def factor(self, key):
        """What a parameter, a structural form or a lever is, in a few words."""
        if " x " in key:
            return " with ".join(self.factor(part) for part in key.split(" x "))
        meaning = self.meanings.get(key, self.meanings.get(f"levers.{key}"))
        return sentence(re.split("[;,:]", meaning)[0]) if meaning else human(key)

    def value(self, key, value):
        """A value of a factor; of a structural form its name."""
        forms = self.forms.get(key)
        return forms[min(max(int(round(value)), 0), len(forms) - 1)] if forms else compact(value)

    def range(self, key, low, high):
        """A range of a factor; of structural forms the names of those within."""
        forms = self.forms.get(key)
        if not forms:
            return f"{compact(low)} to {compact(high)}"
        return " or ".join(form for i, form in enumerate(forms) if low <= i <= high) or self.value(key, low)

    def outcome(self, key):
        """What an outcome or series is, with its week if it has one."""
        name, _, week = str(key).partition("@")
        long = next((e["long_name"] for part in ("outcomes", "series") for e in self.known.get(part, []) if e["name"] == name), plain(name))
        return sentence(long) + (f", week {week}" if week else "")

    def unit(self, key):
        name = str(key).partition("@")[0]
        unit = next((e["unit"] for part in ("outcomes", "series") for e in self.known.get(part, []) if e["name"] == name), "")
        return "" if unit in ("", "1") else f" [{unit}]"

    def said(self, text, policies=()):
        """A sentence with keys of policies and factors in words."""
        for policy in sorted(policies, key=len, reverse=True):
            text = re.sub(rf"\b{re.escape(policy)}\b", human(policy), text)
        return re.sub(r"\b[a-z_]+\.[a-z_0-9]+\b", lambda found: self.factor(found.group()).lower(), text)
