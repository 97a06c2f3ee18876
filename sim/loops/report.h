/// \file
/// The feedback loops of a scenario: which there are, what each contributes in which weeks, and which of them lead.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "scenarios/scenario.h"
#include "sim/loops/cut.h"
#include "sim/loops/groups.h"
#include "sim/loops/scores.h"
#include "sim/loops/stability.h"

namespace fulcrum {

/// What a loop does in the weeks in which it acts.
enum class Polarity { kReinforcing, kBalancing, kBoth, kSilent };
const char* polarity_name(Polarity polarity);

/// A group of loops with its shares by week.
struct ScoredLoop {
  LoopGroup group;
  std::string name;  ///< "R1", "B3", "U2", of the dilemma "security dilemma"
  Polarity polarity = Polarity::kSilent;
  std::vector<double> net, gross;  ///< by week: LoopShares
  std::vector<int> leads{};        ///< weeks in which it is among the fewest that make more than half; the dilemma's forms as one
  double mean = 0;                 ///< of the absolute net share over weeks 1 to the last
};

/// A link of the causal diagram.
struct DiagramLink {
  std::string from, to;  ///< variables, militias not told apart
  Polarity sign;         ///< reinforcing: more makes more
};

struct LoopReport {
  std::string scenario, title;
  int weeks = 0;
  std::size_t loops = 0;
  bool all_loops = true;
  std::vector<ScoredLoop> paths;   ///< loops between variables in the largest connected part, the largest mean share first
  std::vector<double> own;         ///< by week: gross share of levels that act on themselves alone
  std::vector<DiagramLink> drawn;  ///< links of the largest part, levels' links to themselves left out
  Stability stability;             ///< if asked for
  std::vector<LoopCut> cuts;       ///< if asked for
};

struct LoopQuestion {
  std::size_t most_loops = 500000;  ///< beyond it the shortest independent loops
  bool stability = false;
  std::size_t cuts = 0;  ///< loops to cut beside the dilemma: the first ones that have a link which was not cut before
};

/// The loops of equations in any order; `militias` as they end the names of quantities.
LoopReport report_loops(const CoreEquations& equations, const std::vector<std::string>& militias, const LoopQuestion& question);
/// Noise is left out. Throws what equations_of_loops() throws.
LoopReport report_loops(const Scenario& scenario, const LoopQuestion& question);
/// The equations of a scenario without its noise. Throws std::invalid_argument with what else of it equations cannot say.
CoreEquations equations_of_loops(Scenario scenario);
/// Militias as they end the names of quantities.
std::vector<std::string> militias_in_names(const Setup& setup);

/// The loops of the security dilemma in a report, in its order.
std::vector<const ScoredLoop*> dilemma_of(const LoopReport& report);
/// The one that the word is known for: through the rival's forces, or else the first. There must be one.
const ScoredLoop& best_known(const std::vector<const ScoredLoop*>& dilemma);
/// That of all of them; both if they differ. There must be one.
Polarity polarity_of(const std::vector<const ScoredLoop*>& loops);
/// Weeks in which any of them leads, and in which any of them acts.
std::vector<int> weeks_led(const std::vector<const ScoredLoop*>& loops);
std::vector<int> weeks_active(const std::vector<const ScoredLoop*>& loops);

}  // namespace fulcrum
