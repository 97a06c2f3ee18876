/// \file
/// Numbers of a setup as factors over the ranges that they declare.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "scenarios/factor.h"

namespace fulcrum {

/// Parameters of the layer of cells have no effect on the core: as factors they would be paid for in runs, and only make answers noisier.
inline bool is_of_cells(std::string_view key) { return key.starts_with("cells.") || key.starts_with("communities."); }

/// Whose exploration ranges: today's, or those that the first edition of the model declared, kept for comparison.
enum class Ranges { kToday, kFirst };

/// Lower and upper end of the range over which a key is explored, in its unit. A key that the first edition did not have has today's.
inline std::pair<double, double> explored_range(const SetupKey& key, Ranges ranges) {
  const ParameterInfo* parameter = ranges == Ranges::kFirst ? find_parameter(key.key) : nullptr;
  return parameter == nullptr ? std::pair{key.explore_low, key.explore_high}
                              : std::pair{parameter->first.explore_low, parameter->first.explore_high};
}

/// A number over its exploration range, or a structural switch over all its forms.
Factor declared_factor(const SetupKey& key, Ranges ranges = Ranges::kToday);

/// Whether a parameter has no effect without noise, a deadline, an adaptive rival or tables of the host's politics, or in this resolution:
/// it would be paid for in runs and always come out as nothing.
bool is_idle(const std::string& key, const Setup& setup, bool noise);
/// Without what a parameter, trait or lever has no effect in such runs: "cells (--resolution cells)"; empty if it has one.
std::string lacking_for(const std::string& key, const Setup& setup, bool noise);

}  // namespace fulcrum
