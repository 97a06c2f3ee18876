// Small models as trees of equations, and what their loops are.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "sim/loops/circuits.h"
#include "sim/loops/graph.h"
#include "sim/loops/scores.h"

namespace fulcrum::testing_support {

inline Quantity level(const std::string& name, const std::string& start, const std::string& value) {
  return {name, "1", "", read_equation(start), read_equation(value)};
}
inline Quantity term(const std::string& name, const std::string& value) { return {name, "1", "", {}, read_equation(value)}; }

inline CoreEquations model(int weeks, std::vector<Quantity> quantities) {
  CoreEquations equations;
  equations.scenario = "small";
  equations.weeks = weeks;
  equations.quantities = std::move(quantities);
  return equations;
}

/// A model with every loop's relative score by step. Every term is kept.
class ScoredModel {
 public:
  explicit ScoredModel(const CoreEquations& equations)
      : program(equations),
        graph(program, {program.names().begin(), program.names().end()}),
        course(program.run()),
        weights(weights_by_week(graph, course)),
        loops(find_loops(graph.links(), 1000).loops) {
    std::vector<std::size_t> numbers, parts(loops.size(), 0);
    for (std::size_t l = 0; l < loops.size(); ++l) numbers.push_back(l);
    shares = loop_shares(weights, loops, numbers, parts);
  }
  /// The share of the loop with just these variables in a step; fails if there is none.
  double share(const std::set<std::string>& variables, int step) const {
    for (std::size_t l = 0; l < loops.size(); ++l) {
      std::set<std::string> names;
      for (const std::size_t link : loops[l]) names.insert(program.names()[graph.links()[link].from]);
      if (names == variables) return shares.net[l][static_cast<std::size_t>(step)];
    }
    throw std::logic_error("no such loop");
  }

  EquationProgram program;
  CausalGraph graph;
  EquationCourse course;
  std::vector<std::vector<double>> weights;
  std::vector<Loop> loops;
  LoopShares shares;
};

}  // namespace fulcrum::testing_support
