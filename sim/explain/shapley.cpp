#include "sim/explain/shapley.h"

#include <bit>
#include <cmath>

namespace fulcrum {

std::vector<double> shapley_values(int players, std::span<const double> worth) {
  const auto n = static_cast<std::size_t>(players);
  // Weight of a coalition of s others: s! (n - 1 - s)! / n!
  std::vector<double> weight(n, 1.0 / std::max(1, players));
  for (std::size_t s = 1; s < n; ++s) weight[s] = weight[s - 1] * static_cast<double>(s) / static_cast<double>(n - s);
  std::vector<double> values(n, 0.0);
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t bit = std::size_t{1} << i;
    for (std::size_t mask = 0; mask < worth.size(); ++mask)
      if ((mask & bit) == 0) values[i] += weight[static_cast<std::size_t>(std::popcount(mask))] * (worth[mask | bit] - worth[mask]);
  }
  return values;
}

ShapleyParts shapley_parts(int players, std::span<const double> worth) {
  ShapleyParts parts{shapley_values(players, worth), {}, {}};
  for (std::size_t i = 0; i < static_cast<std::size_t>(players); ++i) {
    const std::size_t bit = std::size_t{1} << i, all = worth.size() - 1;
    parts.first_in.push_back(worth[bit] - worth[0]);
    parts.last_in.push_back(worth[all] - worth[all ^ bit]);
  }
  return parts;
}

std::vector<double> shapley_of_change(const Equation& f, std::span<const double> before, std::span<const double> after) {
  std::vector<std::size_t> players;
  for (std::size_t i = 0; i < before.size(); ++i)
    if (before[i] != after[i]) players.push_back(i);
  std::vector<double> parts(before.size(), 0.0), worth(std::size_t{1} << players.size()), arguments(before.begin(), before.end());
  for (std::size_t mask = 0; mask < worth.size(); ++mask) {
    for (std::size_t i = 0; i < players.size(); ++i) arguments[players[i]] = (mask >> i & 1) != 0 ? after[players[i]] : before[players[i]];
    worth[mask] = f(arguments);
  }
  const std::vector<double> values = shapley_values(static_cast<int>(players.size()), worth);
  for (std::size_t i = 0; i < players.size(); ++i) parts[players[i]] = values[i];
  return parts;
}

SampledShapley sampled_shapley(const std::vector<std::vector<double>>& added) {
  const std::size_t players = added.front().size();
  const auto n = static_cast<double>(added.size());
  SampledShapley result{std::vector<double>(players, 0.0), std::vector<double>(players, 0.0), static_cast<int>(added.size())};
  for (std::size_t i = 0; i < players; ++i) {
    double squares = 0;
    for (const std::vector<double>& order : added) result.values[i] += order[i] / n;
    for (const std::vector<double>& order : added) squares += (order[i] - result.values[i]) * (order[i] - result.values[i]);
    result.errors[i] = n > 1 ? std::sqrt(squares / (n - 1) / n) : NAN;
  }
  return result;
}

}  // namespace fulcrum
