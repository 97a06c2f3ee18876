#include "sim/loops/scores.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace fulcrum {

namespace {

std::size_t count_of(const std::vector<std::size_t>& numbers) {
  return numbers.empty() ? 0 : *std::max_element(numbers.begin(), numbers.end()) + 1;
}

}  // namespace

std::vector<std::vector<double>> weights_by_week(const CausalGraph& graph, const EquationCourse& course) {
  std::vector<std::vector<double>> weights{std::vector<double>(graph.links().size(), 0)};
  const Eigen::ArrayXXd all = graph.weights(course);
  for (Eigen::Index row = 0; row < all.rows(); ++row) {
    const Eigen::ArrayXd week = all.row(row);
    weights.emplace_back(week.begin(), week.end());
  }
  return weights;
}

double loop_score(const Loop& loop, const std::vector<double>& weights) {
  double score = 1;
  for (const std::size_t link : loop) {
    if (weights[link] == 0) return 0;
    score *= weights[link];
  }
  return score;
}

LoopShares loop_shares(const std::vector<std::vector<double>>& weights, const std::vector<Loop>& loops,
                       const std::vector<std::size_t>& group_of, const std::vector<std::size_t>& part_of) {
  const std::size_t groups = count_of(group_of), parts = count_of(part_of);
  LoopShares shares{std::vector(groups, std::vector<double>(weights.size(), 0)),
                    std::vector(groups, std::vector<double>(weights.size(), 0))};
  std::vector<double> score(loops.size());
  for (std::size_t week = 0; week < weights.size(); ++week) {
    std::vector<double> whole(parts, 0);
    for (std::size_t l = 0; l < loops.size(); ++l) {
      score[l] = loop_score(loops[l], weights[week]);
      whole[part_of[l]] += std::abs(score[l]);
    }
    for (std::size_t l = 0; l < loops.size(); ++l) {
      const double all = whole[part_of[l]];
      if (score[l] == 0 || !std::isfinite(all)) continue;
      shares.net[group_of[l]][week] += score[l] / all;
      shares.gross[group_of[l]][week] += std::abs(score[l]) / all;
    }
  }
  return shares;
}

std::vector<std::size_t> more_than_half(const std::vector<double>& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return std::abs(values[a]) > std::abs(values[b]); });
  const double all = std::accumulate(values.begin(), values.end(), 0.0, [](double sum, double v) { return sum + std::abs(v); });
  double sum = 0;
  for (std::size_t n = 0; n < order.size() && all > 0; ++n) {
    sum += std::abs(values[order[n]]);
    if (sum > all / 2) return {order.begin(), order.begin() + static_cast<std::ptrdiff_t>(n) + 1};
  }
  return {};
}

}  // namespace fulcrum
