#!/usr/bin/python3
"""Writes docs/validation.md and its figures: what the model was held against, how well it did, what is not identified, what is missed.

Runs hindcasts, refits and a sweep in a folder of its own (about ten minutes on two cores) and takes over what an earlier call has left there.

Usage: make_validation.py --program PATH --series DIR [--work DIR] [--recovery PATH]
  --series DIR     folder with the records (docs/hindcast.md has their form)
  --work DIR       where results are kept between calls (default: validation)
  --recovery PATH  the test program fulcrum_recovery, whose findings the page quotes
Exit codes: 0 done, 1 a command failed, 2 usage.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

import h5py
import matplotlib
import pandas

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402  (the backend comes first)

from fulcrum_results import _frame  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
STUDIES = ROOT / "scenarios/studies"
IMAGES = ROOT / "docs/images"
TITLES = {"us_hostile_deaths": "US troops killed by hostile action", "sigact_sig1": "significant acts against coalition and host",
          "ged_government_mahdi_deaths": "deaths, government and Mahdi Army", "baghdad_sectarian_deaths": "sectarian deaths in Baghdad"}
TARGETS = {"us_hostile_deaths": .30, "sigact_sig1": .65, "ged_government_mahdi_deaths": .35, "baghdad_sectarian_deaths": .65}
RUNS = {"defaults": "hindcast_2003_2011", "core": "hindcast_2003_2011_core", "extended": "hindcast_2003_2011_extended"}
EXTENSIONS = {"crackdown and rage": "no crackdown and rage", "restraint": "no restraint", "sectarian shock": "no sectarian shock",
              "realignment": "no realignment", "infiltration": "no infiltration", "insecurity minimum": "no insecurity minimum",
              "lethality": "lethality of special groups 3"}
INK, BLUE, RED, GREY = "#222222", "#0072B2", "#D55E00", "#999999"


class Runner:
    """Runs the program in the working folder; what is there already is not done again."""

    def __init__(self, program, records, folder):
        self.program, self.records, self.folder = program.resolve(), records.resolve(), folder
        folder.mkdir(exist_ok=True)

    def call(self, *arguments):
        print("fulcrum", *arguments, file=sys.stderr)
        done = subprocess.run([self.program, *map(str, arguments)], cwd=self.folder, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"fulcrum {' '.join(map(str, arguments))}: {done.stderr}")
        return done.stdout

    def hindcast(self, name, scenario, *more):
        """Scores, and the file's months."""
        answer = self.folder / f"{name}.json"
        if not answer.exists():
            answer.write_text(self.call("hindcast", scenario, "--series", self.records, "-o", f"{name}.h5", "--format", "json", "--force", *more))
        return json.loads(answer.read_text()), self.table(f"{name}.h5", "hindcast_months")

    def ablations(self, kind):
        name = f"{kind}_ablations.h5"
        if not (self.folder / name).exists():
            self.call("hindcast", RUNS[kind], "--series", self.records, "-o", name, "--ablations", STUDIES / f"hindcast_{kind}.toml", "--force")
        return self.table(name, "hindcast_ablations"), self.table(name, "hindcast_ablation_months")

    def split(self, kind):
        """Fitted up to 2006-12 and scored on 2007 as well."""
        if not (self.folder / f"split_{kind}.toml").exists():
            steps = ["--global-steps", 8000, "--local-steps", 4000, "--searches", 4] if kind == "extended" else []
            self.call("calibrate", STUDIES / f"hindcast_{kind}.toml", "--series", self.records, "-o", f"split_{kind}", "--split", "2006-12",
                      "--members", 64, *steps)
        return self.hindcast(f"out_of_time_{kind}", f"split_{kind}.toml", "--split", "2006-12")[0]

    def set_of(self, kind):
        """The set that is not ruled out, swept: direct and indirect support in 2006."""
        study = self.folder / f"set_{kind}.toml"
        if not (self.folder / f"{RUNS[kind]}.csv").exists():
            self.call("calibrate", STUDIES / f"hindcast_{kind}.toml", "--series", self.records, "-o", f"{RUNS[kind]}")
        study.write_text(f'schema = 1\n[study]\nname = "set"\npolicies = ["hindcast_2003_2011"]\nreplicates = 1\nseed = 1\nnoise = false\n'
                         f'[design]\nkind = "file"\nfile = "{RUNS[kind]}.csv"\n'
                         '[[outcome]]\nname = "direct_2006"\nformula = "at(mean(direct, 52), 197)"\n'
                         '[[outcome]]\nname = "indirect_2006"\nformula = "at(mean(indirect, 52), 197)"\n', encoding="utf-8")
        if not (self.folder / f"set_{kind}.h5").exists():
            self.call("sweep", study.name, "-o", f"set_{kind}.h5", "--store", "outcomes")
        with h5py.File(self.folder / f"set_{kind}.h5") as file:
            return {name: (file["outcomes"][name][:] if isinstance(file["outcomes"], h5py.Group) else file["outcomes"][:][name])
                    for name in ("direct_2006", "indirect_2006")}

    def table(self, name, table):
        with h5py.File(self.folder / name) as file:
            return _frame(file[f"analysis/{table}"])


