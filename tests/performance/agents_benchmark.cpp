// The agent layer in one big run: agent-weeks a second on one thread and on two, beside a bare loop over the same arrays that does one
// exponential and one Philox draw an agent. And in whole runs of the default theatre, as ensembles do them: milliseconds a run, beside a
// bare loop with as many agents and attacks. Seconds are wall time of the fastest of three passes. docs/performance.md
#include <Random123/philox.h>
#include <fmt/core.h>

#include <chrono>
#include <cstdlib>
#include <thread>

#include "models/agents/agent_model.h"
#include "models/agents/agent_stepper.h"
#include "models/numbers/functions.h"
#include "tests/agents/agent_setup.h"

namespace {

using namespace fulcrum;

template <class Work>
double fastest(const Work& work) {
  double best = 1e300;
  for (int pass = 0; pass < 3; ++pass) {
    const auto start = std::chrono::steady_clock::now();
    work();
    best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
  return best;
}

// Reads and writes what a week of a cell does: 24 bytes of state, and what says what to do with them.
double bare_pass(Cells& cells, std::uint32_t week) {
  double sum = 0;
  for (std::size_t i = 0; i < cells.fighters.size(); ++i) {
    const auto words = philox4x32_R(10, philox4x32_ctr_t{{static_cast<std::uint32_t>(i), week, 0, 0}}, philox4x32_key_t{{1, 2}});
    const double u = words.v[0] * 0x1p-32, p = exponential(-cells.arms[i] * cells.skill[i]);
    cells.arms[i] += u < p ? 1e-9 : -1e-9;
    cells.fighters[i] += 1e-9 * cells.home[i];
    cells.skill[i] *= 1 - 1e-12 * cells.status[i];
    sum += cells.arms[i];
  }
  return sum;
}

Crew crew_of(unsigned threads) {
  if (threads == 1) return work_alone;
  return [threads](std::size_t tasks, const std::function<void(std::size_t)>& work) {
    std::vector<std::jthread> crew;
    for (unsigned t = 0; t < threads; ++t)
      crew.emplace_back([=, &work] {
        for (std::size_t task = t; task < tasks; task += threads) work(task);
      });
  };
}

void measure(double agents, int weeks) {
  Setup setup = testing_support::iraq_setup(weeks);
  setup.agents.scale = 2125 / agents;
  const LeverPath levers = lever_path(setup);
  AgentModel model(cells_kernel(widest_kernel()));
  model.initialise({.setup = &setup, .levers = &levers, .luck = {1, 0}, .noise = true});
  model.step();
  const auto slots = static_cast<double>(model.layout().slots);
  for (const unsigned threads : {1u, 2u}) {
    const int share = (weeks - 1) / 6;
    const double seconds = fastest([&] {
      for (int week = 0; week < share; ++week) model.step(crew_of(threads));
    });
    fmt::print("{:>10.0f} agents  {} thread{}  {:8.2f} million agent-weeks/s  {:6.2f} ns an agent-week\n", agents, threads,
               threads > 1 ? "s" : " ", agents * share / seconds / 1e6, seconds / (agents * share) * 1e9);
  }
  std::uint32_t week = 0;
  volatile double sink = 0;
  const double bare = fastest([&] { sink = bare_pass(model.cells(), week++); });
  fmt::print("{:>10.0f} agents  bare loop {:8.2f} million agents/s             {:6.2f} ns an agent\n", agents, slots / bare / 1e6,
             bare / slots * 1e9);
}

// As many attacks, each with one Philox draw, a choice of three and a count in one of 1,024 places.
double bare_attacks(double attacks) {
  std::vector<double> counts(1024, 0.0);
  for (double attack = 0; attack < attacks; ++attack) {
    const auto words = philox4x32_R(10, philox4x32_ctr_t{{static_cast<std::uint32_t>(attack), 1, 0, 0}}, philox4x32_key_t{{1, 2}});
    counts[words.v[1] % 1024] += words.v[0] < 1u << 30 ? 1 : words.v[0] < 3u << 30 ? 2 : 3;
  }
  return counts[0];
}

void measure_runs(double scale) {
  constexpr int kWeeks = 208, kRuns = 20;
  Setup setup = testing_support::iraq_setup(kWeeks);
  setup.agents.scale = scale;
  const LeverPath levers = lever_path(setup);
  const Selection selection(core_series(Resolution::kCells, {}), setup.theatre);
  std::vector<double> recording(selection.columns().size() * kWeeks);
  double* const to = recording.data();
  const auto stepper = make_agent_stepper(selection, widest_kernel(), work_alone);
  std::uint64_t replicate = 0;
  double attacks = 0, runs = 0;
  const auto first = static_cast<std::size_t>(selection.find("attacks_count")) * kWeeks;
  const double seconds = fastest([&] {
    for (int run = 0; run < kRuns; ++run) {
      const RunInput input{.setup = &setup, .levers = &levers, .luck = {1, replicate++}, .noise = true};
      stepper->run({&input, 1}, {&to, 1}, kWeeks);
      ++runs;
      for (std::size_t i = first; i < first + axis_names(Axis::kAttack, setup.theatre).size() * kWeeks; ++i) attacks += recording[i];
    }
  });
  AgentModel model(cells_kernel(widest_kernel()));
  model.initialise({.setup = &setup, .levers = &levers, .luck = {1, 0}, .noise = true});
  volatile double sink = 0;
  const double bare = fastest([&] {
    for (std::uint32_t week = 0; week < kWeeks; ++week) sink = bare_pass(model.cells(), week);
    sink = bare_attacks(attacks / runs);
  });
  fmt::print("scale {:>2}: {:6.2f} ms a run of {} weeks with {:.0f} attacks; bare loop {:5.2f} ms\n", scale, seconds / kRuns * 1e3, kWeeks,
             attacks / runs, bare * 1e3);
}

}  // namespace

int main() {
  for (const double scale : {1.0, 10.0}) measure_runs(scale);
  fmt::print("{} bytes of state an agent\n", 3 * sizeof(double) + sizeof(std::uint32_t) + sizeof(std::uint16_t) + 2);
  measure(1e4, 601);
  measure(1e6, 61);
  measure(1e7, 13);
}
