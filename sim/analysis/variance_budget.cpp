#include "sim/analysis/variance_budget.h"

#include <cmath>
#include <map>

#include "sim/analysis/resample.h"
#include "sim/statistics/missing.h"

namespace fulcrum {

namespace {

using Eigen::ArrayXd, Eigen::Index;

/// Mean and variance of a cell, and how many replicates it has.
struct Cell {
  double mean = 0, variance = 0, n = 0;
};

Cell cell_of(const BudgetData& data, int policy, std::int64_t point) {
  Cell cell;
  double squares = 0;
  for (int r = 0; r < data.replicates; ++r) {
    const double y = data.at(policy, point, r);
    if (!std::isfinite(y)) continue;
    const double before = cell.mean;
    cell.mean += (y - before) / ++cell.n;
    squares += (y - before) * (y - cell.mean);
  }
  cell.variance = cell.n > 1 ? squares / (cell.n - 1) : kNan;
  return cell;
}

/// Cells of the points at which every policy has some, [point][policy], and the structure of each point.
struct Cells {
  Rows mean, variance, n;
  ArrayXd point_mean;            ///< over policies
  std::vector<Index> structure;  ///< by number
  Index structures = 0;
};
Cells cells_of(const BudgetData& data) {
  Cells cells{Rows(data.points, data.policies), Rows(data.points, data.policies), Rows(data.points, data.policies), {}, {}};
  std::map<std::string, Index> numbers;
  Index used = 0;
  for (std::int64_t point = 0; point < data.points; ++point) {
    for (int policy = 0; policy < data.policies; ++policy) {
      const Cell cell = cell_of(data, policy, point);
      cells.mean(used, policy) = cell.mean;
      cells.variance(used, policy) = cell.variance;
      cells.n(used, policy) = cell.n;
    }
    if ((cells.n.row(used) == 0).any()) continue;
    const std::string structure = data.structure.empty() ? "" : data.structure[static_cast<std::size_t>(point)];
    cells.structure.push_back(numbers.emplace(structure, static_cast<Index>(numbers.size())).first->second);
    ++used;
  }
  for (Rows* const of : {&cells.mean, &cells.variance, &cells.n}) of->conservativeResize(used, Eigen::NoChange);
  cells.point_mean.resize(used);
  for (Index k = 0; k < used; ++k) cells.point_mean(k) = ordered_mean(cells.mean.row(k));
  cells.structures = static_cast<Index>(numbers.size());
  return cells;
}

/// VarianceTerms before their intervals.
struct VarianceTerms {
  double luck = 0, parameters = 0, switches = 0, policy = 0, interaction = 0;
};

// Luck within cells, and the variance that it leaves in cell means.
std::pair<double, double> luck_of(const Cells& cells, const ArrayXd& counts) {
  const Rows weight = (cells.n > 1).select(Rows::Ones(cells.n.rows(), cells.n.cols()).colwise() * counts, 0);
  const Rows weighted = (cells.n > 1).select(weight * cells.variance, 0);
  const double n = ordered_sum(weight);
  return n > 0 ? std::pair(ordered_sum(weighted) / n, ordered_sum(weighted / cells.n) / n) : std::pair(kNan, 0.0);
}

// Mean of the points of each structure, by point.
ArrayXd structure_means(const Cells& cells, const ArrayXd& counts) {
  ArrayXd sum = ArrayXd::Zero(cells.structures), n = sum;
  for (Index k = 0; k < counts.size(); ++k) {
    sum(cells.structure[static_cast<std::size_t>(k)]) += counts(k) * cells.point_mean(k);
    n(cells.structure[static_cast<std::size_t>(k)]) += counts(k);
  }
  return (sum / n)(cells.structure);
}

VarianceTerms parts_of(const Cells& cells, const ArrayXd& counts) {
  const auto policies = static_cast<double>(cells.mean.cols());
  const auto [luck, noise] = luck_of(cells, counts);
  const double n = ordered_sum(counts), grand = ordered_sum(counts * cells.point_mean) / n;
  ArrayXd by_policy(cells.mean.cols());
  for (Index p = 0; p < by_policy.size(); ++p) by_policy(p) = ordered_sum(counts * cells.mean.col(p)) / n;
  const ArrayXd point = cells.point_mean - grand, within = cells.point_mean - structure_means(cells, counts);
  const Rows rest = ((cells.mean.colwise() - cells.point_mean).rowwise() - by_policy.transpose()) + grand;
  const double between_points = ordered_sum(counts * point * point / (n - 1));
  const double within_structures = ordered_sum(counts * within * within) / (n - static_cast<double>(cells.structures));
  const double between_policies = ordered_sum((by_policy - grand).square() / policies);
  const double interaction = ordered_sum((rest.colwise() * counts) * rest / ((n - 1) * std::max(1.0, policies - 1)));
  VarianceTerms parts;
  parts.luck = luck;
  parts.interaction = policies > 1 ? (policies - 1) / policies * (interaction - noise) : 0;
  // The mean over the policies at a point carries luck; the policies are all there are, so their interaction leaves nothing in it.
  parts.parameters = within_structures - noise / policies;
  parts.switches = cells.structures > 1 ? between_points - within_structures : 0;
  parts.policy = policies > 1 ? between_policies - (policies - 1) / policies * interaction / n : 0;
  return parts;
}

}  // namespace

VarianceBudget variance_budget(const BudgetData& data, const BootstrapSettings& bootstrap) {
  const Cells cells = cells_of(data);
  const Estimate none{kNan, kNan, kNan};
  VarianceBudget budget{none, none, none, none, none, kNan, cells.mean.rows()};
  if (cells.mean.rows() < 2) return budget;
  const VarianceTerms parts = parts_of(cells, ArrayXd::Ones(cells.mean.rows()));
  std::vector<VarianceTerms> resampled;
  for (int r = 0; r < bootstrap.resamples; ++r)
    resampled.push_back(parts_of(cells, resample_counts(bootstrap, "budget", r, cells.structure.size())));
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
  // A part that comes out negative is nothing, and takes nothing from the whole: no share exceeds 1.
  for (const double part : {parts.luck, parts.parameters, parts.switches, parts.policy, parts.interaction})
    budget.total = (std::isnan(budget.total) ? 0 : budget.total) + (part > 0 ? part : 0);
  return budget;
}

}  // namespace fulcrum
