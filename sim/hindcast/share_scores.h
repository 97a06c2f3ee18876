/// \file
/// Shares held against the record of them: by how much the model's are better than equal ones, and than those of the year before.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "sim/hindcast/scores.h"

namespace fulcrum {

/// How shares forecast by one means did.
struct ShareForecast {
  double likelihood = 0;  ///< mean log-likelihood a year, Dirichlet-multinomial; the precision is fitted to the training part
  double misplaced = 0;   ///< mean share of what was counted that the forecast has in another category
};

/// Scores of a record of shares over one part. Its first year has no year before it: it counts for no forecast.
struct ShareScore {
  std::string series;
  DataSplit part = DataSplit::kTrain;
  int years = 0;
  ShareForecast model, equal, last;  ///< the model; all categories alike; the shares counted in the year before
};

/// The years of a part, in order.
std::vector<ShareCounts> years_of(const FittedSeries& fitted, DataSplit part);
/// Mean over years of the share of what was counted that the weights have in another category: half the sum of absolute differences of
/// shares. Without any weight all categories are alike.
double mean_misplaced(std::span<const ShareCounts> years);
/// Mean log-likelihood a year.
double mean_likelihood(std::span<const ShareCounts> years, double precision);
/// Scores of all records of shares over the parts that have data.
std::vector<ShareScore> score_shares(std::span<const FittedSeries> fitted);

}  // namespace fulcrum
