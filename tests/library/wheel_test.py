#!/usr/bin/python3
"""A newcomer's way: the wheel is made, installed without network in an empty environment, and runs what the documents show.

The environment sees the system's numpy, for the network that would bring it is not there. Nothing else of this project can be seen from it.

Usage: wheel_test.py
"""

import os
import re
import subprocess
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def python_blocks(path):
    return re.findall(r"^```python\n(.*?)^```", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


class Wheel(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        work = Path(cls.folder.name)
        subprocess.run([ROOT / "scripts/package_python", work], check=True, capture_output=True)
        (cls.wheel,) = work.glob("fulcrum-*.whl")
        cls.python = work / "env/bin/python"
        subprocess.run(["/usr/bin/python3", "-m", "venv", "--system-site-packages", work / "env"], check=True)
        subprocess.run([cls.python, "-m", "pip", "install", "--quiet", "--no-index", cls.wheel], check=True)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def run_python(self, code):
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("FULCRUM", "PYTHON"))} | {"MPLBACKEND": "Agg"}
        with tempfile.TemporaryDirectory() as empty:
            return subprocess.run([self.python, "-c", code], cwd=empty, env=environment, capture_output=True, text=True)

    def test_one_wheel_serves_every_python(self):
        self.assertRegex(self.wheel.name, r"^fulcrum-[0-9.]+-py3-none-linux_\w+\.whl$")
        with zipfile.ZipFile(self.wheel) as wheel:
            names = wheel.namelist()
        self.assertIn("fulcrum/_native/libfulcrum.so", names)
        self.assertIn("fulcrum/py.typed", names)

    def test_libraries_come_from_the_wheel(self):
        code = ("import fulcrum, os\nmaps = open('/proc/self/maps').read()\n"
                "print([l.split()[-1] for l in maps.splitlines() if 'libtbb' in l or 'libfulcrum' in l or 'libfmt' in l])")
        done = self.run_python(code)
        self.assertEqual(done.returncode, 0, done.stderr)
        paths = eval(done.stdout)
        self.assertTrue(paths and all("site-packages/fulcrum/_native" in path for path in paths), paths)

    def test_the_lines_of_the_readme_run(self):
        (block,) = [block for block in python_blocks(ROOT / "README.md") if "import fulcrum" in block]
        done = self.run_python(block)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("What the policies do to direct support", done.stdout)

    def test_the_lines_of_the_python_page_run(self):
        lines = "\n".join(block for block in python_blocks(ROOT / "docs/python.md") if "ema_workbench" not in block)
        lines = lines.replace("futures=1000", "futures=100").replace("points=500", "points=60")
        done = self.run_python("import numpy\nsample = numpy.array([[3.0, 0.2], [4.0, 0.3]])\n" + lines)
        self.assertEqual(done.returncode, 0, done.stderr)


if __name__ == "__main__":
    unittest.main()
