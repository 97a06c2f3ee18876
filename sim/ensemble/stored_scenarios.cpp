#include "sim/ensemble/stored_scenarios.h"

#include <fmt/core.h>

#include "output/files/file_error.h"

namespace fulcrum {

namespace {

// Names the first thing in which two scenarios differ that all policies of a file share; nothing if there is none.
std::string unlike(const Setup& a, const Setup& b) {
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
    const std::string what = unlike(scenarios.front().setup, scenarios.back().setup);
    if (!what.empty())
      throw FileError(results.path(), fmt::format("dataset /study/scenario: '{}' and '{}' differ in {}", scenarios.front().name,
                                                  scenarios.back().name, what));
  }
  return scenarios;
}

}  // namespace fulcrum
