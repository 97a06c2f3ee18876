/// \file
/// Numbers of a setup as factors over the ranges that they declare.
#pragma once

#include <string>

#include "scenarios/factor.h"
#include "sim/ensemble/core_factors.h"

namespace fulcrum {

/// A number over its exploration range, or a structural switch over all its forms.
Factor declared_factor(const SetupKey& key, Ranges ranges = Ranges::kToday);

/// Whether a parameter has no effect without noise, a deadline, an adaptive rival or tables of the host's politics, or in this resolution:
/// it would be paid for in runs and always come out as nothing.
bool is_idle(const std::string& key, const Setup& setup, bool noise);

}  // namespace fulcrum
