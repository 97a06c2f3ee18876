#!/usr/bin/python3
"""Signals and limits end a command without anything half written, and what a kill has left is named and goes.  Usage: endings_test.py PROGRAM

Signals arrive at a write: strace sends them there, so that each comes while a file is incomplete."""

import os
import pty
import resource
import shutil
import signal
import subprocess
import sys
import unittest
from pathlib import Path

import h5py

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / folder) for folder in ("commands", "sweep")]
import program  # noqa: E402  pylint: disable=wrong-import-position
import sweeps  # noqa: E402  pylint: disable=wrong-import-position

USAGE, CANNOT_WRITE, INTERRUPTED = 2, 6, 130
ENDS = (signal.SIGHUP, signal.SIGQUIT, signal.SIGXCPU, signal.SIGTERM)
FEW = ("--series", "direct")


class Endings(sweeps.SweepTest):
    def finished(self):
        self.succeed("compare", "status_quo", "engagement", "--replicates", "2", "-q", "-o", "a.h5")

    def make_shards(self):
        self.study(points=4, replicates=2)
        for shard in ("1", "2"):
            self.succeed("sweep", "study.toml", "-q", "--store", "outcomes", "--shard", f"{shard}/2", "-o", f"part{shard}.h5", *FEW)

    def contents(self):
        return {str(path.relative_to(self.folder)): path.read_bytes() for path in self.folder.rglob("*") if path.is_file()}

    def folders(self):
        return [path for path in self.folder.rglob("*") if path.is_dir()]

    def ended_at_a_write(self, number, *command, when=1):
        """The exit code of a command that is sent a signal at its `when`th write to a file."""
        inject = f"inject=pwrite64:signal={signal.Signals(number).name}:when={when}"
        done = subprocess.run(["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=pwrite64", "-e", inject, program.PROGRAM, *command],
                              cwd=self.folder, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, timeout=120)
        return done.returncode

    def limited(self, bytes_, *command):
        """The command under ulimit -f."""
        return subprocess.run([program.PROGRAM, *command], cwd=self.folder, capture_output=True, text=True, check=False,
                              stdin=subprocess.DEVNULL, timeout=120,
                              preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_, bytes_)))  # pylint: disable=subprocess-popen-preexec-fn

    @unittest.skipUnless(shutil.which("strace"), "strace is missing")
    def test_a_signal_leaves_nothing_half_written(self):
        self.finished()
        self.make_shards()
        before = self.contents()
        for command in (["new", "mine"], ["export", "a.h5", "-o", "a.csv"], ["report", "a.h5", "-o", "a.html"],
                        ["report", "a.h5", "--format", "md", "-o", "a.md"], ["explain", "a.h5", "-q"],
                        ["run", "status_quo", "--replicates", "2", "-o", "b.h5"], ["merge", "part1.h5", "part2.h5", "-o", "whole.h5", "-q"]):
            for number in ENDS:
                with self.subTest(command=command[0], signal=number):
                    self.assertIn(self.ended_at_a_write(number, *command, when=2 if "md" in command else 1), (-number, INTERRUPTED))
                    self.assertEqual(self.contents().keys(), before.keys())
                    self.assertEqual(self.contents(), before)
                    self.assertEqual(self.folders(), [])

    @unittest.skipUnless(shutil.which("strace"), "strace is missing")
    def test_a_merge_that_is_told_to_stop_ends_with_130(self):
        self.make_shards()
        for number in ENDS:
            self.assertEqual(self.ended_at_a_write(number, "merge", "part1.h5", "part2.h5", "-o", "whole.h5", "-q"), INTERRUPTED)
        self.succeed("merge", "part1.h5", "part2.h5", "-o", "whole.h5", "-q")

    @unittest.skipUnless(shutil.which("strace"), "strace is missing")
    def test_a_sweep_that_is_told_to_stop_is_resumed(self):
        self.study(points=4, replicates=600)
        flags = ["-q", "-j", "1", "--journal-batches", "1", "--store", "outcomes", *FEW]
        self.sweep(*flags, "-o", "whole.h5")
        for number in ENDS:
            with self.subTest(signal=number):
                self.assertEqual(self.ended_at_a_write(number, "sweep", "study.toml", *flags, when=12), INTERRUPTED)
                self.assertNotIn("sweep.h5", self.files())
                self.succeed("resume", "sweep.h5", "-q")
                self.assert_same("whole.h5", "sweep.h5")
                self.assertEqual(self.files(), ["short.toml", "study.toml", "sweep.h5", "whole.h5"])
                (self.folder / "sweep.h5").unlink()

    def test_a_limit_on_file_sizes_leaves_nothing(self):
        self.finished()
        self.make_shards()
        before = self.contents()
        for command, limit in ((["new", "mine"], 100), (["export", "a.h5", "-o", "a.csv"], 5000), (["report", "a.h5", "-o", "a.html"], 5000),
                               (["report", "a.h5", "--format", "md", "-o", "a.md"], 2000), (["explain", "a.h5", "-q"], 20000),
                               (["run", "status_quo", "--replicates", "2", "-o", "b.h5"], 20000),
                               (["sweep", "study.toml", "-q", "-o", "b.h5", *FEW], 5000),
                               (["merge", "part1.h5", "part2.h5", "-o", "whole.h5", "-q"], 20000)):
            with self.subTest(command=command[0]):
                done = self.limited(limit, *command)
                self.assertEqual(done.returncode, CANNOT_WRITE, done.stderr)
                self.assertIn("File too large", done.stderr)
                self.assertEqual(self.contents(), before)
                self.assertEqual(self.folders(), [])

    def test_what_a_kill_has_left_is_named_and_goes(self):
        self.study(points=2, replicates=2)
        flags = ("-q", "--store", "outcomes", *FEW)
        self.sweep(*flags)
        names = self.files()
        left = [f"sweep.h5{end}" for end in (".decided", ".journal.next", ".partial.record_log", ".partial.metadata", ".partial.metadata.new")]
        for again in (["resume", "sweep.h5", "-q"], ["sweep", "study.toml", *flags, "--force"]):
            for name in left:
                self.write(name, "")
            said = self.succeed("status", "sweep.h5").stderr
            for name in left:
                self.assertIn(name, said)
            self.succeed(*again)
            self.assertEqual(self.files(), names)
        self.write("sweep.h5.analysis.partial", "")
        self.assertIn("sweep.h5.analysis.partial", self.succeed("status", "sweep.h5").stderr)
        self.succeed("sensitivity", "sweep.h5", "--method", "pawn", "--resamples", "2", "-q")
        self.assertEqual(self.files(), names)

    def test_a_reader_that_goes_away_costs_no_results(self):
        self.study(points=4, replicates=600)
        reader, writer = os.pipe()
        os.close(reader)
        for said in ({"stderr": writer, "stdout": subprocess.DEVNULL}, {"stdout": writer, "stderr": subprocess.DEVNULL}):
            done = subprocess.run([program.PROGRAM, "sweep", "study.toml", "--store", "outcomes", "--force", *FEW], cwd=self.folder, check=False,
                                  stdin=subprocess.DEVNULL, **said)
            self.assertEqual(done.returncode, -signal.SIGPIPE if said["stdout"] == writer else 0)
            self.assertEqual(self.files(), ["short.toml", "study.toml", "sweep.h5"])
        os.close(writer)


