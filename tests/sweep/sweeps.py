"""What the tests of sweeps share: studies, the program in the background, and comparison of results files bit by bit."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "commands"))
import comparing  # noqa: E402  pylint: disable=wrong-import-position
import program  # noqa: E402  pylint: disable=wrong-import-position

# Summaries of these are small, so that sweeps start and end at once; one of them goes by militia.
FEW = ("--series", "direct,burden_total,control")
LONGEST = 120  # seconds to wait for something that must come about

# Long runs have small blocks: a sweep of few runs then has many of them.
STUDY = """
schema = 1
[study]
name = "sweep"
policies = {policies}
replicates = {replicates}
seed = 7
{head}
{design}
"""
POLICIES = '["short", { name = "late", extends = "engagement.toml", shift_weeks = 26, time = { weeks = 104 } }]'
SHORT = 'schema = 1\nname = "short"\nextends = "status_quo.toml"\n[time]\nweeks = 104\n'
SOBOL = """
[design]
kind = "sobol"
points = {points}
[design.factors]
"direct.threat_gain" = {{}}
"levers.host_aid" = {{ low = 0.1, high = 1.0 }}
"""
# The burden of the second point is so large that its runs fail.
SOME_FAIL = """
[design]
kind = "list"
list = [{ "burden.presence" = 1 }, { "burden.presence" = 1.79e308 }, { "burden.presence" = 2 }]
[design.factors]
"burden.presence" = {}
"""


class SweepTest(program.CommandTest):
    def study(self, points=32, replicates=10, policies=POLICIES, design=None, head=""):
        """Writes study.toml and what it needs: two policies of 104 weeks over Sobol' points."""
        self.write("short.toml", SHORT)
        text = SOBOL.format(points=points) if design is None else design
        return self.write("study.toml", STUDY.format(policies=policies, replicates=replicates, design=text, head=head))

    def sweep(self, *flags, **more):
        return self.succeed("sweep", "study.toml", "-q", *flags, **more)

    def difference(self, a, b):
        return comparing.difference(self.folder / a, self.folder / b)

    def assert_same(self, a, b):
        self.assertEqual(self.difference(a, b), "")

    def start(self, *arguments):
        """The program in the background."""
        process = subprocess.Popen([program.PROGRAM, *map(str, arguments)], cwd=self.folder, env=self.environment(), text=True,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL)
        self.addCleanup(self.end, process)
        return process

    @staticmethod
    def end(process):
        if process.poll() is None:
            process.kill()
        process.communicate()

    def journal(self, name="sweep.h5"):
        """The readable line of a journal; None if there is none."""
        try:
            with open(self.folder / f"{name}.journal", "rb") as file:
                file.readline()
                return json.loads(file.readline())
        except FileNotFoundError:
            return None

    def wait(self, what, holds):
        end = time.monotonic() + LONGEST
        while time.monotonic() < end:
            if holds():
                return
            time.sleep(0.005)
        self.fail(f"in {LONGEST} s it did not come about that {what}")

    def start_and_wait_for_runs(self, *arguments, name="sweep.h5"):
        """A sweep in the background of which some runs, but not all, are in the journal."""
        process = self.start(*arguments)

        def some_are_done():
            self.assertIsNone(process.poll(), "the sweep ended before it could be interrupted")
            journal = self.journal(name)
            return journal is not None and 0 < journal["done"] < journal["runs"]

        self.wait("a part of the runs is in the journal", some_are_done)
        return process

    def kill(self, process):
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=LONGEST)
        self.assertEqual(process.returncode, -signal.SIGKILL)


main = program.main
