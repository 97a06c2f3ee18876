/// \file
/// Changes of a quantity by what made them.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "sim/explain/shapley.h"

namespace fulcrum {

/// What moved a quantity: by way of what, and in the end by what. "forces front" by "rhetoric".
struct Cause {
  std::string way;
  std::string name;
};
/// All causes of the second level, in the order in which they are shown.
std::span<const Cause> causes();
/// Number of a cause.
std::size_t cause_number(std::string_view way, std::string_view name);

/// A change of a quantity, split over causes().
using Change = std::vector<double>;
Change no_change();

/// The change of f split over causes: argument i changed from before[i] to after[i], by[i] says what made that change (it adds up to
/// after[i] - before[i]). Shapley values over the arguments, each handed on to its causes in proportion: the multiplier of argument i is
/// its Shapley value over its change (its slope where it hardly changes), the chain rule of Chen, Lundberg and Lee 2022.
Change chained(const Equation& f, std::span<const double> before, std::span<const double> after, std::span<const Change> by);
/// One argument's part of it, split over the causes of that argument.
Change handed_on(const Equation& f, std::span<const double> after, std::size_t argument, double change, double part, const Change& by);

/// A change with one cause.
Change caused_by(std::string_view way, std::string_view name, double change);

}  // namespace fulcrum
