/// \file
/// A results file of runs whose values are planted, for what reads results.
#pragma once

#include <filesystem>
#include <functional>
#include <string_view>
#include <vector>

#include "output/results_file.h"
#include "sim/ensemble/plan.h"
#include "sim/ensemble/storing.h"

namespace fulcrum::testing_support {

/// What is written of each run of a plan. A value of a series that is not a number makes a run that failed.
struct PlantedFile {
  std::vector<std::string_view> series{};                                                  ///< without an axis
  std::function<double(const RunPlace& at, std::size_t series, int week)> value{};         ///< of a series in a week
  std::vector<Outcome> outcomes{};                                                         ///< named, not computed
  std::function<double(const RunPlace& at, std::size_t outcome)> outcome{};                ///< of a run
  std::function<bool(const RunPlace& at)> failed = [](const RunPlace&) { return false; };  ///< whether a run did
};

inline Batch planted_batch(const Plan& plan, const PlantedFile& what) {
  Batch batch;
  batch.runs = static_cast<int>(plan.runs());
  batch.weeks = plan.weeks();
  batch.errors.resize(static_cast<std::size_t>(plan.runs()));
  batch.events.resize(static_cast<std::size_t>(plan.runs()));
  for (std::int64_t run = 0; run < plan.runs(); ++run)
    if (what.failed(plan.place(run))) batch.errors[static_cast<std::size_t>(run)] = "it was meant to fail";
  for (std::size_t s = 0; s < what.series.size(); ++s)
    for (std::int64_t run = 0; run < plan.runs(); ++run)
      for (int week = 0; week < plan.weeks(); ++week) batch.recordings.push_back(what.value(plan.place(run), s, week));
  for (std::int64_t run = 0; run < plan.runs(); ++run)
    for (std::size_t o = 0; o < what.outcomes.size(); ++o) batch.outcomes.push_back(what.outcome(plan.place(run), o));
  return batch;
}

/// The layout of a file of all runs of a plan, without series and outcomes.
inline ResultsLayout layout_of(const Plan& plan) {
  ResultsLayout layout;
  layout.provenance = provenance_of(plan, "", "");
  for (const Policy& policy : plan.policies()) layout.study.policies.push_back({policy.name, "", "schema = 1\n"});
  layout.start = plan.policies().front().setup.start;
  layout.weeks = plan.weeks();
  layout.runs = plan.runs();
  return layout;
}

/// Writes it, whole, and returns its path.
inline std::filesystem::path write_planted(const std::filesystem::path& path, const Plan& plan, const PlantedFile& what) {
  const Batch batch = planted_batch(plan, what);
  ResultsLayout layout = layout_of(plan);
  layout.store = what.series.empty() ? Store::kOutcomes : Store::kTrajectories;
  std::vector<const SeriesInfo*> series;
  for (const std::string_view name : what.series) series.push_back(find_series(name));
  layout.series = stored_series(series, plan.theatre());
  layout.outcomes = outcome_infos(what.outcomes);
  layout.compression = Compression::kNone;
  ResultsFile file = ResultsFile::create(path, layout, Existing::kReplace, Unfinished::kRemove);
  const std::vector<RunRow> rows = rows_of(plan, batch);
  file.write({.first_row = 0, .runs = rows, .series = batch.recordings, .outcomes = batch.outcomes});
  file.finish({}, Durability::kProgram);
  return path;
}

}  // namespace fulcrum::testing_support
