/// \file
/// Why two policies differ: as text, CSV, JSON, and the table of a results file.
#pragma once

#include <string>
#include <vector>

#include "output/table.h"
#include "sim/ensemble/plan.h"
#include "sim/explain/between.h"
#include "sim/explain/over_futures.h"

namespace fulcrum {

/// An explanation and the runs that it is about: policy 1 against policy 0 of the plan.
struct Explained {
  Plan plan;
  Between why;
  std::vector<OutcomeOverFutures> over_futures{};  ///< by outcome; empty: only the reference case is explained
  std::string note{};                              ///< what to know of the runs, with its stop; may be empty
};

std::string between_text(const Explained& pair);
/// Explanations against the same policy, one below the other.
std::string between_csv(const std::vector<Explained>& pairs);
/// One object, or a list of several.
std::string between_json(const std::vector<Explained>& pairs);
Table between_table(const std::vector<Explained>& pairs);
/// The same in sentences.
Table between_words(const std::vector<Explained>& pairs);

}  // namespace fulcrum
