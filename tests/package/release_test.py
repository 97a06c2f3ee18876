#!/usr/bin/python3
"""What a release is made with: the bill of materials is what SPDX 2.3 requires and names what is inside; recipes agree with the sources.

Usage: release_test.py
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import unittest
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RELEASE = ROOT / "scripts/release"
sys.path.insert(0, str(RELEASE))
import sbom  # noqa: E402  pylint: disable=wrong-import-position


class Bill(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def artifacts(self):
        """Small ones, each with something of Debian's inside."""
        tar, wheel, source, of_r = (self.folder / name for name in ("fulcrum-1-relocatable-x.tar.gz", "fulcrum-1-py3.whl", "fulcrum-1-source.tar.gz", "fulcrumr_1.tar.gz"))
        (self.folder / "file").write_text("x", encoding="utf-8")
        with tarfile.open(tar, "w:gz") as archive:
            archive.add(self.folder / "file", "a/lib/libz.so.1")
            archive.add(self.folder / "file", "a/lib/libc.so.6")
        for sources in (source, of_r):
            with tarfile.open(sources, "w:gz") as archive:
                archive.add(self.folder / "file", "a/libnothing.so.9")
        with zipfile.ZipFile(wheel, "w") as archive:
            archive.writestr("fulcrum/_native/libz.so.1", "x")
            archive.writestr("fulcrum/_native/libfulcrum.so", "x")
        (self.folder / "deb/DEBIAN").mkdir(parents=True)
        (self.folder / "deb/DEBIAN/control").write_text(
            "Package: fulcrum\nVersion: 1\nArchitecture: all\nMaintainer: x <x@x.invalid>\nDepends: zlib1g (>= 1:1), libc6\nDescription: x\n",
            encoding="utf-8")
        subprocess.run(["dpkg-deb", "--build", "deb", "fulcrum_1_all.deb"], cwd=self.folder, check=True, capture_output=True)
        return [tar, wheel, source, of_r, self.folder / "fulcrum_1_all.deb"]

    def bill(self, artifacts=None):
        output = self.folder / "bill.json"
        environment = os.environ | {"SOURCE_DATE_EPOCH": "1700000000"}
        done = subprocess.run([RELEASE / "sbom.py", "write", *(artifacts or self.artifacts()), "--output", output], capture_output=True, text=True,
                              check=False, env=environment)
        return done, output

    def test_it_is_what_the_specification_requires(self):
        done, output = self.bill()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(subprocess.run([RELEASE / "sbom.py", "check", output], check=False, capture_output=True).returncode, 0)
        self.assertEqual(json.loads(output.read_text(encoding="utf-8"))["creationInfo"]["created"], "2023-11-14T22:13:20Z")

    def test_it_names_the_packages_inside(self):
        _, output = self.bill()
        document = json.loads(output.read_text(encoding="utf-8"))
        names = {package["SPDXID"]: package["name"] for package in document["packages"]}
        found = {(names.get(r["spdxElementId"]), r["relationshipType"], names.get(r["relatedSpdxElement"])) for r in document["relationships"]}
        for artifact, kind, package in (("fulcrum-1-relocatable-x.tar.gz", "CONTAINS", "zlib1g"), ("fulcrum-1-relocatable-x.tar.gz", "CONTAINS", "libc6"),
                                        ("fulcrum-1-py3.whl", "CONTAINS", "zlib1g"), ("fulcrum_1_all.deb", "DEPENDS_ON", "zlib1g"),
                                        ("fulcrum_1_all.deb", "STATIC_LINK", "libeigen3-dev"), ("fulcrum-1-py3.whl", "CONTAINS", "echarts")):
            self.assertIn((artifact, kind, package), found)
        self.assertFalse([kind for artifact, kind, _ in found if artifact in ("fulcrum-1-source.tar.gz", "fulcrumr_1.tar.gz")])
        version = subprocess.run(["dpkg-query", "--show", "--showformat=${Version}", "zlib1g"], capture_output=True, text=True, check=True).stdout
        self.assertIn(("zlib1g", version), {(package["name"], package["versionInfo"]) for package in document["packages"]})

    def test_equal_artifacts_have_equal_bills(self):
        artifacts = self.artifacts()
        first = self.bill(artifacts)[1].read_bytes()
        self.assertEqual(self.bill(artifacts)[1].read_bytes(), first)

    def test_whatever_is_missing_is_found(self):
        document = json.loads(self.bill()[1].read_text(encoding="utf-8"))
        self.assertEqual(list(sbom.problems(document)), [])
        for key in (*sbom.DOCUMENT, "creationInfo", "packages", "relationships"):
            self.assertTrue(list(sbom.problems({k: v for k, v in document.items() if k != key})), key)
        for key in sbom.PACKAGE:
            less = json.loads(json.dumps(document))
            del less["packages"][0][key]
            self.assertTrue(list(sbom.problems(less)), key)
        less = json.loads(json.dumps(document))
        del less["packages"][0]["filesAnalyzed"]
        self.assertIn("packageVerificationCode", "".join(sbom.problems(less)))
        less = json.loads(json.dumps(document))
        less["relationships"][0]["relatedSpdxElement"] = "SPDXRef-nobody"
        self.assertIn("nothing is SPDXRef-nobody", "".join(sbom.problems(less)))

    def test_a_library_that_no_package_knows_is_refused(self):
        stranger = self.folder / "fulcrum-2.whl"
        with zipfile.ZipFile(stranger, "w") as archive:
            archive.writestr("libstranger.so.7", "x")
        done, output = self.bill([stranger])
        self.assertEqual(done.returncode, 3)
        self.assertIn("libstranger.so.7 is no library of this machine", done.stderr)
        self.assertFalse(output.exists())
        self.assertEqual(self.bill([self.folder / "absent.deb"])[0].returncode, 3)


