/// \file
/// What knowing would be worth for the choice of a policy.
#pragma once

#include <optional>

#include "sim/answer/answer.h"

namespace fulcrum {

/// Expected values of perfect information, of all and of each factor alone (Strong and Oakley 2013, Med. Decis. Making 33: means within ten
/// bins of the factor). Bins of random labels gain a little too: a factor is listed if it gains more than any of twenty times as many
/// random labellings as there are factors, which has a chance of 5 % for all factors together. Nothing with one policy or fewer than 100
/// futures.
std::optional<Information> information_of(const AnswerInput& input);

}  // namespace fulcrum
