#!/usr/bin/python3
"""An archive says what it holds in the words of RO-Crate, and its runs come out again.  Usage: archive_test.py PROGRAM

The description is held against what RO-Crate 1.1 and Process Run Crate 0.5 require, and read by `ro-crate` from npm, the library of RO-Crate's
authors. Where Python's `rocrate` is installed (Debian 12 has none), it reads the archive too; elsewhere that test is skipped and says so.
"""

import hashlib
import importlib.util
import json
import re
import resource
import shutil
import subprocess
import sys
import unittest
import warnings
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

import h5py

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "commands"))
import program  # noqa: E402  pylint: disable=wrong-import-position
from program import CommandTest  # noqa: E402  pylint: disable=wrong-import-position

METADATA = "ro-crate-metadata.json"
RO_CRATE = Path(__file__).resolve().parent / "ro_crate"
PROFILE = "https://w3id.org/ro/wfrun/process/0.5"
CANNOT_READ = 6


def listed(value):
    """A property of an entity as a list: JSON-LD writes one value without brackets."""
    return value if isinstance(value, list) else [] if value is None else [value]


def links(entity, key):
    return [link["@id"] for link in listed(entity.get(key))]


class ArchiveTest(CommandTest):
    def results(self, name="c.h5", *more):
        self.succeed("compare", "status_quo", "engagement", "--replicates", 5, "-q", *more, "-o", name)
        return self.folder / name

    def archive(self, *flags, results="c.h5"):
        self.results(results)
        self.succeed("archive", results, *flags)
        return self.folder / Path(results).with_suffix(".zip")

    def rewritten(self, archive, change, name="changed.zip"):
        """The archive with its entries (a list of name and bytes) changed; two of one name are possible."""
        with zipfile.ZipFile(archive) as old:
            entries = [(info.filename, old.read(info)) for info in old.infolist()]
        with zipfile.ZipFile(self.folder / name, "w") as new, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of two entries of one name
            for entry, data in change(entries):
                new.writestr(entry, data)
        return name


