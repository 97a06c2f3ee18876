/// \file
/// The state at the start that a theatre or scenario may set, generated from initial.def.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace fulcrum {

/// State at the start; units and limits: initial_table().
struct Initial {
#define FULCRUM_INITIAL(name, value, ...) double name{value};
#define FULCRUM_OPTIONAL_INITIAL(name, ...) std::optional<double> name;
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

/// What is known of an initial value that need not be there.
struct OptionalInitialInfo {
  std::string_view name;
  double lower, upper;
  std::string_view unit, meaning;
  std::string_view absent;  ///< what the run starts from where it is not there
  std::optional<double>& (*in)(Initial&);
};
std::span<const OptionalInitialInfo> optional_initial_table();

}  // namespace fulcrum
