#!/usr/bin/python3
"""Data go to standard output, all else to standard error; nothing is coloured that is no terminal.  Usage: streams_test.py PROGRAM"""

import csv
import io
import json
import os
import pty
import subprocess

import program
from program import CommandTest

ESCAPE = "\x1b"
COMPARE = ["compare", "status_quo", "engagement", "--resolution", "organisations", "--replicates", "4", "--force"]


class Streams(CommandTest):
    def test_csv_alone_is_on_standard_output(self):
        done = self.succeed(*COMPARE, "--format", "csv")
        rows = list(csv.DictReader(io.StringIO(done.stdout)))
        self.assertEqual(len(rows), 2 * 12 + 4, "outcomes of two policies, and four goals of the second")
        self.assertEqual({row["policy"] for row in rows}, {"status_quo", "engagement"})
        self.assertTrue(all(float(row["mean_low"]) <= float(row["mean"]) <= float(row["mean_high"]) for row in rows))
        self.assertNotIn(None, [value for row in rows for value in row.values()], "a row is short")

    def test_json_alone_is_on_standard_output(self):
        answer = json.loads(self.succeed(*COMPARE, "--format", "json").stdout)
        self.assertEqual(len(answer["outcomes"]), 12)
        self.assertEqual((answer["seed"], answer["replicates"], answer["weeks"]), (20080107, 4, 208))
        self.assertEqual([p["policy"] for p in answer["outcomes"][0]["policies"]], ["status_quo", "engagement"])

    def test_numbers_that_are_none_are_empty_in_csv_and_null_in_json(self):
        one = ["run", "status_quo", "--replicates", "1", "--force", "--format"]
        row = next(csv.DictReader(io.StringIO(self.succeed(*one, "csv").stdout)))
        self.assertEqual((row["mean_low"], row["mean_high"]), ("", ""))
        policy = json.loads(self.succeed(*one, "json").stdout)["outcomes"][0]["policies"][0]
        self.assertEqual(policy["interval"], [None, None])

    def test_the_seed_is_always_printed(self):
        self.assertIn("seed 20080107", self.succeed(*COMPARE).stdout)
        self.assertIn("seed 7", self.succeed(*COMPARE, "--seed", 7, "-q").stdout)
        for form in ("csv", "json"):
            self.assertIn("seed 7", self.succeed(*COMPARE, "--seed", 7, "--format", form).stderr)

    def test_where_the_results_are_is_said_on_standard_error(self):
        done = self.succeed(*COMPARE)
        self.assertIn("compare.h5", done.stderr)
        self.assertNotIn("results: compare.h5", done.stdout)

    def test_quiet_says_nothing_on_standard_error_and_changes_no_data(self):
        for form in ("table", "csv"):
            loud, quiet = (self.succeed(*COMPARE, "--format", form, *more) for more in ([], ["--quiet"]))
            self.assertEqual(quiet.stderr, "")
            self.assertEqual(quiet.stdout, loud.stdout)

    def test_quiet_leaves_errors(self):
        self.expect(3, "nosuch", "run", "nosuch", "--quiet")

    def test_no_escape_codes_where_there_is_no_terminal(self):
        for command in (COMPARE, ["describe"], ["--help"], ["validate", "engagement"]):
            done = self.succeed(*command)
            self.assertNotIn(ESCAPE, done.stdout + done.stderr)

    def on_a_terminal(self, *arguments, **more):
        """What the program writes where standard output and standard error are a terminal."""
        ours, theirs = pty.openpty()
        with subprocess.Popen([program.PROGRAM, *arguments], cwd=self.folder, env=self.environment(TERM="xterm-256color", **more),
                              stdin=theirs, stdout=theirs, stderr=theirs) as running:
            os.close(theirs)
            text = b""
            while True:
                try:
                    part = os.read(ours, 65536)
                except OSError:
                    break  # Linux: the other side was closed
                if not part:
                    break
                text += part
            os.close(ours)
        self.assertEqual(running.returncode, 0, text.decode("utf-8"))
        return text.decode("utf-8")

    LONG = ["run", "status_quo", "--replicates", "30000", "--series", "direct", "--force", "-j", "1",
            "--resolution", "organisations"]

    def test_a_terminal_shows_progress_unless_told_not_to(self):
        self.assertIn("30,000 runs", self.on_a_terminal(*self.LONG))
        for flag in ("--no-progress", "--quiet"):
            self.assertNotIn("30,000 runs", self.on_a_terminal(*self.LONG, flag))

    def test_no_colour_is_sent_to_a_terminal_with_no_color_set(self):
        text = self.on_a_terminal(*COMPARE, "--no-progress", NO_COLOR="1")
        self.assertIn("status_quo", text)
        self.assertNotIn(ESCAPE + "[", text.replace(ESCAPE + "[K", ""))

    def test_standard_error_that_takes_nothing_stops_nothing(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = subprocess.run([program.PROGRAM, *COMPARE], cwd=self.folder, env=self.environment(), stdout=subprocess.PIPE, stderr=full,
                                  stdin=subprocess.DEVNULL, check=False)
        self.assertEqual(done.returncode, 0)
        self.assertEqual(done.stdout.decode("utf-8"), self.succeed(*COMPARE).stdout)

    def closed(self, descriptor, *arguments):
        """The program, started without a descriptor."""
        return subprocess.Popen([program.PROGRAM, *arguments], cwd=self.folder, env=self.environment(), stdin=subprocess.DEVNULL,
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                preexec_fn=lambda: os.close(descriptor))  # pylint: disable=subprocess-popen-preexec-fn

    def test_no_file_of_the_program_takes_the_place_of_closed_standard_error(self):
        with self.closed(2, *self.LONG, "-o", "a.h5") as running:
            while running.poll() is None and not (self.folder / "a.h5.partial").exists():
                pass
            self.assertEqual(os.readlink(f"/proc/{running.pid}/fd/2"), "/dev/null")
            running.terminate()

    def test_closed_standard_output_is_an_error_once_there_is_an_answer(self):
        with self.closed(1, *COMPARE) as running:
            self.assertEqual(running.wait(), 6)
        self.assertIn("compare.h5", self.files())


if __name__ == "__main__":
    program.main()
