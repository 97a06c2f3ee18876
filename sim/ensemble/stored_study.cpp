#include "sim/ensemble/stored_study.h"

#include <fmt/core.h>

#include "output/files/file_error.h"

namespace fulcrum {

namespace {

// The first thing in which two scenarios differ that all policies of a file share; empty if there is none.
std::string difference(const Setup& a, const Setup& b) {
  if (a.resolution != b.resolution) return "run.resolution";
  for (const Axis axis : kAxes)
    if (axis_names(axis, a.theatre) != axis_names(axis, b.theatre)) return fmt::format("the names of [[{}]]", axis_name(axis));
  return "";
}

}  // namespace

Scenario stored_scenario(const ResultsReader& results, std::size_t policy) {
  const ResultsLayout& layout = results.layout();
  const PolicyText& text = layout.study.policies.at(policy);
  Scenario scenario = read_resolved(text.name, text.scenario);
  const auto refuse = [&](const std::string& what) {
    throw FileError(results.path(), fmt::format("dataset /study/scenario: the scenario of '{}' {}", text.name, what));
  };
  if (scenario.setup.weeks != layout.weeks) refuse(fmt::format("has {} weeks, and the file {}", scenario.setup.weeks, layout.weeks));
  if (scenario.setup.start != layout.start) refuse("does not start when the file does");
  return scenario;
}

std::vector<Scenario> stored_scenarios(const ResultsReader& results) {
  std::vector<Scenario> scenarios;
  for (std::size_t policy = 0; policy < results.layout().study.policies.size(); ++policy) {
    scenarios.push_back(stored_scenario(results, policy));
    const std::string what = difference(scenarios.front().setup, scenarios.back().setup);
    if (!what.empty())
      throw FileError(results.path(), fmt::format("dataset /study/scenario: '{}' and '{}' differ in {}", scenarios.front().name,
                                                  scenarios.back().name, what));
  }
  return scenarios;
}

Study stored_study(const ResultsReader& results) {
  const ResultsLayout& layout = results.layout();
  const std::vector<Scenario> policies = stored_scenarios(results);
  if (layout.study.study.starts_with("schema = ")) return read_stored_study(layout.study.study, policies);
  Study study = read_study_of_format_1(layout.study.study, policies);
  study.title = layout.provenance.title;
  return study;
}

}  // namespace fulcrum
