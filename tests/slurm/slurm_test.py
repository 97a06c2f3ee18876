#!/usr/bin/python3
"""A sweep on a Slurm cluster gives the bits of one machine, whatever becomes of its tasks.

Usage: start_cluster slurm_test.py PROGRAM. Every wait has an end: LONGEST seconds, after which the test fails with the cluster's state.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(sys.argv.pop(1)).resolve()
LONGEST = int(os.environ.get("LONGEST", 240))

STUDY = """
schema = 1
[study]
name = "cluster"
policies = ["status_quo", "engagement"]
replicates = {replicates}
seed = 7
[design]
kind = "sobol"
points = 512
[design.factors]
"direct.threat_gain" = {{}}
"levers.host_aid" = {{}}
"""


def output_of(*command):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, timeout=60).stdout


def jobs_left():
    return output_of("squeue", "--noheader", "--format=%i %T %r")


class Cluster(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="fulcrum-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.addCleanup(output_of, "scancel", "--user", os.getuid())
        self.program = PROGRAM

    def call(self, *command):
        return subprocess.run([str(part) for part in command], cwd=self.folder, env={**os.environ, "FULCRUM": str(self.program)},
                              capture_output=True, text=True, check=False, timeout=LONGEST)

    def study(self, replicates):
        (self.folder / "study.toml").write_text(STUDY.format(replicates=replicates), encoding="utf-8")

    def submit(self, *arguments):
        """Submits, and returns the numbers of the array and of the job that merges."""
        done = self.call(ROOT / "scripts/slurm/submit", *arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return re.search(r"^array +job (\d+)", done.stdout, re.M)[1], re.search(r"^merge +job (\d+)", done.stdout, re.M)[1]

    def wait(self, what, holds):
        end = time.monotonic() + LONGEST
        while time.monotonic() < end:
            found = holds()
            if found:
                return found
            time.sleep(0.1)
        logs = "\n".join(path.read_text() for path in sorted(self.folder.glob("*.shards/logs/*")))
        return self.fail(f"in {LONGEST} s it did not come about that {what}\n{jobs_left()}\n{logs}")

    def shard_files(self, shard):
        return list(self.folder.glob(f"out.shards/shard-{shard}-of-*.h5"))

    def wait_until_in_the_midst(self, shard, count):
        """Until a shard runs and its journal holds some of its runs, so that there is something to keep."""
        file = f"out.shards/shard-{shard}-of-{count}.h5"

        def in_the_midst():
            self.assertEqual(self.shard_files(shard), [], f"shard {shard} was complete before anything could befall it")
            status = self.call(PROGRAM, "status", file).stdout
            found = re.search(r": running, ([\d,]+) of", status)
            return found and found[1] != "0"

        self.wait(f"shard {shard} is in the midst of its runs", in_the_midst)

    def processes(self, shard=None):
        """Programs of the cluster's tasks: of one shard, or of all."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                environment = (folder / "environ").read_bytes().split(b"\0")
                program = Path(os.readlink(folder / "exe"))
            except OSError:
                continue
            ours = b"SLURM_CONF=" + os.environ["SLURM_CONF"].encode() in environment
            task = shard is None or f"SLURM_ARRAY_TASK_ID={shard}".encode() in environment
            if ours and task and program == self.program:
                found.append(int(folder.name))
        return found

    def restarts(self, array, shard):
        shown = output_of("scontrol", "show", "job", f"{array}_{shard}")
        return int(re.search(r"Restarts=(\d+)", shown)[1])

    def log(self, name):
        return (self.folder / f"out.shards/logs/{name}.log").read_text()

    def assert_merged_equals_one_machine(self, *flags):
        self.wait("all jobs have ended", lambda: not jobs_left())
        self.assertTrue((self.folder / "out.h5").exists(), self.log("merge"))
        alone = self.call(PROGRAM, "sweep", "study.toml", "-o", "alone.h5", "-q", *flags)
        self.assertEqual(alone.returncode, 0, alone.stderr)
        compared = self.call("/usr/bin/python3", ROOT / "scripts/checks/compare_results.py", "alone.h5", "out.h5")
        self.assertEqual(compared.returncode, 0, compared.stdout + compared.stderr)


