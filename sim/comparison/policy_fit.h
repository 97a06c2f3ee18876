/// \file
/// What policies must share to be compared week by week and actor by actor.
#pragma once

#include <string>

#include "scenarios/scenario.h"

namespace fulcrum {

/// In what two policies differ that they must share, in words that follow "they differ in"; "" if they can be compared.
std::string misfit(const Scenario& first, const Scenario& other);

}  // namespace fulcrum
