/// \file
/// The first edition of the model inside the second: every mechanism that was added, switched off.
#pragma once

#include <span>
#include <string_view>

#include "models/setup.h"

namespace fulcrum::testing_support {

/// A parameter that switches a mechanism of the second edition, and the value that switches it off.
struct OffValue {
  std::string_view key;
  double value;
};
std::span<const OffValue> off_values();

/// The parameters of off_values() at their off values; those whose default moved, at that of the first edition where they are at today's.
void switch_off(Parameters<double>& parameters);
void as_first_edition(Parameters<double>& parameters);

/// Switches every mechanism of the second edition off: the parameters of off_values(), scales of the theatre, deadlines and the adaptive
/// rival. Parameters whose default moved are left as they are.
void switch_off(Setup& setup);
/// Besides, gives the parameters whose default moved that of the first edition, where they are at today's.
void as_first_edition(Setup& setup);

/// The series that the first edition did not record.
std::span<const std::string_view> new_series();

}  // namespace fulcrum::testing_support
