#include "sim/analysis/variance_budget.h"

#include <cmath>
#include <limits>
#include <map>

#include "sim/statistics/moments.h"

namespace fulcrum {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// Mean and variance of a cell, and how many replicates it has.
struct Cell {
  double mean = 0, variance = 0, n = 0;
};

Cell cell_of(const BudgetData& data, int policy, std::int64_t point) {
  Moments replicates;
  for (int r = 0; r < data.replicates; ++r)
    if (const double y = data.at(policy, point, r); std::isfinite(y)) replicates.add(y);
  return {replicates.mean(), replicates.count() > 1 ? replicates.variance() : kNan, replicates.count()};
}

/// Cells of the points at which every policy has some, [point][policy], with the structure of each.
struct Cells {
  std::vector<std::vector<Cell>> points;
  std::vector<std::string> structure;
};
Cells cells_of(const BudgetData& data) {
  Cells cells;
  for (std::int64_t point = 0; point < data.points; ++point) {
    std::vector<Cell> row;
    bool complete = true;
    for (int policy = 0; policy < data.policies; ++policy) {
      row.push_back(cell_of(data, policy, point));
      complete = complete && row.back().n > 0;
    }
    if (!complete) continue;
    cells.points.push_back(std::move(row));
    cells.structure.push_back(data.structure.empty() ? "" : data.structure[static_cast<std::size_t>(point)]);
  }
  return cells;
}

/// VarianceTerms before their intervals.
struct VarianceTerms {
  double luck = 0, parameters = 0, switches = 0, policy = 0, interaction = 0;
};

// Mean over the policies of a point.
double mean_of(const std::vector<Cell>& row) {
  double sum = 0;
  for (const Cell& cell : row) sum += cell.mean;
  return sum / static_cast<double>(row.size());
}

// Luck within cells, and the variance that it leaves in cell means.
std::pair<double, double> luck_of(const Cells& cells, const std::vector<std::uint32_t>& counts) {
  double luck = 0, in_means = 0, n = 0;
  for (std::size_t k = 0; k < cells.points.size(); ++k)
    for (const Cell& cell : cells.points[k])
      if (cell.n > 1) {
        luck += counts[k] * cell.variance;
        in_means += counts[k] * cell.variance / cell.n;
        n += counts[k];
      }
  return n > 0 ? std::pair(luck / n, in_means / n) : std::pair(kNan, 0.0);
}

VarianceTerms parts_of(const Cells& cells, const std::vector<std::uint32_t>& counts) {
  const auto policies = static_cast<double>(cells.points.front().size());
  const auto [luck, noise] = luck_of(cells, counts);
  double n = 0, grand = 0;
  std::vector<double> by_policy(cells.points.front().size(), 0);
  std::map<std::string, std::pair<double, double>> by_structure;  // sum, count
  for (std::size_t k = 0; k < cells.points.size(); ++k) {
    const double mean = mean_of(cells.points[k]);
    n += counts[k];
    grand += counts[k] * mean;
    for (std::size_t p = 0; p < by_policy.size(); ++p) by_policy[p] += counts[k] * cells.points[k][p].mean;
    auto& [sum, count] = by_structure[cells.structure[k]];
    sum += counts[k] * mean;
    count += counts[k];
  }
  grand /= n;
  double between_points = 0, within_structures = 0, between_policies = 0, interaction = 0;
  for (double& sum : by_policy) {
    sum /= n;
    between_policies += (sum - grand) * (sum - grand) / policies;
  }
  for (std::size_t k = 0; k < cells.points.size(); ++k) {
    const double mean = mean_of(cells.points[k]);
    const auto& [sum, count] = by_structure[cells.structure[k]];
    between_points += counts[k] * (mean - grand) * (mean - grand) / (n - 1);
    within_structures += counts[k] * (mean - sum / count) * (mean - sum / count);
    for (std::size_t p = 0; p < by_policy.size(); ++p) {
      const double rest = cells.points[k][p].mean - mean - by_policy[p] + grand;
      interaction += counts[k] * rest * rest / ((n - 1) * std::max(1.0, policies - 1));
    }
  }
  within_structures /= n - static_cast<double>(by_structure.size());
  VarianceTerms parts;
  parts.luck = luck;
  parts.interaction = policies > 1 ? (policies - 1) / policies * (interaction - noise) : 0;
  // The mean over the policies at a point carries luck; the policies are all there are, so their interaction leaves nothing in it.
  parts.parameters = within_structures - noise / policies;
  parts.switches = by_structure.size() > 1 ? between_points - within_structures : 0;
  parts.policy = policies > 1 ? between_policies - (policies - 1) / policies * interaction / n : 0;
  return parts;
}

}  // namespace

VarianceBudget variance_budget(const BudgetData& data, const BootstrapSettings& bootstrap) {
  const Cells cells = cells_of(data);
  const Estimate none{kNan, kNan, kNan};
  VarianceBudget budget{none, none, none, none, none, kNan, static_cast<std::int64_t>(cells.points.size())};
  if (cells.points.size() < 2) return budget;
  const VarianceTerms parts = parts_of(cells, std::vector<std::uint32_t>(cells.points.size(), 1));
  std::vector<VarianceTerms> resampled;
  for (int r = 0; r < bootstrap.resamples; ++r)
    resampled.push_back(parts_of(cells, resample_counts(bootstrap, "budget", r, cells.points.size())));
  const auto estimate = [&](double VarianceTerms::*part) {
    std::vector<double> values;
    for (const VarianceTerms& one : resampled) values.push_back(one.*part);
    return with_interval(parts.*part, values, bootstrap.confidence);
  };
  budget.luck = estimate(&VarianceTerms::luck);
  budget.parameters = estimate(&VarianceTerms::parameters);
  budget.switches = estimate(&VarianceTerms::switches);
  budget.policy = estimate(&VarianceTerms::policy);
  budget.interaction = estimate(&VarianceTerms::interaction);
  budget.total = (std::isnan(parts.luck) ? 0 : parts.luck) + parts.parameters + parts.switches + parts.policy + parts.interaction;
  return budget;
}

}  // namespace fulcrum
