#include "sim/hindcast/proper_scores.h"

#include <algorithm>
#include <cmath>

#include "sim/statistics/order_statistics.h"

namespace fulcrum {

namespace {

double distance(std::span<const std::vector<double>> draws, std::size_t i, const auto& other) {
  double squares = 0;
  for (std::size_t d = 0; d < draws.size(); ++d) squares += std::pow(draws[d][i] - other(d), 2);
  return std::sqrt(squares);
}

}  // namespace

double log_score(const PredictiveMonth& forecast, double seen) {
  std::vector<double> values;
  for (std::size_t i = 0; i < forecast.parts.size(); ++i) values.push_back(log_likelihood(forecast.parts[i], seen, forecast.mu[i]));
  const double highest = *std::max_element(values.begin(), values.end());
  double sum = 0;
  for (const double value : values) sum += std::exp(value - highest);
  return highest + std::log(sum / static_cast<double>(values.size()));
}

double cumulative(const PredictiveMonth& forecast, double value) {
  double sum = 0;
  for (std::size_t i = 0; i < forecast.parts.size(); ++i) sum += cumulative(forecast.parts[i], value, forecast.mu[i]);
  return sum / static_cast<double>(forecast.parts.size());
}

double probability_transform(const PredictiveMonth& forecast, double seen) {
  const bool counts = forecast.parts.front().kind != ErrorKind::kNormal;
  return counts ? (cumulative(forecast, seen) + cumulative(forecast, seen - 1)) / 2 : cumulative(forecast, seen);
}

// Pairs by ranks: draw i of the sorted ones lies above i - 1 others and below n - i.
double crps(std::span<const double> draws, double seen) {
  std::vector<double> sorted(draws.begin(), draws.end());
  std::sort(sorted.begin(), sorted.end());
  const double n = static_cast<double>(sorted.size());
  double apart = 0, among = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    apart += std::abs(sorted[i] - seen);
    among += sorted[i] * (2 * static_cast<double>(i) + 1 - n);
  }
  return apart / n - among / (n * n);
}

double threshold_weighted_crps(std::span<const double> draws, double seen, double threshold) {
  std::vector<double> above;
  for (const double draw : draws) above.push_back(std::max(draw, threshold));
  return crps(above, std::max(seen, threshold));
}

double interval_score(const PredictiveInterval& interval, double share, double seen) {
  const double outside = std::max({interval.low - seen, seen - interval.high, 0.0});
  return interval.high - interval.low + 2 / (1 - share) * outside;
}

double energy_score(std::span<const std::vector<double>> draws, std::span<const double> seen) {
  const std::size_t n = std::min(draws.front().size(), kEnergyDraws);
  double apart = 0, among = 0;
  for (std::size_t i = 0; i < n; ++i) {
    apart += distance(draws, i, [&](std::size_t d) { return seen[d]; });
    for (std::size_t j = 0; j < i; ++j) among += 2 * distance(draws, i, [&](std::size_t d) { return draws[d][j]; });
  }
  const double count = static_cast<double>(n);
  return apart / count - among / (2 * count * count);
}

PredictiveInterval middle_of(std::vector<double> draws, double share) {
  std::sort(draws.begin(), draws.end());
  return {quantile_of_sorted(draws, (1 - share) / 2), quantile_of_sorted(draws, (1 + share) / 2)};
}

}  // namespace fulcrum
