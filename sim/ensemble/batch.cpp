#include "sim/ensemble/batch.h"

#include <fmt/core.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>

#include <algorithm>
#include <chrono>
#include <limits>
#include <numeric>

#include "models/agents/agent_stepper.h"
#include "output/files/memory.h"
#include "sim/ensemble/batch_arrays.h"
#include "sim/ensemble/design_points.h"
#include "sim/ensemble/drawn_sects.h"
#include "sim/ensemble/futures.h"

namespace fulcrum {

namespace {

// A failed run has no values: not even those of the weeks before.
void fail(int i, const std::string& error, Batch& batch) {
  batch.errors[static_cast<std::size_t>(i)] = error;
  columns_of(batch, i).setConstant(std::numeric_limits<double>::quiet_NaN());
}

// Shares the batches of cells of one big run among the threads that have nothing else to do. Isolated: a thread that waits here must not
// begin another run, for which it would need the stepper that it is using.
void share(std::size_t tasks, const std::function<void(std::size_t)>& work) {
  namespace tbb = oneapi::tbb;
  tbb::this_task_arena::isolate([&] { tbb::parallel_for(std::size_t{0}, tasks, work); });
}

// Bytes of what models/agents keeps of each, rounded up.
constexpr double kBytesOfCell = 64, kBytesOfCommunity = 80;

// Cells and communities are counted when a scenario is read, and may be two thousand million.
void require_memory_of_agents(const Plan& plan) {
  for (const Policy& policy : plan.policies()) {
    const double cells = cells_wanted(policy.setup), communities = communities_wanted(policy.setup);
    require_memory(cells * kBytesOfCell + communities * kBytesOfCommunity,
                   fmt::format("a run of '{}' with {:.3g} cells and {:.3g} communities", policy.name, cells, communities),
                   "choose a larger communities.people or cells.scale");
  }
}

std::unique_ptr<Stepper> make_run_stepper(const Plan& plan, const Selection& selection, Kernel kernel, std::function<void()> between_weeks,
                                          std::shared_ptr<DrawnSects> sects) {
  if (plan.policies().front().setup.resolution == Resolution::kCells) {
    require_memory_of_agents(plan);
    if (!sects) sects = std::make_shared<DrawnSects>();
    const auto draw = [sects = std::move(sects)](const ProvincePlace& province, double segregation, const Luck& luck,
                                                 const std::function<void()>& pause) {
      return sects->shares(province, segregation, luck, pause);
    };
    return make_agent_stepper(selection, kernel, share, std::move(between_weeks), draw);
  }
  return make_stepper(selection, kernel);
}

}  // namespace

BatchRunner::BatchRunner(const Plan& plan, const Selection& selection, std::span<const Outcome> outcomes, Kernel kernel,
                         std::function<void()> between_weeks, std::shared_ptr<DrawnSects> sects)
    : plan_(plan),
      selection_(selection),
      outcomes_(outcomes),
      stepper_(make_run_stepper(plan, selection, kernel, std::move(between_weeks), std::move(sects))) {
  const bool varies = plan.design() != nullptr || plan.futures() != nullptr;
  const std::size_t ring = varies ? static_cast<std::size_t>(stepper_->lanes()) + 1 : 1;
  for (const Policy& policy : plan.policies())
    slots_.emplace_back(ring, Slot{varies ? -1 : 0, -1, policy.setup, lever_path(policy.setup),
                                   varies ? std::string() : problem_of_point(policy.setup).value_or("")});
  last_slot_.assign(slots_.size(), 0);
}

const BatchRunner::Slot& BatchRunner::slot_for(const RunPlace& place) {
  const auto policy = static_cast<std::size_t>(place.policy);
  std::vector<Slot>& ring = slots_[policy];
  const Slot& last = ring[last_slot_[policy]];
  if (last.point == place.point && (plan_.futures() == nullptr || last.replicate == place.replicate)) return last;
  Slot& slot = ring[last_slot_[policy] = (last_slot_[policy] + 1) % ring.size()];
  fill(slot, place);
  return slot;
}

// What a future sets is set before what a design point sets.
void BatchRunner::fill(Slot& slot, const RunPlace& place) const {
  slot.point = place.point;
  slot.replicate = place.replicate;
  const Futures* futures = plan_.futures();
  const DesignPoints* design = plan_.design();
  if (futures != nullptr) futures->apply(futures->values(place.replicate), slot.setup);
  if (design != nullptr)
    design->apply_to(plan_.policies()[static_cast<std::size_t>(place.policy)].name, design->values(place.point), slot.setup);
  if ((futures != nullptr && futures->changes_levers()) || (design != nullptr && design->changes_levers()))
    slot.levers = lever_path(slot.setup);
  slot.error = problem_of_point(slot.setup).value_or("");
}

// Runs that can be stepped side by side stand together: by policy, point and structural form.
std::vector<int> BatchRunner::order_of(std::int64_t first, int runs) const {
  std::vector<int> order(static_cast<std::size_t>(runs));
  std::iota(order.begin(), order.end(), 0);
  if (plan_.futures() == nullptr) return order;
  std::vector<int> forms;
  for (int i = 0; i < runs; ++i) forms.push_back(plan_.futures()->form(plan_.futures()->values(plan_.place(first + i).replicate)));
  std::stable_sort(order.begin(), order.end(),
                   [&](int a, int b) { return forms[static_cast<std::size_t>(a)] < forms[static_cast<std::size_t>(b)]; });
  return order;
}

void BatchRunner::compute(std::int64_t first, int runs, Batch& batch, std::vector<std::uint8_t> known) {
  const auto started = std::chrono::steady_clock::now();
  batch.first = first;
  batch.runs = runs;
  batch.weeks = plan_.weeks();
  batch.recordings.resize(selection_.columns().size() * static_cast<std::size_t>(runs) * static_cast<std::size_t>(batch.weeks));
  batch.outcomes.assign(static_cast<std::size_t>(runs) * outcomes_.size(), std::numeric_limits<double>::quiet_NaN());
  batch.errors.assign(static_cast<std::size_t>(runs), "");
  batch.known = std::move(known);
  batch.events.assign(static_cast<std::size_t>(runs), {});

  // Runs that follow each other and have one shape are stepped side by side.
  std::vector<RunInput> group;
  std::vector<int> at;
  const auto step = [&] {
    if (!group.empty()) step_group(group, at, batch);
    group.clear();
    at.clear();
  };
  for (const int i : order_of(first, runs)) {
    if (!batch.known.empty() && batch.known[static_cast<std::size_t>(i)] != 0) continue;
    const RunPlace place = plan_.place(first + i);
    const Slot& slot = slot_for(place);
    if (!slot.error.empty()) {
      fail(i, slot.error, batch);
      continue;
    }
    const bool full = static_cast<int>(group.size()) == stepper_->lanes();
    if (full || (!group.empty() && !same_shape(*group.front().setup, slot.setup))) step();
    group.push_back({&slot.setup, &slot.levers, plan_.luck(place.replicate), plan_.noise()});
    at.push_back(i);
  }
  step();
  batch.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
}

void BatchRunner::step_group(std::span<const RunInput> inputs, std::span<const int> at, Batch& batch) {
  const auto weeks = static_cast<std::size_t>(batch.weeks), stride = static_cast<std::size_t>(batch.runs) * weeks;
  std::vector<double*> recordings;
  for (const int i : at) recordings.push_back(batch.recordings.data() + static_cast<std::size_t>(i) * weeks);
  const auto faults = stepper_->run(inputs, recordings, stride);
  for (std::size_t l = 0; l < inputs.size(); ++l) {
    if (faults[l]) {
      fail(at[l], faults[l]->message(), batch);
      continue;
    }
    batch.events[static_cast<std::size_t>(at[l])] = stepper_->events(l);
    const RecordingView view = batch.run(selection_, at[l]);
    double* outcomes = batch.outcomes.data() + static_cast<std::size_t>(at[l]) * outcomes_.size();
    for (std::size_t o = 0; o < outcomes_.size(); ++o) outcomes[o] = outcomes_[o].compute(view, outcomes_[o]);
  }
}

}  // namespace fulcrum
