"""Changes that make a results file or a journal hostile: structured ones, which HDF5 and the checksum accept, and changed bytes.

As a program it makes structured changes for another one: a line of JSON {"seed", "path"} after the other, each answered by the changes made."""

import json
import os
import sys

import h5py
import numpy as np

import hostile_seeds

WHOLE = [0, 1, -1, 2, 5, 127, 2**31 - 1, -2**31, 2**31, 2**32 + 3, 10**9, 2**53, 2**62, -2**62, 2**63 - 1]
NUMBERS = [0.0, -1.0, 1e308, float("nan"), float("inf"), -float("inf"), 1e-320]
TEXTS = ["", "x", "../../x", "a\x1b]0;b\x07", "=1+1", "\u202e", "é" * 300, "a\nb", "12", "-1", "99999999999999999999"]
RUN_TEXTS = {"policy", "status", "error", "kind", "name"}


def pick(rng, values):
    return values[int(rng.integers(len(values)))]


def datasets(file):
    found = []
    file.visititems(lambda name, node: found.append(name) if isinstance(node, h5py.Dataset) else None)
    return sorted(found)


def any_value(rng):
    return pick(rng, [np.int64(pick(rng, WHOLE)), pick(rng, NUMBERS), pick(rng, TEXTS), np.array([], dtype="f8"),
                      np.array([pick(rng, WHOLE)] * 3), h5py.Empty("f8"), np.zeros((2, 2))])


def change_attribute(rng, file):
    node = file if rng.random() < .5 else file[pick(rng, datasets(file))]
    names = sorted(node.attrs)
    if not names:
        return
    name = pick(rng, names)
    if rng.random() < .2:
        del node.attrs[name]
        return
    old = node.attrs.get_id(name)
    value = np.int64(pick(rng, WHOLE)) if old.dtype.kind in "iu" and rng.random() < .7 else any_value(rng)
    del node.attrs[name]
    node.attrs[name] = value


def change_values(rng, file):
    """Some values of a dataset, in its own type."""
    name = pick(rng, datasets(file)) if rng.random() < .5 else pick(rng, [n for n in ("runs", "events", "design/point_id") if n in file]
                                                                    or datasets(file))
    data = file[name]
    if data.size in (None, 0) or data.dtype.kind == "O" and not data.shape:
        return
    at = tuple(int(rng.integers(n)) for n in data.shape)
    if data.dtype.names:
        row, column = data[at], pick(rng, data.dtype.names)
        row[column] = pick(rng, TEXTS).encode()[:20] if column in RUN_TEXTS else \
            pick(rng, NUMBERS) if row[column].dtype.kind == "f" else np.array(pick(rng, WHOLE)).astype(row[column].dtype)
        data[at] = row
    elif data.dtype.kind == "O":
        data[at] = pick(rng, TEXTS)
    elif data.dtype.kind in "iu":
        data[at] = np.array(pick(rng, WHOLE)).astype(data.dtype)
    elif data.dtype.kind == "f":
        data[at] = pick(rng, NUMBERS)


def change_scenario(rng, file):
    """A number of a resolved scenario, or its end."""
    data = file["study/scenario"]
    at = int(rng.integers(data.shape[0]))
    lines = data[at].decode().split("\n")
    numbered = [i for i, line in enumerate(lines) if " = " in line and line.rstrip()[-1:].isdigit()]
    weeks = [i for i, line in enumerate(lines) if line.startswith("weeks = ")]
    line = pick(rng, weeks if rng.random() < .3 and weeks else numbered)
    lines[line] = lines[line].split(" = ")[0] + " = " + pick(rng, ["0", "1", "10", "13", "-1", "1e308", "10000", "2", "0.5", "nan"])
    data[at] = "\n".join(lines if rng.random() < .8 else lines[:line])


def replace_dataset(rng, file):
    """Another shape or type under the same name, with its attributes or without."""
    name = pick(rng, datasets(file))
    old = file[name]
    attributes = {k: v for k, v in old.attrs.items() if k not in ("DIMENSION_LIST", "REFERENCE_LIST", "CLASS", "NAME")}
    shape, dtype = old.shape, old.dtype
    del file[name]
    kind = int(rng.integers(8))
    if kind == 0:
        return
    if kind == 1:
        new = file.create_dataset(name, data=any_value(rng))
    elif kind == 2:
        new = file.create_dataset(name, shape=tuple(n + int(rng.integers(-1, 3)) if n > 1 else n for n in shape), dtype=dtype)
    elif kind == 3:
        new = file.create_dataset(name, shape=shape[::-1], dtype=dtype)
    elif kind == 4:
        new = file.create_dataset(name, shape=shape, dtype=pick(rng, ["f4", "i1", "u8", "S3", h5py.string_dtype()]))
    elif kind == 5:
        length = pick(rng, [2**20, 2**31, 2**40, 2**60])
        new = file.create_dataset(name, shape=(length,) + shape[1:], dtype=dtype, chunks=(1024,) + shape[1:])
    elif kind == 6:
        new = file.create_dataset(name, shape=shape + (2,), dtype=dtype)
    else:
        new = file.create_dataset(name, shape=(0,) + shape[1:], dtype=dtype)
    if rng.random() < .7:
        for key, value in attributes.items():
            new.attrs[key] = value


