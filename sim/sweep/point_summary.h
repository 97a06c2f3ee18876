/// \file
/// Statistics of each design point by itself, over its replicates: exact, a point at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "sim/ensemble/batch.h"

namespace fulcrum {

/// Gathers runs that come along in order, and hands the statistics of a point over when its last run is in. Holds the series of one policy
/// at one point: replicates x columns x weeks values.
class PointSummaries {
 public:
  /// Takes the number of a point and its statistics, as ResultsFile::write_point() wants them: by series
  /// [policy][statistic][entity][week]. Quantiles lie linearly between order statistics (Hyndman and Fan 1996, definition 7); failed runs
  /// are left out, and without any run everything is not a number.
  using Take = std::function<void(std::int64_t point, const std::vector<double>& statistics)>;

  /// The first `columns` columns of the selection are summarised, series of `sizes` columns each; plan and selection must outlive it.
  PointSummaries(const Plan& plan, const Selection& selection, std::vector<std::size_t> sizes, Take take);
  /// Adds a batch; it must follow the one before, and the first must begin with a point.
  void add(const Batch& batch);

 private:
  void end_policy(int policy);

  const Plan& plan_;
  const Selection& selection_;
  std::vector<std::size_t> sizes_;
  std::size_t columns_ = 0;
  Take take_;
  std::vector<double> runs_;        ///< [run][column][week] of the policy at hand
  std::vector<double> statistics_;  ///< of the point at hand
};

}  // namespace fulcrum
