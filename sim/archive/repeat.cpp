#include "sim/archive/repeat.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <span>

#include "output/files/file_error.h"
#include "sim/ensemble/execute.h"
#include "sim/ensemble/stored_study.h"
#include "sim/ensemble/storing.h"
#include "sim/ensemble/study_plan.h"
#include "sim/statistics/missing.h"
#include "sim/terminal/interrupt.h"

namespace fulcrum {

namespace {

constexpr std::int64_t kRowsAtOnce = 4096;

// Hands over the rows of /runs piece by piece, with the number of the first.
void for_rows(const ResultsReader& results, const std::function<void(std::int64_t, const std::vector<RunRow>&)>& take) {
  for (std::int64_t first = 0; first < results.row_count(); first += kRowsAtOnce)
    take(first, results.rows(first, std::min(kRowsAtOnce, results.row_count() - first)));
}

// The study of the file with the seed and as many replicates as its runs have: one run alone keeps the seed and the number of its luck.
Study study_of_runs(const ResultsReader& results) {
  Study study = stored_study(results);
  study.run.replicates = 1;
  for_rows(results, [&](std::int64_t first, const std::vector<RunRow>& rows) {
    if (first == 0) study.run.seed = rows.front().seed;
    for (const RunRow& row : rows) {
      if (row.status == RunStatus::kNotRun) continue;
      if (row.seed != study.run.seed) throw FileError(results.path(), fmt::format("run {} has another seed than the others", row.run_id));
      study.run.replicates = std::max(study.run.replicates, row.replicate + 1);
    }
  });
  return study;
}

// Series that the file keeps by run and that this program knows.
std::vector<const SeriesInfo*> kept_series(const ResultsReader& results, const Setup& setup) {
  if (results.layout().store != Store::kTrajectories) return {};
  std::vector<const SeriesInfo*> series = all_series(setup.resolution, tables_of(setup.theatre.host));
  std::erase_if(series, [&](const SeriesInfo* s) { return results.find_series(s->name) == nullptr; });
  return series;
}

// Rows of the file that follow each other in the plan too, so that they are computed together.
struct Stretch {
  std::int64_t row = 0, run = 0, count = 0;
};

class Repeater final : public Sink {
 public:
  Repeater(const ResultsReader& results, const RepeatOptions& options)
      : results_(results),
        options_(options),
        study_(study_of_runs(results)),
        outcomes_(known_outcomes(study_)),
        plan_(plan_of(study_)),
        series_(kept_series(results, plan_.policies().front().setup)),
        selection_(with_needs(series_, outcomes_, plan_.policies().front().setup.resolution), plan_.theatre()) {
    if (results.layout().store == Store::kTrajectories)
      for (Event& event : results.events()) events_[event.run_id].push_back(std::move(event));
  }

  Repetition repeat() {
    for_rows(results_, [&](std::int64_t first, const std::vector<RunRow>& rows) {
      for (const Stretch& stretch : stretches(first, rows)) repeat(stretch);
    });
    return found_;
  }

  void take(const Batch& batch, std::int64_t /*failed*/) override {
    const std::int64_t row = now_.row + (batch.first - now_.run);
    rows_ = results_.rows(row, batch.runs);
    differs_.assign(static_cast<std::size_t>(batch.runs), false);
    compare_errors(batch);
    for (const SeriesInfo* series : series_) compare_series(batch, row, *results_.find_series(series->name));
    for (const OutcomeInfo& outcome : results_.layout().outcomes) compare_outcome(batch, row, outcome);
    compare_events(batch);
    found_.runs += batch.runs;
    found_.runs_that_differ += std::ranges::count(differs_, true);
    if (options_.done) options_.done(found_.runs, results_.row_count());
  }

 private:
  std::int64_t place_in_plan(const RunRow& row) const {
    if (row.point_id < 0 || row.point_id >= plan_.points() || row.policy < 0 ||
        static_cast<std::size_t>(row.policy) >= plan_.policies().size() || row.replicate < 0)
      throw FileError(results_.path(), fmt::format("run {} is none of the study that the file holds", row.run_id));
    return row.point_id * plan_.runs_per_point() + static_cast<std::int64_t>(row.policy) * plan_.replicates() + row.replicate;
  }

  std::vector<Stretch> stretches(std::int64_t first, const std::vector<RunRow>& rows) const {
    std::vector<Stretch> found;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (rows[i].status == RunStatus::kNotRun) continue;
      const std::int64_t row = first + static_cast<std::int64_t>(i), run = place_in_plan(rows[i]);
      if (!found.empty() && found.back().row + found.back().count == row && found.back().run + found.back().count == run)
        ++found.back().count;
      else
        found.push_back({row, run, 1});
    }
    return found;
  }

