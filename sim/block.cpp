#include "sim/block.h"

#include <chrono>
#include <cmath>
#include <limits>

namespace fulcrum {

BlockRunner::BlockRunner(const Plan& plan, const Selection& selection, std::span<const Outcome> outcomes, Kernel kernel)
    : plan_(plan), selection_(selection), outcomes_(outcomes), stepper_(make_stepper(selection, kernel)) {
  for (const Policy& policy : plan.policies()) levers_.push_back(lever_path(policy.setup));
}

void BlockRunner::compute(std::int64_t first, int runs, Block& block) {
  const auto started = std::chrono::steady_clock::now();
  block.first = first;
  block.runs = runs;
  block.weeks = plan_.weeks();
  block.recordings.resize(selection_.columns().size() * static_cast<std::size_t>(runs) * static_cast<std::size_t>(block.weeks));
  block.outcomes.assign(static_cast<std::size_t>(runs) * outcomes_.size(), std::numeric_limits<double>::quiet_NaN());
  block.faults.assign(static_cast<std::size_t>(runs), std::nullopt);

  // Runs that follow each other and have one shape are stepped side by side.
  std::vector<RunInput> group;
  int group_at = 0;
  for (int i = 0; i < runs; ++i) {
    const RunPlace place = plan_.place(first + i);
    const auto policy = static_cast<std::size_t>(place.policy);
    const RunInput input{&plan_.policies()[policy].setup, &levers_[policy], plan_.luck(place.replicate), plan_.noise()};
    const bool full = static_cast<int>(group.size()) == stepper_->lanes();
    if (!group.empty() && (full || !same_shape(*group.front().setup, *input.setup))) {
      step_group(group, group_at, block);
      group.clear();
      group_at = i;
    }
    group.push_back(input);
  }
  if (!group.empty()) step_group(group, group_at, block);
  block.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
}

void BlockRunner::step_group(std::span<const RunInput> inputs, int at, Block& block) {
  const auto weeks = static_cast<std::size_t>(block.weeks), stride = static_cast<std::size_t>(block.runs) * weeks;
  std::vector<double*> recordings;
  for (std::size_t i = 0; i < inputs.size(); ++i)
    recordings.push_back(block.recordings.data() + (static_cast<std::size_t>(at) + i) * weeks);
  const auto faults = stepper_->run(inputs, recordings, stride);
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const std::size_t run = static_cast<std::size_t>(at) + i;
    block.faults[run] = faults[i];
    if (faults[i]) continue;
    const RecordingView view = block.run(selection_, static_cast<int>(run));
    for (std::size_t o = 0; o < outcomes_.size(); ++o)
      block.outcomes[run * outcomes_.size() + o] = outcomes_[o].compute(view, outcomes_[o]);
  }
}

}  // namespace fulcrum
