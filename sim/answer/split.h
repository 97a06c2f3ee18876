/// \file
/// What splits a verdict: the settings at which a policy does the opposite of what it mostly does.
#pragma once

#include "sim/answer/answer.h"

namespace fulcrum {

/// A box in which exceptions to a policy's verdict are dense (PRIM), limiting at most three factors: the rarer sign where the sign is open,
/// else futures in which it does not do what it mostly does. It is sought in two of three futures and judged on the others. Nothing if
/// there are too few futures, or hardly an exception.
std::optional<Split> split_of(const AnswerInput& input, const PolicyAnswer& policy, double tie);

}  // namespace fulcrum
