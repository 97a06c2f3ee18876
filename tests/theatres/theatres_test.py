"""Tests that the theatres of Iraq hold what the data say, with the numbers that the agent layer is to be verified with, and that the script
which writes these numbers notices when they are changed.

Usage: theatres_test.py PROGRAM
"""

import math
import shutil
import subprocess
import sys
import tempfile
import tomllib
import unittest
from collections import deque
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = ROOT / "scenarios" / "library"
SCRIPT = ROOT / "scripts" / "make_provinces.py"
PROGRAM = ""


def theatre(name):
    return tomllib.loads((LIBRARY / f"{name}.toml").read_text(encoding="utf-8"))


def script(*arguments):
    return subprocess.run([sys.executable, "-B", SCRIPT, *map(str, arguments)], capture_output=True, text=True, check=False)


def rounded(value):
    return math.floor(value + 0.5)


class ProvincesOfIraq(unittest.TestCase):
    def setUp(self):
        self.theatres = {path.stem: theatre(path.stem) for path in LIBRARY.glob("iraq_*.toml")}
        self.provinces = {p["name"]: p for p in self.theatres["iraq_2008"]["province"]}

    def test_every_theatre_has_the_same_eighteen_provinces(self):
        for name, data in self.theatres.items():
            self.assertEqual({p["name"] for p in data["province"]}, set(self.provinces), name)
        self.assertEqual(len(self.provinces), 18)

    def test_shares_of_the_patrons_sect_are_those_of_the_vote(self):
        for name, share in {"basra": .943, "baghdad": .736, "diyala": .265, "nineveh": .097, "anbar": 0, "najaf": 1}.items():
            self.assertAlmostEqual(self.provinces[name]["cosect_share"], share, delta=.001, msg=name)

    def test_insurgents_are_where_the_other_sect_voted(self):
        shares = {name: p["insurgent_share"] for name, p in self.provinces.items()}
        expected = {"nineveh": .252, "baghdad": .235, "anbar": .195, "salah_al_din": .132, "diyala": .118, "kirkuk": .036, "erbil": 0}
        for name, share in expected.items():
            self.assertAlmostEqual(shares[name] / sum(shares.values()), share, delta=.001, msg=name)

    def test_neighbours_are_named_both_ways(self):
        pairs = {(p["name"], other) for p in self.provinces.values() for other in p["neighbours"]}
        self.assertEqual(pairs, {(b, a) for a, b in pairs})
        self.assertEqual(len(pairs), 2 * 40)

    def test_provinces_crossed_from_the_border(self):
        hops = {name: 0 for name, p in self.provinces.items() if p["borders_patron"]}
        queue = deque(hops)
        while queue:
            name = queue.popleft()
            for other in self.provinces[name]["neighbours"]:
                if other not in hops:
                    hops[other] = hops[name] + 1
                    queue.append(other)
        self.assertEqual({name: hops[name] for name in ("baghdad", "basra", "najaf", "anbar")},
                         {"baghdad": 1, "basra": 0, "najaf": 2, "anbar": 2})

    def test_communities_of_80000_people(self):
        communities = {name: max(1, rounded(p["population"] / 80000)) for name, p in self.provinces.items()}
        self.assertEqual([communities[name] for name in ("baghdad", "nineveh", "basra", "dahuk")], [89, 37, 24, 5])
        self.assertEqual(sum(communities.values()), 372)

    def test_cells_of_forty_fighters(self):
        fighters = [militia["fighters"] for militia in self.theatres["iraq_2008"]["militia"]]
        for scale, cells in {1: [1500, 500, 125], 10: [150, 50, 13], 100: [15, 5, 1]}.items():
            self.assertEqual([max(1, rounded(n / (40 * scale))) for n in fighters], cells, scale)

    def test_what_people_are_protected_by_depends_on_where_the_troops_stand(self):
        population = sum(p["population"] for p in self.provinces.values())
        forces = sum(p["forces_share"] for p in self.provinces.values())
        density = {n: math.sqrt(p["forces_share"] / forces / (p["population"] / population)) for n, p in self.provinces.items()}
        people = {n: p["population"] * p["cosect_share"] for n, p in self.provinces.items()}
        mean = sum(density[n] * people[n] for n in people) / sum(people.values())
        for name, cover in {"anbar": 2.38, "salah_al_din": 2.07, "baghdad": 1.66, "diyala": 1.45, "basra": .78, "najaf": .29}.items():
            self.assertAlmostEqual(density[name] / mean, cover, delta=.005, msg=name)

    def test_places_of_the_militias_add_up_and_exist(self):
        for data in self.theatres.values():
            for militia in data["militia"]:
                self.assertAlmostEqual(sum(militia["places"].values()), 1, places=9, msg=militia["name"])
                self.assertLessEqual(set(militia["places"]), set(self.provinces))


class Theatre2020(unittest.TestCase):
    def test_it_has_the_eight_groups_one_of_them_swings_and_placeholders_say_so(self):
        militias = theatre("iraq_2020")["militia"]
        self.assertEqual(len(militias), 8)
        self.assertEqual([m["name"] for m in militias if m["swing"]], ["sadr_movement"])
        for militia in militias:
            low, high = f"{militia['fighters'] // 2:,}", f"{militia['fighters'] * 3 // 2:,}"
            self.assertIn(f"Placeholders: fighters ({low} to {high})", militia["source"])

    def test_it_runs(self):
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run([PROGRAM, "run", "resistance_front_2020", "--replicates", "2", "-q"], cwd=folder, capture_output=True,
                                  text=True, check=False)
            self.assertEqual(done.returncode, 0, done.stderr)


class Script(unittest.TestCase):
    def test_it_finds_the_shipped_theatres_as_it_would_write_them(self):
        done = script("--check")
        self.assertEqual((done.returncode, done.stdout), (0, ""), done.stderr)

    def test_it_notices_and_mends_a_changed_number(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "iraq_2008.toml"
            shutil.copy(LIBRARY / path.name, path)
            right = path.read_text(encoding="utf-8")
            path.write_text(right.replace("population = 1912532", "population = 1912533"), encoding="utf-8")
            done = script("--check", path)
            self.assertEqual(done.returncode, 1)
            self.assertIn("-population = 1912533\n+population = 1912532\n", done.stdout)
            self.assertEqual(script(path).returncode, 0)
            self.assertEqual(path.read_text(encoding="utf-8"), right)

    def test_it_refuses_a_theatre_without_a_province(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "iraq_2008.toml"
            text = (LIBRARY / path.name).read_text(encoding="utf-8")
            path.write_text(text[:text.rindex("[[province]]")], encoding="utf-8")
            done = script("--check", path)
            self.assertEqual(done.returncode, 3)
            self.assertIn("wasit", done.stderr)


if __name__ == "__main__":
    PROGRAM = str(Path(sys.argv.pop(1)).resolve())
    unittest.main()
