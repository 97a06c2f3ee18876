#!/usr/bin/python3
"""Opens results files of fulcrum for pandas and xarray.

    from fulcrum_results import Results
    results = Results("compare.h5")
    results.runs                    # pandas: one row a run: policy, replicate, status ...
    results.outcomes                # pandas: one row a run, one column an outcome, with policy and replicate
    results.timeseries              # xarray: every stored series by (run[, entity], time), read only where it is used
    results.series("direct")        # xarray: one series, failed and missing runs left out
    results.summary                 # xarray: by (policy, statistic[, entity], time)
    results.scenarios["engagement"] # the resolved scenario, TOML

Usage: fulcrum_results.py FILE.h5    shows what is in a file
Needs h5py, pandas, xarray and h5netcdf. The format: docs/results-format.md
"""

import os
import sys
from functools import cached_property
from pathlib import Path

import h5py
import pandas as pd
import xarray as xr

FILETYPE = "fulcrum-results"
FORMAT_MAJORS = (1, 2)


class NotResults(ValueError):
    """The file is no results file that this module can read."""


def _text(value):
    return value.decode("utf-8") if isinstance(value, bytes) else value


def _frame(table):
    """A pandas table of a compound dataset, or of a group with one dataset a column; texts as text."""
    if isinstance(table, h5py.Dataset):
        rows = table[()]
        columns = {name: rows[name] for name in rows.dtype.names}
    else:
        columns = {name: column[()] for name, column in table.items()}
    frame = pd.DataFrame(columns)
    for name in frame.columns[frame.dtypes == object]:
        frame[name] = frame[name].map(_text)
    return frame


class Results:
    """A results file. Tables are read when first asked for; series stay in the file until they are used."""

    def __init__(self, path):
        self.path = Path(path)
        if not self.path.is_file():
            raise FileNotFoundError(f"{path}: no such file")
        if not h5py.is_hdf5(self.path):
            raise NotResults(f"{path}: not an HDF5 file, or one that was cut short")
        with h5py.File(self.path, "r") as file:
            self.attributes = {name: _text(value) for name, value in file.attrs.items()}
            self.groups = list(file)
        if self.attributes.get("filetype") != FILETYPE:
            raise NotResults(f"{path}: not a results file of fulcrum")
        major = int(self.attributes["format_version"][0])
        if major not in FORMAT_MAJORS:
            raise NotResults(f"{path}: format version {major}, but this module reads versions {' and '.join(map(str, FORMAT_MAJORS))}")

    @property
    def complete(self):
        return self.attributes["status"] == "complete"

    @cached_property
    def policies(self):
        """Names of the policies, in the order in which they were given."""
        with h5py.File(self.path, "r") as file:
            return [_text(name) for name in file["study/policy"][()]]

    @cached_property
    def scenarios(self):
        """Resolved scenarios by policy, TOML."""
        with h5py.File(self.path, "r") as file:
            return dict(zip(self.policies, map(_text, file["study/scenario"][()])))

    @cached_property
    def runs(self):
        """One row a run. A run without status was not computed."""
        return self.table("runs").set_index("run_id", drop=False)

    @cached_property
    def done(self):
        """Numbers of the runs that were computed to their end."""
        return self.runs.index[self.runs["status"] == "done"]

    @cached_property
    def outcomes(self):
        """Outcomes of the runs that were computed to their end, with policy, point and replicate; units in `.attrs`."""
        table = self.table("outcomes").set_index("run")
        with h5py.File(self.path, "r") as file:
            units = {name: _text(column.attrs.get("units", "")) for name, column in file["outcomes"].items()}
        joined = self.runs[["point_id", "policy", "replicate"]].join(table).loc[self.done]
        joined.attrs["units"] = units
        return joined

    @cached_property
    def analyses(self):
        """Names of the analyses that the file keeps; `table("analysis/NAME")` reads one."""
        with h5py.File(self.path, "r") as file:
            return list(file.get("analysis", {}))

    def table(self, name):
        """Any table by its path: runs, events, design, analysis/<name>."""
        with h5py.File(self.path, "r") as file:
            if name not in file:
                raise KeyError(f"{self.path}: holds no /{name}")
            return _frame(file[name])

    @cached_property
    def timeseries(self):
        """All stored series, with the policy, point and replicate of each run as coordinates."""
        if "timeseries" not in self.groups:
            raise KeyError(f"{self.path}: holds no trajectories (they are kept with --store trajectories)")
        data = xr.open_dataset(self.path, engine="h5netcdf", group="timeseries")
        runs = self.runs.loc[data["run"].values]
        return data.assign_coords({name: ("run", runs[column].to_numpy())
                                   for name, column in [("policy", "policy"), ("point", "point_id"), ("replicate", "replicate")]})

    def series(self, name, policy=None):
        """One series of the runs that were computed to their end, of one policy or of all."""
        data = self.timeseries[name].sel(run=self.done)
        return data if policy is None else data[data["policy"].values == policy]

    @cached_property
    def summary(self):
        """Mean, standard deviation, range and quantiles over runs, by policy and week."""
        return xr.open_dataset(self.path, engine="h5netcdf", group="summary")


def overview(results):
    """What is in a file, as lines of text."""
    attributes = results.attributes
    yield f"{results.path}: {attributes['title']} ({attributes['status']}, {attributes['created_utc']})"
    yield f"  written by {attributes['source']}; seed {attributes['root_seed']}"
    yield f"  policies: {', '.join(results.policies)}"
    if "runs" in results.groups:
        counts = results.runs["status"].replace("", "not computed").value_counts()
        yield "  runs: " + ", ".join(f"{count} {status}" for status, count in counts.items())
    for group in ("timeseries", "summary"):
        if group in results.groups:
            data = getattr(results, group)
            sizes = ", ".join(f"{name} {size}" for name, size in data.sizes.items())
            yield f"  {group}: {len(data.data_vars)} series ({sizes}): {', '.join(data.data_vars)}"
    if "outcomes" in results.groups:
        yield "  means of outcomes:"
        means = results.outcomes.groupby("policy", sort=False).mean(numeric_only=True).drop(columns=["point_id", "replicate"])
        yield from ("    " + line for line in means.T.to_string(float_format=lambda v: f"{v:.4g}").splitlines())


def main(arguments):
    if len(arguments) != 1 or arguments[0].startswith("-"):
        print(__doc__, file=sys.stderr if arguments not in (["-h"], ["--help"]) else sys.stdout)
        return 0 if arguments in (["-h"], ["--help"]) else 2
    try:
        for line in overview(Results(arguments[0])):
            print(line)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever read us has seen enough
    except (OSError, ValueError, KeyError) as problem:
        print(f"fulcrum_results.py: {problem.args[0] if isinstance(problem, KeyError) else problem}", file=sys.stderr)
        return 6
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
