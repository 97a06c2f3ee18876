#include "models/setup.h"

#include <algorithm>
#include <cmath>

namespace fulcrum {

double cells_wanted(const Setup& setup) {
  const double mean_size = (setup.parameters.cells.size_min + setup.parameters.cells.size_max) / 2;
  double cells = 0;
  for (const Militia& militia : setup.theatre.militias)
    cells += std::max(1.0, std::floor(militia.fighters / (mean_size * setup.agents.scale) + 0.5));
  return cells;
}

double communities_wanted(const Setup& setup) {
  double communities = 0;
  for (const Province& province : setup.theatre.provinces)
    communities += province.n_communities ? static_cast<double>(*province.n_communities)
                                          : std::max(1.0, std::floor(province.population / setup.agents.community_people + 0.5));
  return communities;
}

void take_out_host(Setup& setup) {
  setup.theatre.host = {};
  setup.agenda = {};
  setup.initial.consent = setup.initial.mandate = setup.initial.join = std::nullopt;
}

std::vector<double> default_levers(std::size_t militias) {
  std::vector<double> levers;
  for (const LeverInfo& lever : lever_table()) levers.push_back(lever.value);
  for (const LeverInfo& lever : militia_lever_table()) levers.insert(levers.end(), militias, lever.value);
  return levers;
}

namespace {

// The policy begins later: its weeks move back, and the status quo stands before them.
void shift(const Setup& setup, std::vector<std::vector<double>>& by_lever) {
  const int weeks = std::min(setup.shift_weeks, setup.weeks);
  for (std::size_t lever = 0; lever < by_lever.size(); ++lever) {
    std::vector<double>& values = by_lever[lever];
    std::move_backward(values.begin(), values.end() - weeks, values.end());
    std::fill_n(values.begin(), weeks, setup.before[lever]);
  }
}

}  // namespace

LeverPath lever_path(const Setup& setup) {
  std::vector<std::vector<double>> by_lever;
  for (const double value : setup.levers) by_lever.emplace_back(static_cast<std::size_t>(setup.weeks), value);
  for (const LeverTable& table : setup.tables) by_lever[static_cast<std::size_t>(table.lever)] = table.by_week;
  apply_actions(setup.actions, by_lever);
  if (setup.shift_weeks > 0) shift(setup, by_lever);
  return lever_path(by_lever);
}

void shorten(Setup& setup, int weeks) {
  setup.weeks = std::min(setup.weeks, weeks);
  for (LeverTable& table : setup.tables) table.by_week.resize(std::min(table.by_week.size(), static_cast<std::size_t>(setup.weeks)));
}

}  // namespace fulcrum
