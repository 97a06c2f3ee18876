/// \file
/// The orderings of policies: what the shipped strategies must keep saying of each other (scenarios/orderings.toml).
#pragma once

#include <span>
#include <string>
#include <vector>

#include "scenarios/expressions/condition.h"
#include "scenarios/input/files.h"

namespace fulcrum {

struct Ordering {
  std::string claim;             ///< number of the claim it follows from
  std::string statement;         ///< in words
  std::vector<Condition> holds;  ///< all must; runs are names of strategies, groups are written out
};

struct Orderings {
  std::vector<std::string> strategies;  ///< names of shipped scenarios
  std::vector<Ordering> all;
  std::vector<Ordering> undecided;  ///< what the core leaves open
};

/// The shipped orderings, read once. Throws InputError.
const Orderings& policy_orderings();
/// The file, which stands in the program.
std::span<const EmbeddedFile> embedded_orderings();

}  // namespace fulcrum
