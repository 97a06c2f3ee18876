#include "sim/library/in_memory.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstring>
#include <limits>

#include "output/files/memory.h"
#include "sim/answer/answer_document.h"
#include "sim/answer/answer_text.h"
#include "sim/answer/gather.h"
#include "sim/ensemble/execute.h"
#include "sim/ensemble/futures.h"
#include "sim/ensemble/storing.h"
#include "sim/terminal/interrupt.h"
#include "sim/terminal/progress.h"
#include "sim/terminal/usage_error.h"

namespace fulcrum {

namespace {

// Series that are kept of every run unless the caller says otherwise.
constexpr int kMostTrajectories = 200;  // futures
constexpr double kMostSeriesBytes = 5e8;

RunSettings settings_of(const std::vector<Scenario>& scenarios, const RunWish& wish) {
  RunSettings run = scenarios.front().run;
  if (wish.seed) run.seed = *wish.seed;
  if (wish.futures.futures) run.replicates = *wish.futures.futures;
  if (run.replicates < 1) throw UsageError("futures must be at least 1");
  if (!run.noise) run.replicates = 1;  // every replicate would be the same
  return run;
}

std::vector<Named> named_factors(const Futures* futures) {
  std::vector<Named> names;
  if (futures == nullptr) return names;
  for (const Factor& factor : futures->factors()) {
    const ParameterInfo* parameter = find_parameter(factor.key.key);
    names.push_back({factor.key.key, factor.key.unit, parameter != nullptr ? std::string(parameter->meaning) : ""});
  }
  return names;
}

// As the caller's: whether it wants an end, by its flag or by what it answered to progress.
struct Watch {
  const RunWish& wish;
  std::atomic<bool> ended = false;
  bool stopped() const { return ended || (wish.stopped && wish.stopped()); }
  void tell(std::int64_t done, std::int64_t failed, std::int64_t all) {
    if (wish.progress && !wish.progress(done, failed, all)) ended = true;
  }
};

}  // namespace

PolicySet policy_set(std::vector<Scenario> scenarios, const RunWish& wish) {
  if (scenarios.empty()) throw UsageError("there must be at least one policy");
  PolicySet set;
  set.scenarios = std::move(scenarios);
  take_resolution(set.scenarios, wish.unsaid);
  check_set(set.scenarios);
  set.run = settings_of(set.scenarios, wish);
  take_uncertainty(set, wish.futures);
  return set;
}

Study study_of(const PolicySet& set) {
  Study study = study_of(set.scenarios, set.run);
  study.uncertainty = set.uncertainty;
  return study;
}

Plan plan_of(const PolicySet& set) {
  try {
    return plan_of(study_of(set));
  } catch (const std::invalid_argument& error) {
    throw UsageError(error.what());
  }
}

std::vector<Named> named_columns(const Selection& selection, const Theatre& theatre) {
  std::vector<Named> names;
  for (const SeriesInfo* series : selection.series())
    for (const std::string& entity : axis_names(series->axis, theatre))
      names.push_back({entity.empty() ? series->name : series->name + "." + entity, series->unit, series->long_name});
  return names;
}

InMemory::InMemory(std::vector<Scenario> scenarios, const RunWish& wish)
    : wish_(wish), set_(policy_set(std::move(scenarios), wish)), known_(known_outcomes(study_of(set_))), plan_(plan_of(set_)) {
  const auto stored = chosen_series(wish.series, set_.scenarios.front().setup);
  name_everything(Selection(stored, plan_.theatre()));
  const double numbers = static_cast<double>(columns_.size()) * static_cast<double>(plan_.runs()) * plan_.weeks();
  const bool few = plan_.replicates() <= kMostTrajectories && numbers * sizeof(double) <= kMostSeriesBytes;
  if (wish.trajectories.value_or(few)) {
    require_memory(numbers * sizeof(double), fmt::format("{} runs with {} weekly series", count_text(plan_.runs()), columns_.size()),
                   "ask for fewer series, or for no trajectories");
    series_ = std::make_unique_for_overwrite<double[]>(static_cast<std::size_t>(numbers));
  }
  outcomes_.assign(static_cast<std::size_t>(plan_.runs()) * known_.size(), std::numeric_limits<double>::quiet_NaN());
  run(stored);
  if (plan_.futures() == nullptr) return;
  for (int r = 0; r < plan_.replicates(); ++r) {
    const std::vector<double> values = plan_.futures()->values(r);
    futures_.insert(futures_.end(), values.begin(), values.end());
  }
}

void InMemory::name_everything(const Selection& stored) {
  for (const Scenario& scenario : set_.scenarios) policies_.push_back({scenario.name, "", scenario.title});
  for (const Outcome& outcome : known_) outcome_names_.push_back({outcome.name, outcome.unit, outcome.long_name});
  for (const auto& name : SummaryTable::kStatistics) statistics_.push_back({std::string(name), "", ""});
  factors_ = named_factors(plan_.futures());
  columns_ = named_columns(stored, plan_.theatre());
}

void InMemory::run(const std::vector<const SeriesInfo*>& stored) {
  const Selection selection(with_needs(stored, known_, set_.scenarios.front().setup.resolution), plan_.theatre());
  Watch watch{wish_};
  EnsembleOptions options;
  options.jobs = wish_.jobs;
  options.runs_per_batch = runs_per_batch(plan_.weeks());
  options.summary_columns = columns_.size();
  options.interrupted = [&] { return watch.stopped(); };
  std::int64_t done = 0;
  TakeEach sink([&](const Batch& batch, std::int64_t failed) {
    take(batch);
    watch.tell(done += batch.runs, failed, plan_.runs());
  });
  const Executed executed = execute({.plan = plan_, .selection = selection, .outcomes = known_, .options = options}, sink);
  if (executed.done < plan_.runs())
    throw Interrupted(fmt::format("interrupted after {} of {} runs", count_text(executed.done), count_text(plan_.runs())));
  failed_ = executed.failed;
  summary_ = summary_table(plan_.weeks(), stored_series(stored, plan_.theatre()), executed.summaries).values;
}

void InMemory::take(const Batch& batch) {
  const auto first = static_cast<std::size_t>(batch.first), weeks = static_cast<std::size_t>(batch.weeks);
  std::copy(batch.outcomes.begin(), batch.outcomes.end(), outcomes_.begin() + static_cast<std::ptrdiff_t>(first * known_.size()));
  for (const std::string& error : batch.errors)
    if (first_failure_.empty()) first_failure_ = error;
  if (!series_) return;
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    const std::span<const double> values = batch.column(c);
    std::memcpy(series_.get() + (c * static_cast<std::size_t>(plan_.runs()) + first) * weeks, values.data(), values.size_bytes());
  }
}