class Memory(program.CommandTest):
    """What does not fit is refused at once, with what would fit."""
    MORE = 'schema = 1\n[study]\nname = "s"\npolicies = ["status_quo", "engagement"]\nreplicates = 1\n[design]\nkind = "sobol"\npoints = 4\n' \
           '[design.factors]\n"direct.threat_gain" = {}\n'

    def test_runs_that_do_not_fit(self):
        said = self.expect(USAGE, "would take", "run", "status_quo", "--replicates", "100000000", "--compress", "deflate").stderr
        self.assertRegex(said, r"100,000,000 runs with their outcomes would take .* GB of memory, .*; --replicates \d+ fit")

    def test_points_that_do_not_fit(self):
        self.write("s.toml", self.MORE)
        for command in ("discover", "robust"):
            self.assertRegex(self.expect(USAGE, "would take", command, "s.toml", "--points", "1000000000").stderr, r"--points \d+ fit")

    def test_a_limit_is_heeded(self):
        self.assertIn("would take", subprocess.run(
            ["bash", "-c", f'ulimit -v 2000000; "{program.PROGRAM}" run status_quo --replicates 10000000'], cwd=self.folder,
            capture_output=True, text=True, check=False).stderr)

    def test_a_shard_beyond_the_largest_number_is_refused(self):
        self.write("s.toml", self.MORE)
        self.expect(USAGE, "is not a shard", "sweep", "s.toml", "--shard", "1/2147483648")
        self.assertEqual(self.files(), ["s.toml"])


class Terminal(program.CommandTest):
    def on_terminal(self, *command):
        """What a command writes to a terminal."""
        ours, its = pty.openpty()
        with subprocess.Popen([program.PROGRAM, *command], cwd=self.folder, stdin=its, stdout=its, stderr=its,
                              env=self.environment(TERM="xterm")) as running:
            os.close(its)
            text = b""
            while True:
                try:
                    piece = os.read(ours, 65536)
                except OSError:  # the end, of a terminal
                    break
                if not piece:
                    break
                text += piece
            running.wait()
        os.close(ours)
        return text.decode()

    def test_texts_of_a_file_are_no_commands_to_a_terminal_or_a_spreadsheet(self):
        self.succeed("run", "status_quo", "--replicates", "1", "--series", "direct,indirect", "-q", "-o", "a.h5")
        with h5py.File(self.folder / "a.h5", "r+") as file:
            for group in ("timeseries", "summary"):
                file.move(f"{group}/direct", f"{group}/a\x1b]0;b\x07")
                file.move(f"{group}/indirect", f"{group}/=1+1")
        shown = self.on_terminal("export", "a.h5")
        self.assertIn("a\\u001b]0;b\\u0007", shown)
        self.assertNotIn("\x1b", shown)
        self.assertIn(",'=1+1,", self.succeed("export", "a.h5").stdout)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    program.main()
