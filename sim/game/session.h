/// \file
/// A game under way: whose turn it is, and all that was moved and forecast so far. Every change is an entry; a log is the list of them.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "sim/game/moves.h"
#include "sim/game/seal.h"

namespace fulcrum {

/// A team has nothing more to do in this turn.
struct TeamDone {
  int turn = 1;
  std::string team;
};
/// All teams were done, and the weeks of the turn were simulated.
struct TurnEnd {
  int turn = 1;
  std::string run;  ///< SHA-256 of the run up to its last week: run_hash()
};
using Entry = std::variant<Move, Forecast, TeamDone, TurnEnd>;

class Session {
 public:
  /// `people`: teams that are played by people; the others are played by the model. Throws std::invalid_argument if one is not in the game.
  Session(Game game, const std::vector<std::string>& people);

  const Game& game() const { return game_; }
  const std::vector<std::string>& people() const { return people_; }
  /// The turn that is played, counted from 1; one more than there are when the game is over.
  int turn() const { return turn_; }
  bool over() const { return turn_ > game_.turns; }
  /// The team whose turn it is; null when all are done and the weeks are to be simulated, or the game is over.
  const GameTeam* to_move() const;

  const std::vector<Entry>& entries() const { return entries_; }
  const std::vector<Move>& moves() const { return moves_; }
  const std::vector<Forecast>& forecasts() const { return forecasts_; }

  /// Why an entry cannot follow, in words; empty if it can.
  std::string refuses(const Entry& entry) const;
  /// Takes an entry that is not refused.
  void add(const Entry& entry);
  /// The first turns alone: as the game stood when `turns` of them had ended.
  Session until(int turns) const;

 private:
  std::string refuses_turn(int turn, const std::string& team) const;
  std::string refuses_forecast(const Forecast& forecast) const;

  Game game_;
  std::vector<std::string> people_;  ///< in the order of the file
  int turn_ = 1;
  std::size_t at_ = 0;  ///< of people_
  std::vector<Entry> entries_;
  std::vector<Move> moves_;
  std::vector<Forecast> forecasts_;
};

/// Teams that the file gives to people.
std::vector<std::string> people_of(const Game& game);

}  // namespace fulcrum
