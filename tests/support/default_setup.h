/// \file
/// The default theatre of model.md section 5 in code, for tests and benchmarks that read no file.
#pragma once

#include "models/setup.h"
#include "tests/support/levers_of_2008.h"

namespace fulcrum::testing_support {

inline Militia militia(std::string name, double fighters, double tie, double agenda, double fit, double role, bool swing) {
  Militia k;
  k.name = std::move(name);
  k.fighters = fighters;
  k.tie = tie;
  k.agenda = agenda;
  k.fit = fit;
  k.role = role;
  k.swing = swing;
  return k;
}

/// Status quo on the default theatre, 208 weeks from 2008-01-07.
inline Setup default_setup() {
  using namespace std::chrono_literals;
  Setup setup;
  setup.start = std::chrono::sys_days(2008y / std::chrono::January / 7);
  setup.theatre.name = "iraq_2008";
  setup.theatre.militias = {militia("mahdi_army", 60000, .40, .80, .30, 1, true), militia("badr", 20000, .90, .30, .30, .15, false),
                            militia("special_groups", 5000, .85, .40, .50, 1, false)};
  setup.theatre.neighbours = {{"saudi_arabia", .45}, {"united_arab_emirates", .30}, {"kuwait", .15}, {"qatar", .10}};
  setup.levers = testing_support::levers_of_2008(setup.theatre.militias.size());
  return setup;
}

}  // namespace fulcrum::testing_support
