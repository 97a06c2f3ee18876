#!/usr/bin/python3
"""Writes docs/validation.md and its figures: what the model was held against, how well it did, what is not identified, what is missed.

Runs hindcasts, refits and a sweep in a folder of its own and takes over what an earlier call has left there. From an empty folder: six minutes
of processor time, most of it on two cores at once; 18 minutes on two cores that were kept busy by other work.

Usage: make_validation.py --program PATH --series DIR [--work DIR] [--recovery PATH] [--folds-only | --places-only]
  --series DIR     folder with the records (docs/hindcast.md has their form)
  --work DIR       where results are kept between calls (default: validation)
  --folds-only     rewrites the sections on folds and the posterior, and leaves the rest of the page as it is
  --places-only    rewrites the section on places of attacks, and leaves the rest of the page as it is
  --recovery PATH  the test program fulcrum_recovery, whose findings the page quotes; without it, those of the page as it is
Exit codes: 0 done, 1 a command failed, 2 usage.
"""

import argparse
import json
import math
import subprocess
import sys
import time
from pathlib import Path

import h5py
import matplotlib
import numpy
import pandas

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402  (the backend comes first)

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "results"))
from fulcrum_results import _frame  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
STUDIES = ROOT / "scenarios/studies"
IMAGES = ROOT / "docs/images"
TITLES = {"us_hostile_deaths": "US troops killed by hostile action", "sigact_sig1": "significant acts against coalition and host",
          "ged_government_mahdi_deaths": "deaths, government and Mahdi Army", "baghdad_sectarian_deaths": "sectarian deaths in Baghdad"}
TARGETS = {"us_hostile_deaths": .30, "sigact_sig1": .65, "ged_government_mahdi_deaths": .35, "baghdad_sectarian_deaths": .65}
DIAGNOSTIC = {"sigact_indirect_fire": "indirect fire (diagnostic)"}
RUNS = {"defaults": "hindcast_2003_2011", "core": "hindcast_2003_2011_core", "extended": "hindcast_2003_2011_extended"}
EXTENSIONS = {"crackdown and rage": "no crackdown and rage", "restraint": "no restraint", "sectarian shock": "no sectarian shock",
              "realignment": "no realignment", "infiltration": "no infiltration", "insecurity minimum": "no insecurity minimum",
              "lethality": "lethality of special groups 3"}
PLACE_YEARS = (2005, 2006, 2007)
PLACE_RECORDS = [("sigact_shares", "significant acts", "sigact_sig1_governorate_shares.csv"),
                 ("us_deaths_shares", "US deaths", "us_hostile_deaths_governorate_shares.csv")]
PLACE_FITS = {"defaults": "defaults", "core": "core fit to the years before", "extended": "extended fit to the years before"}
PLACE_NAMES = {"IQ-AN": "Anbar", "IQ-AR": "Erbil", "IQ-BA": "Basra", "IQ-BB": "Babil", "IQ-BG": "Baghdad", "IQ-DA": "Dahuk", "IQ-DI": "Diyala",
               "IQ-DQ": "Dhi Qar", "IQ-KA": "Karbala", "IQ-KI": "Kirkuk", "IQ-MA": "Maysan", "IQ-MU": "Muthanna", "IQ-NA": "Najaf", "IQ-NI": "Nineveh",
               "IQ-QA": "Qadisiyyah", "IQ-SD": "Salah al-Din", "IQ-SU": "Sulaymaniyah", "IQ-WA": "Wasit"}
INK, BLUE, RED, GREY = "#222222", "#0072B2", "#D55E00", "#999999"


SAMPLER = ["--particles", 500, "--repetitions", 3, "--moves", 6]  # of the shipped posterior


