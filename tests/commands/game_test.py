#!/usr/bin/python3
"""Games as they are played: over standard input, with a log that goes on, replays, forks, is reviewed, and refuses what was tampered with.

Usage: game_test.py PROGRAM
"""

import hashlib
import json
import os
import pty
import re
import signal
import subprocess
import time

import h5py
import numpy as np
import program
from program import CommandTest

MOVES = ["communication 0.3", "forecast attacks 0.7", "done"] + ["done"] * 2 + ["strikes 0.4", "done"] + ["done"] * 4
GAME = """schema = 1
name = "mine"
extends = "status_quo.toml"
[game]
turns = 2
weeks = 4
futures = 10
[[team]]
name = "west"
side = "rival"
goal = "direct_mean"
want = "lower"
[[team.lever]]
lever = "communication"
[[question]]
name = "calm"
text = "<script>alert(1)</script>"
formula = "max(attacks) < 0.9"
"""


class Game(CommandTest):
    def play(self, *arguments, lines=(), code=0):
        done = subprocess.run([program.PROGRAM, "game", *arguments], cwd=self.folder, env=self.environment(), input="".join(f"{line}\n" for line in lines),
                              capture_output=True, text=True, encoding="utf-8", check=False, timeout=300)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done

    def value(self, name, text):
        return re.search(rf"^{name}: (.*)$", text, re.MULTILINE)[1]

    def test_a_game_of_eight_turns_replays_from_its_log_to_the_same_hash(self):
        played = self.play("crisis_2020", lines=MOVES).stdout
        self.assertEqual(self.files(), ["crisis_2020.game"])
        self.assertIn("Turn 8 of 8", played)
        runs = re.findall(r"^run so far: ([0-9a-f]{64})$", played, re.MULTILINE)
        self.assertEqual(len(runs), 8)
        for threads in ("1", "3"):
            replayed = self.succeed("game", "crisis_2020.game", "--replay", "-j", threads).stdout
            self.assertEqual(self.value("run", replayed), runs[-1])
            self.assertEqual(self.value("log", replayed), self.value("log", played))
            self.assertIn(self.value("baseline", replayed), played)

    def test_the_saved_scenario_runs_to_the_bits_of_the_game(self):
        self.play("crisis_2020", lines=MOVES)
        self.succeed("game", "crisis_2020.game", "--save", "played.toml")
        self.succeed("game", "crisis_2020.game", "--save", "without.toml", "--without-moves")
        self.succeed("run", "played.toml", "--uncertainty", "assumptions", "--futures", 25, "-o", "played.h5")
        digest = hashlib.sha256()
        with h5py.File(self.folder / "played.h5") as results:
            for name in self.core_series():
                if name in results["timeseries"]:
                    values = results["timeseries"][name][20]  # the future in which the game is played
                    digest.update(np.ascontiguousarray(values, "<f8").tobytes())
        self.assertEqual(digest.hexdigest(), self.value("run", self.succeed("game", "crisis_2020.game", "--replay").stdout))
        self.succeed("compare", "without.toml", "played.toml", "--futures", 5, "-o", "c.h5")

    def core_series(self):
        """Names of the core series in the order in which runs record them."""
        return [series["name"] for series in json.loads(self.succeed("describe", "series", "--format", "json").stdout) if series["set"] == "core"]

    def test_a_game_that_was_killed_goes_on_to_the_same_end(self):
        whole = self.play("crisis_2020", "-o", "whole.game", lines=MOVES).stdout
        running = subprocess.Popen([program.PROGRAM, "game", "crisis_2020", "-o", "killed.game"], cwd=self.folder, stdin=subprocess.PIPE,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True)
        running.stdin.write("\n".join(MOVES[:4]) + "\n")
        running.stdin.flush()
        for _ in range(600):
            if (self.folder / "killed.game").exists() and (self.folder / "killed.game").read_text().count('"done"') == 2:
                break
            time.sleep(.1)
        running.send_signal(signal.SIGKILL)
        running.wait()
        running.stdin.close()
        ended = self.play("killed.game", "--continue", lines=MOVES[4:]).stdout
        last = re.findall(r"^run so far: (.*)$", whole, re.MULTILINE)[-1]
        self.assertEqual(re.findall(r"^run so far: (.*)$", ended, re.MULTILINE)[-1], last)

    def test_a_fork_has_the_turns_before_and_its_own_behind(self):
        self.play("crisis_2020", lines=MOVES)
        self.succeed("game", "crisis_2020.game", "--fork", 18, "-o", "fork.game")
        forked = self.play("fork.game", "--continue", lines=["sanctions 0.3"] + ["done"] * 5).stdout
        self.assertIn("The game goes on in turn 4", forked)
        self.assertIn("Turn 8 of 8", forked)
        first, other = (self.succeed("game", name, "--replay").stdout for name in ("crisis_2020.game", "fork.game"))
        self.assertNotEqual(self.value("run", first), self.value("run", other))
        self.assertEqual(self.value("baseline", first), self.value("baseline", other))
        self.expect(2, "allowed: 0 to 48 in steps of 6", "game", "crisis_2020.game", "--fork", 7, "-o", "x.game")

    def test_a_game_that_is_interrupted_says_how_it_goes_on(self):
        running = subprocess.Popen([program.PROGRAM, "game", "crisis_2020"], cwd=self.folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True)
        running.stdin.write("done\ncommunication 0.2\n")
        running.stdin.flush()
        said = ""
        while "noted" not in said:
            said += running.stdout.readline()
        running.send_signal(signal.SIGINT)
        _, errors = running.communicate(timeout=60)
        self.assertEqual(running.returncode, 130)
        self.assertIn("resume it with: fulcrum game crisis_2020.game --continue", errors)
        again = self.play("crisis_2020.game", "--continue").stdout
        self.assertIn("The game goes on in turn 2", again)
        self.assertIn("mean of the weeks of turn", again)
        self.assertIn("Turn 2 of 8", again)

    def test_without_a_name_the_shipped_games_are_listed(self):
        listed = self.succeed("game").stdout
        for name in ("crisis_2020", "pressure_2008"):
            self.assertIn(name, listed)
        self.expect(2, "which game?", "game", "--replay")

    def test_a_file_of_a_game_is_validated(self):
        self.assertIn("game 'mine' is valid: 2 turns of 4 weeks; teams: west", self.succeed("validate", self.write("mine.toml", GAME)).stdout)
        self.expect(3, "mine.toml: goal of team west: ", "validate", self.write("mine.toml", GAME.replace("direct_mean", "direct_men")))

    def test_teams_are_played_by_whom_the_flag_says(self):
        said = self.play("crisis_2020", "--play", "host,patron", lines=["done"] * 16).stdout
        self.assertIn("rival (rival): played by the model", said)
        self.assertIn("patron> ", said)
        self.assertIn("adaptive", (self.folder / "crisis_2020.game").read_text())
        self.expect(2, "there is no team 'hots'; did you mean 'host'?", "game", "crisis_2020", "--play", "hots", "-o", "x.game")

    def test_the_review_scores_and_compares(self):
        said = self.play("crisis_2020", lines=MOVES).stdout
        first = self.succeed("game", "crisis_2020.game", "--review").stdout
        self.assertEqual(first, self.succeed("game", "crisis_2020.game", "--review", "-j", 1, "--force").stdout)
        seals = re.findall(r"^  ([0-9a-f]{64})\n    (.*)$", first, re.MULTILINE)
        self.assertEqual(len(seals), 1)
        self.assertEqual(hashlib.sha256(seals[0][1].encode()).hexdigest(), seals[0][0])
        self.assertIn(seals[0][0], said)
        text = re.search(r"SHA-256:\n((?:  .*\n)+)", first)[1]
        text = "".join(line[2:] + "\n" for line in text.splitlines())
        self.assertIn(hashlib.sha256(text.encode()).hexdigest(), said)
        page = (self.folder / "crisis_2020.html").read_text(encoding="utf-8")
        self.assertNotIn("<script", page)
        self.assertIn("communication 0.3", page)

    def test_a_review_waits_for_the_end(self):
        self.play("crisis_2020", lines=["done"])
        self.expect(2, "the game is in turn 2 of 8", "game", "crisis_2020.game", "--review")
        self.assertEqual(self.files(), ["crisis_2020.game"])

    def test_texts_of_a_game_do_no_harm(self):
        self.write("mine.toml", GAME)
        self.play("mine.toml", lines=["done"] * 2)
        self.succeed("game", "mine.game", "--review")
        self.assertNotIn("<script", (self.folder / "mine.html").read_text(encoding="utf-8"))

    def test_hostile_logs_are_refused_and_nothing_is_left_behind(self):
        self.play("crisis_2020", "-o", "x.game", lines=MOVES)
        good = (self.folder / "x.game").read_text(encoding="utf-8")
        head = json.loads(good.splitlines()[0])
        changed = json.dumps({**head, "game": "<script>alert(1)</script>"})
        logs = {"script": "<script>alert(1)</script>\n", "deep": "[" * 1000000 + "\n", "nan": '{"fulcrum_game":NaN}\n', "version": '{"fulcrum_game":9}\n',
                "changed": changed + "\n", "moved": good.replace('"value":0.3', '"value":0.2'), "empty": "", "binary": "\0\x01\x1b[2J\n",
                "toml": GAME}
        for name, text in logs.items():
            self.write("bad.game", text)
            for what in (["--continue"], ["--replay"], ["--review"], ["--save", "s.toml"], ["--fork", "6", "-o", "f.game"]):
                with self.subTest(name=name, what=what):
                    done = self.call("game", "bad.game", *what)
                    self.assertEqual(done.returncode, 3, done.stdout + done.stderr)
                    self.assertEqual(done.stdout, "")
                    self.assertRegex(done.stderr, r"^bad\.game:\d+:\d+: ")
                    self.assertNotIn("\x1b", done.stderr)
                    self.assertEqual(self.files(), ["bad.game", "x.game"])
            self.assertEqual((self.folder / "bad.game").read_text(encoding="utf-8"), text)

    def test_a_log_of_a_hundred_megabytes_is_refused_before_it_is_read(self):
        with open(self.folder / "huge.game", "w", encoding="utf-8") as huge:
            huge.truncate(100 << 20)
        self.expect(3, "a log at most 8", "game", "huge.game", "--replay")

    def test_wrong_uses_are_said(self):
        self.expect(3, "shipped games: crisis_2020, pressure_2008", "game", "crisis")
        self.expect(3, "this is not a game", "game", "status_quo")
        self.play("crisis_2020")
        self.expect(2, "is the log of a game", "game", "crisis_2020.game")
        self.expect(2, "only one of", "game", "crisis_2020.game", "--replay", "--review")
        self.expect(2, "a log has its own", "game", "crisis_2020.game", "--replay", "--seed", 4)
        self.expect(6, "already exists", "game", "crisis_2020")

    def test_hidden_moves_are_not_shown_on_a_terminal(self):
        near, far = pty.openpty()
        running = subprocess.Popen([program.PROGRAM, "game", "crisis_2020", "--play", "host"], cwd=self.folder, stdin=far, stdout=far, stderr=far,
                                   start_new_session=True)
        os.close(far)
        seen = self.until(near, b"host> ")
        os.write(near, b"amnesty 0.4321\n")
        seen += self.until(near, b"host> ")
        os.write(near, b"quit\n")
        seen += self.until(near, b"--continue")
        running.wait(timeout=60)
        os.close(near)
        self.assertNotIn(b"0.4321", seen)
        self.assertIn("0.4321", (self.folder / "crisis_2020.game").read_text(encoding="utf-8"))

    def until(self, terminal, mark):
        seen = b""
        while mark not in seen:
            seen += os.read(terminal, 65536)
        return seen


if __name__ == "__main__":
    program.main()
