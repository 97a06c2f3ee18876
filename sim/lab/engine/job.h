/// \file
/// A question while it is worked on: futures are added until there are enough, and it can be answered at any time.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <span>
#include <vector>

#include "sim/ensemble/batch.h"
#include "sim/lab/engine/policies.h"
#include "sim/lab/engine/provinces.h"

namespace fulcrum {

/// Numbers beside a JSON answer, which names places in them: {"at": first, "count": how many}.
using Numbers = std::vector<double>;
/// Puts values beside the answer; their place.
nlohmann::ordered_json place_of(Numbers& numbers, std::span<const double> values);

class Job {
 public:
  explicit Job(Question question);
  /// Runs up to so many futures more. Returns how many of all are done.
  int advance(int futures);
  int futures() const { return question_.futures; }
  /// The answer over the futures so far. Not before one is done.
  nlohmann::ordered_json answer(Numbers& numbers) const;
  /// Every value recorded in the series that are kept, and every outcome: to compare bits with another machine.
  const std::vector<double>& kept(std::size_t policy, std::size_t series) const { return kept_[policy][series]; }
  const std::vector<double>& outcome(std::size_t policy, std::size_t outcome) const { return outcomes_of_[policy][outcome]; }
  const Plan& plan() const { return plan_; }

 private:
  void take(std::size_t policy, const Batch& batch);
  nlohmann::ordered_json outcomes_json() const;
  nlohmann::ordered_json series_json(Numbers& numbers) const;
  nlohmann::ordered_json verdict_json(Numbers& numbers) const;

  Question question_;
  Plan plan_;
  std::vector<Outcome> outcomes_;
  Selection selection_;
  BatchRunner runner_;
  ProvinceAttacks provinces_;
  int done_ = 0;
  int failed_ = 0;
  std::vector<std::vector<std::vector<double>>> kept_;         ///< [policy][direct, indirect][future and week]
  std::vector<std::vector<std::vector<double>>> outcomes_of_;  ///< [policy][outcome][future]
};

}  // namespace fulcrum
