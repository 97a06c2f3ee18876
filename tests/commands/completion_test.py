#!/usr/bin/python3
"""Completion offers the program's commands, flags and shipped scenarios, in the shells that are installed.

Usage: completion_test.py PROGRAM
"""

import os
import shutil
import subprocess
import unittest
from pathlib import Path

import program
from program import CommandTest

ROOT = Path(__file__).resolve().parents[2]


class Completion(CommandTest):
    def setUp(self):
        super().setUp()
        (self.folder / "fulcrum").symlink_to(program.PROGRAM)
        self.here = {**self.environment(), "PATH": f"{self.folder}:{os.environ['PATH']}", "HOME": str(self.folder)}

    def run_in(self, shell, text):
        done = subprocess.run([shell, "-c", text], cwd=self.folder, env=self.here, capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout.split()

    def bash(self, *words):
        listed = " ".join(f"'{word}'" for word in words)
        return self.run_in("bash", f"source '{ROOT}/scripts/completions/fulcrum.bash'; COMP_WORDS=({listed}); COMP_CWORD={len(words) - 1}; "
                                   'type _fulcrum >/dev/null; _fulcrum; printf "%s\\n" "${COMPREPLY[@]}"')

    def test_bash(self):
        self.assertEqual(sorted(self.bash("fulcrum", "co")), ["compare", "courses"])
        self.assertEqual(self.bash("fulcrum", "help", "comp"), ["compare"])
        self.assertEqual(self.bash("fulcrum", "compare", "--uncert"), ["--uncertainty"])
        self.assertEqual(self.bash("fulcrum", "compare", "--fut"), ["--futures"])
        self.assertEqual(sorted(self.bash("fulcrum", "run", "engagement")), ["engagement", "engagement_weak_host"])
        self.write("mine.toml", "")
        self.assertEqual(self.bash("fulcrum", "validate", "min"), ["mine.toml"])

    @unittest.skipUnless(shutil.which("fish"), "fish is not installed")
    def test_fish(self):
        source = f"source '{ROOT}/scripts/completions/fulcrum.fish'; "
        self.assertEqual({"compare", "courses"}, {"compare", "courses"} & set(self.run_in("fish", source + 'complete -C "fulcrum co"')))
        self.assertIn("--uncertainty", self.run_in("fish", source + 'complete -C "fulcrum compare --uncert"'))
        self.assertIn("engagement", self.run_in("fish", source + 'complete -C "fulcrum run engage"'))

    @unittest.skipUnless(shutil.which("zsh"), "zsh is not installed")
    def test_zsh_reads_it(self):
        self.run_in("zsh", f"fpath=('{ROOT}/scripts/completions' $fpath); autoload -Uz compinit && compinit -D -u && [[ $_comps[fulcrum] == _fulcrum ]]")


if __name__ == "__main__":
    program.main()
