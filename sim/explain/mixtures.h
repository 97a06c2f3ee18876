/// \file
/// Mixtures of two policies, their outcomes, and what each difference between the policies adds in one future.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "sim/comparison/setup_differences.h"
#include "sim/ensemble/outcomes.h"
#include "sim/ensemble/plan.h"
#include "sim/explain/between.h"
#include "sim/explain/shapley.h"

namespace fulcrum {

/// By difference: whether it is taken from the other policy.
using Mixture = std::vector<bool>;

/// The mixtures that are needed, and the orders in which differences are taken over. Exact: no orders, every mixture.
struct MixturePlan {
  std::vector<Mixture> mixtures;
  std::vector<std::vector<std::size_t>> orders;  ///< an order and its reverse follow each other
};
MixturePlan plan_mixtures(std::size_t differences, const BetweenOptions& options, std::uint64_t seed);

/// Outcomes of mixtures of policies 0 and 1 of a plan, future by future on common random numbers.
class MixtureOutcomes {
 public:
  /// Runs them. An outcome of a run that fails is not a number; `must_run`: it throws std::runtime_error instead.
  MixtureOutcomes(const Plan& plan, const std::vector<SetupDifference>& differences, MixturePlan mixtures,
                  const std::vector<Outcome>& outcomes, const BetweenOptions& options, bool must_run);

  const MixturePlan& mixtures() const { return mixtures_; }
  /// By replicate, of the first policy and of the other.
  const std::vector<double>& base(std::size_t outcome) const { return results_.at(Mixture(players_, false))[outcome]; }
  const std::vector<double>& other(std::size_t outcome) const { return results_.at(Mixture(players_, true))[outcome]; }
  /// What each difference adds in an order, in one future.
  std::vector<double> added_in(const std::vector<std::size_t>& order, std::size_t outcome, std::size_t replicate) const;
  /// What the differences make of one future's difference. Not a number where a mixture is not.
  ShapleyParts parts(std::size_t outcome, std::size_t replicate) const;

 private:
  using Values = std::vector<std::vector<double>>;  // [outcome][replicate]
  double value(const Mixture& mixture, std::size_t outcome, std::size_t replicate) const {
    return results_.at(mixture)[outcome][replicate];
  }

  std::size_t players_;
  MixturePlan mixtures_;
  std::map<Mixture, Values> results_;
};

}  // namespace fulcrum
