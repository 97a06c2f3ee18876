#!/usr/bin/python3
"""The relocatable archive runs where it is unpacked, in a root folder that holds nothing else, and one build gives one archive.

Usage: tarball_test.py
"""

import os
import subprocess
import tarfile
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COMPARE = ["compare", "status_quo", "engagement", "--replicates", "20", "-q", "--force", "-o"]


class Tarball(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.work = Path(cls.folder.name)
        for name in ("one", "two"):
            (cls.work / name).mkdir()
            subprocess.run([ROOT / "scripts/release/make_tarball", cls.work / name], check=True, capture_output=True)
        (cls.tarball,) = (cls.work / "one").glob("fulcrum-*-relocatable-*.tar.gz")
        (cls.work / "root").mkdir()
        with tarfile.open(cls.tarball) as archive:
            archive.extractall(cls.work / "root")
        (cls.tree,) = (cls.work / "root").iterdir()

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def outcomes(self, name):
        return subprocess.run([ROOT / "build/release/sim/fulcrum", "export", name, "--table", "runs"], check=True, capture_output=True).stdout

    def test_one_build_gives_one_archive(self):
        self.assertEqual((self.work / "two" / self.tarball.name).read_bytes(), self.tarball.read_bytes())

    def test_other_libraries_do_not_matter(self):
        (self.work / "bad").mkdir()
        for library in ("libz.so.1", "libhdf5_serial.so.103", "libfmt.so.9"):
            (self.work / "bad" / library).write_text("no library", encoding="utf-8")
        environment = os.environ | {"LD_LIBRARY_PATH": str(self.work / "bad")}
        done = subprocess.run([self.tree / "bin/fulcrum", *COMPARE, self.work / "there.h5"], env=environment, capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        subprocess.run([ROOT / "build/release/sim/fulcrum", *COMPARE, self.work / "here.h5"], check=True, capture_output=True)
        self.assertEqual(self.outcomes(self.work / "there.h5"), self.outcomes(self.work / "here.h5"))

    @unittest.skipIf(os.geteuid(), "only root may change the root folder")
    def test_it_needs_nothing_of_the_system(self):
        (loader,) = (self.tree / "lib").glob("ld-linux*")
        inside = Path("/") / self.tree.name
        command = [inside / "lib" / loader.name, "--library-path", inside / "lib", inside / "libexec/fulcrum", *COMPARE, "/alone.h5"]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env={},
                              preexec_fn=lambda: (os.chroot(self.work / "root"), os.chdir("/")))  # pylint: disable=subprocess-popen-preexec-fn
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue((self.work / "root/alone.h5").exists())

    def test_licences_of_all_libraries_are_in_it(self):
        rows = [line.split("\t") for line in (self.tree / "share/doc/libraries.tsv").read_text(encoding="utf-8").splitlines()]
        self.assertEqual({row[0] for row in rows}, {path.name for path in (self.tree / "lib").iterdir()})
        for row in rows:
            self.assertTrue((self.tree / "share/doc/licences" / row[1]).stat().st_size > 0)


if __name__ == "__main__":
    unittest.main()