def change_links(rng, file):
    names = datasets(file)
    a, b = pick(rng, names), pick(rng, names)
    kind = int(rng.integers(4))
    if kind == 0:
        del file[a]
        file[a] = h5py.SoftLink("/" + b)
    elif kind == 1:
        del file[a]
        file[a] = file["/"]
    elif kind == 2 and a != b:
        file.move(a, "away")
        file.move(b, a)
        file.move("away", b)
    else:
        group = pick(rng, [g for g in ("study", "design", "timeseries", "summary", "outcomes", "analysis") if g in file])
        file[group].create_group("more")


def change_scales(rng, file):
    data = file[pick(rng, datasets(file))]
    if not data.ndim:
        return
    d = int(rng.integers(data.ndim))
    scales = list(data.dims[d].values())
    if scales and rng.random() < .6:
        data.dims[d].detach_scale(scales[0])
    else:
        other = file[pick(rng, datasets(file))]
        if other.ndim == 1 and not other.is_scale:
            other.make_scale(pick(rng, ["militia", "province", "time", "x" * 400, ""]))
        if other.is_scale and not data.is_scale:
            data.dims[d].attach_scale(other)


STRUCTURED = [change_attribute, change_attribute, change_values, change_values, change_values, change_scenario, replace_dataset,
              replace_dataset, change_links, change_scales]


def change_structure(rng, path):
    """One to three changes to a results file; returns their names."""
    done = []
    with h5py.File(path, "r+") as file:
        for _ in range(int(rng.integers(1, 4))):
            change = pick(rng, STRUCTURED)
            try:
                change(rng, file)
                done.append(change.__name__)
            except (OSError, RuntimeError, ValueError, TypeError, KeyError, OverflowError, AttributeError, IndexError):
                done.append(change.__name__ + " (not possible)")
    return done


def change_journal(rng, path):
    """A journal with a right checksum that says something else."""
    head, summaries = hostile_seeds.read_journal(path)
    kind = int(rng.integers(6))
    if kind <= 1:
        head[pick(rng, ["done", "failed", "runs"])] = pick(rng, WHOLE + [3, 64, 1000, 2.5, "1", None])
    elif kind == 2:
        group = head[pick(rng, ["request", "identity"])]
        name = pick(rng, sorted(group))
        if rng.random() < .3:
            del group[name]
        else:
            group[name] = pick(rng, TEXTS + ["1/0", "0/3", "2147483648/2147483649", "18446744073709551616", 7, None])
    elif kind == 3:
        head[pick(rng, sorted(head))] = pick(rng, [None, [], {}, 1, "x"])
    elif kind == 4:
        summaries = summaries[:int(rng.integers(len(summaries) + 1))] + pick(rng, [b"", b"\0" * 100])
    else:
        bytes_ = bytearray(summaries)
        for _ in range(int(rng.integers(1, 9))):
            bytes_[int(rng.integers(len(bytes_)))] = int(rng.integers(256))
        summaries = bytes(bytes_)
    line = pick(rng, [b"", b"{", b"[]", b"\xff\xfe"]) if rng.random() < .03 else head
    hostile_seeds.write_journal(path, line, summaries)
    return [f"journal {kind}"]


def change_bytes(rng, path):
    """One to four places overwritten, the file cut, or bytes put between. Where most of a file's structure stands is hit most."""
    data = bytearray(path.read_bytes())
    if not data:
        return ["nothing"]
    done = []
    for _ in range(int(rng.integers(1, 5))):
        at = int(len(data) * rng.random() ** pick(rng, [1, 3]))
        kind = int(rng.integers(8))
        if kind == 0:
            del data[at:]
        elif kind == 1:
            data[at:at] = rng.bytes(int(rng.integers(1, 16)))
        elif kind <= 4:
            data[at] ^= 1 << int(rng.integers(8))
        else:
            length = pick(rng, [1, 2, 4, 8])
            data[at:at + length] = pick(rng, [b"\xff", b"\0", b"\x7f", bytes([int(rng.integers(256))])]) * length
        done.append(f"{kind} at {at}")
        if not data:
            break
    path.write_bytes(bytes(data))
    return done


def serve():
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            done = change_structure(np.random.default_rng(asked["seed"]), asked["path"])
        except RuntimeError:
            os._exit(1)  # HDF5 could not close the file, and would crash at a later moment
        print(json.dumps(done), flush=True)


if __name__ == "__main__":
    serve()
