#include "sim/analysis/pareto.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace fulcrum {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

double comparable(double value) { return std::isnan(value) ? kInfinity : value; }

}  // namespace

bool dominates(const Objectives& a, const Objectives& b) {
  bool better = false;
  for (std::size_t m = 0; m < a.size(); ++m) {
    const double x = comparable(a[m]), y = comparable(b[m]);
    if (x > y) return false;
    better = better || x < y;
  }
  return better;
}

std::vector<std::vector<std::size_t>> fronts(const std::vector<Objectives>& candidates) {
  const std::size_t n = candidates.size();
  std::vector<std::vector<std::size_t>> worse(n), all(1);
  std::vector<std::size_t> better(n, 0);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) {
      if (dominates(candidates[i], candidates[j])) worse[i].push_back(j);
      if (dominates(candidates[j], candidates[i])) ++better[i];
    }
  for (std::size_t i = 0; i < n; ++i)
    if (better[i] == 0) all[0].push_back(i);
  while (!all.back().empty()) {
    std::vector<std::size_t> next;
    for (const std::size_t i : all.back())
      for (const std::size_t j : worse[i])
        if (--better[j] == 0) next.push_back(j);
    std::sort(next.begin(), next.end());
    all.push_back(std::move(next));
  }
  all.pop_back();
  return all;
}

std::vector<double> crowding(const std::vector<Objectives>& candidates, const std::vector<std::size_t>& front) {
  std::vector<double> distance(front.size(), 0);
  std::vector<std::size_t> order(front.size());
  for (std::size_t m = 0; !front.empty() && m < candidates[front[0]].size(); ++m) {
    std::iota(order.begin(), order.end(), 0U);
    const auto value = [&](std::size_t i) { return comparable(candidates[front[i]][m]); };
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return value(a) < value(b); });
    distance[order.front()] = distance[order.back()] = kInfinity;
    const double span = value(order.back()) - value(order.front());
    if (!(span > 0) || !std::isfinite(span)) continue;
    for (std::size_t i = 1; i + 1 < order.size(); ++i) distance[order[i]] += (value(order[i + 1]) - value(order[i - 1])) / span;
  }
  return distance;
}

double hypervolume(std::vector<Objectives> candidates, const Objectives& reference) {
  std::sort(candidates.begin(), candidates.end());
  double area = 0, ceiling = reference[1];
  for (const Objectives& c : candidates) {
    if (!(c[0] < reference[0]) || !(c[1] < ceiling)) continue;
    area += (reference[0] - c[0]) * (ceiling - c[1]);
    ceiling = c[1];
  }
  return area;
}

}  // namespace fulcrum