class Recipes(unittest.TestCase):
    def commands(self, text):
        """Calls of cmake and of scripts, whatever the recipe."""
        joined = re.sub(r"\\\n\s*", " ", text)
        return [re.sub(r"\s+", " ", call.strip(" &")) for call in re.findall(r"(?:scripts/install_dependencies|cmake|install build)[^\n&]*", joined)]

    def test_the_apptainer_image_is_built_as_the_container(self):
        container, image = (ROOT / "Containerfile").read_text(encoding="utf-8"), (RELEASE / "fulcrum.def").read_text(encoding="utf-8")
        post = image.split("%post\n")[1].split("\n%")[0]
        wanted = self.commands("\n".join(line for line in container.splitlines() if not line.startswith(("#", "COPY"))))
        self.assertEqual(self.commands(post), wanted)
        self.assertEqual(re.search(r"^From: (\S+)", image, re.MULTILINE).group(1), re.search(r"^FROM \S+/(\S+)", container, re.MULTILINE).group(1))
        for section in ("files", "post", "runscript", "test", "labels", "help"):
            self.assertEqual(image.count(f"\n%{section}\n"), 1, section)

    def test_shell_parts_parse(self):
        image = (RELEASE / "fulcrum.def").read_text(encoding="utf-8")
        parts = [image.split(f"%{section}\n")[1].split("\n%")[0] for section in ("post", "runscript", "test")]
        for text in (*parts, (RELEASE / "conda/build.sh").read_text(encoding="utf-8")):
            self.assertEqual(subprocess.run(["bash", "-n"], input=text, text=True, check=False).returncode, 0, text)

    def test_the_conda_recipe_has_what_the_build_looks_for(self):
        recipe = (RELEASE / "conda/meta.yaml").read_text(encoding="utf-8")
        names = {"Boost": "libboost-headers", "Eigen3": "eigen", "TBB": "tbb-devel", "NLopt": "nlopt", "CLI11": "cli11", "HDF5": "hdf5",
                 "OpenSSL": "openssl", "ZLIB": "zlib"}
        wanted = re.findall(r"find_package\((\w+) ", (ROOT / "cmake/Dependencies.cmake").read_text(encoding="utf-8").split("if(FULCRUM_TESTS)")[0])
        self.assertGreater(len(wanted), 8)
        for package in (*wanted, "random123", "duktape", "libzip"):
            self.assertRegex(recipe, rf"(?m)^    - {names.get(package, package)}\b")
        try:
            import yaml  # pylint: disable=import-outside-toplevel
        except ImportError:
            self.skipTest("python3-yaml is not installed: not read as YAML")
        read = yaml.safe_load(re.sub(r"\{\{ (?:version|\w+\(\"\w+\"\)) \}\}", "x", re.sub(r"(?m)^\{%.*$", "", recipe)))
        self.assertEqual(read["about"]["license"], "Apache-2.0")
        self.assertLessEqual({"package", "source", "build", "requirements", "test", "about"}, set(read))


if __name__ == "__main__":
    unittest.main()
