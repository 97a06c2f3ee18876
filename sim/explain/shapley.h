/// \file
/// Shapley values: what each of several causes adds to a result, on average over all orders in which they may come. Shapley 1953.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace fulcrum {

/// Shapley values of `players` players from the worth of every coalition: worth[mask], bit i for player i. They add up to
/// worth[all] - worth[none].
std::vector<double> shapley_values(int players, std::span<const double> worth);

/// A player's value, and the two ends of what it can be said to add.
struct ShapleyParts {
  std::vector<double> shapley;
  std::vector<double> first_in;  ///< what it adds alone, where nobody else is there
  std::vector<double> last_in;   ///< what is lost when it leaves all the others
};
/// From the worth of every coalition, as shapley_values() takes it. First-in and last-in do not add up to the whole where players act
/// together.
ShapleyParts shapley_parts(int players, std::span<const double> worth);

/// A function of several arguments.
using Equation = std::function<double(std::span<const double>)>;

/// How much of f(after) - f(before) each argument's change makes. An argument that does not change gets exactly 0.
std::vector<double> shapley_of_change(const Equation& f, std::span<const double> before, std::span<const double> after);

/// Estimates from orders of players drawn at random: a value a player and an order.
struct SampledShapley {
  std::vector<double> values;
  std::vector<double> errors;  ///< standard errors
  int orders = 0;
};
/// Mean and standard error of what each player adds over orders: added[order][player].
SampledShapley sampled_shapley(const std::vector<std::vector<double>>& added);

}  // namespace fulcrum
