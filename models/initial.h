/// \file
/// The state at the start that a theatre or scenario may set, generated from initial.def.
#pragma once

#include <span>
#include <string_view>

namespace fulcrum {

/// State at the start; units and limits: initial_table().
struct Initial {
#define FULCRUM_INITIAL(name, value, ...) double name{value};
#include "models/initial.def"
#undef FULCRUM_INITIAL
};

/// What is known of an initial value.
struct InitialInfo {
  std::string_view name;
  double value;  ///< default
  double lower, upper;
  std::string_view unit, meaning;
  double& (*in)(Initial&);
};
std::span<const InitialInfo> initial_table();

}  // namespace fulcrum