class Description(ArchiveTest):
    """What RO-Crate 1.1 (sections on the metadata file, root data entity, data entities) and the profile require."""

    def setUp(self):
        super().setUp()
        self.zip = zipfile.ZipFile(self.archive("--author", "A. Analyst", "--license", "https://spdx.org/licenses/CC-BY-4.0"))
        self.addCleanup(self.zip.close)
        self.document = json.loads(self.zip.read(METADATA))
        self.entities = {entity["@id"]: entity for entity in self.document["@graph"]}

    def test_it_is_flat_json_ld_with_the_context_of_the_specification(self):
        self.assertEqual(set(self.document), {"@context", "@graph"})
        self.assertIn("https://w3id.org/ro/crate/1.1/context", self.document["@context"])
        self.assertIn("https://w3id.org/ro/terms/workflow-run/context", self.document["@context"])
        self.assertEqual(len(self.entities), len(self.document["@graph"]), "every @id once")
        for entity in self.document["@graph"]:
            self.assertTrue(entity["@id"] and entity["@type"])
            for value in (v for key in entity for v in listed(entity[key]) if isinstance(v, dict)):
                self.assertEqual(set(value), {"@id"}, "entities are not nested")

    def test_the_metadata_file_describes_itself(self):
        descriptor = self.entities[METADATA]
        self.assertEqual(descriptor["@type"], "CreativeWork")
        self.assertEqual(links(descriptor, "conformsTo"), ["https://w3id.org/ro/crate/1.1"])
        self.assertEqual(links(descriptor, "about"), ["./"])

    def test_the_root_has_what_it_must_have(self):
        root = self.entities["./"]
        self.assertIn("Dataset", listed(root["@type"]))
        self.assertRegex(root["datePublished"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        for key in ("name", "description", "license"):
            self.assertTrue(root[key], key)
        self.assertEqual(links(root, "conformsTo"), [PROFILE])
        self.assertEqual(self.entities[PROFILE]["@type"], "CreativeWork")
        self.assertTrue(self.entities[PROFILE]["name"] and self.entities[PROFILE]["version"])

    def test_every_file_is_there_is_a_part_and_has_its_hash(self):
        files = {id_ for id_, entity in self.entities.items() if "File" in listed(entity["@type"])}
        self.assertEqual(files, set(self.zip.namelist()) - {METADATA})
        self.assertEqual(files, set(links(self.entities["./"], "hasPart")))
        for name in files:
            entity, data = self.entities[name], self.zip.read(name)
            self.assertEqual(entity["sha256"], hashlib.sha256(data).hexdigest(), name)
            self.assertEqual(int(entity["contentSize"]), len(data), name)
            self.assertRegex(entity["encodingFormat"], r"^[a-z]+/[a-z0-9.+-]+$")
            self.assertEqual(urlsplit(name), ("", "", name, "", ""), "a relative path that needs no escapes")

    def test_whatever_is_named_is_described(self):
        for entity in self.document["@graph"]:
            for value in (v for key in entity for v in listed(entity[key]) if isinstance(v, dict)):
                if not value["@id"].startswith(("https://w3id.org/ro/crate/", "http://schema.org/")):
                    self.assertIn(value["@id"], self.entities)

    def test_the_run_is_an_action_with_instrument_objects_and_results(self):
        actions = {id_: e for id_, e in self.entities.items() if e["@type"] == "CreateAction"}
        self.assertEqual(set(actions), set(links(self.entities["./"], "mentions")))
        for action in actions.values():
            (instrument,) = links(action, "instrument")
            tool = self.entities[instrument]
            self.assertEqual(tool["@type"], "SoftwareApplication")
            self.assertTrue(tool["name"] == "fulcrum" and tool["softwareVersion"] and tool["identifier"])
            self.assertTrue(links(action, "object") and links(action, "result") and action["name"] and action["description"])
        run = self.entities["#run"]
        self.assertEqual(links(run, "result"), ["c.h5"])
        self.assertLessEqual({"inputs/status_quo.toml", "inputs/engagement.toml", "inputs/study.toml", "#seed"}, set(links(run, "object")))
        self.assertEqual(self.entities[links(run, "agent")[0]]["name"], "A. Analyst")

    def test_it_says_what_the_results_file_says(self):
        run = self.entities["#run"]
        with h5py.File(self.folder / "c.h5") as results:
            self.assertEqual(run["description"], results.attrs["command_line"])
            self.assertEqual(run["startTime"], results.attrs["created_utc"])
            self.assertEqual(self.entities["#seed"]["value"], str(results.attrs["root_seed"]))
            self.assertEqual(self.entities["#fulcrum"]["identifier"], results.attrs["git_sha1"])
            sums = [sum_.decode() for sum_ in results["study/inputs/sha256"][()]]
        self.assertEqual([self.entities[f"#input-{i + 1}"]["sha256"] for i in range(len(sums))], sums)

    def test_the_scenarios_and_the_study_stand_alone(self):
        self.zip.extractall(self.folder / "out")
        for name in ("status_quo.toml", "engagement.toml", "study.toml"):
            self.succeed("validate", self.folder / "out/inputs" / name)
        self.succeed("compare", "out/inputs/status_quo.toml", "out/inputs/engagement.toml", "-q", "--replicates", 5, "-o", "again.h5")
        with h5py.File(self.folder / "c.h5") as then, h5py.File(self.folder / "again.h5") as now:
            self.assertEqual(then["outcomes/direct_last_year"][()].tobytes(), now["outcomes/direct_last_year"][()].tobytes())

    def test_sha256sum_checks_the_unpacked_files(self):
        self.zip.extractall(self.folder / "out")
        self.assertEqual(subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=self.folder / "out", check=False).returncode, 0)

    def test_the_briefing_is_the_one_of_report(self):
        self.succeed("report", "c.h5", "-o", "c.html")
        self.assertEqual(self.zip.read("briefing.html"), (self.folder / "c.html").read_bytes())
        text = self.zip.read("briefing.md").decode()
        figures = set(re.findall(r"\((figures/[^)]+)\)", text))
        self.assertTrue(figures)
        self.assertEqual(figures, {name for name in self.zip.namelist() if name.startswith("figures/")})

    @unittest.skipUnless((RO_CRATE / "node_modules" / "ro-crate").is_dir() and shutil.which("node"), "the npm package ro-crate is not installed")
    def test_the_ro_crate_library_finds_no_fault_and_the_same_facts(self):
        done = subprocess.run(["node", RO_CRATE / "read.mjs"], input=self.zip.read(METADATA), capture_output=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        found = json.loads(done.stdout)
        self.assertEqual(found["valid"].strip(), "This is a valid RO-Crate", found["report"])
        self.assertEqual(found["report"].strip(), "")
        self.assertEqual(set(found["parts"]), set(self.zip.namelist()) - {METADATA})
        self.assertIn(PROFILE, found["profiles"])
        self.assertEqual(found["mentions"], ["#run", "#archive"])
        self.assertEqual(found["instruments"], ["fulcrum"])
        self.assertIn("c.h5", found["results"])
        for part, sha256 in found["hashes"].items():
            self.assertEqual(sha256, hashlib.sha256(self.zip.read(part)).hexdigest(), part)

    @unittest.skipUnless(importlib.util.find_spec("rocrate"), "the package rocrate is not installed: not read by it")
    def test_the_rocrate_package_reads_it(self):
        from rocrate.rocrate import ROCrate  # pylint: disable=import-error,import-outside-toplevel
        crate = ROCrate(self.folder / "c.zip")
        self.assertEqual({e.id for e in crate.data_entities}, set(self.zip.namelist()) - {METADATA})
        self.assertEqual(crate.dereference("#run")["instrument"]["name"], "fulcrum")
        self.assertEqual(crate.root_dataset["conformsTo"].id, PROFILE)


class Repeating(ArchiveTest):
    def test_an_archive_gives_the_same_bits(self):
        archive = self.archive()
        done = self.succeed("rerun", archive)
        self.assertRegex(done.stdout, r"files, each with the SHA-256 that its description gives")
        self.assertRegex(done.stdout, r"The same bits: 10 runs, [\d,]+ series, \d+ outcomes and \d+ events")
        self.assertIn("run 7 of c.zip: policy engagement", self.succeed("rerun", "c.zip", "--run", 7).stdout)

    def test_so_does_a_results_file_of_every_command_that_keeps_runs(self):
        study = """schema = 1
[study]
name = "small"
policies = ["status_quo", { name = "late", extends = "strikes_alone", shift_weeks = 26 }]
replicates = 3
seed = 9
[design]
kind = "lhs"
points = 4
[design.factors]
"direct.threat_gain" = {}
"levers.host_aid" = { low = 0.1, high = 1.0 }
"late:militia.badr.tie" = {}
[[outcome]]
name = "worst_month"
formula = "max(mean(attacks, 4))"
unit = "index"
title = "attacks in the worst month"
"""
        self.write("study.toml", study)
        self.succeed("sweep", "study.toml", "-q", "-o", "sweep.h5")
        self.succeed("sweep", "study.toml", "-q", "--shard", "2/2", "-o", "shard.h5")
        self.succeed("run", "strike_2020", "--replicates", 4, "--series", "all", "-q", "-o", "run.h5")
        self.succeed("compare", "status_quo", "engagement", "--uncertainty", "luck", "--replicates", 4, "-q", "-o", "luck.h5")
        self.succeed("run", "status_quo", "--resolution", "cells", "--replicates", 2, "--uncertainty", "luck", "--set", "time.weeks=26", "-q", "-o", "cells.h5")
        self.succeed("rerun", "sweep.h5", "--run", 17, "-o", "one.h5")
        for name, runs in (("sweep.h5", 24), ("shard.h5", 12), ("run.h5", 4), ("luck.h5", 8), ("cells.h5", 2), ("one.h5", 1)):
            with self.subTest(name):
                self.assertIn(f"The same bits: {runs} runs", self.succeed("rerun", name).stdout)
        self.succeed("archive", "sweep.h5")
        self.assertIn("The same bits: 24 runs", self.succeed("rerun", "sweep.zip", "-j", 1).stdout)

    def test_results_that_differ_are_told_with_exit_code_5(self):
        self.results("c.h5")
        with h5py.File(self.folder / "c.h5", "r+") as results:
            results["outcomes/cost"][7] += 1
        self.succeed("archive", "c.h5")
        done = self.call("rerun", "c.zip")
        self.assertEqual(done.returncode, 5)
        self.assertRegex(done.stdout, r"\n7 +outcome cost ")
        self.assertIn("1 of 10 runs differ.", done.stdout)

    def test_results_kept_elsewhere_are_named(self):
        archive = self.archive("--without-results")
        with zipfile.ZipFile(archive) as zip_:
            self.assertNotIn("c.h5", zip_.namelist())
        self.expect_after("its results file; name it: --results c.h5", 2, "rerun", "c.zip")
        self.assertIn("The same bits: 10 runs", self.succeed("rerun", "c.zip", "--results", "c.h5").stdout)
        self.results("other.h5", "--seed", "5")
        self.expect_after("is not the results file c.h5 that c.zip was made of", CANNOT_READ, "rerun", "c.zip", "--results", "other.h5")

    def expect_after(self, message, code, *command):
        """What was found so far is on standard output already."""
        done = self.call(*command)
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertIn(message, done.stderr)

    def test_equal_results_give_equal_bytes(self):
        self.archive("-o", "a.zip")
        self.succeed("archive", "c.h5", "-o", "b.zip", TZ="Asia/Tokyo")
        self.assertEqual((self.folder / "a.zip").read_bytes(), (self.folder / "b.zip").read_bytes())

    def test_nothing_of_an_archive_stays_among_the_temporary_files(self):
        self.archive()
        (self.folder / "tmp").mkdir()
        self.succeed("rerun", "c.zip", TMPDIR=str(self.folder / "tmp"))
        self.assertEqual(list((self.folder / "tmp").iterdir()), [])


class Refusals(ArchiveTest):
    def test_what_is_no_results_file_is_not_archived(self):
        self.expect(CANNOT_READ, "absent.h5", "archive", "absent.h5")
        self.write("text.h5", "no results")
        self.expect(CANNOT_READ, "text.h5", "archive", "text.h5")
        self.assertEqual(self.files(), ["text.h5"])

    def test_an_existing_archive_is_replaced_only_with_force(self):
        archive = self.archive()
        archive.write_bytes(b"mine")
        self.expect(CANNOT_READ, "c.zip: already exists; --force replaces it", "archive", "c.h5")
        self.assertEqual(archive.read_bytes(), b"mine")
        self.succeed("archive", "c.h5", "--force")
        self.expect(2, "an archive is a .zip file", "archive", "c.h5", "-o", "c.tar")

    def test_a_full_disk_leaves_nothing(self):
        self.results()
        for limit in (1000, 100_000, 400_000):
            done = subprocess.run([program.PROGRAM, "archive", "c.h5"], cwd=self.folder, capture_output=True, text=True, check=False,
                                  preexec_fn=lambda most=limit: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)))  # pylint: disable=subprocess-popen-preexec-fn
            self.assertEqual(done.returncode, CANNOT_READ, done.stderr)
            self.assertRegex(done.stderr, r"c\.zip\.partial: cannot write: File too large")
            self.assertEqual(self.files(), ["c.h5"])

    @unittest.skipUnless(shutil.which("strace"), "strace is missing")
    def test_a_disk_without_room_or_a_signal_leaves_nothing(self):
        self.results()
        for what, code in (("error=ENOSPC", CANNOT_READ), ("signal=SIGTERM", -15)):
            done = subprocess.run(["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=pwrite64", "-e", f"inject=pwrite64:{what}:when=20",
                                   program.PROGRAM, "archive", "c.h5"], cwd=self.folder, capture_output=True, text=True, check=False)
            self.assertEqual(done.returncode, code, done.stderr)
            self.assertEqual(self.files(), ["c.h5"])

    def test_a_disk_without_room_for_unpacking_is_told(self):
        self.archive()
        (self.folder / "tmp").mkdir()
        environment = self.environment(TMPDIR=str(self.folder / "tmp"))
        done = subprocess.run([program.PROGRAM, "rerun", "c.zip"], cwd=self.folder, env=environment, capture_output=True, text=True, check=False,
                              preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (10000, 10000)))  # pylint: disable=subprocess-popen-preexec-fn
        self.assertEqual(done.returncode, CANNOT_READ, done.stderr)
        self.assertIn("File too large", done.stderr)
        self.assertEqual(list((self.folder / "tmp").iterdir()), [])

    def refused(self, message, change):
        self.expect(CANNOT_READ, message, "rerun", self.rewritten(self.folder / "c.zip", change))
        (self.folder / "changed.zip").unlink()
        self.assertEqual(self.files(), ["c.h5", "c.zip"])

    def test_an_archive_that_is_not_what_it_says_is_refused(self):
        archive = self.archive()
        self.assertIn("The same bits", self.succeed("rerun", self.rewritten(archive, lambda entries: entries)).stdout, "written by another program")
        (self.folder / "changed.zip").unlink()
        self.refused(f"holds no {METADATA}", lambda entries: [e for e in entries if e[0] != METADATA])
        self.refused("holds an entry '../outside', whose name leads out of the archive", lambda entries: [*entries, ("../outside", b"x")])
        self.refused("holds 'more.txt', which its metadata do not list", lambda entries: [*entries, ("more.txt", b"x")])
        self.refused("lacks 'README.txt', which its metadata list", lambda entries: [e for e in entries if e[0] != "README.txt"])
        self.refused("cannot be read as a zip archive: File already exists", lambda entries: [*entries, ("README.txt", b"x")])
        self.refused("'c.h5' is not the file that was archived",
                     lambda entries: [(name, data[:-1] + b"?" if name == "c.h5" else data) for name, data in entries])
        self.refused("no JSON with a list @graph", lambda entries: [(n, b"[" * 100_000 if n == METADATA else d) for n, d in entries])
        self.refused("describes something else than a run of fulcrum",
                     lambda entries: [(n, d.replace(PROFILE.encode(), b"https://example.org/") if n == METADATA else d) for n, d in entries])
        self.refused("gives no sha256 or no contentSize",
                     lambda entries: [(n, d.replace(b'"sha256"', b'"sha1"') if n == METADATA else d) for n, d in entries])

    def test_a_file_cut_short_is_refused(self):
        archive = self.archive()
        (self.folder / "cut.zip").write_bytes(archive.read_bytes()[:-1000])
        self.expect(CANNOT_READ, "cut.zip: cannot be read as a zip archive", "rerun", "cut.zip")

    def test_runs_that_are_not_kept_cannot_be_repeated(self):
        self.write("study.toml", 'schema = 1\n[study]\nname = "s"\npolicies = ["status_quo"]\nreplicates = 3\n')
        self.succeed("sweep", "study.toml", "-q", "--store", "summary", "-o", "s.h5")
        self.expect(CANNOT_READ, "keeps no runs that could be repeated", "rerun", "s.h5")

    def test_flags_that_do_not_fit_are_refused(self):
        self.results()
        self.expect(2, "-o writes one run alone", "rerun", "c.h5", "-o", "x.h5")
        self.expect(2, "--results is for an archive", "rerun", "c.h5", "--results", "c.h5")
        self.expect(CANNOT_READ, "absent.zip", "rerun", "absent.zip")


if __name__ == "__main__":
    program.main()