OutcomeTable InMemory::table() const {
  OutcomeTable table(plan_, known_);
  std::vector<double> values(static_cast<std::size_t>(plan_.runs()));
  for (std::size_t o = 0; o < known_.size(); ++o) {
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = outcomes_[i * known_.size() + o];
    table.fill(o, 0, values);
  }
  return table;
}

const std::pair<std::string, std::string>& InMemory::answer(const std::string& outcome) {
  std::vector<std::string> names;
  for (const Named& known : outcome_names_) names.push_back(known.name);
  if (std::find(names.begin(), names.end(), outcome) == names.end())
    throw UsageError("there is no outcome '" + outcome + "' here" + suggestion(outcome, names));
  const auto found = answers_.find(outcome);
  return found != answers_.end() ? found->second : answers_.emplace(outcome, work_out(outcome)).first->second;
}

std::pair<std::string, std::string> InMemory::work_out(const std::string& outcome) const {
  const OutcomeTable of_runs = table();
  const ComparisonReport report = comparison_report(plan_, of_runs);
  if (plan_.futures() == nullptr || plan_.replicates() < 2) return {comparison_text(plan_, report), comparison_json(plan_, report, "")};
  ExperimentOptions options;
  options.jobs = wish_.jobs;
  options.interrupted = wish_.stopped;
  const auto input = gather_answer(plan_, of_runs, outcome, options);
  if (!input) throw Interrupted("interrupted while the answer was worked out");
  const Answer answer = answer_of(*input);
  const AnswerContext context{plan_, of_runs, report, ""};
  const bool one = plan_.policies().size() == 1;
  return {one ? level_text(answer, context) : answer_text(answer, context), answer_document(answer, context)};
}

}  // namespace fulcrum
