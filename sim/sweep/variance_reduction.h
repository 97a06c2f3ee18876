/// \file
/// What common random numbers gain in paired differences.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "output/table.h"
#include "sim/ensemble/outcomes.h"
#include "sim/ensemble/plan.h"

namespace fulcrum {

/// Variance that the difference of two policies would have on luck of their own, over that which it has on the same luck; both within
/// design points, pooled.
class VarianceReduction {
 public:
  /// The values of a point, by replicate; pairs with a value that is not a number are left out.
  void add_point(std::span<const double> a, std::span<const double> b);
  /// Not a number where no point had two pairs; infinite where the difference does not vary.
  double factor() const;

 private:
  double apart_ = 0, paired_ = 0, freedom_ = 0;
};

/// Values of an outcome of runs `first` to before `first + count`.
using OutcomeValues = std::function<std::vector<double>(std::size_t outcome, std::int64_t first, std::int64_t count)>;

/// The factor of each outcome and policy against the first policy, over runs `first` to before `first + count` of a plan, which begin and
/// end with a point. Table "variance_reduction": outcome, policy, factor. Memory does not grow with runs.
Table variance_reductions(const Plan& plan, std::span<const Outcome> outcomes, std::int64_t first, std::int64_t count,
                          const OutcomeValues& values);

}  // namespace fulcrum
