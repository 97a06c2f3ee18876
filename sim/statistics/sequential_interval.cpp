#include "sim/statistics/sequential_interval.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <limits>
#include <stdexcept>

#include "models/numbers/functions.h"

namespace fulcrum {

namespace {

constexpr int kFirstLook = 32;
/// Weight of the mixing distribution, in values: N(0, sd^2/16) for the distance of the mean from each candidate. It sets where the
/// intervals are tightest (50 to 500 values), not whether they hold.
constexpr double kMixingWeight = 16;
/// Largest share of its capital that a bet may lose: Waudby-Smith and Ramdas 2024, section 4.
constexpr double kLargestBet = .75;
/// Differences that are not the most common one, below which the normal method waits ...
constexpr int kFewDifferent = 10;
/// ... until a share like this would have shown itself.
constexpr double kRareShare = .01;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

bool reached(const StopRule& rule, const Interval& interval) {
  return rule.half_width && (interval.high - interval.low) / 2 <= *rule.half_width;
}
bool sign_known(const StopRule& rule, const Interval& interval) { return rule.sign && (interval.low > 0 || interval.high < 0); }

/// How often the most common value occurs.
std::ptrdiff_t count_of_most_common(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  std::ptrdiff_t most_common = 0;
  for (auto from = values.begin(); from != values.end();) {
    const auto to = std::upper_bound(from, values.end(), *from);
    most_common = std::max(most_common, to - from);
    from = to;
  }
  return most_common;
}

/// Whether so many values differ from the most common one that their spread says something about the mean. Where a policy matters in rare
/// futures only, the first differences may all be 0, and no interval around their mean could know better.
bool varied_enough(const std::vector<double>& values, double confidence) {
  const double alike = logarithm(1 - confidence) / logarithm(1 - kRareShare);
  if (static_cast<double>(values.size()) >= alike) return true;
  return static_cast<std::ptrdiff_t>(values.size()) - count_of_most_common(values) >= kFewDifferent;
}

std::vector<double> numbers_among(std::span<const double> differences) {
  std::vector<double> values;
  std::copy_if(differences.begin(), differences.end(), std::back_inserter(values), [](double x) { return !std::isnan(x); });
  return values;
}

double mean_of(std::span<const double> values) {
  double n = 0, mean = 0;
  for (const double value : values) mean += (value - mean) / ++n;
  return mean;
}

/// Bets before each value on [0, 1], from the mean and variance of those before: sqrt(2 log(2/alpha)/(variance t log(1 + t))), the
/// predictable plug-in of Waudby-Smith and Ramdas 2024.
std::vector<double> bets(const std::vector<double>& x, double alpha) {
  std::vector<double> lambda;
  double sum = .5, squares = .25, t = 1;
  for (const double value : x) {
    lambda.push_back(std::sqrt(2 * logarithm(2 / alpha) / (squares * logarithm(1 + t))));
    sum += value;
    const double mean = sum / ++t;
    squares += (value - mean) * (value - mean);
  }
  return lambda;
}

/// Largest mean m that is refuted by bets on more: their capital, prod (1 + min(lambda, c/m) (x - m)), has reached 2/alpha. It falls in m.
double refuted_from_below(const std::vector<double>& x, const std::vector<double>& lambda, double alpha) {
  const auto refuted = [&](double m) {
    double capital = 1;
    for (std::size_t i = 0; i < x.size(); ++i) capital *= 1 + std::min(lambda[i], kLargestBet / m) * (x[i] - m);
    return capital >= 2 / alpha;  // beyond the range of a double: infinite, rightly refuted, or 0, not refuted
  };
  double low = 0, high = 1;
  for (int step = 0; step < 40; ++step) {
    const double middle = (low + high) / 2;
    (refuted(middle) ? low : high) = middle;
  }
  return low;
}

}  // namespace

std::optional<std::string> problem(const StopRule& rule) {
  if (!rule.half_width && !rule.sign) return "give a stopping rule: half_width, or sign = true";
  if (rule.half_width && !(*rule.half_width > 0 && std::isfinite(*rule.half_width)))
    return fmt::format("half_width = {} must be a finite number above 0", *rule.half_width);
  if (!(rule.confidence >= .5 && rule.confidence <= .9999))
    return fmt::format("confidence = {} must lie between 0.5 and 0.9999", rule.confidence);
  if (rule.max_replicates < kFirstLook)
    return fmt::format("max_replicates = {} must be at least {}, the number at the first look", rule.max_replicates, kFirstLook);
  if (rule.range && !(rule.range->low < rule.range->high && std::isfinite(rule.range->high - rule.range->low)))
    return fmt::format("the range of a difference must be finite with low below high, not {} to {}", rule.range->low, rule.range->high);
  return std::nullopt;
}

std::vector<int> look_sizes(int max_replicates) {
  std::vector<int> sizes;
  for (std::int64_t n = kFirstLook; n < max_replicates; n += n / 32 * 8) sizes.push_back(static_cast<int>(n));
  sizes.push_back(max_replicates);
  return sizes;
}

Interval normal_sequence_interval(std::span<const double> values, double confidence) {
  const double n = static_cast<double>(values.size()), mean = mean_of(values);
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  // A mean m is out when the mixture's likelihood ratio, sqrt(g) ((1 + y)/(1 + g y))^(n/2) with y = n (mean - m)^2 / squares, has reached
  // 1/alpha: solved for y. Lai 1976; Wang and Ramdas 2025.
  const double alpha = 1 - confidence, g = kMixingWeight / (n + kMixingWeight);
  const double growth = exponential_minus_one(-logarithm(alpha * alpha * g) / n);
  const double room = 1 - g * (1 + growth);
  const double half = n < 2 || room <= 0 ? kInfinity : std::sqrt(squares / n * growth / room);
  return {mean, mean - half, mean + half};
}

Interval bounded_sequence_interval(std::span<const double> values, const DifferenceRange& range, double confidence) {
  const double alpha = 1 - confidence, width = range.high - range.low;
  std::vector<double> x, mirrored;
  for (const double value : values) {
    if (value < range.low || value > range.high)
      throw std::domain_error(fmt::format("a difference of {} lies outside its range from {} to {}", value, range.low, range.high));
    x.push_back(std::min(1.0, (value - range.low) / width));
    mirrored.push_back(1 - x.back());
  }
  const std::vector<double> lambda = bets(x, alpha);
  const double low = range.low + width * refuted_from_below(x, lambda, alpha);
  const double high = range.high - width * refuted_from_below(mirrored, lambda, alpha);
  return {mean_of(values), std::min(low, high), std::max(low, high)};  // should the bets of both sides refute every mean, keep an interval
}

Doubt doubt_of(std::span<const double> values) {
  constexpr double kCochran = 25;
  const double n = static_cast<double>(values.size()), mean = mean_of(values);
  double squares = 0, cubes = 0;
  for (const double value : values) {
    squares += (value - mean) * (value - mean);
    cubes += (value - mean) * (value - mean) * (value - mean);
  }
  const auto alike = count_of_most_common({values.begin(), values.end()});
  if (!(squares > 0) || alike == static_cast<std::ptrdiff_t>(values.size())) return Doubt::kNone;
  const double skewness_squared = n * cubes * cubes / (squares * squares * squares);
  if (n <= kCochran * skewness_squared) return Doubt::kSkewed;
  return 2 * alike >= static_cast<std::ptrdiff_t>(values.size()) ? Doubt::kJumps : Doubt::kNone;
}

Look look(const StopRule& rule, std::span<const double> differences) {
  const std::vector<double> values = numbers_among(differences);
  const bool last = differences.size() >= static_cast<std::size_t>(rule.max_replicates);
  const Certainty otherwise = last ? Certainty::kUndecided : Certainty::kMore;
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  if (values.empty()) return {{nan, nan, nan}, 0, otherwise};
  const Interval interval =
      rule.range ? bounded_sequence_interval(values, *rule.range, rule.confidence) : normal_sequence_interval(values, rule.confidence);
  const int pairs = static_cast<int>(values.size());
  const bool trusted = rule.range || (pairs >= kFirstLook && varied_enough(values, rule.confidence));
  const Doubt doubt = rule.range ? Doubt::kNone : doubt_of(values);
  if (trusted && reached(rule, interval)) return {interval, pairs, Certainty::kCertain, doubt};
  if (trusted && sign_known(rule, interval)) return {interval, pairs, Certainty::kSignKnown, doubt};
  return {interval, pairs, otherwise, doubt};
}

StoppingTime stopping_time(const StopRule& rule, std::span<const double> differences) {
  StoppingTime now;
  for (const int size : look_sizes(rule.max_replicates)) {
    if (static_cast<std::size_t>(size) > differences.size()) break;
    now = {size, look(rule, differences.first(static_cast<std::size_t>(size)))};
    if (now.look.certainty != Certainty::kMore) break;
  }
  return now;
}

}  // namespace fulcrum