class Runner:
    """Runs the program in the working folder; what is there already is not done again."""

    def __init__(self, program, records, folder):
        self.program, self.records, self.folder = program.resolve(), records.resolve(), folder.resolve()
        folder.mkdir(parents=True, exist_ok=True)

    def call(self, *arguments):
        print("fulcrum", *arguments, file=sys.stderr, flush=True)
        began = time.monotonic()
        done = subprocess.run([self.program, *map(str, arguments)], cwd=self.folder, capture_output=True, text=True, check=False)
        print(f"  {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
        if done.returncode != 0:
            raise RuntimeError(f"fulcrum {' '.join(map(str, arguments))}: {done.stderr}")
        return done.stdout

    def hindcast(self, name, scenario, *more):
        """Scores, and the file's months."""
        answer = self.folder / f"{name}.json"
        if not answer.exists():
            answer.write_text(self.call("hindcast", scenario, "--series", self.records, "-o", f"{name}.h5", "--format", "json", "--force", *more))
        return json.loads(answer.read_text(encoding="utf-8")), self.table(f"{name}.h5", "hindcast_months")

    def ablations(self, kind):
        name = f"{kind}_ablations.h5"
        if not (self.folder / name).exists():
            self.call("hindcast", RUNS[kind], "--series", self.records, "-o", name, "--ablations", STUDIES / f"hindcast_{kind}.toml", "--force")
        return self.table(name, "hindcast_ablations"), self.table(name, "hindcast_ablation_months")

    def folds(self, kind):
        """Scores of posteriors and naive forecasts on half-years that were left out."""
        study = STUDIES / (f"hindcast_{kind}.toml" if kind in ("core", "extended") else "posterior_2003.toml")
        answer, _ = self.hindcast(f"folds_{kind}", RUNS["defaults"] + ("_frozen" if kind == "frozen" else ""), "--folds", study)
        return pandas.DataFrame(answer["folds"]), pandas.DataFrame(answer["fold_horizons"]), self.table(f"folds_{kind}.h5", "hindcast_folds")

    def posterior(self, scales):
        name = f"posterior_{scales}"
        if not (self.folder / f"{name}.h5").exists():
            self.call("calibrate", STUDIES / "posterior_2003.toml", "--series", self.records, "--posterior", "--scales", scales, *SAMPLER, "-o", name,
                      "--no-progress")
        with h5py.File(self.folder / f"{name}.h5") as file:
            settings = dict(file["analysis/posterior"].attrs) | dict(file["analysis/posterior_evidence"].attrs)
        return settings, self.table(f"{name}.h5", "posterior_factors"), self.table(f"{name}.h5", "posterior_forms")

    def from_fit(self, kind):
        """The study of a fit, with the fitted scenario as its policy: the set is about the best that is known."""
        study = self.folder / f"about_{kind}.toml"
        text = (STUDIES / f"hindcast_{kind}.toml").read_text(encoding="utf-8")
        study.write_text(text.replace('policies = ["hindcast_2003_2011"]', f'policies = ["{RUNS[kind]}"]'), encoding="utf-8")
        return study.name

    def frozen(self, kind):
        """The twin whose coded levers are frozen, with the parameters of a fit as they are."""
        scenario = self.folder / f"frozen_{kind}.toml"
        _, _, parameters = (ROOT / f"scenarios/library/{RUNS[kind]}.toml").read_text(encoding="utf-8").partition("[parameters]")
        scenario.write_text(f'schema = 1\nname = "frozen_{kind}"\ntitle = "coded levers frozen, parameters of the fit"\n'
                            f'extends = "hindcast_2003_2011_frozen"\n\n[parameters]{parameters}', encoding="utf-8")
        return self.hindcast(f"frozen_{kind}_scores", scenario.name)

    def provinces(self, kind):
        """Shares of governorates in the agent layer."""
        return self.hindcast(f"provinces_{kind}", RUNS[kind], "--set", "run.resolution=cells", "--observations",
                             "iraq_2003_2011_provinces.observations")[0]["shares"]

    def fitted_until(self, kind, year):
        """A fit to records up to the end of a year."""
        name = f"until_{kind}_{year}"
        if not (self.folder / f"{name}.toml").exists():
            self.call("calibrate", STUDIES / f"hindcast_{kind}.toml", "--series", self.records, "--until", f"{year}-12", "-o", name, "--no-progress")
        return f"{name}.toml"

    def place_folds(self, kind, prior=.3, division=.1, memory=.5):
        """Shares by record, year and place: each year from places, and parameters, that were fitted to the years before it."""
        rows = []
        for year in PLACE_YEARS:
            scenario = RUNS[kind] if kind == "defaults" else self.fitted_until(kind, year - 1)
            answer, _ = self.hindcast(f"places_{kind}_{year}_{prior}_{division}_{memory}", scenario, "--resolution", "cells", "--observations",
                                      "iraq_2003_2011_provinces.observations", "--until", f"{year}-12", "--places", "--place-prior", prior,
                                      "--place-division", division, "--place-memory", memory)
            rows += [row for row in answer["place_folds"] if row["year"] == year]
        return pandas.DataFrame(rows)

    def set_of(self, kind):
        """The set that is not ruled out, swept: direct and indirect support in 2006."""
        study = self.folder / f"set_{kind}.toml"
        if not (self.folder / f"candidates_{kind}.csv").exists():
            (self.folder / f"candidates_{kind}.json").write_text(
                self.call("calibrate", self.from_fit(kind), "--series", self.records, "-o", f"candidates_{kind}", "--from-scenario", "--searches", 1,
                          "--global-steps", 1000, "--local-steps", 1500, "--format", "json"), encoding="utf-8")
        study.write_text(f'schema = 1\n[study]\nname = "set"\npolicies = ["hindcast_2003_2011"]\nreplicates = 1\nseed = 1\nnoise = false\n'
                         f'[design]\nkind = "file"\nfile = "candidates_{kind}.csv"\n'
                         '[[outcome]]\nname = "direct_2006"\nformula = "at(mean(direct, 52), 197)"\n'
                         '[[outcome]]\nname = "indirect_2006"\nformula = "at(mean(indirect, 52), 197)"\n', encoding="utf-8")
        if not (self.folder / f"set_{kind}.h5").exists():
            self.call("sweep", study.name, "-o", f"set_{kind}.h5", "--store", "outcomes")
        with h5py.File(self.folder / f"set_{kind}.h5") as file:
            return {name: (file["outcomes"][name][:] if isinstance(file["outcomes"], h5py.Group) else file["outcomes"][:][name])
                    for name in ("direct_2006", "indirect_2006")}

    def tolerance(self, kind):
        return json.loads((self.folder / f"candidates_{kind}.json").read_text(encoding="utf-8"))["tables"][0]["settings"]["tolerance"]

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
        rows.append(["", "proportional to troops", f"{s['log_likelihood_troops']:.2f}", f"{s['rmse_troops']:.0f}", "", "", "0.00", "", "", ""])
    return markdown(["series", "run", "ll a month", "RMSE", "NSE", "skill on mean", "skill on troops", "corr. of changes", "in 50 %", "in 90 %"], rows)


def naive_total(answer, key, part="train"):
    return sum(by_series(answer, part)[series][key] for series in TITLES)


POSTERIORS = ("posterior, drifting scales", "posterior, constant scales")


def fold_rows(folds):
    """Forecasts with their scores: the posteriors of every study, and the naive forecasts once."""
    rows = {}
    for kind, (scores, _, _) in folds.items():
        for forecast, of in scores.groupby("forecast", sort=False):
            name = f"{kind}: {forecast.removeprefix('posterior, ')}" if forecast in POSTERIORS else forecast
            rows.setdefault(name, of.set_index("series"))
    return rows


def digits(value):
    """Three significant digits, with separators of thousands."""
    rounded = float(f"{value:.3g}")
    return f"{rounded:,.0f}" if rounded >= 100 else f"{rounded:#.3g}"


def fold_table(rows):
    table = []
    for name, of in sorted(rows.items(), key=lambda row: -row[1]["log_score"].sum()):
        table.append([name, f"{of['log_score'].sum():.2f}", *(digits(of.loc[series, "crps"]) for series in TITLES), f"{of['energy'].iloc[0]:.2f}",
                      f"{digits(of.loc[list(TITLES)[0], 'tail_crps'])}, {digits(of.loc[list(TITLES)[3], 'tail_crps'])}",
                      f"{100 * of['in_50'].mean():.0f}", f"{100 * of['in_90'].mean():.0f}"])
    return markdown(["forecast", "log score", *(f"CRPS: {title}" for title in TITLES.values()), "energy", "threshold-weighted CRPS: US deaths, Baghdad", "coverage of 50 % interval", "of 90 % interval"], table)


def fold_verdict(rows):
    """Which model the folds choose, and which naive forecasts it does not beat."""
    own = {name: of for name, of in rows.items() if ":" in name and not name.startswith("frozen")}
    naive = {name: of for name, of in rows.items() if ":" not in name}
    best = max(own, key=lambda name: own[name]["log_score"].sum())
    total = own[best]["log_score"].sum()
    beating = [name for name, of in naive.items() if of["log_score"].sum() >= total]
    text = f"**What to use beyond the data: {best.replace(': ', ', ').replace('posterior,', 'the posterior of posterior_2003.toml,')}**, the best of the model's posteriors in total log score ({total:.2f}). "
    rival = max(naive, key=lambda name: naive[name]["log_score"].sum())
    if beating:
        text += "In total log score it does not beat " + ", ".join(f"{name} ({naive[name]['log_score'].sum():.2f})" for name in beating) + ". "
    else:
        text += f"It beats every naive forecast, of which {rival} is the best ({naive[rival]['log_score'].sum():.2f}). "
    for series, title in TITLES.items():
        better = sorted((of.loc[series, "crps"], name) for name, of in naive.items() if of.loc[series, "crps"] <= own[best].loc[series, "crps"])
        if better:
            text += f"In CRPS of {title} it does not beat " + ", ".join(name for _, name in better) + ". "
        else:
            text += f"In CRPS of {title} it beats every naive forecast. "
    twin = rows["frozen: drifting scales"]["log_score"].sum()
    text += (f"With the coded levers frozen the same posterior scores {twin:.2f}; what is above that is owed to levers that were coded by people who know "
             "the history. ")
    return text + "No month after 2007-12 was looked at; differences of a few tenths in log score rest on five half-years and are weak evidence."


def month_rows(folds, at):
    """Sum over series of the mean log score, by forecast and the column `at`."""
    rows = {}
    for kind, (_, _, months) in folds.items():
        decoded = months.assign(**{c: months[c].map(lambda v: v.decode() if isinstance(v, bytes) else v) for c in ("forecast", "series", "trained_to")})
        means = decoded.groupby(["forecast", "series", at])["log_score"].mean().groupby(["forecast", at]).sum()
        for forecast in dict.fromkeys(decoded["forecast"]):
            name = f"{kind}: {forecast.removeprefix('posterior, ')}" if forecast in POSTERIORS else forecast
            rows.setdefault(name, means[forecast])
    heads = list(next(iter(rows.values())).index)
    return markdown(["forecast", *heads], [[name, *(f"{of[h]:.2f}" for h in heads)] for name, of in rows.items()])


def posterior_tables(settings, factors, forms):
    """The head, the factors and the forms of a posterior."""
    text = {column: factors[column].map(lambda v: v.decode() if isinstance(v, bytes) else v) for column in ("factor", "says")}
    rows = [[f"`{text['factor'][i]}`", f"{r['prior_q025']:.3g} to {r['prior_q975']:.3g}", f"{r['q025']:.3g}", f"{r['median']:.3g}", f"{r['q975']:.3g}", text["says"][i]]
            for i, r in factors.iterrows()]
    names = {column: forms[column].map(lambda v: v.decode() if isinstance(v, bytes) else v) for column in ("switch", "form")}
    of_forms = [[f"`{names['switch'][i]}`", names["form"][i], f"{r['prior']:.2f}", f"{r['probability']:.1f}", f"about {r['bayes_factor']:.1g}"]
                for i, r in forms.iterrows()]
    head = (f"{settings['particles']:,} particles in each of {settings['repetitions']} repetitions, {settings['evaluations']:,} evaluations of the likelihood, "
            f"seed {settings['seed']}.")
    return (head, markdown(["factor", "middle 95 % of the prior", "2.5 %", "median", "97.5 %", "the record"], rows),
            markdown(["switch", "form", "prior", "posterior", "Bayes factor against the others"], of_forms))


def evidence_text(settings):
    return f"{settings['log_evidence']:.1f} ({settings['log_evidence_error']:.1f})"


def evidence_says(drifting, constant):
    gain = drifting["log_evidence"] - constant["log_evidence"]
    error = (drifting["log_evidence_error"] ** 2 + constant["log_evidence_error"] ** 2) ** .5
    if abs(gain) < 2 * error:
        return "The record does not decide between the two."
    return (f"The record speaks for {'drifting' if gain > 0 else 'constant'} scales: log Bayes factor {abs(gain):.0f} (error about {error:.0f})."
            + (" The ratio of record to model moves over time, be it by reporting, by lethality or by misfit of the model; intervals that take months as independent are too narrow."
               if gain > 0 else ""))


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


def draw_record(core, extended, band):
    """The record, both fits, and what all candidates of the core that are not ruled out expect."""
    figure, panels = plt.subplots(3, 2, figsize=(10, 9), layout="constrained")
    for axes, (series, title) in zip(panels.flat, (TITLES | DIAGNOSTIC).items(), strict=False):
        x = month_axis(core)
        axes.fill_between(x, band[f"{series}_low90"], band[f"{series}_high90"], color=BLUE, alpha=.12, linewidth=0,
                          label="core, not ruled out: 90 % predictive")
        axes.fill_between(x, band[f"{series}_mu_low"], band[f"{series}_mu_high"], color=BLUE, alpha=.35, linewidth=0,
                          label="core, not ruled out: 90 % of expected values")
        axes.plot(x, core[f"{series}_mu"], color=BLUE, label="core, best")
        axes.plot(month_axis(extended), extended[f"{series}_mu"], color=RED, linewidth=1, label="core and extensions, best")
        axes.plot(x, core[f"{series}_observed"], "o", color=INK, markersize=2.5, label="record")
        axes.axvline(pandas.Timestamp("2008-01-01"), color=GREY, linestyle=":", linewidth=1)
        frame(axes, title)
        # One burst would flatten all else: the axis ends a little above the record.
        axes.set_ylim(0, 1.3 * max(core[f"{series}_observed"].max(), core[f"{series}_mu"].max()))
    support = panels[2, 1]
    for name, color in (("direct", RED), ("indirect", GREY)):
        support.fill_between(month_axis(band), band[f"{name}_low"], band[f"{name}_high"], color=color, alpha=.35, linewidth=0, label=name)
    support.axvline(pandas.Timestamp("2008-01-01"), color=GREY, linestyle=":", linewidth=1)
    frame(support, "support, core, not ruled out: no record exists, the level is not identified")
    support.legend(fontsize=7, frameon=False)
    panels[1, 1].legend(*panels[0, 0].get_legend_handles_labels(), fontsize=7, frameon=False, loc="upper right")
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


def efficiency(observed, expected):
    """Nash-Sutcliffe over the months that have a record."""
    seen = observed.notna()
    y, mu = observed[seen], expected[seen]
    return 1 - ((y - mu) ** 2).sum() / ((y - y.mean()) ** 2).sum()


def trade_off(months):
    """Efficiency on US deaths of a forecast that has the acts exactly right, and of the model without the battles of April and November 2004."""
    seen = months[months["month"] <= "2007-12"]
    deaths, acts = seen["us_hostile_deaths_observed"], seen["sigact_sig1_observed"]
    exact = acts * seen["us_hostile_deaths_x"] / seen["sigact_sig1_x"]  # the ratio of the two quantities is the troops
    both = deaths.notna() & acts.notna()
    y, x = deaths[both], exact[both]
    calm = ~seen["month"].isin(["2004-04", "2004-11"])
    return efficiency(y, x * (x * y).sum() / (x * x).sum()), efficiency(deaths[calm], seen["us_hostile_deaths_mu"][calm]), y / acts[both]


def frozen_table(run, kinds, runs, ablations):
    rows = []
    for kind in kinds:
        with_levers, months = runs[kind]
        not_refitted = by_series(run.frozen(kind)[0])
        totals, ablated = ablations[kind]
        refitted = totals.loc[totals["variant"] == "coded levers frozen"].iloc[0]
        refitted_mu = ablated[ablated["variant"] == "coded levers frozen"].reset_index(drop=True)
        rows.append([kind, "total", f"{with_levers['training_total']:.2f}", "", f"{run.frozen(kind)[0]['training_total']:.2f}", "",
                     f"{refitted['total']:.2f}", ""])
        for series, title in (TITLES | DIAGNOSTIC).items():
            kept, frozen = by_series(with_levers)[series], not_refitted[series]
            observed = months[f"{series}_observed"].where(months["month"] <= "2007-12")
            rows.append(["", title, f"{kept['log_likelihood']:.2f}", f"{kept['nse']:.2f}", f"{frozen['log_likelihood']:.2f}", f"{frozen['nse']:.2f}",
                         f"{refitted[series]:.2f}", f"{efficiency(observed, refitted_mu[f'{series}_mu']):.2f}"])
    return markdown(["fit", "series", "levers as coded: ll", "NSE", "frozen, same parameters: ll", "NSE", "frozen, refitted: ll", "NSE"], rows)


def shares_table(by_kind):
    """Rows of forecasts; those of the year before and of equal shares are the same in every run."""
    rows = []
    for series, title in (("sigact_shares", "significant acts"), ("us_deaths_shares", "US deaths")):
        first = True
        for kind, scores in by_kind.items():
            found = {s["series"]: s for s in scores}
            s = found[series]
            rows.append([title if first else "", f"agent layer, {'defaults' if kind == 'defaults' else f'parameters of the {kind} fit'}", int(s["years"]), f"{s['log_likelihood']:.1f}", f"{100 * s['misplaced']:.0f}"])
            first = False
            w = found[f"{series}_weighted"]
            rows.append(["", "the same, insurgents' attacks weighted", "", f"{w['log_likelihood']:.1f}", f"{100 * w['misplaced']:.0f}"])
        p = found[f"{series}_population"]
        rows.append(["", "by population", "", f"{p['log_likelihood']:.1f}", f"{100 * p['misplaced']:.0f}"])
        rows.append(["", "all governorates alike", "", f"{s['log_likelihood_equal']:.1f}", f"{100 * s['misplaced_equal']:.0f}"])
        rows.append(["", "as in the year before", "", f"{s['log_likelihood_last']:.1f}", f"{100 * s['misplaced_last']:.0f}"])
    return markdown(["record", "forecast of shares", "years", "ll a year", "misplaced, %"], rows)


def misplaced(folds, forecast):
    """Per cent of the acts of each year that a forecast has in another place."""
    return [50 * (year[forecast] - year["counted"]).abs().sum() for _, year in folds.groupby("year")]


def dirichlet_multinomial(counts, shares, precision):
    least = 1e-4  # as in sim/hindcast/error_model.cpp
    weights = precision * (shares / shares.sum() * (1 - len(shares) * least) + least)
    n = counts.sum()
    return math.lgamma(n + 1) + math.lgamma(precision) - math.lgamma(n + precision) + sum(
        math.lgamma(c + w) - math.lgamma(w) - math.lgamma(c + 1) for c, w in zip(counts, weights))


def place_likelihood(folds, forecast, totals):
    """Mean log-likelihood a year, precision fitted to the folds."""
    years = [((year["counted"] * totals[at]).round().to_numpy(), year[forecast].to_numpy()) for at, year in folds.groupby("year")]
    return max(sum(dirichlet_multinomial(counts, shares, precision) for counts, shares in years) / len(years)
               for precision in numpy.exp(numpy.linspace(math.log(.1), math.log(1e5), 2000)))


def places_table(run, by_kind):
    heads = ["record", "forecast of shares", "ll a year", "misplaced, %", *map(str, PLACE_YEARS)]
    rows = []
    for series, title, file in PLACE_RECORDS:
        record = pandas.read_csv(run.records / file)
        totals = record.groupby("year")["count"].sum()

        def add(folds, forecast, name):
            folds = folds[folds.series == series]
            lost = misplaced(folds, forecast)
            rows.append([title if not any(row[0] == title for row in rows) else "", name, f"{place_likelihood(folds, forecast, totals):.1f}",
                         f"{numpy.mean(lost):.1f}", *(f"{x:.1f}" for x in lost)])

        for kind, folds in by_kind.items():
            add(folds, "theatre", f"agent layer, {PLACE_FITS[kind]}, places of the theatre")
            add(folds, "fitted", "**the same, places of the years before**")
        add(folds, "last", "as in the year before")
        add(folds, "mean", "mean of the years before, weights halved each year")
    return markdown(heads, rows)


def mean_misplaced(folds, forecast, series="sigact_shares"):
    return float(numpy.mean(misplaced(folds[folds.series == series], forecast)))


def places_verdict(by_kind):
    means = {kind: mean_misplaced(folds, "fitted") for kind, folds in by_kind.items()}
    best = min(means, key=means.get)
    last, mean = (mean_misplaced(by_kind[best], forecast) for forecast in ("last", "mean"))
    reached = "reached" if means[best] < 13 else "not reached"
    others = ", ".join(f"{value:.1f} % under the {PLACE_FITS[kind]}" for kind, value in means.items() if kind != best)
    return (f"With places fitted to the years before, {means[best]:.1f} % of significant acts are misplaced under the {PLACE_FITS[best]}, {others}; the year "
            f"before misplaces {last:.1f} %, the mean of the years before {mean:.1f} %. The aim, below 13 % on fold years, is {reached} under the "
            f"{PLACE_FITS[best]}.")


def place_settings_table(run):
    settings = {"as above": {}, "judgement of places worth a year": {"prior": 1}, "division of attacks as the model has it": {"division": 1e6}}
    rows = []
    for name, changed in settings.items():
        folds = {kind: run.place_folds(kind, **changed) for kind in PLACE_FITS}
        rows.append([name, *(f"{mean_misplaced(of, 'fitted'):.1f}" for of in folds.values())])
    return markdown(["misplaced significant acts, %", *PLACE_FITS.values()], rows)


def where_missed(folds):
    """Places with the largest error of the last fold year."""
    year = folds[(folds.series == "sigact_shares") & (folds.year == PLACE_YEARS[-1])]
    worst = year.assign(error=year.fitted - year.counted).sort_values("error", key=abs, ascending=False).head(4)
    return ", ".join(f"{PLACE_NAMES[row.category]} {100 * row.fitted:.0f} % for {100 * row.counted:.0f} %" for row in worst.itertuples())


def place_parts(run):
    by_kind = {kind: run.place_folds(kind) for kind in PLACE_FITS}
    return {"SHARES": shares_table({kind: run.provinces(kind) for kind in RUNS}), "PLACES": places_table(run, by_kind),
            "PLACES_VERDICT": places_verdict(by_kind), "PLACE_SETTINGS": place_settings_table(run), "PLACES_MISSED": where_missed(by_kind["extended"])}


def coverage_table(bands):
    return markdown(["share of training months in the 90 % interval of the set", *(TITLES | DIAGNOSTIC).values()],
                    [[kind, *(f"{100 * answer['band_coverage_90'][series]:.0f}" for series in TITLES | DIAGNOSTIC)] for kind, answer in bands.items()])


def fit_record(name):
    lines = (ROOT / f"scenarios/library/{RUNS[name]}.toml").read_text(encoding="utf-8").splitlines()
    return "```text\n" + "\n".join(line[2:] for line in lines if line.startswith("#")) + "\n```\n\n"


def set_table(run, kind):
    points = pandas.read_csv(run.folder / f"candidates_{kind}.csv")
    return [[f"`{key}`", kind, *(f"{points[key].quantile(q):.3g}" for q in (.025, .5, .975))] for key in points]


def fold_parts(run):
    """What the folds and the posterior found."""
    folds = {kind: run.folds(kind) for kind in ("core", "extended", "posterior", "frozen")}
    drifting, constant = run.posterior("drifting"), run.posterior("constant")
    head, factors, forms = posterior_tables(*drifting)
    rows = fold_rows(folds)
    return {
        "FOLD_COUNT": str(folds["core"][2]["trained_to"].nunique()),
        "FOLDS": fold_table(rows),
        "FOLD_VERDICT": fold_verdict(rows),
        "FOLD_YEARS": month_rows(folds, "trained_to"),
        "FOLD_HORIZONS": month_rows(folds, "ahead"),
        "POSTERIOR_HEAD": head,
        "POSTERIOR": factors,
        "FORMS": forms,
        "EVIDENCE_DRIFTING": evidence_text(drifting[0]),
        "EVIDENCE_CONSTANT": evidence_text(constant[0]),
        "EVIDENCE_SAYS": evidence_says(drifting[0], constant[0]),
    }


def filled(template, parts):
    for name, text in parts.items():
        template = template.replace(f"@{name}@", text.rstrip("\n"))
    return template


def section_of_folds(page):
    """Where the page has the folds and the posterior."""
    return page.index("### Forecasting "), page.index("## 7 Model analysis")


def section_of_places(page):
    begin = page.index("### Does the agent layer place the attacks?")
    return begin, page.index("### Recovery of planted parameters", begin)


def rewrite(section, parts):
    template = (ROOT / "scripts/documents/validation_page.md").read_text(encoding="utf-8")
    page = (ROOT / "docs/validation.md").read_text(encoding="utf-8")
    (first, last), (begin, end) = section(template), section(page)
    (ROOT / "docs/validation.md").write_text(page[:begin] + filled(template[first:last], parts) + page[end:], encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--program", required=True, type=Path)
    parser.add_argument("--series", required=True, type=Path)
    parser.add_argument("--work", type=Path, default=Path("validation"))
    parser.add_argument("--recovery", type=Path)
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--folds-only", action="store_true")
    only.add_argument("--places-only", action="store_true")
    arguments = parser.parse_args()
    began = time.monotonic()
    run = Runner(arguments.program, arguments.series, arguments.work)
    if arguments.folds_only:
        rewrite(section_of_folds, fold_parts(run))
        return
    if arguments.places_only:
        rewrite(section_of_places, place_parts(run))
        return
    runs = {name: run.hindcast(name, scenario) for name, scenario in RUNS.items()}
    answers = {name: answer for name, (answer, _) in runs.items()}
    sets = {kind: run.set_of(kind) for kind in ("core", "extended")}
    bands = {kind: run.hindcast(f"band_{kind}", RUNS[kind], "--band", f"candidates_{kind}.csv")[0] for kind in sets}
    draw_record(runs["core"][1], runs["extended"][1], run.table("band_core.h5", "hindcast_band"))
    ablations = {kind: run.ablations(kind) for kind in sets}
    (core_totals, _), (totals, months) = ablations["core"], ablations["extended"]
    figures = [(name, *draw_extension(name, variant, totals, months, runs["core"][1])) for name, variant in EXTENSIONS.items()]
    recovery = (ROOT / "docs/validation.md").read_text(encoding="utf-8").partition("fulcrum_recovery`).\n\n")[2].partition("\n\n## 8")[0] + "\n\n"
    if arguments.recovery:
        done = subprocess.run([arguments.recovery.resolve()], capture_output=True, text=True, check=True)
        recovery = "```text\n" + "\n".join(line for line in done.stdout.splitlines() if " p = " in line) + "\n```\n\n"
    template = (ROOT / "scripts/documents/validation_page.md").read_text(encoding="utf-8")
    reached = [[TITLES[s], f"{TARGETS[s]:.2f}", *(f"{by_series(answers[k])[s]['nse']:.2f}" for k in ("core", "extended"))] for s in TARGETS]
    reached.insert(0, ["training total", "-21.70", *(f"{answers[k]['training_total']:.2f}" for k in ("core", "extended"))])
    spans = "; ".join(f"{kind}: direct {v['direct_2006'].min():.2f} to {v['direct_2006'].max():.2f}, indirect {v['indirect_2006'].min():.2f} to "
                      f"{v['indirect_2006'].max():.2f}, {len(v['direct_2006']):,} candidates" for kind, v in sets.items())
    exact, calm, lethality = trade_off(runs["extended"][1])
    parts = {
        "EXACT": f"{exact:.2f}",
        "CALM": f"{calm:.2f}",
        "LETHALITY": f"{1000 * lethality.iloc[0]:.0f} per thousand acts in March 2004 to {1000 * lethality.iloc[-1]:.0f} in December 2007",
        "SCORES": score_table(answers),
        "TOTALS": "; ".join(f"{name} {answer['training_total']:.2f}" for name, answer in answers.items())
                  + f"; training mean {naive_total(answers['core'], 'log_likelihood_mean'):.2f}; proportional to troops "
                  f"{naive_total(answers['core'], 'log_likelihood_troops'):.2f}",
        "TARGETS": markdown(["target (NSE, but for the total)", "at least", "core", "extended"], reached),
        "TOLERANCES": "; ".join(f"{kind} {run.tolerance(kind):.2f}" for kind in sets),
        "ABLATIONS": ablation_table(core_totals, totals),
        "FIGURES": "".join(f"![{name}](images/{file})\n\n" for name, file, _ in figures),
        "SPANS": spans,
        "SETS": markdown(["factor", "fit", "2.5 %", "median", "97.5 %"], [row for kind in sets for row in set_table(run, kind)]),
        "FROZEN": frozen_table(run, sets, runs, ablations),
        "COVERAGE": coverage_table(bands),
        "RECOVERY": recovery,
        "FIT_CORE": fit_record("core"),
        "FIT_EXTENDED": fit_record("extended"),
    }
    template = filled(template, parts | fold_parts(run) | place_parts(run))
    (ROOT / "docs/validation.md").write_text(template, encoding="utf-8")
    print(f"docs/validation.md written after {(time.monotonic() - began) / 60:.1f} minutes", file=sys.stderr)


if __name__ == "__main__":
    try:
        main()
    except (RuntimeError, OSError) as problem:
        sys.exit(f"make_validation.py: {problem}")