def markdown(heads, rows):
    return "".join("| " + " | ".join(map(str, line)) + " |\n" for line in [heads, ["---"] * len(heads), *rows]) + "\n"


def by_series(answer, part="train"):
    return {score["series"]: score for score in answer["scores"] if score["part"] == part}


def score_table(answers):
    rows = []
    for series, title in TITLES.items():
        for name, answer in answers.items():
            s = by_series(answer)[series]
            rows.append([title if name == "defaults" else "", name, f"{s['log_likelihood']:.2f}", f"{s['rmse']:.0f}", f"{s['nse']:.2f}",
                         f"{1 - (s['rmse'] / s['rmse_mean']) ** 2:.2f}", f"{1 - (s['rmse'] / s['rmse_troops']) ** 2:.2f}",
                         f"{s['correlation_of_changes']:.2f}", f"{100 * s['coverage_50']:.0f}", f"{100 * s['coverage_90']:.0f}"])
        rows.append(["", "training mean", f"{s['log_likelihood_mean']:.2f}", f"{s['rmse_mean']:.0f}", "0.00", "0.00", "", "", "", ""])
        rows.append(["", "as troops", f"{s['log_likelihood_troops']:.2f}", f"{s['rmse_troops']:.0f}", "", "", "0.00", "", "", ""])
    return markdown(["series", "run", "ll a month", "RMSE", "NSE", "skill on mean", "skill on troops", "corr. of changes", "in 50 %", "in 90 %"], rows)


def naive_total(answer, key, part="train"):
    return sum(by_series(answer, part)[series][key] for series in TITLES)


def out_of_time_table(answers):
    rows = []
    for name, answer in answers.items():
        scores = by_series(answer, "test")
        rows.append([name, *(f"{scores[series]['log_likelihood']:.2f}" for series in TITLES), f"{naive_total(answer, 'log_likelihood', 'test'):.2f}"])
    for key, name in (("log_likelihood_mean", "mean to 2006"), ("log_likelihood_last", "December 2006 persisted"),
                      ("log_likelihood_troops", "proportional to troops")):
        scores = by_series(answer, "test")
        rows.append([name, *(f"{scores[series][key]:.2f}" for series in TITLES), f"{naive_total(answer, key, 'test'):.2f}"])
    return markdown(["forecast of 2007", *TITLES.values(), "sum"], rows)


def ablation_table(core, extended):
    rows = []
    for (_, a), (_, b) in zip(core.iterrows(), extended.iterrows(), strict=True):
        rows.append([a["variant"], f"{a['total']:.2f}", f"{a['difference']:+.2f}", int(a["orderings_violated"]), f"{b['total']:.2f}",
                     f"{b['difference']:+.2f}", int(b["orderings_violated"])])
    return markdown(["variant, refitted", "core: total", "against all kept", "orderings broken", "extended: total", "against all kept",
                     "orderings broken"], rows)


def month_axis(months):
    return pandas.to_datetime(months["month"])


def frame(axes, title):
    axes.set_title(title, fontsize=9, loc="left", color=INK)
    axes.tick_params(labelsize=7)
    axes.set_ylim(bottom=0)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)


def draw_record(core, extended):
    figure, panels = plt.subplots(2, 2, figsize=(10, 6), layout="constrained")
    for axes, (series, title) in zip(panels.flat, TITLES.items(), strict=True):
        x = month_axis(core)
        axes.fill_between(x, core[f"{series}_low90"], core[f"{series}_high90"], color=BLUE, alpha=.15, linewidth=0, label="core, 90 % predictive")
        axes.plot(x, core[f"{series}_mu"], color=BLUE, label="core")
        axes.plot(month_axis(extended), extended[f"{series}_mu"], color=RED, linewidth=1, label="core and extensions")
        axes.plot(x, core[f"{series}_observed"], "o", color=INK, markersize=2.5, label="record")
        axes.axvline(pandas.Timestamp("2008-01-01"), color=GREY, linestyle=":", linewidth=1)
        frame(axes, title)
        # One burst would flatten all else: the axis ends a little above the record.
        axes.set_ylim(0, 1.3 * max(core[f"{series}_observed"].max(), core[f"{series}_mu"].max()))
    panels[0, 0].legend(fontsize=7, frameon=False)
    figure.savefig(IMAGES / "validation_record.png", dpi=90)
    plt.close(figure)


