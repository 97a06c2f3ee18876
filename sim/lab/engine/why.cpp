#include "sim/lab/engine/why.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "sim/ensemble/study_plan.h"
#include "sim/explain/between.h"
#include "sim/explain/paths.h"

namespace fulcrum {

nlohmann::ordered_json why(const nlohmann::json& asked, Numbers& /*numbers*/) {
  using Json = nlohmann::ordered_json;
  const Question question = read_question(asked);
  const Plan plan(policies_of(question.study.policies), 1, question.study.run.seed, false);
  std::vector<Outcome> outcomes = known_outcomes(question.study);
  std::erase_if(outcomes, [&](const Outcome& outcome) { return outcome.name != question.outcome; });
  // A page is not kept waiting: beyond this orders are drawn.
  const Between between = explain_difference(plan, outcomes, {.exact_up_to = 7, .orders = 16});
  Json answer{{"exact", between.exact}, {"mixtures", between.policies}};
  const OutcomeExplained& one = between.outcomes.front();
  answer.update({{"base", one.base}, {"other", one.other}});
  answer["differences"] = Json::array();
  for (std::size_t i = 0; i < between.differences.size(); ++i) {
    const SetupDifference& d = between.differences[i];
    answer["differences"].push_back(
        {{"key", d.key}, {"kind", d.kind}, {"meaning", d.meaning}, {"values", d.values}, {"part", one.by_difference[i].value.mean}});
  }
  answer["paths"] = Json::array();
  for (std::size_t i = 0; i < one.by_path.size(); ++i)
    answer["paths"].push_back({{"name", path_name(static_cast<int>(i))}, {"part", one.by_path[i].value.mean}});
  return answer;
}

}  // namespace fulcrum
