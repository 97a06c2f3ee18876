#include "sim/analysis/information.h"

#include <algorithm>
#include <boost/random/uniform_int_distribution.hpp>
#include <cmath>
#include <functional>
#include <numeric>

#include "sim/analysis/slices.h"
#include "sim/designs/keyed_engine.h"

namespace fulcrum {

namespace {

constexpr std::ptrdiff_t kFewestFutures = 100;  // futures
constexpr std::size_t kSlicesOfFactor = 10;
constexpr std::size_t kLabellings = 20;  // a factor

using Values = std::vector<std::vector<double>>;  // [policy][future]
using Sums = std::vector<double>;                 // [policy]

std::size_t least(const Sums& sums) { return static_cast<std::size_t>(std::min_element(sums.begin(), sums.end()) - sums.begin()); }

std::vector<bool> failed_futures(const Values& values) {
  std::vector<bool> failed(values.front().size(), false);
  for (const auto& of_policy : values)
    for (std::size_t i = 0; i < of_policy.size(); ++i) failed[i] = failed[i] || std::isnan(of_policy[i]);
  return failed;
}

/// What choosing by slice gains over choosing once, and how often it chooses something else.
struct Choice {
  double gain = 0;
  double switches = 0;
};
Choice choice_by_slice(const Values& values, const Slices& slices) {
  std::vector<Sums> sums(slices.count, Sums(values.size(), 0.0));
  std::vector<double> futures(slices.count, 0.0);
  for (std::size_t i = 0; i < slices.of.size(); ++i) {
    if (slices.of[i] == Slices::kNone) continue;
    ++futures[slices.of[i]];
    for (std::size_t p = 0; p < values.size(); ++p) sums[slices.of[i]][p] += values[p][i];
  }
  Sums all(values.size(), 0.0);
  for (const Sums& slice : sums) std::transform(all.begin(), all.end(), slice.begin(), all.begin(), std::plus<>());
  const double n = std::accumulate(futures.begin(), futures.end(), 0.0);
  const std::size_t chosen = least(all);
  Choice choice;
  for (std::size_t s = 0; s < slices.count; ++s) {
    choice.gain += sums[s][chosen] - sums[s][least(sums[s])];
    choice.switches += least(sums[s]) == chosen ? 0 : futures[s];
  }
  return {choice.gain / n, choice.switches / n};
}

// The largest gain of slices into which futures are put at random.
double gain_of_chance(const Values& values, const Slices& each, std::size_t labellings) {
  double most = 0;
  std::vector<std::size_t> labels(each.count);
  for (std::size_t i = 0; i < labels.size(); ++i) labels[i] = i * kSlicesOfFactor / labels.size();
  Slices slices{each.of, kSlicesOfFactor};
  for (std::size_t l = 0; l < labellings; ++l) {
    KeyedEngine engine = keyed_engine(0, "information", static_cast<int>(l));
    for (std::size_t i = labels.size(); i > 1; --i)
      std::swap(labels[i - 1], labels[boost::random::uniform_int_distribution<std::size_t>(0, i - 1)(engine)]);
    for (std::size_t i = 0; i < each.of.size(); ++i)
      if (each.of[i] != Slices::kNone) slices.of[i] = labels[each.of[i]];
    most = std::max(most, choice_by_slice(values, slices).gain);
  }
  return most;
}

}  // namespace

std::optional<InformationValue> information_value(const Values& values, const std::vector<std::vector<double>>& factors) {
  const std::vector<bool> failed = failed_futures(values);
  if (values.size() < 2 || std::count(failed.begin(), failed.end(), false) < kFewestFutures) return std::nullopt;
  Slices each{std::vector<std::size_t>(failed.size(), Slices::kNone), 0};
  Sums all(values.size(), 0.0);
  for (std::size_t i = 0; i < failed.size(); ++i) {
    if (failed[i]) continue;
    each.of[i] = each.count++;
    for (std::size_t p = 0; p < all.size(); ++p) all[p] += values[p][i];
  }
  InformationValue information{least(all), choice_by_slice(values, each).gain, {}};
  const double chance = gain_of_chance(values, each, kLabellings * factors.size());
  for (std::size_t f = 0; f < factors.size(); ++f) {
    const Choice choice = choice_by_slice(values, slices_of(factors[f], kSlicesOfFactor, failed));
    if (choice.gain > chance) information.factors.push_back({f, choice.gain, choice.switches});
  }
  std::stable_sort(information.factors.begin(), information.factors.end(), [](const auto& a, const auto& b) { return a.gain > b.gain; });
  return information;
}

}  // namespace fulcrum
