#include "sim/ensemble/stored/rerun.h"

#include <fmt/core.h>

#include <algorithm>
#include <stdexcept>

#include "scenarios/keys.h"
#include "sim/ensemble/stored_study.h"
#include "sim/ensemble/storing.h"
#include "sim/ensemble/uncertainty_in_force.h"

namespace fulcrum {

namespace {

std::int64_t find_row(const ResultsReader& reader, std::int64_t run_id, RunRow& found) {
  constexpr std::int64_t kAtOnce = 4096;
  const auto is_at = [&](std::int64_t first, std::int64_t count) -> std::int64_t {
    const std::vector<RunRow> rows = reader.rows(first, count);
    for (std::size_t i = 0; i < rows.size(); ++i)
      if (rows[i].run_id == run_id && rows[i].status != RunStatus::kNotRun) {
        found = rows[i];
        return first + static_cast<std::int64_t>(i);
      }
    return -1;
  };
  if (run_id >= 0 && run_id < reader.row_count())
    if (const std::int64_t row = is_at(run_id, 1); row >= 0) return row;  // where it is in a file of all runs
  for (std::int64_t first = 0; first < reader.row_count(); first += kAtOnce)
    if (const std::int64_t row = is_at(first, std::min(kAtOnce, reader.row_count() - first)); row >= 0) return row;
  throw std::runtime_error(fmt::format("{} has no run {}{}", reader.path().string(), run_id,
                                       reader.row_count() == 0 ? ": it holds summaries only" : "; run_id in /runs names those it keeps"));
}

// Values of the run's design point into the setup.
void apply_point(const Table& design, std::int64_t point, std::string_view policy, Setup& setup) {
  const auto& ids = std::get<std::vector<std::int64_t>>(design.columns.front().values);  // as the reader has seen to
  const auto found = std::find(ids.begin(), ids.end(), point);
  if (found == ids.end()) throw std::runtime_error(fmt::format("/design has no point {}", point));
  const auto at = static_cast<std::size_t>(found - ids.begin());
  for (const TableColumn& column : design.columns) {
    const auto* values = std::get_if<std::vector<double>>(&column.values);
    if (values == nullptr) continue;
    const auto [of, name] = policy_and_key(column.name);
    if (!of.empty() && of != policy) continue;
    const auto key = find_setup_key(name, setup);
    if (!key) throw std::runtime_error("/design varies '" + column.name + "', which this program does not know");
    key->set(setup, (*values)[at]);
  }
}

// The outcomes that the study asks for by itself come beside those of the scenario.
void add_outcomes_of_study(const Study& study, Scenario& scenario) {
  for (const OutcomeRequest& own : study.outcomes)
    if (std::none_of(scenario.outcomes.begin(), scenario.outcomes.end(), [&](const OutcomeRequest& o) { return o.name == own.name; }))
      scenario.outcomes.push_back(own);
}

}  // namespace

StoredRun find_stored_run(const ResultsReader& reader, std::int64_t run_id) {
  StoredRun run;
  run.row = find_row(reader, run_id, run.stored);
  const ResultsLayout& layout = reader.layout();
  const Study study = stored_study(reader);
  run.scenario = study.policies.at(static_cast<std::size_t>(run.stored.policy));
  add_outcomes_of_study(study, run.scenario);
  run.luck = static_cast<std::uint64_t>(run.stored.replicate);
  if (const auto futures = make_futures(study, run.stored.replicate + 1)) {
    run.luck = futures->luck(run.stored.replicate);
    futures->apply(futures->values(run.stored.replicate), run.scenario.setup);
  }
  if (layout.design) apply_point(*layout.design, run.stored.point_id, run.scenario.name, run.scenario.setup);
  return run;
}

Rerun::Rerun(const ResultsReader& reader, std::int64_t run_id, Kernel kernel)
    : reader_(reader),
      run_(find_stored_run(reader, run_id)),
      outcomes_(with_standard(run_.scenario.outcomes, run_.scenario.setup.resolution)) {
  const RunRow& row = run_.stored;
  plan_ = std::make_unique<Plan>(std::vector<Policy>{{run_.scenario.name, run_.scenario.setup}}, static_cast<int>(run_.luck) + 1, row.seed,
                                 run_.scenario.run.noise);
  std::vector<const SeriesInfo*> series = all_series(run_.scenario.setup.resolution, tables_of(run_.scenario.setup.theatre.host));
  std::erase_if(series, [&](const SeriesInfo* s) { return axis_names(s->axis, plan_->theatre()).empty(); });
  selection_ = std::make_unique<Selection>(series, plan_->theatre());
  BatchRunner runner(*plan_, *selection_, outcomes_, kernel);
  runner.compute(static_cast<std::int64_t>(run_.luck), 1, batch_);
  compare_series();
  compare_outcomes();
  compare_events();
}

void Rerun::compare_series() {
  if (reader_.layout().store != Store::kTrajectories) return;
  const auto weeks = static_cast<std::size_t>(batch_.weeks);
  for (const StoredSeries& series : reader_.layout().series) {
    const int first = selection_->find(series.info.name);
    if (first < 0) continue;
    require_columns(reader_, series, *selection_->columns()[static_cast<std::size_t>(first)].series, plan_->theatre());
    const std::vector<double> stored = reader_.values(series, run_.row, 1);
    for (std::size_t e = 0; e < series.columns(); ++e) {
      ++series_compared_;
      compare_column(series, e, std::span(stored).subspan(e * weeks, weeks), batch_.column(static_cast<std::size_t>(first) + e),
                     differences_);
    }
  }
}

void Rerun::compare_outcomes() {
  for (const OutcomeInfo& info : reader_.layout().outcomes) {
    const auto found = std::find_if(outcomes_.begin(), outcomes_.end(), [&](const Outcome& o) { return o.name == info.name; });
    if (found == outcomes_.end()) continue;
    const double stored = reader_.outcome(info, run_.row, 1).front();
    const double now = batch_.outcomes[static_cast<std::size_t>(found - outcomes_.begin())];
    ++outcomes_compared_;
    compare_outcome(info, stored, now, differences_);
  }
}

std::vector<Event> Rerun::events() const {
  std::vector<Event> events = events_of(*plan_, batch_);
  for (Event& event : events) event.run_id = run_.stored.run_id;
  return events;
}

void Rerun::compare_events() {
  if (reader_.layout().store != Store::kTrajectories) return;
  std::vector<Event> stored = reader_.events();
  std::erase_if(stored, [&](const Event& event) { return event.run_id != run_.stored.run_id; });
  events_compared_ = static_cast<int>(stored.size());
  fulcrum::compare_events(stored, events(), differences_);
}

std::vector<RunDifference> Rerun::differences() const { return differences_; }

}  // namespace fulcrum
