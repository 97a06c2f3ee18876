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
  all["answer"]["resolution"] = resolution_name(context.plan.policies().front().setup.resolution);
  all["answer"]["notes"] = cautions(context.plan, context.outcomes);
  all["answer"]["accepted_share"] = context.plan.futures()->accepted_share();
  all.update(comparison);
  return all.dump(1) + "\n";
}

}  // namespace fulcrum
