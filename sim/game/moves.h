/// \file
/// Moves of a game: what they make of its scenario, and which are within bounds.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "scenarios/games/game.h"

namespace fulcrum {

/// A lever moved by a team in a turn.
struct Move {
  int turn = 1;  ///< counted from 1
  std::string team{}, lever{};
  int number = 0;    ///< of the lever, see Levers::at
  double value = 0;  ///< [the lever's unit]
  int weeks = 0;     ///< how long it lasts; 0: until the next move of that lever
};

/// First week of a turn.
inline int first_week(const Game& game, int turn) { return (turn - 1) * game.weeks_a_turn; }
/// The Monday on which a week of the game begins, "YYYY-MM-DD".
std::string date_of_week(const Game& game, int week);
/// Of several moves of a lever in a turn, the last; by turn.
std::vector<Move> effective_moves(std::span<const Move> moves);
/// The scenario with these moves as actions. Injects and moves follow its own actions in the order of weeks, so that of an inject and a
/// move of one lever the later one holds.
Scenario scenario_of(const Game& game, std::span<const Move> moves);
/// Value of a lever in the first week of a turn without any move of that turn, or of a later one [the lever's unit].
double in_force(const Game& game, std::span<const Move> moves, int turn, int lever);
/// The values that a lever may be moved to in a turn, after those moves.
struct MoveRange {
  double low, high;
};
MoveRange range_of(const Game& game, const GameLever& lever, std::span<const Move> moves, int turn);
/// Why a move is not allowed after those moves, in words; empty if it is. The team and the lever are those of the game.
std::string refusal(const Game& game, std::span<const Move> before, const Move& move);
/// Whether all moves are allowed, one after the other.
bool all_allowed(const Game& game, std::span<const Move> moves);
/// "communication 0.4", "strikes 0.6 for 1 week".
std::string move_text(const Move& move);

}  // namespace fulcrum
