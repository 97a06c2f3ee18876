"""Tests that the theatres of Iraq hold what the data say, with the numbers that the agent layer is to be verified with, and that the script
which writes these numbers notices when they are changed.

Usage: theatres_test.py PROGRAM
"""

import json
import math
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import unittest
from collections import Counter, deque
from pathlib import Path

import h5py
import numpy as np
from matplotlib import image

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = ROOT / "scenarios" / "library"
SCRIPT = ROOT / "scripts" / "data" / "make_provinces.py"
PROGRAM = ""


def theatre(name):
    return tomllib.loads((LIBRARY / f"{name}.toml").read_text(encoding="utf-8"))


def script(*arguments):
    return subprocess.run([sys.executable, "-B", SCRIPT, *map(str, arguments)], capture_output=True, text=True, check=False)


def rounded(value):
    return math.floor(value + 0.5)


class ProvincesOfIraq(unittest.TestCase):
    def setUp(self):
        all_of_iraq = {path.stem: theatre(path.stem) for path in LIBRARY.glob("iraq_*.toml")}
        self.theatres = {name: data for name, data in all_of_iraq.items() if "base" not in data}  # the others have their parent's
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
    def test_it_has_the_groups_of_the_source_one_of_them_swings_and_placeholders_say_so(self):
        militias = theatre("iraq_2020")["militia"]
        self.assertEqual(len(militias), 9)  # the eight listed in 4:21-28, and Badr of 4:7
        self.assertEqual([m["name"] for m in militias if m["swing"]], ["sadr_movement"])
        for militia in (m for m in militias if m["name"] != "badr"):  # its fighters are those of 2007
            low, high = f"{militia['fighters'] // 2:,}", f"{militia['fighters'] * 3 // 2:,}"
            self.assertIn(f"Placeholders: fighters ({low} to {high})", militia["source"])

    def test_it_runs(self):
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run([PROGRAM, "run", "resistance_front_2020", "--replicates", "2", "-q"], cwd=folder, capture_output=True,
                                  text=True, check=False)
            self.assertEqual(done.returncode, 0, done.stderr)


