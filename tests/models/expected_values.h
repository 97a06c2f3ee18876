/// \file
/// Values that a specification gives of its scenarios: noise off, of every series the mean over all weeks and the last week's, to 17
/// digits.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numeric>
#include <string>
#include <vector>

namespace fulcrum::testing_support {

/// Two correct implementations agree to 1e-12.
inline void expect_agreement(double value, double expected, const std::string& what) {
  EXPECT_LE(std::abs(value - expected), 1e-12 * std::max(1.0, std::abs(expected))) << what << ": " << value << ", reference " << expected;
}

/// Compares the last value and the mean of a series by week with those of a scenario.
inline void expect_agreement(const std::vector<double>& values, const nlohmann::json& scenario, const std::string& series) {
  expect_agreement(values.back(), scenario.at("last").at(series), "last " + series);
  expect_agreement(std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size()), scenario.at("mean").at(series),
                   "mean " + series);
}

/// The scenarios of a file, for tests with a parameter.
inline std::vector<std::string> scenario_names(const nlohmann::json& reference) {
  std::vector<std::string> all;
  for (const auto& [name, of] : reference.items()) all.push_back(name);
  return all;
}

/// A scenario's name as a test may have it: letters, digits and underscores.
inline std::string name_of_test(const testing::TestParamInfo<std::string>& of) {
  std::string name(of.param);
  std::replace_if(
      name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return name;
}

}  // namespace fulcrum::testing_support