class KilledTasks(Cluster):
    def lose_the_node(self):
        """Kills the node's daemon and all that runs under it at one blow, as a loss of power would; then starts it again."""
        daemon = int((Path(os.environ["CLUSTER"]) / "slurmd.pid").read_text())
        steps = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                command = (folder / "cmdline").read_bytes()
                environment = (folder / "environ").read_bytes()
            except OSError:
                continue
            ours = b"SLURM_CONF=" + os.environ["SLURM_CONF"].encode() in environment.split(b"\0")
            if ours and (command.startswith(b"slurmstepd:") or b"SLURM_ARRAY_TASK_ID" in environment):
                steps.append(int(folder.name))
        for process in [daemon, *steps]:
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                pass
        self.wait("the node is seen to be down", lambda: output_of("sinfo", "--noheader", "--format=%T").startswith("down"))
        output_of("slurmd", "-f", os.environ["SLURM_CONF"], "-N", "localhost")  # start_cluster ends this one too

    def test_are_requeued_and_resumed_and_the_merged_file_is_that_of_one_machine(self):
        self.study(replicates=600)
        array, _ = self.submit("study.toml", 4, "out.h5", "--", "--store", "outcomes")

        self.wait_until_in_the_midst(1, 4)
        for process in self.processes(shard=1):
            os.kill(process, signal.SIGKILL)  # as the system does when memory is short
        self.wait_until_in_the_midst(2, 4)
        output_of("scontrol", "requeue", f"{array}_2")  # as an operator or pre-emption does
        self.wait_until_in_the_midst(3, 4)
        output_of("scancel", "--signal=USR1", "--batch", f"{array}_3")  # as Slurm does before a time limit
        self.wait("shard 3 has saved what it has", lambda: "it queues again" in self.log(3))
        self.wait_until_in_the_midst(4, 4)
        self.lose_the_node()

        self.assert_merged_equals_one_machine("--store", "outcomes")
        for shard in range(1, 5):
            self.assertGreaterEqual(self.restarts(array, shard), 1, f"shard {shard} was not requeued")
            self.assertRegex(self.log(shard), r"goes on \(restart \d+\)", f"shard {shard} did not go on")
            kept = re.findall(r"kept ([\d,]+) of [\d,]+ earlier runs", self.log(shard))
            self.assertTrue(kept, f"shard {shard} kept nothing of before: {self.log(shard)}")
        self.assertIn("was ended (exit code 137); it queues again", self.log(1))
        self.assertIn("was ended (exit code 130); it queues again", self.log(3))


class Submitting(Cluster):
    def test_again_after_a_cancel_goes_on_with_what_is_done(self):
        self.study(replicates=400)
        array, merge = self.submit("study.toml", 2, "out.h5", "--", "--store", "summary")
        self.wait_until_in_the_midst(1, 2)
        output_of("scancel", array, merge)
        self.wait("a cancel ends all jobs and none queues again", lambda: not jobs_left())
        self.assertFalse((self.folder / "out.h5").exists())
        self.submit("study.toml", 2, "out.h5", "--", "--store", "summary")
        self.assert_merged_equals_one_machine("--store", "summary")
        self.assertRegex(self.log(1), "kept [1-9][0-9,]* of")

    def test_does_not_merge_when_a_task_fails_and_again_keeps_the_tasks_that_did_not(self):
        self.study(replicates=2)
        self.program = self.folder / "sometimes"
        self.program.write_text('#!/bin/bash\n[[ -e broken && "$*" == *"--shard 2/3 -o"* ]] && exit 6\n' f'exec "{PROGRAM}" "$@"\n')
        self.program.chmod(0o755)
        (self.folder / "broken").touch()
        self.submit("study.toml", 3, "out.h5")
        self.wait("all jobs have ended", lambda: not jobs_left())
        self.assertFalse((self.folder / "out.h5").exists())
        self.assertIn("ended with exit code 6", self.log(2))
        (self.folder / "broken").unlink()
        self.submit("study.toml", 3, "out.h5")
        self.assert_merged_equals_one_machine()
        self.assertIn("is complete already", self.log(1))

    def refused(self, code, message, *arguments):
        done = self.call(ROOT / "scripts/slurm/submit", *arguments)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        self.assertIn(message, done.stderr)
        self.assertEqual(jobs_left(), "")

    def test_says_what_is_wrong_before_anything_is_queued(self):
        self.study(replicates=2)
        (self.folder / "bad.toml").write_text(STUDY.format(replicates=2).replace("points", "pints"), encoding="utf-8")
        (self.folder / "there.h5").touch()
        self.refused(2, "Usage", "study.toml")
        self.refused(2, "at least 2", "study.toml", 1)
        self.refused(2, "at least 2", "study.toml", "many")
        self.refused(2, "at most 1000 tasks", "study.toml", 100000)
        self.refused(2, "--force is chosen by the tasks themselves", "study.toml", 2, "out.h5", "--", "--force")
        self.refused(6, "there is no study none.toml", "none.toml", 2)
        self.refused(6, "already exists", "study.toml", 2, "there.h5")
        self.refused(3, "did you mean 'points'?", "bad.toml", 2)
        self.assertEqual(list(self.folder.glob("*.shards")), [])


if __name__ == "__main__":
    unittest.main()
