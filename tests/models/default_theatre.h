/// \file
/// The default theatre and setups for tests, typed from model.md section 5 and not read from the files that are shipped.
#pragma once

#include <string_view>

#include "models/setup.h"

namespace fulcrum::testing_support {

/// Three militias, four neighbours, no recipients.
Theatre default_theatre();
/// The default theatre under the default levers, parameters and initial values.
Setup default_setup(int weeks = 208);
/// The same with levers at a theatre's defaults: for setups whose militias are replaced.
Setup setup_in(Theatre theatre, int weeks);
/// Sets a constant lever by name.
void set_lever(Setup& setup, std::string_view name, double value);
/// Number of a lever by name in a setup; the name must exist.
int lever_number(const Setup& setup, std::string_view name);

}  // namespace fulcrum::testing_support
