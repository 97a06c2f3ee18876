#include "sim/answer/information.h"

#include <algorithm>
#include <boost/random/uniform_int_distribution.hpp>
#include <cmath>
#include <functional>
#include <numeric>

#include "sim/analysis/slices.h"
#include "sim/designs/keyed_engine.h"

namespace fulcrum {

namespace {

constexpr std::size_t kFewest = 100;  // futures
constexpr std::size_t kBins = 10;
constexpr int kLabellings = 20;  // a factor

using Sums = std::vector<double>;  // by policy

std::size_t least(const Sums& sums) { return static_cast<std::size_t>(std::min_element(sums.begin(), sums.end()) - sums.begin()); }

std::vector<bool> failed_futures(const AnswerInput& input) {
  std::vector<bool> failed(input.values.front().size(), false);
  for (const auto& values : input.values)
    for (std::size_t i = 0; i < values.size(); ++i) failed[i] = failed[i] || std::isnan(values[i]);
  return failed;
}

/// What choosing by bin gains over choosing once, and how often it chooses something else.
struct Choice {
  double gain = 0;
  double switches = 0;
};
Choice choice_by_bin(const AnswerInput& input, const Slices& bins) {
  std::vector<Sums> sums(bins.count, Sums(input.policies.size(), 0.0));
  std::vector<double> futures(bins.count, 0.0);
  for (std::size_t i = 0; i < bins.of.size(); ++i) {
    if (bins.of[i] == Slices::kNone) continue;
    ++futures[bins.of[i]];
    for (std::size_t p = 0; p < input.policies.size(); ++p) sums[bins.of[i]][p] += input.values[p][i];
  }
  Sums all(input.policies.size(), 0.0);
  for (const Sums& bin : sums) std::transform(all.begin(), all.end(), bin.begin(), all.begin(), std::plus<>());
  const double n = std::accumulate(futures.begin(), futures.end(), 0.0);
  const std::size_t chosen = least(all);
  Choice choice;
  for (std::size_t b = 0; b < bins.count; ++b) {
    choice.gain += sums[b][chosen] - sums[b][least(sums[b])];
    choice.switches += least(sums[b]) == chosen ? 0 : futures[b];
  }
  return {choice.gain / n, choice.switches / n};
}

// The largest gain of bins into which futures are put at random.
double gain_of_chance(const AnswerInput& input, const Slices& each, std::size_t labellings) {
  double most = 0;
  std::vector<std::size_t> labels(each.count);
  for (std::size_t i = 0; i < labels.size(); ++i) labels[i] = i * kBins / labels.size();
  Slices bins{each.of, kBins};
  for (std::size_t l = 0; l < labellings; ++l) {
    KeyedEngine engine = keyed_engine(0, "information", static_cast<int>(l));
    for (std::size_t i = labels.size(); i > 1; --i)
      std::swap(labels[i - 1], labels[boost::random::uniform_int_distribution<std::size_t>(0, i - 1)(engine)]);
    for (std::size_t i = 0; i < each.of.size(); ++i)
      if (each.of[i] != Slices::kNone) bins.of[i] = labels[each.of[i]];
    most = std::max(most, choice_by_bin(input, bins).gain);
  }
  return most;
}

}  // namespace

std::optional<Information> information_of(const AnswerInput& input) {
  const std::vector<bool> failed = failed_futures(input);
  const auto futures = static_cast<std::size_t>(std::count(failed.begin(), failed.end(), false));
  if (input.policies.size() < 2 || futures < kFewest) return std::nullopt;
  Slices each{std::vector<std::size_t>(failed.size(), Slices::kNone), 0};
  for (std::size_t i = 0; i < failed.size(); ++i)
    if (!failed[i]) each.of[i] = each.count++;
  Sums all(input.policies.size(), 0.0);
  for (std::size_t p = 0; p < all.size(); ++p)
    for (std::size_t i = 0; i < failed.size(); ++i) all[p] += failed[i] ? 0 : input.values[p][i];

  Information information{input.policies[least(all)], choice_by_bin(input, each).gain, {}};
  const double chance = gain_of_chance(input, each, kLabellings * input.factors.size());
  for (std::size_t f = 0; f < input.factors.size(); ++f) {
    const Choice choice = choice_by_bin(input, slices_of(input.settings[f], kBins, failed));
    if (choice.gain > chance) information.factors.push_back({input.factors[f].key, choice.gain, choice.switches});
  }
  std::stable_sort(information.factors.begin(), information.factors.end(), [](const auto& a, const auto& b) { return a.gain > b.gain; });
  return information;
}

}  // namespace fulcrum
