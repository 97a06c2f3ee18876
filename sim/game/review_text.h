/// \file
/// The review of a game as text for a terminal, and as a page.
#pragma once

#include <string>
#include <vector>

#include "sim/game/review.h"

namespace fulcrum {

/// The review in a hundred columns.
std::string review_text(const Review& review, const LoggedGame& logged);
/// Rows of the review's tables, for the terminal and for the page: a question as it is called there, whether it came true, shares of
/// futures without any move and with the moves; team, turn, question, forecast, came true, Brier, log; of whom, forecasts, Brier, log;
/// turn, team, move, goal, effect here, median, nine in ten futures, verdict.
std::vector<std::string> question_row(const std::string& called, const AnsweredQuestion& one);
std::vector<std::string> forecast_row(const ScoredForecast& one);
std::vector<std::string> score_row(const MeanScore& one);
std::vector<std::string> move_row(const MoveEffect& one);
/// What all moves did to a team's goal, in two sentences.
std::string team_text(const TeamEffect& one);
/// "raise it: median +0.021, nine in ten +0.004 to +0.060".
std::string effect_text(const PairedFutures& over);
/// What the best other move of a team is and does, in a sentence or two.
std::string best_text(const BestMove& best, const TeamEffect& team, int futures);

}  // namespace fulcrum
