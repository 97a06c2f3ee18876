#include "scenarios/readers/outcome_reader.h"

#include <fmt/core.h>

#include <algorithm>

#include "scenarios/expressions/expression_reader.h"
#include "scenarios/input/toml_text.h"

namespace fulcrum {

namespace {

OutcomeRequest read_outcome(const toml::table& table, const Theatre& theatre, int weeks, Checker& check) {
  check.only(table, {"name", "title", "unit", "formula"}, "[[outcome]]");
  OutcomeRequest outcome;
  outcome.place = place_of(table.source());
  if (const auto name = check.name(table, "name", "name of an outcome")) {
    outcome.name = *name;
    outcome.place = place_of(table.get("name")->source());
  } else if (!table.contains("name")) {
    check.missing(table, "name", "[[outcome]]");
  }
  outcome.title = check.text(table, "title", "title of an outcome").value_or("");
  outcome.unit = check.text(table, "unit", "unit of an outcome").value_or("1");
  const toml::node* formula = table.get("formula");
  if (formula == nullptr) {
    check.missing(table, "formula", "[[outcome]]");
    return outcome;
  }
  if (auto expression = read_expression(*formula, "formula", Wanted::kOutcome, theatre, weeks, check)) {
    outcome.formula = formula->as_string()->get();
    outcome.expression = std::move(*expression);
  }
  return outcome;
}

}  // namespace

std::vector<OutcomeRequest> read_outcomes(const toml::table& document, const Theatre& theatre, int weeks, Checker& check) {
  std::vector<OutcomeRequest> outcomes;
  for (const toml::table* table : check.tables(document, "outcome")) {
    outcomes.push_back(read_outcome(*table, theatre, weeks, check));
    const std::string& name = outcomes.back().name;
    const auto same = [&](const OutcomeRequest& other) { return !name.empty() && other.name == name; };
    if (std::count_if(outcomes.begin(), outcomes.end(), same) > 1)
      check.problem(table->get("name")->source(), fmt::format("two outcomes are called '{}'; names must differ", name));
  }
  return outcomes;
}

std::string outcomes_toml(const std::vector<OutcomeRequest>& outcomes) {
  std::string text;
  for (const OutcomeRequest& outcome : outcomes) {
    text += fmt::format("\n[[outcome]]\nname = {}\nformula = {}\n", quoted(outcome.name), quoted(outcome.formula));
    if (!outcome.title.empty()) text += fmt::format("title = {}\n", quoted(outcome.title));
    if (!outcome.unit.empty()) text += fmt::format("unit = {}\n", quoted(outcome.unit));
  }
  return text;
}

}  // namespace fulcrum
