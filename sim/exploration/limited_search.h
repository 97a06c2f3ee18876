/// \file
/// A search in pieces for the smallest value within bounds, where a second number must not grow, that changes as little as it can.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <vector>

#include "sim/analysis/nsga2.h"

namespace fulcrum {

/// What a candidate comes to: `value` is to be small, `limited` at most that of the start. Both in any unit; not a number: out of the
/// question.
struct Judged {
  double value = 0;
  double limited = 0;
};
/// Judges many candidates at once. A function of each candidate alone.
using Judge = std::function<std::vector<Judged>(const std::vector<std::vector<double>>& candidates)>;

struct LimitedSearchSettings {
  std::uint64_t seed = 1;
  int population = 32;
  int generations = 20;
  double worth = .02;  ///< share of the gain that may be given up for variables that stay as they were [0-1]
};

/// NSGA-II over the value and what is too much of the limited number; then every variable alone to five places across its range; then
/// variables go back to where they started while that costs little. Every variable has a grid, and the start of it besides. The same
/// arguments and judge give the same candidates.
class LimitedSearch {
 public:
  /// `per_unit`: grid of a variable, places in one unit of it (> 0). `start` lies within the space.
  LimitedSearch(SearchSpace space, std::vector<double> start, std::vector<double> per_unit, LimitedSearchSettings settings);
  /// Works on by a piece, which judges `population` candidates or a few more. Returns whether there is more to do.
  bool advance(const Judge& judge);

  /// The best candidate so far that keeps the limit; the start, if there is none better. Not before the first piece.
  const std::vector<double>& best() const { return best_; }
  /// Candidates that were judged, the start among them.
  std::size_t tried() const { return known_.size(); }

 private:
  enum class Phase { kGenerations, kOneByOne, kRestore, kDone };
  std::vector<Judged> judged(std::vector<std::vector<double>> candidates, const Judge& judge);
  double on_grid(std::size_t variable, double x) const;
  bool keeps_limit(const Judged& one) const { return one.value == one.value && one.limited <= limit_; }
  void next_generation(const Judge& judge);
  void next_variable(const Judge& judge);
  void restore_one(const Judge& judge);
  bool take_if_better(const std::vector<double>& x, const Judged& one);

  SearchSpace space_;
  std::vector<double> start_, per_unit_;
  LimitedSearchSettings settings_;
  std::map<std::vector<double>, Judged> known_;
  Phase phase_ = Phase::kGenerations;
  int generation_ = 0;
  std::size_t variable_ = 0;
  int pass_ = 0;
  bool moved_in_pass_ = false;
  double limit_ = 0, start_value_ = 0;
  std::vector<double> best_;
  double best_value_ = 0;
  double allowed_ = 0;  ///< value up to which variables go back
};

}  // namespace fulcrum
