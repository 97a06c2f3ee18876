#include "tests/agents/agent_setup.h"

#include <algorithm>

#include "tests/models/default_theatre.h"
#include "tests/models/first_edition.h"

namespace fulcrum::testing_support {

namespace {

// Governorates: population of 2007 [persons], shares of the vote of December 2005, the border with Iran, and the tables of agents.md
// section 2 in thousandths. The files in the library of scenarios say where the figures come from.
struct Row {
  const char* name;
  double population, shia, sunni, kurd;
  bool borders_patron;
  int places[3];
  int forces;
};
// clang-format off
constexpr Row kRows[] = {
    {"Anbar", 1485986, 0, 0.9169, 0, false, {0, 0, 0}, 180},
    {"Erbil", 1642785, 0, 0, 0.9515, true, {0, 0, 0}, 2},
    {"Basra", 1912532, 0.7746, 0.0467, 0, true, {120, 200, 100}, 25},
    {"Babil", 1651564, 0.7737, 0.0569, 0, false, {40, 80, 50}, 50},
    {"Baghdad", 7145470, 0.603, 0.2054, 0.0106, false, {450, 250, 550}, 420},
    {"Dahuk", 367290, 0, 0, 0.9731, false, {0, 0, 0}, 2},
    {"Diyala", 1560621, 0.2226, 0.4844, 0.1342, true, {40, 40, 120}, 70},
    {"Dhi Qar", 1616226, 0.8953, 0, 0, false, {80, 80, 50}, 10},
    {"Karbala", 887859, 0.7868, 0, 0, false, {30, 80, 0}, 2},
    {"Kirkuk", 902019, 0.0359, 0.2477, 0.5289, false, {0, 0, 0}, 30},
    {"Maysan", 824146, 0.9025, 0, 0, true, {70, 0, 70}, 2},
    {"Muthanna", 614997, 0.8903, 0, 0, false, {0, 60, 0}, 2},
    {"Najaf", 1081203, 0.8605, 0, 0, false, {80, 120, 0}, 2},
    {"Nineveh", 2949293, 0.0744, 0.4977, 0.192, false, {0, 0, 0}, 80},
    {"Qadisiyyah", 990483, 0.8284, 0, 0, false, {60, 50, 0}, 10},
    {"Salah al-Din", 1191403, 0.0738, 0.6232, 0.0422, false, {0, 0, 0}, 110},
    {"Sulaymaniyah", 1793254, 0, 0, 0.9929, true, {0, 0, 0}, 2},
    {"Wasit", 1064950, 0.8514, 0.0237, 0, true, {30, 40, 60}, 10},
};
constexpr const char* kBorders[][2] = {
    {"Anbar", "Babil"}, {"Anbar", "Baghdad"}, {"Anbar", "Karbala"}, {"Anbar", "Najaf"}, {"Anbar", "Nineveh"}, {"Anbar", "Salah al-Din"}, {"Erbil", "Kirkuk"}, {"Erbil", "Nineveh"}, {"Erbil", "Salah al-Din"}, {"Erbil", "Sulaymaniyah"}, {"Basra", "Dhi Qar"}, {"Basra", "Maysan"}, {"Basra", "Muthanna"}, {"Babil", "Baghdad"}, {"Babil", "Karbala"}, {"Babil", "Najaf"}, {"Babil", "Qadisiyyah"}, {"Babil", "Wasit"}, {"Baghdad", "Diyala"}, {"Baghdad", "Salah al-Din"}, {"Baghdad", "Wasit"}, {"Dahuk", "Erbil"}, {"Dahuk", "Nineveh"}, {"Diyala", "Salah al-Din"}, {"Diyala", "Sulaymaniyah"}, {"Diyala", "Wasit"}, {"Dhi Qar", "Wasit"}, {"Karbala", "Najaf"}, {"Maysan", "Dhi Qar"}, {"Maysan", "Wasit"}, {"Muthanna", "Dhi Qar"}, {"Muthanna", "Najaf"}, {"Muthanna", "Qadisiyyah"}, {"Najaf", "Qadisiyyah"}, {"Nineveh", "Salah al-Din"}, {"Qadisiyyah", "Dhi Qar"}, {"Qadisiyyah", "Wasit"}, {"Salah al-Din", "Kirkuk"}, {"Salah al-Din", "Sulaymaniyah"}, {"Sulaymaniyah", "Kirkuk"},
};
// clang-format on

}  // namespace

Theatre iraq_theatre() {
  Theatre theatre = default_theatre();
  for (const Row& row : kRows) {
    const double votes = row.shia + row.sunni + row.kurd;
    Province province;
    province.name = row.name;
    province.population = row.population;
    province.cosect_share = row.shia / votes;
    province.borders_patron = row.borders_patron;
    province.forces_share = row.forces / 1000.0;
    province.insurgent_share = row.population * row.sunni / votes;
    for (const auto& [a, b] : kBorders)
      if (province.name == a) province.neighbours.emplace_back(b);
    theatre.provinces.push_back(province);
    for (std::size_t k = 0; k < 3; ++k) theatre.militias[k].places.push_back({row.name, row.places[k] / 1000.0});
  }
  double insurgents = 0;
  for (const Province& province : theatre.provinces) insurgents += *province.insurgent_share;
  for (Province& province : theatre.provinces) *province.insurgent_share /= insurgents;
  const TargetMix own[] = {{.45, .40, .15}, {.05, .65, .30}, {.70, .15, .15}};
  const double tolerance[] = {.3, .9, .2}, sponsored[] = {0, .3, 1};
  for (std::size_t k = 0; k < 3; ++k) {
    theatre.militias[k].own_targets = own[k];
    theatre.militias[k].host_tolerance = tolerance[k];
    theatre.militias[k].sponsored_share = sponsored[k];
  }
  return theatre;
}

Theatre equal_provinces(int provinces) {
  Theatre theatre = default_theatre();
  for (int p = 0; p < provinces; ++p) {
    Province province;
    province.name = "province_" + std::to_string(p);
    province.population = 1e6;
    province.cosect_share = .6;
    province.borders_patron = true;
    if (p > 0) province.neighbours = {"province_" + std::to_string(p - 1)};
    theatre.provinces.push_back(province);
  }
  return theatre;
}

void use_cells(Setup& setup, Theatre theatre) {
  theatre.presence_reference = setup.theatre.presence_reference;
  theatre.attack_scale = setup.theatre.attack_scale;
  setup.theatre = std::move(theatre);
  setup.resolution = Resolution::kCells;
}

void switch_all_off(Parameters<double>& p) {
  for (double* value : {&p.cells.excitation, &p.cells.tempo_sd, &p.cells.recruit_rate, &p.cells.refound_rate, &p.cells.host_hit_rate,
                        &p.cells.destroy_share, &p.cells.dormant_weeks, &p.cells.skill_cover, &p.cells.camp_seats, &p.cells.sponsored_bonus,
                        &p.cells.split_rate, &p.cells.civilian_harm, &p.cells.uprising_gain, &p.cells.route_loss, &p.communities.locality,
                        &p.communities.spread})
    *value = 0;
  p.cells.raid_hit_rate = p.militia.decay_rate * p.militia.raid_loss;
}

RecordedRun record_agents(const Setup& setup, const Noise& noise, Kernel kernel, const Crew& crew) {
  const Selection selection(all_series(Resolution::kCells, HostTables{true, true, true, true, true}), setup.theatre);
  RecordedRun run(selection, setup.weeks);
  const LeverPath levers = lever_path(setup);
  const RunInput input{.setup = &setup, .levers = &levers, .luck = noise.luck, .noise = noise.on};
  double* const recording = run.data();
  run.fault = make_agent_stepper(selection, kernel, crew)->run({&input, 1}, {&recording, 1}, static_cast<std::size_t>(setup.weeks)).front();
  return run;
}

void as_printed(Parameters<double>& parameters) {
  as_first_edition(parameters);
  parameters.perception.noise_sd = 0;
  parameters.course.escalation = 0;
}

Setup iraq_setup(int weeks) {
  Setup setup = default_setup(weeks);
  use_cells(setup, iraq_theatre());
  as_printed(setup.parameters);
  return setup;
}

}  // namespace fulcrum::testing_support
