#include "sim/ensemble/block.h"

#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>

#include <algorithm>
#include <chrono>
#include <limits>

#include "models/agents/agent_stepper.h"
#include "sim/ensemble/study_points.h"

namespace fulcrum {

namespace {

// A failed run has no values: not even those of the weeks before.
void fail(int i, const std::string& error, Block& block) {
  block.errors[static_cast<std::size_t>(i)] = error;
  const auto weeks = static_cast<std::size_t>(block.weeks), stride = static_cast<std::size_t>(block.runs) * weeks;
  for (std::size_t column = static_cast<std::size_t>(i) * weeks; column < block.recordings.size(); column += stride)
    std::fill_n(block.recordings.begin() + static_cast<std::ptrdiff_t>(column), weeks, std::numeric_limits<double>::quiet_NaN());
}

// Shares the blocks of cells of one big run among the threads that have nothing else to do. Isolated: a thread that waits here must not
// begin another run, for which it would need the stepper that it is using.
void share(std::size_t tasks, const std::function<void(std::size_t)>& work) {
  namespace tbb = oneapi::tbb;
  tbb::this_task_arena::isolate([&] { tbb::parallel_for(std::size_t{0}, tasks, work); });
}

std::unique_ptr<Stepper> make_run_stepper(const Plan& plan, const Selection& selection, Kernel kernel) {
  if (plan.policies().front().setup.resolution == Resolution::kCells) return make_agent_stepper(selection, kernel, share);
  return make_stepper(selection, kernel);
}

}  // namespace

BlockRunner::BlockRunner(const Plan& plan, const Selection& selection, std::span<const Outcome> outcomes, Kernel kernel)
    : plan_(plan), selection_(selection), outcomes_(outcomes), stepper_(make_run_stepper(plan, selection, kernel)) {
  const std::size_t ring = plan.design() != nullptr ? static_cast<std::size_t>(stepper_->lanes()) + 1 : 1;
  for (const Policy& policy : plan.policies())
    slots_.emplace_back(ring, Slot{plan.design() != nullptr ? -1 : 0, policy.setup, lever_path(policy.setup), {}});
  last_slot_.assign(slots_.size(), 0);
}

const BlockRunner::Slot& BlockRunner::slot_for(const RunPlace& place) {
  const auto policy = static_cast<std::size_t>(place.policy);
  std::vector<Slot>& ring = slots_[policy];
  if (ring[last_slot_[policy]].point == place.point) return ring[last_slot_[policy]];
  Slot& slot = ring[last_slot_[policy] = (last_slot_[policy] + 1) % ring.size()];
  slot.point = place.point;
  const Points& design = *plan_.design();
  design.apply(design.values(place.point), slot.setup);
  if (design.changes_levers()) slot.levers = lever_path(slot.setup);
  slot.error = problem_of_point(slot.setup).value_or("");
  return slot;
}

void BlockRunner::compute(std::int64_t first, int runs, Block& block, std::vector<std::uint8_t> known) {
  const auto started = std::chrono::steady_clock::now();
  block.first = first;
  block.runs = runs;
  block.weeks = plan_.weeks();
  block.recordings.resize(selection_.columns().size() * static_cast<std::size_t>(runs) * static_cast<std::size_t>(block.weeks));
  block.outcomes.assign(static_cast<std::size_t>(runs) * outcomes_.size(), std::numeric_limits<double>::quiet_NaN());
  block.errors.assign(static_cast<std::size_t>(runs), "");
  block.known = std::move(known);
  block.events.assign(static_cast<std::size_t>(runs), {});

  // Runs that follow each other and have one shape are stepped side by side.
  std::vector<RunInput> group;
  std::vector<int> at;
  const auto step = [&] {
    if (!group.empty()) step_group(group, at, block);
    group.clear();
    at.clear();
  };
  for (int i = 0; i < runs; ++i) {
    if (!block.known.empty() && block.known[static_cast<std::size_t>(i)] != 0) continue;
    const RunPlace place = plan_.place(first + i);
    const Slot& slot = slot_for(place);
    if (!slot.error.empty()) {
      fail(i, slot.error, block);
      continue;
    }
    const bool full = static_cast<int>(group.size()) == stepper_->lanes();
    if (full || (!group.empty() && !same_shape(*group.front().setup, slot.setup))) step();
    group.push_back({&slot.setup, &slot.levers, plan_.luck(place.replicate), plan_.noise()});
    at.push_back(i);
  }
  step();
  block.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
}

void BlockRunner::step_group(std::span<const RunInput> inputs, std::span<const int> at, Block& block) {
  const auto weeks = static_cast<std::size_t>(block.weeks), stride = static_cast<std::size_t>(block.runs) * weeks;
  std::vector<double*> recordings;
  for (const int i : at) recordings.push_back(block.recordings.data() + static_cast<std::size_t>(i) * weeks);
  const auto faults = stepper_->run(inputs, recordings, stride);
  for (std::size_t l = 0; l < inputs.size(); ++l) {
    if (faults[l]) {
      fail(at[l], faults[l]->message(), block);
      continue;
    }
    block.events[static_cast<std::size_t>(at[l])] = stepper_->events(l);
    const RecordingView view = block.run(selection_, at[l]);
    double* outcomes = block.outcomes.data() + static_cast<std::size_t>(at[l]) * outcomes_.size();
    for (std::size_t o = 0; o < outcomes_.size(); ++o) outcomes[o] = outcomes_[o].compute(view, outcomes_[o]);
  }
}

}  // namespace fulcrum
