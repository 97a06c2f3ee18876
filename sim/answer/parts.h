/// \file
/// How much of the spread over policies and futures is policy, parameters, structural forms and luck.
#pragma once

#include "sim/answer/answer.h"

namespace fulcrum {

/// Two-way analysis of variance over policies and futures; the part of the futures is split by repetitions in which luck, or luck and
/// structural forms, were drawn anew at the same parameters (Jansen 1999, Comput. Phys. Commun. 117): half the mean squared difference is
/// the variance that the part drawn anew makes. Nothing with fewer than 20 futures.
std::optional<SpreadParts> spread_parts(const AnswerInput& input);

}  // namespace fulcrum