class MadeUpConflict(unittest.TestCase):
    """The worked example of docs/theatres.md, typed as it stands there."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        document = (ROOT / "docs" / "theatres.md").read_text(encoding="utf-8")
        for text in re.findall(r"^```toml\n(.*?)^```$", document, re.MULTILINE | re.DOTALL):
            (self.folder / f"{tomllib.loads(text)['name']}.toml").write_text(text, encoding="utf-8")
        self.commands = re.findall(r"^fulcrum (.*)$", document, re.MULTILINE)

    def run_program(self, *arguments):
        return subprocess.run([PROGRAM, *arguments], cwd=self.folder, capture_output=True, text=True, check=False)

    def test_every_command_of_the_page_works(self):
        self.assertEqual(len(self.commands), 4)
        for command in self.commands:
            done = self.run_program(*command.split())
            self.assertEqual(done.returncode, 0, (command, done.stderr))
        self.assertTrue((self.folder / "truce.h5").is_file())
        self.assertTrue((self.folder / "sponsored.h5").is_file())

    def test_every_trait_of_a_militia_can_be_set_and_varied(self):
        for trait in ("fighters", "tie", "agenda", "fit", "role", "lethality", "host_tolerance", "sponsored_share"):
            done = self.run_program("validate", "truce.toml", "--set", f"militia.river_guard.{trait}=0.5")
            self.assertEqual(done.returncode, 0, (trait, done.stderr))
        refused = self.run_program("validate", "truce.toml", "--set", "militia.river_guard.sponsored_share=1.5")
        self.assertEqual(refused.returncode, 3)
        self.assertIn("sponsored_share = 1.5 is outside its limits; allowed: 0 to 1", refused.stderr)

    def test_a_place_that_no_province_describes_is_refused_with_the_nearest_name(self):
        path = self.folder / "river_land.toml"
        path.write_text(path.read_text(encoding="utf-8").replace("valley = 3", "vallei = 3"), encoding="utf-8")
        done = self.run_program("validate", "truce.toml")
        self.assertEqual(done.returncode, 3)
        self.assertIn("places of militia river_guard: there is no province 'vallei'; did you mean 'valley'?", done.stderr)


class Map(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.features = json.loads((ROOT / "scenarios" / "maps" / "iraq.geojson").read_text(encoding="utf-8"))["features"]

    def plot(self, *arguments):
        return subprocess.run([sys.executable, "-B", ROOT / "scripts" / "results" / "plot_map.py", "r.h5", *arguments], cwd=self.folder, capture_output=True,
                              text=True, check=False)

    def results(self):
        """A results file to which attacks by province, attacker and target are added as the layer of cells names them: a known number each."""
        done = subprocess.run([PROGRAM, "run", "status_quo", "--resolution", "organisations", "--replicates", "2", "-q", "--set", "time.weeks=8", "-o", "r.h5"],
                              cwd=self.folder, capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.provinces = [p["name"] for p in theatre("iraq_2008")["province"]]
        names = {"province": self.provinces, "attacker": ["badr", "insurgents"], "target": ["rival", "sect", "host"]}
        with h5py.File(self.folder / "r.h5", "r+") as file:
            series = file["timeseries"]
            for dimension, along in names.items():
                series.create_dataset(dimension, data=np.array(along, dtype=h5py.string_dtype())).make_scale(dimension)
            count = np.arange(len(self.provinces) * 6.0).reshape(1, len(self.provinces), 2, 3, 1)
            values = count + 10 * np.arange(2.0).reshape(2, 1, 1, 1, 1) + np.zeros(8)
            added = series.create_dataset("attacks_count", data=values)
            added.attrs["units"] = "attacks/week"
            for dimension, scale in zip(added.dims, ("run", *names, "time")):
                dimension.attach_scale(series[scale])

    def test_the_map_has_the_provinces_of_the_theatre_as_closed_outlines(self):
        self.assertEqual({f["properties"]["name"] for f in self.features}, {p["name"] for p in theatre("iraq_2008")["province"]})
        for feature in self.features:
            for polygon in feature["geometry"]["coordinates"]:
                for ring in polygon:
                    self.assertEqual(ring[0], ring[-1])
                    self.assertTrue(all(38 < x < 49 and 29 < y < 38 for x, y in ring))

    def test_common_borders_are_alike_on_both_sides(self):
        """Every stretch of outline is either the edge of the country or stands, reversed, in exactly one other outline."""
        count = Counter(tuple(map(tuple, edge)) for f in self.features for polygon in f["geometry"]["coordinates"] for ring in polygon
                        for edge in zip(ring, ring[1:]))
        outer = [edge for edge in count if edge[::-1] not in count]
        self.assertGreater(len(count) - len(outer), 300)
        # What is left over is the edge of the country: one closed line, so that each of its points is left as often as it is reached.
        self.assertEqual(Counter(a for a, b in outer), Counter(b for a, b in outer))

    def test_values_by_province_are_means_over_runs_and_weeks_and_sums_over_what_is_asked_for(self):
        self.results()
        for arguments, parts in [((), range(6)), (("--by", "insurgents"), range(3, 6)), (("--target", "sect"), (1, 4)),
                                 (("--by", "badr", "--target", "host"), (2,))]:
            done = self.plot("--geojson", "m.geojson", *arguments)
            self.assertEqual(done.returncode, 0, done.stderr)
            found = json.loads((self.folder / "m.geojson").read_text(encoding="utf-8"))
            self.assertEqual(found["unit"], "attacks/week")
            for feature in found["features"]:
                at = self.provinces.index(feature["properties"]["name"])
                self.assertAlmostEqual(feature["properties"]["status_quo"], sum(6 * at + i + 5 for i in parts), places=4)

    def test_it_draws_a_picture_and_frames(self):
        self.results()
        self.assertEqual(self.plot().returncode, 0)
        self.assertEqual(self.plot("--animate", "frames", "--every", "4").returncode, 0)
        self.assertEqual(sorted(p.name for p in (self.folder / "frames").iterdir()), ["frame_0000.png", "frame_0001.png"])
        self.assertEqual(self.plot("--animate", "m.gif", "--every", "4").returncode, 0)
        self.assertEqual((self.folder / "m.gif").read_bytes()[:4], b"GIF8")
        pixels = image.imread(self.folder / "r_map.png")[:, :, :3]
        brightest = np.array([0xfe, 0xe8, 0x38]) / 255  # of the page's sequence: the province with most has it
        self.assertGreater((np.abs(pixels - brightest) < 0.02).all(axis=2).sum(), 500)
        self.assertEqual(self.plot("--output", "made/here/m.png").returncode, 0)
        self.assertTrue((self.folder / "made" / "here" / "m.png").is_file())

    def test_what_is_not_there_is_named_with_what_is(self):
        self.results()
        for arguments, message in [(("--series", "fear"), "stored are: attacks_count"), (("--by", "nobody"), "there are badr, insurgents"),
                                   (("--weeks", "0-8"), "the runs have weeks 0 to 7"), (("--policy", "x"), "there are status_quo"),
                                   (("--run", "2"), "there are 0, 1")]:
            done = self.plot(*arguments)
            self.assertEqual(done.returncode, 6, done.stderr)
            self.assertIn(message, done.stderr)
            self.assertEqual(done.stderr.count("\n"), 1, done.stderr)


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
