#include "sim/lab/engine/loops.h"

#include <nlohmann/json.hpp>

#include "sim/loops/loops_json.h"
#include "sim/loops/text.h"

namespace fulcrum {

nlohmann::ordered_json loops(const nlohmann::json& asked, Numbers& numbers) {
  const Question question = read_question(asked);
  const LoopReport report = report_loops(question.study.policies.back(), {});
  nlohmann::ordered_json answer{{"weeks", report.weeks}, {"paths", report.paths.size()}};
  if (report.paths.empty()) return answer;
  answer["sentences"] = dilemma_sentences(report);
  numbers.clear();
  answer.update(loops_json(report, [&](std::span<const double> values) { return place_of(numbers, values); }));
  return answer;
}

}  // namespace fulcrum
