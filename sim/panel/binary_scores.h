/// \file
/// Scores of probabilities held against outcomes of yes and no, with weights.
#pragma once

#include <span>
#include <vector>

namespace fulcrum {

/// Scores of a forecast over rows. Not numbers where they do not exist: rank scores need both outcomes.
struct BinaryScores {
  double log_loss = 0;  ///< mean of -log of the probability of what happened [nats]
  double brier = 0;     ///< mean squared error
  double auc = 0;       ///< probability that an outcome gets more than none; ties count half
  double pr_auc = 0;    ///< average precision
};

/// Outcomes and probabilities of rows, sorted once; scored as often as weights are given.
class ScoredRows {
 public:
  /// `y` [0-1] and `P` [0-1] of the rows; `group` is the number of a row's group, whose weight it has.
  ScoredRows(std::vector<double> y, std::vector<double> P, std::vector<int> group);

  /// Scores with a weight for each group.
  BinaryScores with(std::span<const double> weight_of_group) const;

 private:
  struct Row {
    double y, P, log_loss, squared;
    int group;
  };
  std::vector<Row> rows_;  ///< the likeliest first
};

}  // namespace fulcrum
