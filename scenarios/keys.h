/// \file
/// Every number of a setup that a sweep may vary, by the key that scenario files and --set use.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "models/setup.h"

namespace fulcrum {

/// A number of a setup: a parameter (direct.threat_gain), initial.<name>, levers.<name>, militia.<name>.<trait>, action.<n>.week (n counts
/// the actions of the scenario from 1), structure.<switch> (the number of its form, from 0), cells.scale or communities.people.
struct SetupKey {
  std::string key;
  Bounds bounds;  ///< limits
  std::string unit;
  double value = 0;  ///< declared default, or what the setup it was looked up in has
  double explore_low = 0, explore_high = 0;
  std::string source;
  std::vector<std::string> forms;  ///< of a structural switch
  bool changes_levers = false;     ///< the levers of the weeks must be worked out again
  std::function<void(Setup&, double)> set;
};

/// The policy in which alone a factor varies, and the key of its number: "engagement:levers.framework". Without a policy the first is
/// empty.
std::pair<std::string_view, std::string_view> policy_and_key(std::string_view name);

/// The number of that key in setups like this one, or nothing.
std::optional<SetupKey> find_setup_key(std::string_view key, const Setup& setup);
/// All keys of such setups, for suggestions.
std::vector<std::string> setup_keys(const Setup& setup);

}  // namespace fulcrum
