#!/usr/bin/python3
"""Says whether two results files hold the same, bit for bit, and what differs.

Compared are all datasets and their attributes. Where a file says of itself when, by what command and by which build it was made, files may
differ, and so may the seconds that runs took: see PROVENANCE.

With --common, runs are matched by policy, design point and replicate, and only what both files have is compared: so one policy run alone can
be compared with the same policy among others.

Usage: compare_results.py A.h5 B.h5 [--common]
Exit codes: 0 the same, 1 they differ, 2 wrong usage, 6 a file cannot be read.
"""

import argparse
import os
import sys

import h5py
import numpy as np

PROVENANCE = {"created_utc", "command_line", "history", "source", "program_version", "git_sha1", "compiler", "build_type",
              "library_versions"}
WALL_TIME = "wall_seconds"
# How HDF5 links axes to data: references, which mean nothing outside their file.
PLUMBING = {"DIMENSION_LIST", "REFERENCE_LIST", "CLASS", "NAME", "_Netcdf4Dimid", "_Netcdf4Coordinates", "_nc3_strict"}
BLOCK_BYTES = 64_000_000


class Unreadable(Exception):
    """A file that is no results file."""


def opened(path):
    try:
        file = h5py.File(path, "r")
    except OSError as problem:
        raise Unreadable(f"{path}: {problem}") from problem
    kind = file.attrs.get("filetype", b"")
    if kind not in ("fulcrum-results", b"fulcrum-results"):
        raise Unreadable(f"{path}: not a results file of fulcrum")
    return file


def bits(values):
    """Values as something whose equality is equality of bits."""
    return list(values.ravel()) if values.dtype == object else np.ascontiguousarray(values).tobytes()


def difference(a, b):
    """In words, how two arrays of one shape and type differ; None if they do not."""
    if bits(a) == bits(b):
        return None
    if a.dtype.names:
        columns = [name for name in a.dtype.names if name != WALL_TIME]
        found = [f"{name}: {text}" for name in columns if (text := difference(a[name], b[name]))]
        return "; ".join(found) or None
    if a.dtype.kind == "f":
        unequal = a.view(f"u{a.dtype.itemsize}") != b.view(f"u{b.dtype.itemsize}")
        with np.errstate(invalid="ignore"):
            size = np.abs(a - b)
        size = size[np.isfinite(size)]
        largest = f", by at most {size.max():.3g}" if size.size else ""
    else:
        unequal, largest = a != b, ""
    first = tuple(int(i) for i in np.argwhere(unequal)[0])
    return f"{int(unequal.sum())} of {unequal.size} values{largest}; first at {first}: {a[first]!r} and {b[first]!r}"


def comparable(a, b):
    """Why two datasets cannot be compared value by value; None if they can. Widths of texts may differ."""
    if a.shape != b.shape:
        return f"shape {a.shape} and {b.shape}"
    if a.dtype != b.dtype:
        return f"type {a.dtype} and {b.dtype}"
    return None


def compare_datasets(name, a, b):
    problem = comparable(a, b)
    if problem:
        yield f"/{name}: {problem}"
        return
    if not a.shape:
        if a[()] != b[()]:
            yield f"/{name}: {a[()]!r} and {b[()]!r}"
        return
    rows = max(1, BLOCK_BYTES // max(1, a.dtype.itemsize * int(np.prod(a.shape[1:]))))
    for first in range(0, a.shape[0], rows):
        text = difference(a[first:first + rows], b[first:first + rows])
        if text:
            yield f"/{name}{f' from row {first}' if first else ''}: {text}"
            return


def compare_attributes(name, a, b):
    keys = (set(a.attrs) | set(b.attrs)) - PLUMBING
    for key in sorted(keys - PROVENANCE if name == "" else keys):
        if key not in a.attrs or key not in b.attrs:
            yield f"/{name}@{key}: only in the {'first' if key in a.attrs else 'second'}"
            continue
        left, right = np.asarray(a.attrs[key]), np.asarray(b.attrs[key])
        if left.dtype != right.dtype or left.shape != right.shape or bits(left) != bits(right):
            yield f"/{name}@{key}: {a.attrs[key]!r} and {b.attrs[key]!r}"


def objects(file):
    found = {"": file}
    file.visititems(lambda name, thing: found.__setitem__(name, thing))
    return found


def compare_whole(a, b):
    """All differences between two files, as lines."""
    left, right = objects(a), objects(b)
    for name in sorted(set(left) | set(right)):
        if name not in left or name not in right:
            yield f"/{name}: only in the {'first' if name in left else 'second'}"
            continue
        yield from compare_attributes(name, left[name], right[name])
        if isinstance(left[name], h5py.Dataset) and isinstance(right[name], h5py.Dataset):
            yield from compare_datasets(name, left[name], right[name])


def run_rows(file):
    """Row of each run by its identity."""
    runs = file["runs"][()]
    return {(row["policy"], int(row["point_id"]), int(row["replicate"]), int(row["seed"])): i for i, row in enumerate(runs)}


def shared(a, b, group):
    return sorted(set(a.get(group, ())) & set(b.get(group, ())))


def compare_common(a, b):
    """Differences in what both files have, matched by the identity of runs and the names of policies."""
    left, right = run_rows(a), run_rows(b)
    both = [identity for identity in left if identity in right]
    if not both:
        yield "no run is in both files"
        return
    at_left, at_right = [left[i] for i in both], [right[i] for i in both]
    for name in ("status", "error", "weeks"):
        text = difference(a["runs"][()][name][at_left].astype("O"), b["runs"][()][name][at_right].astype("O"))
        if text:
            yield f"/runs {name}: {text}"
    for group in ("outcomes", "timeseries"):
        for name in shared(a, b, group):
            if name in ("run", "time") or a[group][name].ndim == 0 or a[group][name].shape[0] != len(left):
                continue
            text = difference(a[group][name][()][at_left], b[group][name][()][at_right])
            if text:
                yield f"/{group}/{name}: {text}"
    yield from compare_policies(a, b, {policy for policy, *_ in both if runs_of(policy, left) == runs_of(policy, right)})


def runs_of(policy, rows):
    return {identity for identity in rows if identity[0] == policy}


def compare_policies(a, b, whole):
    """Scenarios by policy, and summaries of the policies that are whole: those of which both files have the same runs."""
    left, right = list(a["study/policy"][()]), list(b["study/policy"][()])
    for policy in left:
        if policy not in right:
            continue
        i, j = left.index(policy), right.index(policy)
        for name in ("scenario", "title"):
            if a[f"study/{name}"][i] != b[f"study/{name}"][j]:
                yield f"/study/{name} of {policy.decode()}: differs"
        for name in shared(a, b, "summary") if policy in whole else ():
            if name in ("policy", "statistic", "time") or a["summary"][name].ndim < 3:
                continue
            text = difference(a["summary"][name][i], b["summary"][name][j])
            if text:
                yield f"/summary/{name} of {policy.decode()}: {text}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("first", metavar="A.h5")
    parser.add_argument("second", metavar="B.h5")
    parser.add_argument("--common", action="store_true", help="compare only the runs and policies that both files have")
    options = parser.parse_args()
    try:
        with opened(options.first) as a, opened(options.second) as b:
            found = list(compare_common(a, b) if options.common else compare_whole(a, b))
    except Unreadable as problem:
        print(problem, file=sys.stderr)
        return 6
    try:
        print("\n".join(found) if found else "the same, bit for bit", flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever read us has seen enough
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
