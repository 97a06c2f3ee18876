#!/usr/bin/python3
"""Makes docs/gallery.md and its pictures from small runs: pages as Chromium shows them, plots as the scripts draw them.

Usage: make_gallery.py [--program build/release/sim/fulcrum] [--output docs]
Needs what `scripts/install_dependencies test` and `plots` install. Takes some minutes.
Exit codes: 0 done, 2 usage, 6 a command failed.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
POLICIES = ["status_quo", "containment_plus", "coercion_alone", "engagement", "engage_then_coerce"]
LEAST = "direct.*,structure.*,threat.*"
RUNS = {  # file: command
    "compare": ["compare", *POLICIES, "--futures", "200"],
    "budget": ["sensitivity", "status_quo", "engagement", "--method", "budget", "--points", "32", "--replicates", "4", "--factors", LEAST],
    "tornado": ["sensitivity", "status_quo", "--method", "tornado", "--outcome", "direct_last_year"],
    "boxes": ["discover", "status_quo", "--points", "256", "--factors", LEAST, "--highest", "25"],
    "robust": ["robust", *POLICIES[:1], *POLICIES[2:], "--points", "128"],
    "cells": ["compare", "status_quo_cells", "engagement", "coercion_alone", "--uncertainty", "luck", "--replicates", "3", "--set", "run.resolution=cells"],
}
PAGES = ("compare", "boxes", "robust", "cells")
PLOTS = {  # picture: script and its arguments
    "plot_run": ["plot_run.py", "compare.h5"], "plot_map": ["plot_map.py", "cells.h5"], "plot_figure2": ["plot_figure2.py"],
}
ANALYSES = ("budget", "tornado", "boxes", "robust")
SHOWN = {  # picture: heading, what it shows, files it is made from
    "page_compare": ("The briefing of a comparison", "What `fulcrum report` makes of five policies: the finding, its range, support over time, goals and mechanism; "
                     "methods and provenance are folded.", "compare"),
    "plot_run": ("The same, by the plotting script", "`plot_run.py`: colours and names are those of the page.", "compare"),
    "page_cells": ("The briefing with cells", "Runs of the agents have provinces: maps of the difference, and the provinces that change most.", "cells"),
    "plot_map": ("Maps, by the plotting script", "`plot_map.py`: the first policy, and how the others differ from it.", "cells"),
    "budget.budget": ("What the spread is made of", "`plot_exploration.py`: shares of the variance with 95 % intervals.", "budget"),
    "tornado.tornado": ("One parameter at a time", "How far each parameter alone moves direct support.", "tornado"),
    "page_boxes": ("Where an outcome is likely", "The page of `fulcrum discover`: conditions, beside the base rate.", "boxes"),
    "boxes.boxes": ("The same conditions as a plot", "Ranges of the parameters, and the part that the box leaves.", "boxes"),
    "boxes.trade_off": ("Coverage against density", "How much a box holds, and how pure it is, as it shrinks.", "boxes"),
    "page_robust": ("Which policy holds up", "The page of `fulcrum robust`.", "robust"),
    "robust.requirements": ("Requirements met", "Share of the states of the world in which each requirement is met.", "robust"),
    "robust.regret": ("Largest regret", "How far each policy can be from the best one.", "robust"),
    "plot_figure2": ("The article's figure 2", "`plot_figure2.py`: where support comes to rest, by threat and balance of power.", ""),
}
MOST_COLOURS, WIDTH = 256, 1000  # keep files small; lines and letters stay clear


def run(*command, folder):
    done = subprocess.run([str(part) for part in command], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"make_gallery.py: {' '.join(map(str, command[:3]))} ended with {done.returncode}: {done.stderr.strip()[-300:]}")


def shrink(source, target):
    """A picture in few colours, at most so many pixels wide."""
    from PIL import Image
    with Image.open(source) as picture:
        picture = picture.convert("RGB")
        if picture.width > WIDTH:
            picture = picture.resize((WIDTH, round(picture.height * WIDTH / picture.width)), Image.LANCZOS)
        picture.quantize(MOST_COLOURS).save(target, optimize=True)


def document():
    """The page: a heading, a sentence, the command and the picture each."""
    text = ("# Gallery\n\nSmall runs, so that all of it can be made again in some minutes: `scripts/documents/make_gallery.py` writes this page. Conditional "
            "results of a stylised\nmodel under stated assumptions: no forecast.\n")
    for picture, (heading, what, name) in SHOWN.items():
        command = f"\n\n`fulcrum {' '.join(RUNS[name])} -o {name}.h5`" if name else ""
        text += f"\n## {heading}\n\n{what}{command}\n\n![{heading}](images/gallery/{picture}.png)\n"
    return text


def make(program, output, folder):
    scripts = ROOT / "scripts"
    for name, words in RUNS.items():
        run(program, *words, "-o", f"{name}.h5", "--quiet", folder=folder)
    for name in PAGES:
        run(program, "report", f"{name}.h5", "--quiet", folder=folder)
        run("node", scripts / "documents" / "make_screenshot.mjs", "--whole", f"{name}.html", f"page_{name}.png", folder=folder)
    for name, (script, *words) in PLOTS.items():
        run(sys.executable, scripts / "results" / script, *words, "--output", f"{name}.png", folder=folder)
    for name in ANALYSES:
        run(sys.executable, scripts / "results" / "plot_exploration.py", f"{name}.h5", folder=folder)
    pictures = output / "images" / "gallery"
    pictures.mkdir(parents=True, exist_ok=True)
    for name in SHOWN:
        shrink(folder / f"{name}.png", pictures / f"{name}.png")
    (output / "gallery.md").write_text(document(), encoding="utf-8")
    print(output / "gallery.md")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=Path, default=ROOT / "build" / "release" / "sim" / "fulcrum")
    parser.add_argument("--output", type=Path, default=ROOT / "docs")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        make(options.program.resolve(), options.output.resolve(), Path(folder))


if __name__ == "__main__":
    main()
