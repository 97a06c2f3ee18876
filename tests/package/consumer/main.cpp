// A stranger's program: steps the installed model through ten weeks, and sees that talking to the patron lowers direct support.
#include <models/core/core_model.h>

#include <cstdio>

namespace {

fulcrum::Setup small_world() {
  fulcrum::Setup setup;
  setup.weeks = 10;
  fulcrum::Militia militia;
  militia.name = "militia";
  militia.fighters = 10000;
  militia.tie = militia.agenda = militia.fit = .5;
  militia.vehicles = {{"arms", 1.0}};
  setup.theatre.militias = {militia};
  setup.theatre.neighbours = {{"neighbour", 1.0}};
  setup.theatre.recipients = {{"party", "party", 1.0, {}}};
  setup.levers = fulcrum::default_levers(setup.theatre.militias.size());
  return setup;
}

/// Direct support [index 0-1] after all weeks, without noise.
double direct_support_at_the_end(const fulcrum::Setup& setup) {
  const fulcrum::LeverPath levers = fulcrum::lever_path(setup);
  const fulcrum::RunInput run{.setup = &setup, .levers = &levers, .luck = {.seed = 1, .replicate = 0}, .noise = false};
  fulcrum::CoreModel<double> model;
  model.initialise({&run, 1});
  while (model.week() < setup.weeks) model.step();
  return model.now().direct;
}

}  // namespace

int main() {
  fulcrum::Setup setup = small_world();
  const double silent = direct_support_at_the_end(setup);
  setup.levers[fulcrum::kLever_communication] = 1;
  const double talking = direct_support_at_the_end(setup);
  std::printf("direct support after %d weeks: %.6f, with open communication %.6f\n", setup.weeks, silent, talking);
  return 0 < talking && talking < silent && silent < 1 ? 0 : 1;
}
