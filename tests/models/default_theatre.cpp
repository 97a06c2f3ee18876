#include "tests/models/default_theatre.h"
#include "tests/support/levers_of_2008.h"

#include <stdexcept>
#include <string>
#include <utility>

namespace fulcrum::testing_support {

Theatre default_theatre() {
  Theatre theatre;
  theatre.name = "default";
  theatre.militias = {
      {.name = "mahdi_army", .fighters = 60000, .tie = .40, .agenda = .80, .fit = .30, .role = 1, .lethality = 1, .swing = true},
      {.name = "badr", .fighters = 20000, .tie = .90, .agenda = .30, .fit = .30, .role = .15, .lethality = 1},
      {.name = "special_groups", .fighters = 5000, .tie = .85, .agenda = .40, .fit = .50, .role = 1, .lethality = 1},
  };
  theatre.neighbours = {{"saudi_arabia", .45}, {"united_arab_emirates", .30}, {"kuwait", .15}, {"qatar", .10}};
  return theatre;
}

Setup setup_in(Theatre theatre, int weeks) {
  Setup setup;
  setup.start = std::chrono::sys_days{std::chrono::year{2008} / 1 / 7};
  setup.weeks = weeks;
  setup.levers = testing_support::levers_of_2008(theatre.militias.size());
  setup.theatre = std::move(theatre);
  return setup;
}

Setup default_setup(int weeks) { return setup_in(default_theatre(), weeks); }

int lever_number(const Setup& setup, std::string_view name) {
  const int lever = find_lever(name, setup.theatre.militia_names());
  if (lever < 0) throw std::invalid_argument("no lever " + std::string(name));
  return lever;
}

void set_lever(Setup& setup, std::string_view name, double value) {
  setup.levers[static_cast<std::size_t>(lever_number(setup, name))] = value;
}

}  // namespace fulcrum::testing_support
