/// \file
/// Running what claims ask for: the values of their measures, replicate by replicate or point by point.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "models/kernel.h"
#include "scenarios/claims.h"
#include "sim/ensemble/declared_factors.h"

namespace fulcrum {

/// Points of the wide parameter space: every parameter over its declared exploration range.
struct Space {
  std::vector<SetupKey> factors;
  std::int64_t points = 0;
  std::vector<double> values;  ///< [point][factor], in the factors' units
  double value(std::int64_t point, std::size_t factor) const { return values[static_cast<std::size_t>(point) * factors.size() + factor]; }
};
/// A Latin hypercube over the parameters that the core model reads.
Space wide_space(std::int64_t points, std::uint64_t seed, Ranges ranges = Ranges::kToday);

/// In which futures claims are run.
struct ClaimFutures {
  int replicates = 1;  ///< of a run without a space; more than one: with noise, all runs on common random numbers
  std::uint64_t seed = 1;
  const Space* space = nullptr;  ///< then without noise, once a point
  Settings settings{};           ///< over the scenarios and the space; what a run sets itself wins
  Settings broken{};             ///< over everything, beyond limits if need be
  int jobs = 0;
  Kernel kernel = widest_kernel();
  std::function<bool()> interrupted{};
  std::function<void(std::size_t done, std::size_t of)> progress{};

  std::size_t samples() const { return space != nullptr ? static_cast<std::size_t>(space->points) : static_cast<std::size_t>(replicates); }
};

/// Values of measures: one a replicate or point, not-a-number where a run failed.
class ClaimValues {
 public:
  std::span<const double> of(const Measure& measure) const;
  std::size_t samples() const { return samples_; }
  std::int64_t failed() const { return failed_; }
  std::int64_t runs() const { return runs_; }
  /// Whether all runs were done.
  bool complete() const { return complete_; }

 private:
  friend ClaimValues run_claims(const ClaimSet&, std::span<const Claim* const>, const ClaimFutures&);
  std::map<std::string, std::vector<std::pair<Measure, std::vector<double>>>> by_run_;
  std::size_t samples_ = 0;
  std::int64_t failed_ = 0, runs_ = 0;
  bool complete_ = true;
};

/// Runs everything that these claims need.
ClaimValues run_claims(const ClaimSet& set, std::span<const Claim* const> claims, const ClaimFutures& futures);

}  // namespace fulcrum
