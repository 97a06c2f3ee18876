#include "sim/panel/binary_scores.h"

#include <algorithm>

#include "models/numbers/functions.h"

namespace fulcrum {

ScoredRows::ScoredRows(std::vector<double> y, std::vector<double> P, std::vector<int> group) {
  rows_.reserve(y.size());
  for (std::size_t i = 0; i < y.size(); ++i) {
    const double p = std::clamp(P[i], 1e-12, 1 - 1e-12);
    const double loss = -(y[i] * logarithm(p) + (1 - y[i]) * logarithm(1 - p));
    const double squared = y[i] * (1 - P[i]) * (1 - P[i]) + (1 - y[i]) * P[i] * P[i];
    rows_.push_back({y[i], P[i], loss, squared, group[i]});
  }
  std::stable_sort(rows_.begin(), rows_.end(), [](const Row& a, const Row& b) { return a.P > b.P; });
}

BinaryScores ScoredRows::with(std::span<const double> weight_of_group) const {
  BinaryScores scores;
  double weight = 0, yes = 0, no = 0, right = 0, precision = 0;
  for (std::size_t i = 0; i < rows_.size();) {
    double yes_here = 0, no_here = 0;  // rows of the same probability cannot be told apart
    const double P = rows_[i].P;
    for (; i < rows_.size() && rows_[i].P == P; ++i) {
      const Row& row = rows_[i];
      const double w = weight_of_group[static_cast<std::size_t>(row.group)];
      weight += w;
      scores.log_loss += w * row.log_loss;
      scores.brier += w * row.squared;
      yes_here += w * row.y;
      no_here += w * (1 - row.y);
    }
    right += no_here * (yes + yes_here / 2);
    yes += yes_here;
    no += no_here;
    if (yes_here > 0) precision += yes_here * yes / (yes + no);
  }
  scores.log_loss /= weight;
  scores.brier /= weight;
  scores.auc = right / (yes * no);
  scores.pr_auc = no > 0 ? precision / yes : right / (yes * no);
  return scores;
}

}  // namespace fulcrum
