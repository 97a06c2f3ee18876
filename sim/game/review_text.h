/// \file
/// The review of a game as text for a terminal, and as a page.
#pragma once

#include <string>

#include "sim/game/review.h"

namespace fulcrum {

/// The review in a hundred columns.
std::string review_text(const Review& review, const LoggedGame& logged);
/// "raises it: median +0.021, nine in ten +0.004 to +0.060".
std::string effect_text(const PairedFutures& over);
/// What the best other move of a team is and does, in a sentence or two.
std::string best_text(const BestMove& best, const TeamEffect& team, int futures);

}  // namespace fulcrum
