#include "sim/statistics/paired.h"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <numeric>

#include "sim/statistics/missing.h"
#include "sim/statistics/moments.h"

namespace fulcrum {

namespace {

constexpr double kLevel = 0.05;

Interval interval_of(const Moments& m) {
  if (m.count() < 1) return {kNan, kNan, kNan};
  if (m.count() < 2) return {m.mean(), kNan, kNan};
  const double half = boost::math::quantile(boost::math::students_t(m.count() - 1), 1 - kLevel / 2) * m.error();
  return {m.mean(), m.mean() - half, m.mean() + half};
}

// Two-sided p-value of a mean of zero. A difference that never varies is certain.
double p_value(const Moments& m) {
  if (m.count() < 2) return kNan;
  if (m.squares() == 0) return m.mean() == 0 ? 1 : 0;
  const double t = std::abs(m.mean()) / m.error();
  return 2 * boost::math::cdf(boost::math::complement(boost::math::students_t(m.count() - 1), t));
}

}  // namespace

Interval mean_interval(std::span<const double> values) { return interval_of(Moments(values)); }

PairedDifference paired_difference(std::span<const double> other, std::span<const double> base) {
  std::vector<double> differences, others, bases;
  double above = 0;
  for (std::size_t i = 0; i < other.size() && i < base.size(); ++i) {
    const double difference = other[i] - base[i];
    if (std::isnan(difference)) continue;
    differences.push_back(difference);
    others.push_back(other[i]);
    bases.push_back(base[i]);
    above += difference > 0 ? 1 : (difference == 0 ? .5 : 0);
  }
  const Moments difference(differences), of_other(others), of_base(bases);
  const double both = of_other.variance() + of_base.variance();
  const bool same = difference.squares() == 0 && difference.mean() == 0;
  PairedDifference result{.difference = interval_of(difference),
                          .share_above = difference.count() > 0 ? above / difference.count() : kNan,
                          .pairs = static_cast<int>(differences.size()),
                          .effect = difference.count() < 2 ? kNan : (same ? 0 : difference.mean() / std::sqrt(both / 2)),
                          .variance_reduction = difference.count() < 2 ? kNan : both / difference.variance(),
                          .p = p_value(difference)};
  PairedDifference* const alone[] = {&result};
  adjust_for_several(alone);
  return result;
}

std::vector<double> holm_adjusted(std::span<const double> p) {
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p[a] < p[b]; });
  std::vector<double> adjusted(p.size());
  double largest = 0;
  for (std::size_t rank = 0; rank < order.size(); ++rank) {
    largest = std::max(largest, std::min(1.0, static_cast<double>(order.size() - rank) * p[order[rank]]));
    adjusted[order[rank]] = largest;
  }
  return adjusted;
}

void adjust_for_several(std::span<PairedDifference* const> family) {
  std::vector<PairedDifference*> tested;
  std::vector<double> p;
  for (PairedDifference* const one : family) {
    one->p_adjusted = one->p;
    if (one->pairs < 2) continue;
    tested.push_back(one);
    p.push_back(one->p);
  }
  const std::vector<double> adjusted = holm_adjusted(p);
  for (std::size_t i = 0; i < tested.size(); ++i) {
    PairedDifference& one = *tested[i];
    one.p_adjusted = adjusted[i];
    const bool same = one.difference.mean == 0 && one.difference.low == 0 && one.difference.high == 0;
    one.verdict = same                       ? Verdict::kSame
                  : one.p_adjusted >= kLevel ? Verdict::kUndecided
                  : one.difference.mean > 0  ? Verdict::kHigher
                                             : Verdict::kLower;
  }
}

}  // namespace fulcrum
