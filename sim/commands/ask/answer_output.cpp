#include "sim/commands/ask/answer_output.h"

#include <fmt/core.h>

#include <algorithm>

#include "output/results_reader.h"
#include "sim/answer/answer_document.h"
#include "sim/answer/answer_table.h"
#include "sim/answer/answer_text.h"
#include "sim/answer/gather.h"
#include "sim/comparison/comparison_report.h"
#include "sim/ensemble/study_plan.h"
#include "sim/terminal/disclaimer.h"
#include "sim/terminal/interrupt.h"
#include "sim/terminal/text_table.h"

namespace fulcrum {

namespace {

constexpr int kWidth = 120;

std::string text_of(const Answer& answer, const AnswerContext& context, const RunResults& results, const std::string& check, bool all) {
  std::string text = context.plan.policies().size() > 1 ? answer_text(answer, context) : level_text(answer, context);
  text += check;
  if (all)
    text += "\n" + head_of(context.plan) + "\n\n" + sparklines(context.plan, results.summaries, results.direct_column) + "\n" +
            comparison_text(context.plan, context.report) + "\n";
  return text + folded(disclaimer(context.plan.theatre().name), kWidth, 0) + "\n";
}

}  // namespace

FirstAnswer::FirstAnswer(const Request& request, const RunFlags& flags) : flags_(flags) {
  std::vector<std::string> names;
  for (const Outcome& outcome : known_outcomes(study_of(request.scenarios, request.run))) names.push_back(outcome.name);
  if (std::find(names.begin(), names.end(), flags.outcome) == names.end())
    throw UsageError("--outcome: there is no outcome '" + flags.outcome + "' here" + suggestion(flags.outcome, names) +
                     "; see `fulcrum describe outcomes`");
  const std::string problem = flags.check_cells > 0 ? why_no_check(request.scenarios.front().setup) : "";
  if (!problem.empty()) throw UsageError("--check-cells: " + problem + "; leave it out");
}

std::vector<Table> FirstAnswer::tables(const RunResults& results) {
  std::vector<Table> tables = answer(results);
  if (flags_.check_cells == 0) return tables;
  check_ = check_cells(results.plan, results.outcomes, flags_.outcome, flags_.check_cells, {flags_.jobs, flags_.kernel, interrupted, {}});
  if (check_) tables.push_back(check_table(*check_));
  return tables;
}

std::string FirstAnswer::check_text() const {
  std::string text;
  if (check_)
    for (const std::string& sentence : check_sentences(*check_)) text += folded(sentence, kWidth, 4) + "\n";
  return text.empty() ? text : "\n" + text;
}

std::vector<Table> FirstAnswer::answer(const RunResults& results) {
  const Plan& plan = results.plan;
  if (plan.futures() == nullptr || plan.replicates() < 2) return {};
  const auto input = gather_answer(plan, results.outcomes, flags_.outcome, {flags_.jobs, flags_.kernel, interrupted, {}});
  if (!input) return {};
  answer_ = answer_of(*input);
  report_ = comparison_report(plan, results.outcomes);
  std::vector<Table> tables = answer_tables(*answer_, input->factors);
  if (plan.policies().size() > 1) tables.push_back(comparison_table(report_));
  return tables;
}

// The resolution is said of every answer.
std::vector<std::string> FirstAnswer::set_for_all() const {
  std::vector<std::string> set = flags_.set;
  std::erase_if(set, [](const std::string& setting) { return setting.starts_with("run.resolution="); });
  return set;
}

int FirstAnswer::print(const Console& console, const RunResults& results) {
  const Plan& plan = results.plan;
  if (results.done < plan.runs()) return exit_code_of(console, results);
  if (!answer_) {
    if (flags_.format == Format::kTable && check_) console.data(check_text().substr(1) + "\n");
    return print_results(console, results, flags_.format);
  }
  if (flags_.all && plan.policies().size() > 1) add_divergence_weeks(ResultsReader(results.file), plan, report_.outcomes);
  const AnswerContext context{plan, results.outcomes, report_, results.file, set_for_all()};
  if (flags_.format == Format::kTable) console.data(text_of(*answer_, context, results, check_text(), flags_.all));
  if (flags_.format == Format::kCsv) console.data(comparison_csv(report_));
  if (flags_.format == Format::kJson) console.data(answer_document(*answer_, context));
  console.say(head_of(plan));
  return exit_code_of(console, results);
}

}  // namespace fulcrum
