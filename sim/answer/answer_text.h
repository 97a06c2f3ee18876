/// \file
/// The answer as people read it first: at most a screen.
#pragma once

#include <string>

#include "sim/answer/answer.h"
#include "sim/comparison/comparison_report.h"
#include "sim/ensemble/plan.h"

namespace fulcrum {

/// What stands around an answer.
struct AnswerContext {
  const Plan& plan;
  const OutcomeTable& outcomes;
  const ComparisonReport& report;
  std::string file;                ///< with the results; empty: they are in memory
  std::vector<std::string> set{};  ///< values that the command line set, "levers.reach=0"
};

/// What a policy does to the outcome: "lowers it: median -0.29, nine in ten futures -0.66 to -0.03; lower in 94 %, a tie in 5 %, higher in
/// 1 %; best in 92 %." `unit`: of the outcome.
std::string policy_sentence(const PolicyAnswer& p, const std::string& unit);
/// The answer of `compare`: a sentence a policy, what splits the verdict, the spread, the goals, and how to get more.
std::string answer_text(const Answer& answer, const AnswerContext& context);
/// The answer of `run`: levels with the range of nine in ten futures.
std::string level_text(const Answer& answer, const AnswerContext& context);

}  // namespace fulcrum