  void repeat(const Stretch& stretch) {
    now_ = stretch;
    EnsembleOptions how;
    how.jobs = options_.jobs;
    how.runs_per_batch = runs_per_batch(plan_.weeks());
    how.interrupted = options_.interrupted;
    const std::int64_t last = stretch.run + stretch.count;
    const Executed executed =
        execute({.plan = plan_, .selection = selection_, .outcomes = outcomes_, .options = how, .first = stretch.run, .last = last}, *this);
    if (executed.done < last) throw Interrupted("interrupted; nothing was written");
  }

  void note(std::size_t i, std::vector<RunDifference> differences) {
    for (RunDifference& difference : differences) {
      differs_[i] = true;
      if (found_.differences.size() < kMostDifferences) found_.differences.push_back({rows_[i].run_id, std::move(difference)});
    }
  }

  bool failed(const Batch& batch, std::size_t i) const { return rows_[i].status == RunStatus::kFailed || !batch.errors[i].empty(); }

  void compare_errors(const Batch& batch) {
    for (std::size_t i = 0; i < rows_.size(); ++i)
      if (failed(batch, i) && batch.errors[i].substr(0, kMostErrorBytes) != rows_[i].error)
        note(i, {{fmt::format("error, then: {}; now: {}", rows_[i].error.empty() ? "none" : rows_[i].error,
                              batch.errors[i].empty() ? "none" : batch.errors[i]),
                  -1, kNan, kNan, 0}});
  }

  void compare_series(const Batch& batch, std::int64_t row, const StoredSeries& series) {
    const auto first = static_cast<std::size_t>(selection_.find(series.info.name)), weeks = static_cast<std::size_t>(batch.weeks);
    require_columns(results_, series, *selection_.columns()[first].series, plan_.theatre());
    const std::vector<double> stored = results_.values(series, row, batch.runs);
    for (std::size_t i = 0; i < rows_.size(); ++i)
      for (std::size_t e = 0; e < series.columns() && !failed(batch, i); ++e) {
        ++found_.series;
        std::vector<RunDifference> differences;
        compare_column(series, e, std::span(stored).subspan((i * series.columns() + e) * weeks, weeks),
                       batch.column(first + e).subspan(i * weeks, weeks), differences);
        note(i, std::move(differences));
      }
  }

  void compare_outcome(const Batch& batch, std::int64_t row, const OutcomeInfo& outcome) {
    const auto known = std::ranges::find(outcomes_, outcome.name, &Outcome::name);
    if (known == outcomes_.end()) return;
    const auto at = static_cast<std::size_t>(known - outcomes_.begin());
    const std::vector<double> stored = results_.outcome(outcome, row, batch.runs);
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (failed(batch, i)) continue;
      ++found_.outcomes;
      std::vector<RunDifference> differences;
      fulcrum::compare_outcome(outcome, stored[i], batch.outcomes[i * outcomes_.size() + at], differences);
      note(i, std::move(differences));
    }
  }

  void compare_events(const Batch& batch) {
    if (results_.layout().store != Store::kTrajectories) return;
    std::map<std::int64_t, std::vector<Event>> now;
    for (Event& event : events_of(plan_, batch)) now[event.run_id - batch.first].push_back(std::move(event));
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const std::vector<Event>& then = events_[rows_[i].run_id];
      const std::vector<Event>& again = now[static_cast<std::int64_t>(i)];
      found_.events += static_cast<std::int64_t>(then.size());
      std::vector<RunDifference> differences;
      fulcrum::compare_events(then, again, differences);
      note(i, std::move(differences));
    }
  }

  const ResultsReader& results_;
  const RepeatOptions& options_;
  Study study_;
  std::vector<Outcome> outcomes_;
  Plan plan_;
  std::vector<const SeriesInfo*> series_;
  Selection selection_;
  std::map<std::int64_t, std::vector<Event>> events_;  ///< by run
  Stretch now_;
  std::vector<RunRow> rows_;   ///< of the batch at hand
  std::vector<bool> differs_;  ///< [row of the batch]
  Repetition found_;
};

}  // namespace

std::int64_t kept_runs(const ResultsReader& results) { return results.layout().store == Store::kSummary ? 0 : results.row_count(); }

Repetition repeat_runs(const ResultsReader& results, const RepeatOptions& options) {
  if (kept_runs(results) == 0)
    throw FileError(results.path(), fmt::format("keeps no runs that could be repeated, only summaries or analyses; its command was: {}",
                                                results.layout().provenance.command_line));
  return Repeater(results, options).repeat();
}

}  // namespace fulcrum
