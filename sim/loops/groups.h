/// \file
/// Loops in words: the names of variables, loops that differ only in the militia, and which of them is the security dilemma.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "sim/loops/circuits.h"
#include "sim/loops/graph.h"

namespace fulcrum {

/// Terms that stand in loops beside the levels, since readers think of them: threat, attacks, the rival's forces and rhetoric, cost.
const std::set<std::string>& kept_terms();
/// The name of a variable in a sentence: "perceived threat"; the variable itself if it has none.
std::string variable_name(const std::string& variable);

/// Loops with the same variables in the same order when militias are not told apart.
struct LoopGroup {
  std::vector<std::string> variables;  ///< in order, the one that is best known first
  std::vector<std::size_t> loops;      ///< numbers of its loops
  bool dilemma = false;
};

/// The variable without the militia that it belongs to; `militias` as they end names of quantities.
std::string without_militia(const std::string& variable, const std::vector<std::string>& militias);
/// Groups in the order of their variables' names.
std::vector<LoopGroup> group_loops(const CausalGraph& graph, const std::vector<CausalLink>& links, const std::vector<Loop>& loops,
                                   const std::vector<std::string>& militias);
/// Whether a loop is the security dilemma: what the patron fears makes it support, support arms militias, their attacks alarm the rival,
/// and the rival's forces or words, which follow the alarm, are what the patron fears. With nothing else in the loop.
bool is_security_dilemma(const std::vector<std::string>& variables);
/// "perceived threat -> direct support -> ... -> perceived threat".
std::string path_text(const std::vector<std::string>& variables);

}  // namespace fulcrum
