/// \file
/// The equations of the core for one scenario: every name stands for one number a week.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scenarios/scenario.h"
#include "sim/equations/tree.h"

namespace fulcrum {

/// A number that a scenario fixes: a parameter, a value at the start, data of the theatre.
struct NamedConstant {
  std::string name;  ///< e.g. threat_reach_weight, as identifiers go
  double value = 0;
  std::string unit, meaning;
};
/// A lever: one value a week.
struct NamedLever {
  std::string name;  ///< e.g. lever_raids
  std::vector<double> by_week;
  std::string unit, meaning;
};
/// A quantity of the model. Its equations name constants, levers and quantities by their identifiers, and nothing else.
struct Quantity {
  std::string name;                   ///< a series, "control_mahdi_army", or a name of the table's own
  std::string unit, meaning;          ///< of recorded series; else the unit is "1"
  std::optional<EquationTree> start;  ///< of a level: before the first week
  EquationTree value;
};

/// Constants, levers and quantities of a scenario, quantities in the order of a week.
struct CoreEquations {
  std::string scenario, title, theatre;
  int weeks = 0;
  std::vector<NamedConstant> constants;
  std::vector<NamedLever> levers;
  std::vector<Quantity> quantities;
};

/// What of a scenario equations cannot say: noise, cells, rules, the host's politics, an adaptive rival; by name. Empty: nothing.
std::vector<std::string> beyond_equations(const Scenario& scenario);
/// The equations of a scenario for which that is empty.
CoreEquations core_equations(const Scenario& scenario);

}  // namespace fulcrum
