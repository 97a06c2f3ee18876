"""What the tests of the commands share: the program, a folder of its own for each test, and the frame of a test file."""

import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LUCK = ("--uncertainty", "luck")  # for tests of what luck alone does
PROGRAM = None  # the fulcrum under test: first argument of every test file


class CommandTest(unittest.TestCase):
    """Runs the program in an empty folder."""

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="fulcrum-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def environment(self, **more):
        return {**os.environ, "LC_ALL": "C.UTF-8", **more}

    def call(self, *arguments, **more):
        """The program's exit code, standard output and standard error. `run` and `compare` make organisations unless the test says otherwise:
        what it proves holds of either, and cells take a hundred times as long."""
        words = [str(argument) for argument in arguments]
        if words[:1] in (["run"], ["compare"]) and not any(self.says_resolution(word) for word in words):
            words[1:1] = ["--resolution", "organisations"]
        return self.call_as_typed(*words, **more)

    def says_resolution(self, word):
        """Whether a word of a command line decides the resolution: as a flag, or as a scenario that has one."""
        file = self.folder / word
        text = file.read_text(encoding="utf-8", errors="replace") if word.endswith(".toml") and file.is_file() else word
        return "resolution" in text or "cells" in text or word in ("--help",)

    def call_as_typed(self, *arguments, **more):
        """The same, word for word."""
        return subprocess.run([PROGRAM, *map(str, arguments)], cwd=self.folder, env=self.environment(**more), capture_output=True, text=True,
                              encoding="utf-8", check=False, timeout=300, stdin=subprocess.DEVNULL)

    def succeed(self, *arguments, **more):
        done = self.call(*arguments, **more)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done

    def expect(self, code, message, *arguments):
        """The command ends with that code and says so on standard error, and nothing on standard output."""
        done = self.call(*arguments)
        self.assertEqual(done.returncode, code, f"{arguments}: {done.stdout}{done.stderr}")
        self.assertIn(message, done.stderr)
        self.assertEqual(done.stdout, "")
        return done

    def write(self, name, text):
        (self.folder / name).write_text(text, encoding="utf-8")
        return name

    def files(self):
        return sorted(path.name for path in self.folder.iterdir())


def main():
    global PROGRAM
    PROGRAM = str(Path(sys.argv.pop(1)).resolve())
    # The test files import this one by its name, and see their program there.
    sys.modules["program"].PROGRAM = PROGRAM
    unittest.main()
