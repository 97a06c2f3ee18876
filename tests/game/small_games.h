/// \file
/// Small games, and a room that says what a test wants it to.
#pragma once

#include <gtest/gtest.h>

#include <deque>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "output/files/private_folder.h"
#include "output/files/sha256.h"
#include "sim/game/play.h"

namespace fulcrum::testing_support {

/// Two teams, two turns of four weeks, a question, and an inject that moves a lever of the first team.
inline const std::string kSmallGame = R"(schema = 1
name = "small"
title = "A small game"
extends = "status_quo.toml"
[run]
seed = 5
[game]
turns = 2
weeks = 4
futures = 20
[[team]]
name = "west"
side = "rival"
goal = "direct_mean"
want = "lower"
[[team.lever]]
lever = "communication"
step = 0.4
[[team.lever]]
lever = "rhetoric"
[[team.lever]]
lever = "strikes"
weeks = 1
[[team]]
name = "east"
side = "patron"
hidden = true
goal = "indirect_mean"
want = "higher"
[[team.lever]]
lever = "ardour"
low = -0.5
high = 0.5
[[inject]]
week = 2
text = "Somebody shouts"
set = { rhetoric = 0.9 }
[[inject]]
week = 3
text = "Somebody whispers"
[[question]]
name = "calm"
text = "Will attacks stay below 0.9?"
formula = "max(attacks) < 0.9"
)";

/// Reads a game from text, by way of a file.
inline Game game_from(const std::string& text) {
  const PrivateFolder folder;
  const std::string file = folder.path() / "small.toml";
  std::ofstream(file) << text;
  return read_game(file, {});
}

/// The text with one part of it replaced.
inline std::string with(std::string text, const std::string& part, const std::string& by) {
  const std::size_t at = text.find(part);
  EXPECT_NE(at, std::string::npos) << part;
  return text.replace(at, part.size(), by);
}

inline Move move_of(const Game& game, int turn, const std::string& team, const std::string& lever, double value) {
  const GameLever& of = *find_game_lever(*find_team(game, team), lever);
  return {turn, team, lever, of.number, value, of.weeks};
}

/// A game with its log in a folder of its own.
struct PlayedGame {
  explicit PlayedGame(std::vector<std::string> lines, const std::string& text = kSmallGame) : session(game_from(text), {"west", "east"}) {
    const World world(session.game());
    const LogHead head{.version = "0",
                       .name = session.game().name,
                       .people = session.people(),
                       .game = session.game().text,
                       .scenario = resolved_toml(session.game().scenario),
                       .baseline = sha256_of(baseline_text(world))};
    GameLog log = GameLog::create(file(), head, session);
    over = go_on(session, world, log, std::move(lines));
  }
  /// Plays on with what the room says; whether the game is over then.
  bool go_on(Session& played, const World& world, GameLog& log, std::vector<std::string> lines) {
    std::deque<std::string> waiting(lines.begin(), lines.end());
    const auto ask = [&](const std::string& prompt, bool hidden) {
      said += prompt + (hidden ? "(hidden)" : "");
      if (waiting.empty()) return std::optional<std::string>();
      const std::string line = waiting.front();
      waiting.pop_front();
      return std::optional(line);
    };
    return play(played, world, log, {.ask = ask, .tell = [&](const std::string& words) { said += words; }});
  }
  std::filesystem::path file() const { return folder.path() / "small.game"; }
  std::string text() const {
    std::ifstream in(file());
    return {std::istreambuf_iterator<char>(in), {}};
  }
  void write(const std::string& text) const { std::ofstream(file()) << text; }

  PrivateFolder folder;
  Session session;
  std::string said;
  bool over = false;
};

/// What the reader says of a text that is no such log, or an empty text if it takes it.
inline std::string refused(const PlayedGame& game, const std::string& text) {
  game.write(text);
  try {
    read_log(game.file());
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

/// Both turns, with a move of each team and a forecast.
inline const std::vector<std::string> kBothTurns{
    "communication 0.3", "forecast calm 0.8", "done", "ardour -0.2", "done", "rhetoric 0.1", "done", "done"};

}  // namespace fulcrum::testing_support
