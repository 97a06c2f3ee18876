/// \file
/// What knowing something would be worth for a choice between policies: expected values of perfect information.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace fulcrum {

/// What knowing one factor before the choice would change.
struct FactorInformation {
  std::size_t factor = 0;
  double gain = 0;      ///< by how much lower the mean outcome would be [unit of the outcome]
  double switches = 0;  ///< share of futures in which another policy would be chosen
};

/// The value of information where the policy with the lowest mean outcome is chosen.
struct InformationValue {
  std::size_t chosen = 0;                  ///< policy, with what is known today
  double everything = 0;                   ///< gain if each future were known
  std::vector<FactorInformation> factors;  ///< those that chance does not explain, largest gain first
};

/// Of all and of each factor alone, by means within ten slices of the factor (Strong and Oakley 2013, Med. Decis. Making 33). Slices of
/// random labels gain a little too: a factor is listed if it gains more than any of twenty times as many random labellings as there are
/// factors, which has a chance of 5 % for all factors together. `values`: [policy][future], `factors`: [factor][future]; futures in which a
/// value is not a number are left out. Nothing with one policy or fewer than 100 futures.
std::optional<InformationValue> information_value(const std::vector<std::vector<double>>& values,
                                                  const std::vector<std::vector<double>>& factors);

}  // namespace fulcrum
