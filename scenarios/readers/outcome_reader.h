/// \file
/// Outcomes of one's own: [[outcome]] tables of studies and scenarios.
#pragma once

#include <string>
#include <vector>

#include "models/expression.h"
#include "scenarios/input/checker.h"

namespace fulcrum {

/// An outcome as it was asked for: one number a run, from a formula.
struct OutcomeRequest {
  std::string name;
  std::string title;  ///< or empty
  std::string unit;
  std::string formula;  ///< as it was written
  Expression expression;
  Problem place;  ///< of its name, for messages
};

/// The [[outcome]] tables of a document, for runs of that theatre and as many weeks.
std::vector<OutcomeRequest> read_outcomes(const toml::table& document, const Theatre& theatre, int weeks, Checker& check);

/// The outcomes as TOML.
std::string outcomes_toml(const std::vector<OutcomeRequest>& outcomes);

}  // namespace fulcrum
