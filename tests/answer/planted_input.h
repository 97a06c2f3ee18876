/// \file
/// Answers' numbers from models whose answer is known.
#pragma once

#include <string>
#include <vector>

#include "sim/answer/answer.h"
#include "sim/ensemble/futures.h"

namespace fulcrum::testing_support {

/// So many uncertain numbers between 0 and 1, each uniform.
inline UncertaintyRequest unit_cube(int dimensions) {
  UncertaintyRequest request;
  for (int d = 0; d < dimensions; ++d) {
    Factor factor;
    factor.key.key = std::string("x").append(std::to_string(d));
    factor.key.explore_low = 0;
    factor.key.explore_high = 1;
    request.factors.push_back(factor);
  }
  return request;
}

/// Futures of a planted model: the second policy differs from the first by `difference` of the setting.
template <class Difference>
AnswerInput planted(std::uint64_t seed, int futures, int dimensions, Difference difference) {
  const Futures drawn(unit_cube(dimensions), seed, std::vector<double>(static_cast<std::size_t>(dimensions), .5));
  AnswerInput input;
  input.policies = {"first", "other"};
  input.outcome = {"y", "index", "planted outcome"};
  input.values.resize(2);
  input.settings.resize(static_cast<std::size_t>(dimensions));
  for (const Factor& factor : drawn.factors()) input.factors.push_back(experiment_factor(factor));
  for (int r = 0; r < futures; ++r) {
    const std::vector<double> x = drawn.values(r);
    for (std::size_t f = 0; f < x.size(); ++f) input.settings[f].push_back(x[f]);
    input.scramble.push_back(drawn.scramble(r));
    input.values[0].push_back(.5);
    input.values[1].push_back(.5 + difference(x));
  }
  return input;
}

}  // namespace fulcrum::testing_support
