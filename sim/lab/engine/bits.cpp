#include "sim/lab/engine/bits.h"

#include <nlohmann/json.hpp>

#include "sim/ensemble/study_plan.h"

namespace fulcrum {

namespace {

using Json = nlohmann::ordered_json;

Json series_json(const Selection& selection, const Batch& batch, Numbers& numbers) {
  Json all = Json::object();
  for (std::size_t s = 0; s < selection.series().size(); ++s) {
    const std::size_t first = selection.first_column(s), at = numbers.size();
    const std::size_t last = s + 1 < selection.series().size() ? selection.first_column(s + 1) : selection.columns().size();
    for (int run = 0; run < batch.runs; ++run)
      for (std::size_t c = first; c < last; ++c) {
        const auto weeks = batch.column(c).subspan(static_cast<std::size_t>(run) * static_cast<std::size_t>(batch.weeks),
                                                   static_cast<std::size_t>(batch.weeks));
        numbers.insert(numbers.end(), weeks.begin(), weeks.end());
      }
    all[selection.series()[s]->name] = {{"at", at}, {"count", numbers.size() - at}};
  }
  return all;
}

}  // namespace

Json bits(const nlohmann::json& asked, Numbers& numbers) {
  nlohmann::json one = asked;
  one["policies"] = nlohmann::json::array({asked.at("policy")});
  one["uncertainty"] = "luck";
  const Question question = read_question(one);
  const Plan plan = plan_of(question.study);
  const std::vector<Outcome> outcomes = known_outcomes(question.study);
  const Setup& setup = plan.policies().front().setup;
  const Selection selection(all_series(setup.resolution, tables_of(setup.theatre.host)), plan.theatre());
  Batch batch;
  BatchRunner(plan, selection, outcomes, widest_kernel()).compute(0, question.futures, batch);
  numbers.clear();
  Json answer{{"weeks", batch.weeks}, {"runs", batch.runs}, {"series", series_json(selection, batch, numbers)}};
  for (std::size_t o = 0; o < outcomes.size(); ++o) {
    answer["outcomes"][outcomes[o].name] = {{"at", numbers.size()}, {"count", batch.runs}};
    for (int run = 0; run < batch.runs; ++run) numbers.push_back(batch.outcomes[static_cast<std::size_t>(run) * outcomes.size() + o]);
  }
  return answer;
}

}  // namespace fulcrum
