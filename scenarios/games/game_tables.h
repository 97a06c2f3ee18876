/// \file
/// The tables that a game file has beside those of a scenario: [game], [[team]], [[question]] and [[inject]].
#pragma once

#include "scenarios/games/game.h"
#include "scenarios/input/checker.h"

namespace fulcrum {

/// The tables of a game, taken out of its document: what is left is a scenario.
struct GameTables {
  toml::table document;  ///< game, team, question and inject alone, with their places
};
GameTables take_game_tables(toml::table& document);

/// Reads turns, weeks and how the game is played.
void read_turns(const GameTables& tables, Game& game, Checker& check);
/// Reads the injects, and appends those that move levers to the scenario's actions.
void append_injects(const GameTables& tables, Game& game, toml::table& document, Checker& check);
/// Reads teams, questions and what is shown, for the scenario that was read.
void read_game_tables(const GameTables& tables, Game& game, Checker& check);

}  // namespace fulcrum
