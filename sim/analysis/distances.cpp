#include "sim/analysis/distances.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <boost/random/uniform_01.hpp>
#include <cmath>

#include "sim/analysis/resample.h"
#include "sim/analysis/slices.h"
#include "sim/designs/keyed_engine.h"
#include "sim/statistics/missing.h"
#include "sim/statistics/order_statistics.h"

namespace fulcrum {

namespace {

// Distances of all slices, with the points in the order of the outcome; each point counts `counts` times.
PawnIndex distances(const Slices& slices, std::span<const std::size_t> order, std::span<const double> outcome,
                    const Eigen::ArrayXd& counts) {
  std::vector<double> sizes(slices.count, 0), reached(slices.count, 0), largest(slices.count, 0);
  double all = 0, below = 0;
  for (const auto i : order) {
    const double count = counts(static_cast<Eigen::Index>(i));
    sizes[slices.of[i]] += count;
    all += count;
  }
  for (std::size_t at = 0; at < order.size(); ++at) {
    const std::size_t i = order[at];
    const double count = counts(static_cast<Eigen::Index>(i));
    below += count;
    reached[slices.of[i]] += count;
    if (at + 1 < order.size() && outcome[order[at + 1]] == outcome[i]) continue;
    for (std::size_t s = 0; s < slices.count; ++s)
      if (sizes[s] > 0) largest[s] = std::max(largest[s], std::abs(reached[s] / sizes[s] - below / all));
  }
  const double most = largest.empty() ? kNan : *std::max_element(largest.begin(), largest.end());
  return {{quantile_of(largest, .5), kNan, kNan}, {most, kNan, kNan}};
}

std::vector<std::size_t> sorted_points(std::span<const double> outcome) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < outcome.size(); ++i)
    if (std::isfinite(outcome[i])) order.push_back(i);
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return outcome[a] < outcome[b]; });
  return order;
}

}  // namespace

double kolmogorov_smirnov(std::vector<double>& a, std::vector<double>& b) {
  if (a.empty() || b.empty()) return kNan;
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  double largest = 0;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    const double value = std::min(a[i], b[j]);
    while (i < a.size() && a[i] == value) ++i;
    while (j < b.size() && b[j] == value) ++j;
    largest = std::max(
        largest, std::abs(static_cast<double>(i) / static_cast<double>(a.size()) - static_cast<double>(j) / static_cast<double>(b.size())));
  }
  return largest;
}

double kolmogorov_smirnov_p(double distance, std::size_t a, std::size_t b) {
  const double n = std::sqrt(static_cast<double>(a) * static_cast<double>(b) / static_cast<double>(a + b));
  const double lambda = (n + .12 + .11 / n) * distance;
  if (!(lambda > .2)) return std::isnan(lambda) ? kNan : 1;  // the series needs many terms there, and is 1 to ten digits
  double p = 0;
  for (int k = 1; k <= 100; ++k) p += (k % 2 == 1 ? 2 : -2) * std::exp(-2.0 * k * k * lambda * lambda);
  return std::clamp(p, 0.0, 1.0);
}

PawnIndex pawn_index(std::span<const double> factor, std::span<const double> outcome, const PawnSettings& settings) {
  const Slices slices = slices_of(factor, static_cast<std::size_t>(settings.slices));
  const auto order = sorted_points(outcome);
  const PawnIndex all = distances(slices, order, outcome, Eigen::ArrayXd::Ones(static_cast<Eigen::Index>(outcome.size())));
  std::vector<double> median, largest;
  for (int r = 0; r < settings.bootstrap.resamples; ++r) {
    const PawnIndex one = distances(slices, order, outcome, resample_counts(settings.bootstrap, "pawn", r, outcome.size()));
    median.push_back(one.median.value);
    largest.push_back(one.largest.value);
  }
  return {with_interval(all.median.value, median, settings.bootstrap.confidence),
          with_interval(all.largest.value, largest, settings.bootstrap.confidence)};
}

namespace {

/// Indices of factors that are random numbers: medians, and worst slices.
std::pair<std::vector<double>, std::vector<double>> indices_of_nothing(std::span<const double> outcome, const PawnSettings& settings,
                                                                       int factors) {
  const auto order = sorted_points(outcome);
  const Eigen::ArrayXd once = Eigen::ArrayXd::Ones(static_cast<Eigen::Index>(outcome.size()));
  std::vector<double> median, largest, random(outcome.size());
  for (int r = 0; r < factors; ++r) {
    KeyedEngine engine = keyed_engine(settings.bootstrap.seed, "pawn.nothing", r);
    std::generate(random.begin(), random.end(), [&] { return boost::random::uniform_01<double>()(engine); });
    const PawnIndex one = distances(slices_of(random, static_cast<std::size_t>(settings.slices)), order, outcome, once);
    median.push_back(one.median.value);
    largest.push_back(one.largest.value);
  }
  return {median, largest};
}

}  // namespace

double pawn_limit_of_chance(std::span<const double> outcome, const PawnSettings& settings, std::size_t factors) {
  constexpr std::size_t kMostValues = 20'000'000;  // of random numbers: seconds
  const double level = (1 - settings.bootstrap.confidence) / static_cast<double>(std::max<std::size_t>(factors, 1));
  const double wanted = std::ceil(2 / level);
  const std::size_t possible = std::max<std::size_t>(200, kMostValues / std::max<std::size_t>(outcome.size(), 1));
  std::vector<double> median =
      indices_of_nothing(outcome, settings, static_cast<int>(std::min(wanted, static_cast<double>(possible)))).first;
  if (wanted <= static_cast<double>(possible)) return quantile_of(median, 1 - level);
  const Eigen::Map<const Eigen::ArrayXd> values(median.data(), static_cast<Eigen::Index>(median.size()));
  const double sd = std::sqrt((values - values.mean()).square().sum() / static_cast<double>(values.size() - 1));
  return values.mean() + sd * boost::math::quantile(boost::math::normal(), 1 - level);
}

PawnIndex pawn_of_nothing(std::span<const double> outcome, const PawnSettings& settings) {
  auto [median, largest] = indices_of_nothing(outcome, settings, std::max(20, settings.bootstrap.resamples));
  const auto interval = [&](std::vector<double>& values) {
    const double tail = (1 - settings.bootstrap.confidence) / 2;
    return Estimate{quantile_of(values, .5), quantile_of(values, tail), quantile_of(values, 1 - tail)};
  };
  return {interval(median), interval(largest)};
}

RegionalIndex regional_index(std::span<const double> factor, const std::vector<bool>& of_interest) {
  std::vector<double> inside, outside;
  for (std::size_t i = 0; i < factor.size(); ++i) (of_interest[i] ? inside : outside).push_back(factor[i]);
  const double distance = kolmogorov_smirnov(inside, outside);
  return {distance, inside.empty() || outside.empty() ? kNan : kolmogorov_smirnov_p(distance, inside.size(), outside.size()),
          quantile_of(inside, .5), quantile_of(outside, .5)};
}

}  // namespace fulcrum
