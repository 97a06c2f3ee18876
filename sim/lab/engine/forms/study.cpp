// What a study asks for: how many runs, how long and how large, as `fulcrum sweep --dry-run` says it.
#include "scenarios/study.h"

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>

#include "output/expected_size.h"
#include "sim/comparison/policy_set.h"
#include "sim/ensemble/batch.h"
#include "sim/ensemble/design_points.h"
#include "sim/ensemble/study_plan.h"
#include "sim/lab/engine/forms/forms.h"
#include "sim/lab/engine/policies.h"

namespace fulcrum {

namespace {

using Json = nlohmann::ordered_json;

// Seconds of a run here, from as many of the first as fit into a moment.
double seconds_a_run(const Plan& plan, const std::vector<Outcome>& outcomes) {
  using Clock = std::chrono::steady_clock;
  constexpr int kAtOnce = 8, kMostRuns = 512;
  constexpr double kEnough = .3;
  const Setup& setup = plan.policies().front().setup;
  const Selection selection(with_needs({}, outcomes, setup.resolution), plan.theatre());
  BatchRunner runner(plan, selection, outcomes, widest_kernel());
  const std::int64_t most = std::min<std::int64_t>(plan.runs(), kMostRuns);
  Batch batch;
  std::int64_t done = 0;
  double seconds = 0;
  for (const auto started = Clock::now(); done < most && seconds < kEnough;) {
    const int runs = static_cast<int>(std::min<std::int64_t>(kAtOnce, most - done));
    runner.compute(done, runs, batch);
    done += runs;
    seconds = std::chrono::duration<double>(Clock::now() - started).count();
  }
  return seconds / static_cast<double>(done);
}

Json size_json(const Study& study, const Plan& plan, std::size_t outcomes) {
  ExpectedSize size{.runs = plan.runs(), .weeks = plan.weeks(), .outcomes = outcomes};
  for (const Policy& policy : plan.policies()) size.policies.push_back(policy.name);
  size.columns = Selection(chosen_series("core", study.policies.front().setup), plan.theatre()).columns().size();
  const std::uint64_t whole = expected_bytes(size);
  size.store = Store::kOutcomes;
  return {{"trajectories", whole}, {"outcomes", expected_bytes(size)}};
}

}  // namespace

Json study(const nlohmann::json& asked, Numbers& /*numbers*/) {
  const Study study = read_asked(asked.at("toml").get<std::string>(), asked.value("file", "study.toml"),
                                 [](const std::string& name, const Library& library) { return read_study(name, library); });
  const Plan plan = plan_of(study, study.stop ? std::optional(static_cast<int>(study.stop->max_replicates)) : std::nullopt);
  check_lethality(plan.policies(), study.design, plan.design());
  const std::vector<Outcome> outcomes = known_outcomes(study);
  Json policies = Json::array();
  for (const Policy& policy : plan.policies()) policies.push_back(policy.name);
  return {{"name", study.name},
          {"policies", policies},
          {"factors", study.design.factors.size()},
          {"points", plan.points()},
          {"replicates", plan.replicates()},
          {"at_most", study.stop.has_value()},
          {"runs", plan.runs()},
          {"weeks", plan.weeks()},
          {"bytes", size_json(study, plan, outcomes.size())},
          {"seconds", seconds_a_run(plan, outcomes) * static_cast<double>(plan.runs())}};
}

}  // namespace fulcrum
