/// \file
/// Finds what documents leave to defaults.
#pragma once

#include <span>

#include "models/setup.h"
#include "scenarios/input/document.h"
#include "scenarios/left_out.h"

namespace fulcrum {

/// What none of these documents sets (a scenario with all that it extends, its theatre), with the value in force in the setup. Levers of
/// one militia are not listed: they are 0 unless somebody acts against it.
LeftOut left_out(std::span<const toml::table* const> documents, const Setup& setup);

}  // namespace fulcrum
