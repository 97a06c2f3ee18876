#include "sim/claims/space.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sim/analysis/distances.h"
#include "sim/statistics/arrays.h"

namespace fulcrum {

namespace {

constexpr std::size_t kLeastOfAKind = 10;  // fewer points that hold, or fail, say nothing of where
constexpr std::size_t kFactorsOfABox = 3;  // more cannot be read

std::vector<std::size_t> sorted_by(const std::vector<std::size_t>& points, const auto& value) {
  std::vector<std::size_t> order = points;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return value(a) < value(b); });
  return order;
}

// Ranks by point, from 0; equal values share their mean rank.
std::vector<double> ranks(const std::vector<std::size_t>& points, const auto& value, std::size_t all) {
  const auto order = sorted_by(points, value);
  std::vector<double> rank(all, 0);
  for (std::size_t i = 0; i < order.size();) {
    std::size_t j = i;
    while (j + 1 < order.size() && value(order[j + 1]) == value(order[i])) ++j;
    for (std::size_t k = i; k <= j; ++k) rank[order[k]] = static_cast<double>(i + j) / 2;
    i = j + 1;
  }
  return rank;
}

double correlation(const std::vector<std::size_t>& points, const std::vector<double>& x, const std::vector<double>& y) {
  const double n = static_cast<double>(points.size());
  Eigen::ArrayXd from_x = array(x)(points), from_y = array(y)(points);
  from_x -= ordered_sum(from_x / n);
  from_y -= ordered_sum(from_y / n);
  const double xx = ordered_sum(from_x.square()), yy = ordered_sum(from_y.square()), xy = ordered_sum(from_x * from_y);
  return xx > 0 && yy > 0 ? xy / std::sqrt(xx * yy) : 0;
}

std::vector<Decider> deciders(const std::vector<std::size_t>& points, const ClaimOverSpace& over, const Space& space, double n_holds) {
  const bool both = n_holds >= kLeastOfAKind && static_cast<double>(points.size()) - n_holds >= kLeastOfAKind;
  const auto effect_rank = ranks(
      points, [&](std::size_t p) { return over.margin[p]; }, over.margin.size());
  std::vector<bool> holds;
  for (const std::size_t p : points) holds.push_back(over.holds[p] > 0);
  const double level = .01 / static_cast<double>(space.factors.size());  // 1 % over all parameters together (Bonferroni)
  std::vector<Decider> all;
  for (std::size_t f = 0; f < space.factors.size(); ++f) {
    const auto value = [&](std::size_t p) { return space.value(static_cast<std::int64_t>(p), f); };
    Decider decider{f, 0, 0, false};
    decider.rank = correlation(points, ranks(points, value, over.margin.size()), effect_rank);
    if (both) {
      std::vector<double> values;
      for (const std::size_t p : points) values.push_back(value(p));
      const RegionalIndex index = regional_index(values, holds);
      decider.distance = index.distance;
      decider.clear = index.p < level;
    }
    all.push_back(decider);
  }
  std::stable_sort(all.begin(), all.end(), [&](const Decider& x, const Decider& y) {
    return both ? x.distance > y.distance : std::abs(x.rank) > std::abs(y.rank);
  });
  return all;
}

// The box of the rarer kind of points, over the few parameters that decide most clearly.
void bound(SpaceVerdict& verdict, const std::vector<std::size_t>& points, const ClaimOverSpace& over, const Space& space) {
  std::vector<std::size_t> factors;
  for (const Decider& decider : verdict.deciders)
    if (decider.clear && factors.size() < kFactorsOfABox) factors.push_back(decider.factor);
  if (factors.empty()) return;
  Cases cases;
  for (const std::size_t f : factors) {
    auto& values = cases.factors.emplace_back();
    for (const std::size_t p : points) values.push_back(space.value(static_cast<std::int64_t>(p), f));
  }
  for (const std::size_t p : points) cases.of_interest.push_back((over.holds[p] > 0) == verdict.box_holds);
  const Box box = find_box(cases, {.least_mass = .05});
  const BoxScore found = score(box, cases);
  for (std::size_t i = 0; i < factors.size(); ++i) {
    if (box[i].limits_below()) verdict.box.push_back({factors[i], true, box[i].low});
    if (box[i].limits_above()) verdict.box.push_back({factors[i], false, box[i].high});
  }
  verdict.coverage = found.coverage();
  verdict.density = found.density();
}

}  // namespace

SpaceVerdict judge_over_space(const Claim& claim, const ClaimOverSpace& over, const Space& space) {
  SpaceVerdict verdict;
  verdict.claim = &claim;
  std::vector<std::size_t> points;
  double holds = 0;
  for (std::size_t p = 0; p < over.holds.size(); ++p)
    if (!std::isnan(over.holds[p])) {
      points.push_back(p);
      holds += over.holds[p];
    }
  verdict.points = static_cast<std::int64_t>(points.size());
  const double n = static_cast<double>(points.size());
  verdict.share = wilson_share(holds, n);
  if (points.empty()) return verdict;
  verdict.deciders = deciders(points, over, space, holds);
  verdict.box_holds = holds <= n / 2;
  if (holds < kLeastOfAKind || n - holds < kLeastOfAKind) return verdict;

  bound(verdict, points, over, space);
  return verdict;
}

}  // namespace fulcrum
