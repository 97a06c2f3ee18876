#include "sim/answer/answer_document.h"

#include <nlohmann/json.hpp>

#include "sim/answer/answer_table.h"
#include "sim/answer/cautions.h"
#include "sim/comparison/comparison_report.h"
#include "sim/ensemble/futures.h"

namespace fulcrum {

using Json = nlohmann::ordered_json;

std::string answer_document(const Answer& answer, const AnswerContext& context) {
  const Json comparison = Json::parse(comparison_json(context.plan, context.report, context.file));
  Json all{{"answer", answer_json(answer)}};
  all["answer"]["set"] = context.set;
  all["answer"]["notes"] = cautions(context.plan, context.outcomes);
  all["answer"]["accepted_share"] = context.plan.futures()->accepted_share();
  all.update(comparison);
  return all.dump(1) + "\n";
}

std::vector<Table> answer_tables(const Answer& answer, const std::vector<ExperimentFactor>& factors) {
  std::vector<Table> tables{policies_table(answer)};
  const bool boxes = std::any_of(answer.splits.begin(), answer.splits.end(), [](const Split& s) { return !s.words.empty(); });
  if (boxes) tables.push_back(splits_table(answer, factors));
  if (answer.information && !answer.information->factors.empty()) tables.push_back(information_table(answer));
  return tables;
}

}  // namespace fulcrum
