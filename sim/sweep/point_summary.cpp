#include "sim/sweep/point_summary.h"

#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>

#include <cmath>
#include <limits>
#include <numeric>

#include "output/final_tables.h"
#include "sim/statistics/arrays.h"
#include "sim/statistics/order_statistics.h"
#include "sim/statistics/summary.h"

namespace fulcrum {

namespace {

constexpr std::size_t kStatisticCount = std::size(SummaryTable::kStatistics);

// In the order of SummaryTable::kStatistics. The values come in the order of replicates, so that sums have the same bits every time.
std::array<double, kStatisticCount> statistics_of(std::vector<double>& values) {
  std::array<double, kStatisticCount> all;
  all.fill(std::numeric_limits<double>::quiet_NaN());
  if (values.empty()) return all;
  const double n = static_cast<double>(values.size()), mean = ordered_mean(array(values));
  const double squares = ordered_sum((array(values) - mean).square());
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  all = {mean, values.size() > 1 ? std::sqrt(squares / (n - 1)) : 0, *least, *most};
  std::sort(values.begin(), values.end());
  for (std::size_t q = 0; q < std::size(kQuantiles); ++q) all[4 + q] = quantile_of_sorted(values, kQuantiles[q]);
  return all;
}

}  // namespace

PointSummaries::PointSummaries(const Plan& plan, const Selection& selection, std::vector<std::size_t> sizes, Take take)
    : plan_(plan), selection_(selection), sizes_(std::move(sizes)), take_(std::move(take)) {
  columns_ = std::accumulate(sizes_.begin(), sizes_.end(), std::size_t{0});
  statistics_.resize(columns_ * plan.policies().size() * kStatisticCount * static_cast<std::size_t>(plan.weeks()));
}

void PointSummaries::add(const Batch& batch) {
  const auto weeks = static_cast<std::ptrdiff_t>(batch.weeks);
  for (int i = 0; i < batch.runs; ++i) {
    const std::int64_t run = batch.first + i;
    const RunPlace at = plan_.place(run);
    if (batch.errors[static_cast<std::size_t>(i)].empty()) {
      const RecordingView view = batch.run(selection_, i);
      for (std::size_t c = 0; c < columns_; ++c) {
        const double* column = view.first + c * view.column_stride;
        runs_.insert(runs_.end(), column, column + weeks);
      }
    }
    const bool last = run + 1 == plan_.runs();
    const RunPlace next = last ? RunPlace{-1, -1, 0} : plan_.place(run + 1);
    if (next.point == at.point && next.policy == at.policy) continue;
    end_policy(at.policy);
    if (next.point != at.point) take_(at.point, statistics_);
  }
}

// The columns are shared among threads; isolated, so that a thread that waits here begins nothing else meanwhile.
void PointSummaries::end_policy(int policy) {
  using Eigen::Index;
  const auto weeks = static_cast<Index>(plan_.weeks()), of_run = static_cast<Index>(columns_) * weeks;
  const auto of_policies = static_cast<Index>(plan_.policies().size() * kStatisticCount);
  const Eigen::Map<const Rows> all(runs_.data(), of_run > 0 ? static_cast<Index>(runs_.size()) / of_run : 0, of_run);
  const auto summarise_column = [&](std::size_t column, std::size_t begin, std::size_t entity, std::size_t entities) {
    // Transposed, so that the replicates of a week stand side by side.
    const Eigen::ArrayXXd by_run = all.middleCols(static_cast<Index>(column) * weeks, weeks);
    Eigen::Map<Rows> of_series(statistics_.data() + static_cast<Index>(begin) * of_policies * weeks,
                               of_policies * static_cast<Index>(entities), weeks);
    std::vector<double> values(static_cast<std::size_t>(by_run.rows()));
    for (Index week = 0; week < weeks; ++week) {
      array(values) = by_run.col(week);
      const auto statistics = statistics_of(values);
      for (std::size_t s = 0; s < kStatisticCount; ++s)
        of_series(static_cast<Index>((static_cast<std::size_t>(policy) * kStatisticCount + s) * entities + entity), week) = statistics[s];
    }
  };
  namespace tbb = oneapi::tbb;
  tbb::this_task_arena::isolate([&] {
    tbb::parallel_for(std::size_t{0}, sizes_.size(), [&](std::size_t series) {
      const std::size_t begin = std::accumulate(sizes_.begin(), sizes_.begin() + static_cast<std::ptrdiff_t>(series), std::size_t{0});
      for (std::size_t e = 0; e < sizes_[series]; ++e) summarise_column(begin + e, begin, e, sizes_[series]);
    });
  });
  runs_.clear();
}

}  // namespace fulcrum
