#include "sim/sweep/variance_reduction.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/statistics/moments.h"

namespace fulcrum {

namespace {

// Of one outcome, by policy.
std::vector<VarianceReduction> reductions(const Plan& plan, std::int64_t first, std::int64_t count,
                                          const std::function<std::vector<double>(std::int64_t, std::int64_t)>& values) {
  constexpr std::int64_t kAtOnce = 65536;
  std::vector<VarianceReduction> by_policy(plan.policies().size());
  std::vector<std::vector<double>> of_point(plan.policies().size());
  std::int64_t point = -1;
  const auto end_point = [&] {
    for (std::size_t p = 1; p < of_point.size(); ++p) by_policy[p].add_point(of_point[0], of_point[p]);
    for (std::vector<double>& replicates : of_point) replicates.clear();
  };
  for (std::int64_t from = first; from < first + count; from += kAtOnce) {
    const std::vector<double> piece = values(from, std::min(kAtOnce, first + count - from));
    for (std::size_t i = 0; i < piece.size(); ++i) {
      const RunPlace at = plan.place(from + static_cast<std::int64_t>(i));
      if (at.point != point) end_point();
      point = at.point;
      of_point[static_cast<std::size_t>(at.policy)].push_back(piece[i]);
    }
  }
  end_point();
  return by_policy;
}

}  // namespace

void VarianceReduction::add_point(std::span<const double> a, std::span<const double> b) {
  Moments of_a, of_b, of_difference;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    if (std::isnan(a[i] - b[i])) continue;
    of_a.add(a[i]);
    of_b.add(b[i]);
    of_difference.add(a[i] - b[i]);
  }
  if (of_a.count() < 2) return;
  apart_ += of_a.squares() + of_b.squares();
  paired_ += of_difference.squares();
  freedom_ += of_a.count() - 1;
}

double VarianceReduction::factor() const { return freedom_ > 0 ? apart_ / paired_ : std::numeric_limits<double>::quiet_NaN(); }

Table variance_reductions(const Plan& plan, std::span<const Outcome> outcomes, std::int64_t first, std::int64_t count,
                          const OutcomeValues& values) {
  std::vector<std::string> outcome, policy;
  std::vector<double> factor;
  for (std::size_t o = 0; o < outcomes.size(); ++o) {
    const auto of_outcome = [&](std::int64_t from, std::int64_t runs) { return values(o, from, runs); };
    const std::vector<VarianceReduction> by_policy = reductions(plan, first, count, of_outcome);
    for (std::size_t p = 1; p < by_policy.size(); ++p) {
      outcome.push_back(outcomes[o].name);
      policy.push_back(plan.policies()[p].name);
      factor.push_back(by_policy[p].factor());
    }
  }
  return {
      "variance_reduction",
      {{"outcome", "", "outcome whose difference from the first policy is meant", std::move(outcome)},
       {"policy", "", "policy that is compared with the first", std::move(policy)},
       {"factor", "", "variance of the difference on independent random numbers, over that on common random numbers; within design points",
        std::move(factor)}},
      {{"reference", plan.policies().front().name}}};
}

}  // namespace fulcrum
