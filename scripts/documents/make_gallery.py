#!/usr/bin/python3
"""Makes the pictures of docs/gallery.md from small runs: pages as Chromium shows them, plots as the scripts draw them.

Usage: make_gallery.py [--program build/release/sim/fulcrum] [--output docs/images/gallery]
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
    output.mkdir(parents=True, exist_ok=True)
    for picture in sorted(folder.glob("*.png")):
        shrink(picture, output / picture.name)
        print(output / picture.name)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=Path, default=ROOT / "build" / "release" / "sim" / "fulcrum")
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "images" / "gallery")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        make(options.program.resolve(), options.output.resolve(), Path(folder))


if __name__ == "__main__":
    main()
