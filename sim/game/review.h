/// \file
/// What came of a game: forecasts scored, each move against the same game without it, and the best that could have been done otherwise.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/game/logged_game.h"
#include "sim/game/scores.h"
#include "sim/game/world.h"
#include "sim/statistics/paired_futures.h"

namespace fulcrum {

/// A question at the end.
struct AnsweredQuestion {
  std::string name, text;
  bool came_true = false;  ///< in the world that was played
  double baseline = 0;     ///< share of the futures in which it comes true without any move
  double played = 0;       ///< the same with the moves
};
/// What a move did to the goal of the team that made it: the game less the same game without the move.
struct MoveEffect {
  Move move;
  std::string goal;
  double here = 0;       ///< in the world that was played [unit of the outcome]
  PairedFutures over{};  ///< over the futures
};
/// What all moves together did to a team's goal: the game less the game without any move.
struct TeamEffect {
  std::string team{}, goal{};
  bool lower = true;
  double played = 0, here = 0;
  PairedFutures over{};
};
/// The move that would have helped a team most, all else as it was played: chosen in the even futures, told by the odd ones.
struct BestMove {
  std::string team{};
  int tried = 0;               ///< other moves that were within bounds, and left all later moves within them
  std::optional<Move> move{};  ///< nothing: none is better in the mean of the even futures, or none was within bounds
  bool taken_back = false;     ///< not to make the move `move` is better
  double here = 0;             ///< what it changes in the world that was played
  PairedFutures over{};        ///< what it changes over the odd futures
};

struct Review {
  std::string run{}, baseline_run{};  ///< SHA-256 of the run, and of the one without moves
  std::string baseline{};             ///< text that was sealed
  std::vector<AnsweredQuestion> questions{};
  std::vector<ScoredForecast> forecasts{};
  std::vector<MeanScore> scores{};  ///< by team; behind them those of the sealed shares, and of one half always
  std::vector<TeamEffect> teams{};
  std::vector<MoveEffect> moves{};
  std::vector<BestMove> best{};
  std::string why{};  ///< which levers and paths made the difference to the goals; empty if nothing was moved
};

/// Other moves that a team could have made: in each turn each lever to five values within bounds, or not moved; all other moves stay, and
/// must stay within bounds.
struct Alternative {
  Move move;
  bool taken_back = false;
  std::vector<Move> moves;  ///< all of the game
};
std::vector<Alternative> alternatives(const Session& session, const GameTeam& team);

/// Whether the best other moves are looked for, which takes far longer than all else.
enum class Hindsight { kLookedFor, kLeftOut };
/// Reviews a game that is over. Throws std::runtime_error if a run fails.
Review review(const LoggedGame& logged, const World& world, int jobs = 0, Hindsight hindsight = Hindsight::kLookedFor);

}  // namespace fulcrum
