/// \file
/// A game: a scenario whose levers are moved by teams, turn by turn. docs/game.md says what a game file holds.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "models/expression.h"
#include "scenarios/games/sides.h"
#include "scenarios/scenario.h"

namespace fulcrum {

/// A lever that a team may move.
struct GameLever {
  std::string name;          ///< as scenario files write it
  int number = 0;            ///< see Levers::at
  double low = 0, high = 1;  ///< what it may be moved to [the lever's unit]
  double step = 0;           ///< most that it may change from one turn to the next; 0: no limit. Levers that hold only
  int weeks = 0;             ///< 0: a move holds until the next one; else it lasts so many weeks from the turn's first
};

/// Who sits at the table.
struct GameTeam {
  std::string name, title, brief;
  Side side = Side::kRival;
  bool person = true;   ///< played by people; else by the model
  bool hidden = false;  ///< moves are shown when all teams have moved
  std::string goal;     ///< an outcome
  bool lower = true;    ///< whether less of it is better
  std::vector<GameLever> levers;
};

/// What is to be forecast: true or false of the whole run.
struct GameQuestion {
  std::string name, text, formula;
  Expression expression;
};

/// What the room is told, and from when on.
struct GameInject {
  int week = 0;
  std::string text;
  bool acts = false;  ///< it moves levers, too: an action of the scenario
};

/// Which world is played.
enum class GameWorld {
  kLuck,         ///< the scenario's parameters and luck
  kAssumptions,  ///< parameters and structural forms that nobody knows, and luck
};

/// What was asked, complete. Whatever exists has been checked.
struct Game {
  std::string name, title, description;
  const std::string& heading() const { return title.empty() ? name : title; }
  std::string text;   ///< of the file
  Scenario scenario;  ///< with the injects that act as its last actions; as many weeks as all turns have
  int turns = 0, weeks_a_turn = 0;
  GameWorld world = GameWorld::kLuck;
  int future = 1;                  ///< which replicate is played
  int futures = 200;               ///< how many the review compares moves over
  std::vector<std::string> shown;  ///< series that the room sees
  std::vector<GameTeam> teams;
  std::vector<GameQuestion> questions;
  std::vector<GameInject> injects;  ///< by week
  std::size_t acting_injects = 0;
};

/// Most turns, weeks in all, teams, levers of a team, questions and injects of a game.
inline constexpr int kMostTurns = 100, kMostGameWeeks = 1000;
inline constexpr std::size_t kMostOfAKind = 50;

/// The shipped games.
std::span<const EmbeddedFile> embedded_games();
/// Reads a game by path or name. Throws InputError with all problems of meaning.
Game read_game(const std::string& name, const Library& library);
/// Reads a game from the text of its file and the resolved text of its scenario, as a log holds them. `file` stands for it in messages.
Game read_logged_game(const std::string& file, const std::string& text, const std::string& scenario);
/// Whether the text of a file is a game: it has a [game] table.
bool looks_like_game(const SourceFile& file);
/// The team of that name, or null.
const GameTeam* find_team(const Game& game, std::string_view name);
/// A team's lever of that name, or null.
const GameLever* find_game_lever(const GameTeam& team, std::string_view name);

}  // namespace fulcrum
