/// \file
/// States of the world: the setting of what is uncertain that each replicate has, the same for every policy and design point.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "scenarios/uncertainty.h"
#include "sim/designs/copula.h"
#include "sim/designs/design.h"
#include "sim/designs/distribution.h"
#include "sim/ensemble/weighted_set.h"

namespace fulcrum {

/// Settings by replicate. Replicate 0 is the reference case, the values that the files have. The others are drawn: candidate k is point
/// k / kScrambles of the Sobol' sequence that is scrambled for the k mod kScrambles-th time (Owen 1997, Ann. Statist. 25), so that it
/// depends on the seed and k only, every stretch of candidates fills the space, and the independent scrambles give honest errors.
/// Where the request has a set, the first coordinate takes one of its rows, which gives the keys of the set their joint values; what is not
/// in the set is drawn as always. Immutable; any number of threads may use it at once.
class Futures {
 public:
  static constexpr int kScrambles = 16;

  /// `request` is in force: its factors are all that varies; `reference` are their values in the reference case. Throws
  /// std::invalid_argument if distributions or correlations cannot be.
  Futures(UncertaintyRequest request, std::uint64_t seed, std::vector<double> reference);

  const UncertaintyRequest& request() const { return request_; }
  const std::vector<Factor>& factors() const { return request_.factors; }
  /// Values of the factors in a replicate, in their units.
  std::vector<double> values(std::int64_t replicate) const;
  /// Puts the values into a setup that has all factors at whatever they were.
  void apply(const std::vector<double>& values, Setup& setup) const;
  /// Whether the levers of the weeks depend on the replicate.
  bool changes_levers() const { return changes_levers_; }
  /// Number of the structural form that a replicate has: runs of one form are stepped side by side.
  int form(const std::vector<double>& values) const;
  /// Number of its luck.
  std::uint64_t luck(std::int64_t replicate) const {
    return other_luck_ + (replicate == 0 ? 0 : static_cast<std::uint64_t>(candidate_of(replicate)) + 1);
  }
  /// Which scramble a replicate was drawn from; -1 for the reference case.
  int scramble(std::int64_t replicate) const { return replicate == 0 ? -1 : static_cast<int>(candidate_of(replicate) % kScrambles); }
  std::vector<double> candidate(std::int64_t k) const;

  /// What is drawn anew in a repetition.
  enum class Anew { kLuck, kLuckAndForms };
  /// The same states of the world with part of them drawn anew, to tell how much of a spread that part makes.
  std::shared_ptr<const Futures> repeated(Anew what) const;

  /// Keeps only these candidates, in rising order, of the first `tried`.
  void keep(std::vector<std::int64_t> candidates, std::int64_t tried);
  /// Share of the candidates that were kept; 1 if all are.
  double accepted_share() const { return tried_ == 0 ? 1 : static_cast<double>(kept_.size()) / static_cast<double>(tried_); }

 private:
  std::int64_t candidate_of(std::int64_t replicate) const {
    return kept_.empty() ? replicate - 1 : kept_.at(static_cast<std::size_t>(replicate - 1));
  }

  UncertaintyRequest request_;
  std::vector<double> reference_;
  std::vector<Distribution> distributions_;
  std::vector<std::size_t> switches_;  ///< factors that are structural
  std::vector<std::shared_ptr<const Design>> scrambles_;
  GaussianCopula copula_;
  std::optional<RowChoice> rows_;  ///< of the set
  bool changes_levers_ = false;
  bool other_forms_ = false;
  std::uint64_t other_luck_ = 0;
  std::vector<std::int64_t> kept_;
  std::int64_t tried_ = 0;
};

}  // namespace fulcrum