def draw_extension(name, variant, totals, months, observed):
    """Two lines: with all kept and with the variant fitted again."""
    cost = float(totals.loc[totals["variant"] == variant, "difference"].iloc[0])
    figure, panels = plt.subplots(1, 4, figsize=(13, 2.8), layout="constrained")
    kept, other = (months[months["variant"] == v] for v in ("all kept", variant))
    for axes, (series, title) in zip(panels, TITLES.items(), strict=True):
        axes.plot(month_axis(observed), observed[f"{series}_observed"], "o", color=GREY, markersize=2)
        axes.plot(month_axis(kept), kept[f"{series}_mu"], color=BLUE, label="all kept")
        axes.plot(month_axis(other), other[f"{series}_mu"], color=RED, linewidth=1.2, linestyle="--", label=variant)
        axes.axvline(pandas.Timestamp("2008-01-01"), color=GREY, linestyle=":", linewidth=1)
        frame(axes, title)
    panels[0].legend(fontsize=7, frameon=False)
    figure.suptitle(f"{name}: {variant} changes the training total by {cost:+.2f}", fontsize=10, x=0.01, ha="left")
    file = f"validation_{name.replace(' ', '_')}.png"
    figure.savefig(IMAGES / file, dpi=75)
    plt.close(figure)
    return file, cost


def fit_record(name):
    lines = (ROOT / f"scenarios/library/{RUNS[name]}.toml").read_text(encoding="utf-8").splitlines()
    return "```text\n" + "\n".join(line[2:] for line in lines if line.startswith("#")) + "\n```\n\n"


def set_table(run, kind):
    points = pandas.read_csv(run.folder / f"{RUNS[kind]}.csv")
    return [[f"`{key}`", kind, *(f"{points[key].quantile(q):.3g}" for q in (.025, .5, .975))] for key in points]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--program", required=True, type=Path)
    parser.add_argument("--series", required=True, type=Path)
    parser.add_argument("--work", type=Path, default=Path("validation"))
    parser.add_argument("--recovery", type=Path)
    arguments = parser.parse_args()
    run = Runner(arguments.program, arguments.series, arguments.work)
    runs = {name: run.hindcast(name, scenario) for name, scenario in RUNS.items()}
    answers = {name: answer for name, (answer, _) in runs.items()}
    draw_record(runs["core"][1], runs["extended"][1])
    (core_totals, _), (totals, months) = run.ablations("core"), run.ablations("extended")
    figures = [(name, *draw_extension(name, variant, totals, months, runs["core"][1])) for name, variant in EXTENSIONS.items()]
    sets = {kind: run.set_of(kind) for kind in ("core", "extended")}
    out_of_time = {kind: run.split(kind) for kind in ("core", "extended")}
    recovery = ""
    if arguments.recovery:
        done = subprocess.run([arguments.recovery.resolve()], capture_output=True, text=True, check=True)
        recovery = "```text\n" + "\n".join(line for line in done.stdout.splitlines() if "covered" in line or "over all" in line) + "\n```\n\n"
    template = (ROOT / "scripts/validation_page.md").read_text(encoding="utf-8")
    reached = [[TITLES[s], f"{TARGETS[s]:.2f}", *(f"{by_series(answers[k])[s]['nse']:.2f}" for k in ("core", "extended"))] for s in TARGETS]
    reached.insert(0, ["training total", "-21.70", *(f"{answers[k]['training_total']:.2f}" for k in ("core", "extended"))])
    spans = "; ".join(f"{kind}: direct {v['direct_2006'].min():.2f} to {v['direct_2006'].max():.2f}, indirect {v['indirect_2006'].min():.2f} to "
                      f"{v['indirect_2006'].max():.2f}, {len(v['direct_2006']):,} candidates" for kind, v in sets.items())
    parts = {
        "SCORES": score_table(answers),
        "TOTALS": "; ".join(f"{name} {answer['training_total']:.2f}" for name, answer in answers.items())
                  + f"; training mean {naive_total(answers['core'], 'log_likelihood_mean'):.2f}; proportional to troops "
                  f"{naive_total(answers['core'], 'log_likelihood_troops'):.2f}",
        "TARGETS": markdown(["target (NSE, but for the total)", "at least", "core", "extended"], reached),
        "OUT_OF_TIME": out_of_time_table(out_of_time),
        "ABLATIONS": ablation_table(core_totals, totals),
        "FIGURES": "".join(f"![{name}](images/{file})\n\n" for name, file, _ in figures),
        "SPANS": spans,
        "SETS": markdown(["factor", "fit", "2.5 %", "median", "97.5 %"], [row for kind in sets for row in set_table(run, kind)]),
        "RECOVERY": recovery,
        "FIT_CORE": fit_record("core"),
        "FIT_EXTENDED": fit_record("extended"),
    }
    for name, text in parts.items():
        template = template.replace(f"@{name}@", text.rstrip("\n"))
    (ROOT / "docs/validation.md").write_text(template, encoding="utf-8")


if __name__ == "__main__":
    try:
        main()
    except (RuntimeError, OSError) as problem:
        sys.exit(f"make_validation.py: {problem}")
