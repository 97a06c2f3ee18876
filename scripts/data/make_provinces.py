#!/usr/bin/python3
"""Writes what data say of the provinces into the theatre files of Iraq, or checks that it stands there.

From scenarios/maps/iraq_provinces.csv and iraq_neighbours.csv (sources and terms: scenarios/maps/README.md), for each [[province]]:
  population       as given
  cosect_share     vote for the lists of the patron's sect / vote for Shia, Sunni and Kurdish lists
  insurgent_share  population * vote for Sunni lists / the same three, as a share of its sum over all provinces
  borders_patron   as given
  neighbours       both ways
Other lines of a province (forces_share, host_relative: judgements) are left as they are.

Usage: make_provinces.py [--check] [--map GEOJSON] [THEATRE.toml ...]      (default: the shipped theatres named iraq_*)
  --map GEOJSON  draw scenarios/maps/iraq.geojson anew from a full outline: lines are thinned, common borders alike on both sides
Exit codes: 0 done, or nothing differs; 1 something differs; 2 wrong usage; 3 a file cannot be understood.
"""

import argparse
import csv
import difflib
import json
import math
import re
import sys
from collections import defaultdict
from pathlib import Path

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
MAPS = SCENARIOS / "maps"
TOLERANCE = 0.02  # of the thinned outlines [degrees]: about 2 km
KEYS = ("population", "cosect_share", "insurgent_share", "borders_patron", "neighbours")


class DataError(Exception):
    """A table, a map or a theatre file that this program does not understand."""


def provinces():
    """What the tables say: {province: {key: text of the value in TOML}}."""
    with open(MAPS / "iraq_provinces.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    near = defaultdict(set)
    with open(MAPS / "iraq_neighbours.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            near[row["province"]].add(row["neighbour"])
            near[row["neighbour"]].add(row["province"])
    unknown = sorted(set(near) - {row["name"] for row in rows})
    if unknown:
        raise DataError(f"iraq_neighbours.csv names {', '.join(unknown)}, which iraq_provinces.csv does not have")

    def part(row, of):
        return float(row[of]) / sum(float(row[vote]) for vote in ("vote_cosect", "vote_insurgent_sect", "vote_kurd"))

    insurgents = {row["name"]: float(row["population"]) * part(row, "vote_insurgent_sect") for row in rows}
    total = sum(insurgents.values())
    return {
        row["name"]: {
            "population": row["population"],
            "cosect_share": f"{part(row, 'vote_cosect'):.4f}",
            "insurgent_share": f"{insurgents[row['name']] / total:.4f}",
            "borders_patron": "true" if row["borders_patron"] == "1" else "false",
            "neighbours": "[" + ", ".join(f'"{name}"' for name in sorted(near[row["name"]])) + "]",
        }
        for row in rows
    }


def rewritten(text, table, where):
    """A theatre file with the values of the tables in its [[province]] tables."""
    parts = re.split(r"(?m)^(?=\[\[?)", text)
    seen = []
    for i, part in enumerate(parts):
        if not part.startswith("[[province]]"):
            continue
        name = re.search(r'(?m)^name = "([^"]*)"', part)
        if name is None or name[1] not in table:
            raise DataError(f"{where}: a province that iraq_provinces.csv does not have: {name[1] if name else 'without a name'}")
        seen.append(name[1])
        for key in KEYS:
            parts[i], n = re.subn(rf"(?m)^{key} = .*$", f"{key} = {table[name[1]][key]}", parts[i])
            if n != 1:
                raise DataError(f"{where}: province {name[1]} has {n} lines '{key} = ...'; it must have one")
    if sorted(seen) != sorted(table):
        raise DataError(f"{where}: it must have each province of iraq_provinces.csv once; {', '.join(sorted(set(table) - set(seen))) or 'one stands twice'}")
    return "".join(parts)


def far(point, a, b):
    """Distance of a point from a stretch of line."""
    (x, y), (ax, ay), (bx, by) = point, a, b
    length = (bx - ax) ** 2 + (by - ay) ** 2
    t = 0 if length == 0 else max(0, min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length))
    return math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay))


