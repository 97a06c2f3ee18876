#include "sim/analysis/shapley_effects.h"

#include <algorithm>
#include <cmath>

#include "sim/analysis/jackknife.h"
#include "sim/statistics/missing.h"
#include "sim/statistics/moments.h"

namespace fulcrum {

namespace {

// WalkSums over walks: by group, and in all.
struct WalkSums {
  std::vector<double> of_group;
  double all = 0;

  explicit WalkSums(std::size_t groups) : of_group(groups, 0) {}
  void add(const WalkSums& other, double weight) {
    for (std::size_t g = 0; g < of_group.size(); ++g) of_group[g] += weight * other.of_group[g];
    all += weight * other.all;
  }
  double share(std::size_t group) const { return all > 0 ? of_group[group] / all : kNan; }
};

void add_walk(const double* y, const std::vector<int>& changed, WalkSums& sums) {
  for (std::size_t step = 0; step < changed.size(); ++step)
    sums.of_group[static_cast<std::size_t>(changed[step])] += (y[0] - (y[step] + y[step + 1]) / 2) * (y[step] - y[step + 1]);
  const double apart = y[0] - y[changed.size()];
  sums.all += apart * apart / 2;
}

}  // namespace

ShapleyEffects shapley_effects(const std::vector<double>& by_row, const std::vector<std::vector<int>>& changed, int groups, int scrambles,
                               double confidence) {
  ShapleyEffects effects;
  const auto size = static_cast<std::size_t>(groups);
  std::vector<WalkSums> of_scramble(std::min(static_cast<std::size_t>(scrambles), changed.size()), WalkSums(size));
  std::vector<double> ends;
  for (std::size_t walk = 0; walk < changed.size(); ++walk) {
    const std::size_t rows = changed[walk].size() + 1;
    const double* y = &by_row[walk * rows];
    if (!std::all_of(y, y + rows, [](double value) { return std::isfinite(value); })) continue;
    add_walk(y, changed[walk], of_scramble[walk % of_scramble.size()]);
    ends.insert(ends.end(), {y[0], y[rows - 1]});
    ++effects.used;
  }
  const fulcrum::Moments at_ends(ends);
  effects.mean = at_ends.mean();
  effects.variance = ends.size() > 1 ? std::pow(at_ends.deviation(), 2) : kNan;
  WalkSums all(size);
  for (const WalkSums& one : of_scramble) all.add(one, 1);
  for (std::size_t g = 0; g < size; ++g) {
    std::vector<double> without;
    for (const WalkSums& one : of_scramble) {
      WalkSums others = all;
      others.add(one, -1);
      without.push_back(others.share(g));
    }
    effects.shares.push_back(jackknifed(all.share(g), without, confidence));
  }
  return effects;
}

}  // namespace fulcrum
