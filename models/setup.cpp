#include "models/setup.h"

namespace fulcrum {

std::vector<double> default_levers(std::size_t militias) {
  std::vector<double> levers;
  for (const LeverInfo& lever : lever_table()) levers.push_back(lever.value);
  levers.insert(levers.end(), militias, crackdown_info().value);
  levers.insert(levers.end(), militias, restraint_info().value);
  return levers;
}

LeverPath lever_path(const Setup& setup) {
  std::vector<std::vector<double>> by_lever;
  for (const double value : setup.levers) by_lever.emplace_back(static_cast<std::size_t>(setup.weeks), value);
  for (const LeverTable& table : setup.tables) by_lever[static_cast<std::size_t>(table.lever)] = table.by_week;
  apply_actions(setup.actions, by_lever);
  return lever_path(by_lever);
}

}  // namespace fulcrum
