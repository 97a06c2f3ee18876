#include "sim/analysis/given_data.h"

#include <algorithm>
#include <boost/random/uniform_01.hpp>
#include <cmath>

#include "sim/analysis/resample.h"
#include "sim/analysis/slices.h"
#include "sim/designs/keyed_engine.h"
#include "sim/statistics/order_statistics.h"

namespace fulcrum {

namespace {

constexpr std::size_t kSlices = 10;

/// Points with an outcome: slice of the factor, slice of the outcome, outcome.
struct SliceGrid {
  Slices factor, outcome;
  std::vector<std::size_t> points;
};

SliceGrid grid_of(std::span<const double> factor, std::span<const double> outcome) {
  std::vector<bool> left_out;
  SliceGrid grid;
  for (std::size_t i = 0; i < outcome.size(); ++i) {
    left_out.push_back(!std::isfinite(outcome[i]));
    if (!left_out.back()) grid.points.push_back(i);
  }
  grid.factor = slices_of(factor, kSlices, left_out);
  grid.outcome = slices_of(outcome, kSlices, left_out);
  return grid;
}

// Half the sum of |joint - product| over the cells; each point counts `counts` times.
double delta_of(const SliceGrid& grid, const Eigen::ArrayXd& counts) {
  const auto rows = static_cast<Eigen::Index>(grid.factor.count), columns = static_cast<Eigen::Index>(grid.outcome.count);
  Eigen::ArrayXXd cells = Eigen::ArrayXXd::Zero(rows, columns);
  for (const std::size_t i : grid.points)
    cells(static_cast<Eigen::Index>(grid.factor.of[i]), static_cast<Eigen::Index>(grid.outcome.of[i])) +=
        counts(static_cast<Eigen::Index>(i));
  cells /= cells.sum();
  const Eigen::ArrayXXd product = (cells.rowwise().sum().matrix() * cells.colwise().sum().matrix()).array();
  return (cells - product).abs().sum() / 2;
}

// Adjusted share of the variance that lies between the slices of the factor; each point counts `counts` times.
double first_of(const SliceGrid& grid, std::span<const double> outcome, const Eigen::ArrayXd& counts) {
  Eigen::ArrayXd size = Eigen::ArrayXd::Zero(static_cast<Eigen::Index>(grid.factor.count)), sum = size;
  double n = 0, mean = 0, squares = 0;
  for (const std::size_t i : grid.points) {
    const double count = counts(static_cast<Eigen::Index>(i));
    if (count == 0) continue;
    n += count;
    const double from = outcome[i] - mean;
    mean += count * from / n;
    squares += count * from * (outcome[i] - mean);
    size(static_cast<Eigen::Index>(grid.factor.of[i])) += count;
    sum(static_cast<Eigen::Index>(grid.factor.of[i])) += count * outcome[i];
  }
  const double slices = static_cast<double>((size > 0).count());
  if (!(squares > 0) || n <= slices) return 0;
  const double between = (size > 0).select(size * (sum / size - mean).square(), 0).sum();
  return std::max(0.0, 1 - (squares - between) / (n - slices) / (squares / (n - 1)));
}

Eigen::ArrayXd once(std::size_t points) { return Eigen::ArrayXd::Ones(static_cast<Eigen::Index>(points)); }

}  // namespace

double explained_share(std::span<const double> factor, std::span<const double> values) {
  const SliceGrid grid = grid_of(factor, values);
  return grid.points.size() < 2 * kSlices ? 0 : first_of(grid, values, once(values.size()));
}

GivenDataIndex given_data_index(std::span<const double> factor, std::span<const double> outcome, const BootstrapSettings& settings) {
  const SliceGrid grid = grid_of(factor, outcome);
  const double first = first_of(grid, outcome, once(outcome.size())), delta = delta_of(grid, once(outcome.size()));
  std::vector<double> firsts, deltas;
  double sum = 0;
  for (int r = 0; r < settings.resamples; ++r) {
    const Eigen::ArrayXd counts = resample_counts(settings, "given data", r, outcome.size());
    firsts.push_back(first_of(grid, outcome, counts));
    deltas.push_back(delta_of(grid, counts));
    sum += deltas.back();
  }
  const double bias = deltas.empty() ? 0 : sum / static_cast<double>(deltas.size()) - delta;
  const double confidence = settings.confidence;
  return {with_interval(first, std::move(firsts), confidence), with_interval(std::max(0.0, delta - bias), std::move(deltas), confidence)};
}

GivenDataIndex given_data_of_nothing(std::span<const double> outcome, const BootstrapSettings& settings) {
  std::vector<double> firsts, deltas, random(outcome.size());
  BootstrapSettings each = settings;
  each.resamples = std::min(20, settings.resamples);  // for the bias of each
  for (int r = 0; r < std::max(20, settings.resamples); ++r) {
    KeyedEngine engine = keyed_engine(settings.seed, "given data.nothing", r);
    std::generate(random.begin(), random.end(), [&] { return boost::random::uniform_01<double>()(engine); });
    const GivenDataIndex one = given_data_index(random, outcome, each);
    firsts.push_back(one.first.value);
    deltas.push_back(one.delta.value);
  }
  const auto interval = [&](std::vector<double>& values) {
    const double tail = (1 - settings.confidence) / 2;
    return Estimate{quantile_of(values, .5), quantile_of(values, tail), quantile_of(values, 1 - tail)};
  };
  return {interval(firsts), interval(deltas)};
}

}  // namespace fulcrum