def thinned(line):
    """Douglas and Peucker's line: no point left out lies farther from it than the tolerance."""
    keep, stack = {0, len(line) - 1}, [(0, len(line) - 1)]
    while stack:
        first, last = stack.pop()
        distance, at = max(((far(line[i], line[first], line[last]), i) for i in range(first + 1, last)), default=(0, 0))
        if distance > TOLERANCE:
            keep.add(at)
            stack += [(first, at), (at, last)]
    return [line[i] for i in sorted(keep)]


def rings_of(geometry):
    """Outlines of a Polygon or MultiPolygon, as polygons of rings without the closing point or points given twice in a row."""
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [[[tuple(p) for p, q in zip(ring, ring[1:]) if p != q] for ring in polygon] for polygon in polygons]


def drawn_anew(source):
    """The map, thinned: rings are cut where the provinces at a point change, and each piece is thinned the same way for all that share it."""
    names = {}
    with open(MAPS / "iraq_provinces.csv", encoding="utf-8", newline="") as file:
        names = {row["iso_3166_2"]: row["name"] for row in csv.DictReader(file)}
    shapes = {}
    for feature in source["features"]:
        shapes[names[feature["properties"]["gov_code"]]] = rings_of(feature["geometry"])
    at = defaultdict(set)
    for name, polygons in shapes.items():
        for polygon in polygons:
            for ring in polygon:
                for point in ring:
                    at[point].add(name)

    def ring_anew(ring):
        corners = [i for i, p in enumerate(ring) if at[p] != at[ring[i - 1]] or at[p] != at[ring[(i + 1) % len(ring)]]]
        if len(corners) < 2:
            corners = [0, len(ring) // 2]
        points = []
        for first, last in zip(corners, corners[1:] + [corners[0] + len(ring)]):
            line = [ring[i % len(ring)] for i in range(first, last + 1)]
            line = thinned(line) if line[0] < line[-1] else thinned(line[::-1])[::-1]
            points += line[:-1]
        return [list(p) for p in points + points[:1]]

    features = []
    for name in sorted(shapes):
        polygons = [[ring for ring in map(ring_anew, polygon) if len(ring) > 3] for polygon in shapes[name]]
        polygons = [polygon for polygon in polygons if polygon]
        features.append({"type": "Feature", "properties": {"name": name},
                         "geometry": {"type": "MultiPolygon", "coordinates": polygons}})
    head = '{"type": "FeatureCollection", "name": "iraq",\n"features": [\n'
    return head + ",\n".join(json.dumps(feature, separators=(",", ":")) for feature in features) + "\n]}\n"


def shipped():
    """The shipped theatres named iraq_* that have provinces of their own; one with a base has those of its base."""
    return [path for path in sorted((SCENARIOS / "library").glob("iraq_*.toml")) if "[[province]]" in path.read_text(encoding="utf-8")]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("theatres", nargs="*", type=Path, metavar="THEATRE.toml")
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if something differs")
    parser.add_argument("--map", type=Path, metavar="GEOJSON", help="full outlines from which to draw scenarios/maps/iraq.geojson")
    options = parser.parse_args()
    differs = False

    def put(path, text):
        nonlocal differs
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        if old == text:
            return
        differs = True
        if options.check:
            sys.stdout.writelines(difflib.unified_diff(old.splitlines(True), text.splitlines(True), str(path.name), "from the tables", n=1))
        else:
            path.write_text(text, encoding="utf-8")
            print(f"wrote {path.name}")

    try:
        table = provinces()
        for path in options.theatres or shipped():
            put(path, rewritten(path.read_text(encoding="utf-8"), table, path.name))
        if options.map:
            put(MAPS / "iraq.geojson", drawn_anew(json.loads(options.map.read_text(encoding="utf-8"))))
    except (DataError, OSError, KeyError, ValueError, TypeError) as error:
        print(f"make_provinces.py: {error}", file=sys.stderr)
        return 3
    return 1 if differs and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
