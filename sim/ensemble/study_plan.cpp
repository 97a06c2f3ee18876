#include "sim/ensemble/study_plan.h"

#include <fmt/core.h>

#include <algorithm>

#include "sim/ensemble/design_points.h"
#include "sim/ensemble/storing.h"
#include "sim/ensemble/uncertainty_in_force.h"

namespace fulcrum {

std::vector<Policy> policies_of(std::span<const Scenario> scenarios) {
  std::vector<Policy> policies;
  for (const Scenario& scenario : scenarios) policies.push_back({scenario.name, scenario.setup});
  return policies;
}

Study study_of(std::vector<Scenario> scenarios, const RunSettings& run) {
  Study study;
  for (const Scenario& scenario : scenarios) study.name += (study.name.empty() ? "" : "_") + scenario.name;
  if (scenarios.size() > 3) study.name = scenarios.front().name + "_and_others";
  study.policies = std::move(scenarios);
  study.run = run;
  return study;
}

std::vector<OutcomeRequest> own_outcomes(const std::vector<Scenario>& scenarios) {
  std::vector<OutcomeRequest> own;
  for (const Scenario& scenario : scenarios)
    for (const OutcomeRequest& outcome : scenario.outcomes) {
      const auto same = std::find_if(own.begin(), own.end(), [&](const OutcomeRequest& o) { return o.name == outcome.name; });
      if (same == own.end()) {
        own.push_back(outcome);
      } else if (same->formula != outcome.formula) {
        Problem problem = outcome.place;
        problem.message = fmt::format("outcome '{}' is {} here and {} in {}; rename one of them", outcome.name, outcome.formula,
                                      same->formula, same->place.file);
        throw InputError({problem});
      }
    }
  return own;
}

std::vector<OutcomeRequest> own_outcomes(const Study& study) {
  std::vector<OutcomeRequest> own = study.outcomes;
  for (const OutcomeRequest& outcome : own_outcomes(study.policies))
    if (std::none_of(own.begin(), own.end(), [&](const OutcomeRequest& o) { return o.name == outcome.name; })) own.push_back(outcome);
  return own;
}

std::vector<Outcome> known_outcomes(const Study& study) {
  return with_standard(own_outcomes(study), study.policies.front().setup.resolution);
}

Plan plan_of(const Study& study, std::optional<int> replicates) {
  const int futures = replicates.value_or(study.run.replicates);
  return Plan(policies_of(study.policies), futures, study.run.seed, study.run.noise, make_design_points(study.design, study.run.seed),
              make_futures(study, futures));
}

ResultsLayout layout_of(const Study& study, const Plan& plan, const std::string& title, const std::string& command_line) {
  ResultsLayout layout;
  layout.provenance = provenance_of(plan, title, command_line);
  layout.study = study_texts(study.policies);
  layout.study.study = study_toml(study);
  layout.start = plan.policies().front().setup.start;
  layout.weeks = plan.weeks();
  layout.runs = plan.runs();
  return layout;
}

}  // namespace fulcrum
