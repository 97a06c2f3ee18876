/// \file
/// The world in which a game is played, and the futures over which its moves are compared: runs of its scenario.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/ensemble/batch.h"
#include "sim/game/moves.h"

namespace fulcrum {

/// One run of a game.
struct PlayedRun {
  Batch batch;
  RecordingView view(const Selection& selection) const { return batch.run(selection, 0); }
};

class World {
 public:
  /// The game must outlive it. Throws UsageError if the futures that it asks for cannot be, and InputError if a goal is no outcome or a
  /// team's lever has no effect in such runs.
  explicit World(const Game& game);

  const Game& game() const { return game_; }
  const Selection& selection() const { return *selection_; }
  /// The standard outcomes, the scenario's own, and behind them the questions, each 1 where it comes true and 0 where not.
  const std::vector<Outcome>& outcomes() const { return outcomes_; }
  /// The run of the world that is played, with these moves. Throws std::runtime_error if it fails.
  PlayedRun play(std::span<const Move> moves) const;
  /// Value of an outcome in a run.
  double value(const PlayedRun& run, std::size_t outcome) const { return run.batch.outcomes[outcome]; }
  /// Place of a question among the outcomes.
  std::size_t question(std::size_t number) const { return outcomes_.size() - game_.questions.size() + number; }
  /// The questions alone, in their order.
  std::vector<Outcome> questions() const;
  /// The outcome that a team is after.
  Outcome goal(const GameTeam& team) const;
  /// These policies over the game's futures; the world that is played is one of them.
  Plan plan(std::vector<Policy> policies) const;
  /// Values of outcomes over the futures, [outcome][policy][future]; not a number where a run failed.
  std::vector<std::vector<std::vector<double>>> over_futures(std::vector<Policy> policies, const std::vector<Outcome>& outcomes,
                                                             int jobs = 0) const;

 private:
  const Game& game_;
  std::shared_ptr<const Futures> futures_;
  std::vector<Outcome> outcomes_;
  std::optional<Selection> selection_;
  std::size_t hashed_ = 0;  ///< columns of the core set, which come first

  friend std::string run_hash(const World& world, const PlayedRun& run, int weeks);
};

/// In how many futures a question came true, and in how many no run failed.
struct CameTrue {
  std::ptrdiff_t yes, known;
};
CameTrue came_true(const std::vector<double>& of_futures);

/// SHA-256 over the first weeks of every column of the core set, in its order: the values as little-endian doubles.
std::string run_hash(const World& world, const PlayedRun& run, int weeks);
/// What is sealed before the first move: the run without any move, and how often each question comes true over the futures without a move.
std::string baseline_text(const World& world);

}  // namespace fulcrum
