/// \file
/// Claims of the sources as data: what each says, the runs it needs, and the condition that must hold.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "scenarios/expressions/condition.h"
#include "scenarios/keys.h"
#include "scenarios/scenario.h"

namespace fulcrum {

/// Numbers of a setup with the values they take.
using Settings = std::vector<std::pair<SetupKey, double>>;

/// A run that claims ask for. Claims that ask for the same share it.
struct ClaimRun {
  std::string name;  ///< a shipped scenario, or <claim>.<name>
  Setup setup;
  Settings fixed;  ///< parameters that the run sets itself: they win over a design and over settings
};

/// One claim.
struct Claim {
  std::string id;                  ///< P21, or P59a
  std::string statement;           ///< in the project's words
  std::string source;              ///< source:line
  std::string kind;                ///< letters of docs/claims-index.md: L, D, H, P, C
  std::string test;                ///< how the condition stands for the statement
  std::vector<std::string> units;  ///< of the effects of the conditions; the last one is also that of those that follow
  std::string untested;            ///< why no run decides it; empty where one does
  std::string by_construction;     ///< from which equation it follows by its form alone; empty where more than one equation decides
  std::vector<Condition> holds;    ///< all must hold; their runs are names of ClaimSet::runs
  double tie = 1e-4;               ///< differences up to this size count as none [unit of the effect]
  Settings holds_with;             ///< where it holds if it does not at the defaults
  Settings breaks;                 ///< a broken model in which it must not hold; may lie beyond limits

  /// Whether its verdict says anything beside that the program does what an equation says.
  bool counts() const { return untested.empty() && by_construction.empty(); }
  const std::string& unit(std::size_t condition) const { return units[condition < units.size() ? condition : units.size() - 1]; }
};

/// Claims that cannot all be right at once, and what decides between them.
struct Dispute {
  struct Side {
    std::string view;
    std::vector<std::string> claims;  ///< ids
  };
  struct Choice {
    std::string name;
    Settings settings;
  };
  std::string id;
  std::string question;
  std::vector<Side> sides;
  std::vector<Choice> choices;  ///< the first is the defaults
};

struct ClaimSet {
  std::vector<Claim> claims;
  std::vector<ClaimRun> runs;
  std::vector<Dispute> disputes;
  const Claim* find(std::string_view id) const;
};

/// All shipped claims files, in their order.
std::span<const EmbeddedFile> embedded_claims();
/// The shipped claims, read once. Throws InputError.
const ClaimSet& shipped_claims();
/// Why a shipped claim cannot be a condition: there is none of this id, or no run decides it. Empty if it can.
std::string problem_of_claim(const std::string& id);
/// Claims of files. Throws InputError with all problems of meaning.
ClaimSet read_claims(std::span<const SourceFile> files, const Library& library);
/// Whether the text of a file is claims. Throws InputError if it is no TOML.
bool looks_like_claims(const SourceFile& file);
/// JSON Schema (draft 2020-12) of claims files.
std::string claims_schema();

}  // namespace fulcrum
