#include "sim/calibration/hindcast_band.h"

#include <fmt/core.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>

#include "scenarios/input/csv.h"
#include "sim/hindcast/band.h"
#include "sim/terminal/usage_error.h"

namespace fulcrum {

namespace {

constexpr std::size_t kMostRows = 1000000;
constexpr std::size_t kMostCandidates = 256;  // as many tell the ends of 90 % to a percent or two

// The factors that the heads of a design name, and its points.
std::vector<std::vector<double>> read_candidates(const std::string& name, const std::vector<std::string>& paths, CalibrationTask& task) {
  const SourceFile file = open_named(name, {paths});
  const CsvTable table = parse_csv(file, kMostRows);
  task.factors.clear();
  for (std::size_t i = 0; i < table.heads.size(); ++i) {
    const auto key = find_setup_key(table.heads[i], task.scenario.setup);
    if (!key)
      throw InputError({{file.name, table.head_line, table.head_places[i].column,
                         fmt::format("there is nothing called '{}'", shown(table.heads[i])) +
                             suggestion(table.heads[i], setup_keys(task.scenario.setup))}});
    task.factors.push_back({*key, {}});
  }
  std::vector<std::vector<double>> points;
  for (const CsvRow& row : table.rows) {
    std::vector<double>& point = points.emplace_back();
    for (std::size_t i = 0; i < row.fields.size(); ++i) {
      const auto value = parse_number(row.fields[i]);
      const Bounds& bounds = task.factors[i].key.bounds;
      if (!value || *value < bounds.lower || *value > bounds.upper)
        throw InputError({{file.name, row.places[i].line, row.places[i].column,
                           fmt::format("'{}' is not a valid value of {}", shown(row.fields[i]), table.heads[i])}});
      point.push_back(*value);
    }
  }
  if (points.empty()) throw InputError({{file.name, 1, 1, "the file has no candidates"}});
  return points;
}

std::vector<std::vector<double>> thinned(std::vector<std::vector<double>> points) {
  if (points.size() <= kMostCandidates) return points;
  std::vector<std::vector<double>> some;
  for (std::size_t i = 0; i < kMostCandidates; ++i) some.push_back(std::move(points[i * points.size() / kMostCandidates]));
  return some;
}

void add_support(Table& table, const char* name, const std::vector<HindcastRun>& runs, const std::vector<double> HindcastRun::*of) {
  std::vector<double> low, high;
  for (std::size_t month = 0; month < (runs.front().*of).size(); ++month) {
    std::vector<double> values;
    for (const HindcastRun& run : runs) values.push_back((run.*of)[month]);
    std::sort(values.begin(), values.end());
    low.push_back(values[values.size() / 20]);
    high.push_back(values[values.size() - 1 - values.size() / 20]);
  }
  table.columns.push_back({std::string(name) + "_low", "1", "5 % of the candidates have less; the level is not identified", low});
  table.columns.push_back({std::string(name) + "_high", "1", "5 % of the candidates have more; the level is not identified", high});
}

}  // namespace

BandTable band_table(const CalibrationTask& task, const std::string& file, const std::vector<std::string>& paths, int jobs) {
  CalibrationTask own = task;
  const auto points = thinned(read_candidates(file, paths, own));
  std::vector<HindcastRun> runs(points.size());
  tbb::task_arena arena(jobs > 0 ? jobs : tbb::task_arena::automatic);
  arena.execute([&] { tbb::parallel_for(std::size_t{0}, points.size(), [&](std::size_t i) { runs[i] = hindcast_run(own, points[i]); }); });

  BandTable found{{"hindcast_band", {{"month", "1", "calendar month", own.months->names()}}, {}}, static_cast<int>(points.size()), {}};
  found.table.remarks = {{"candidates", static_cast<std::int64_t>(points.size())}, {"file", file}};
  for (std::size_t s = 0; s < own.records.size(); ++s) {
    if (runs.front().fitted[s].x.empty()) continue;
    std::vector<const FittedSeries*> series;
    for (const HindcastRun& run : runs) series.push_back(&run.fitted[s]);
    const Band band = band_of(series);
    const std::string& name = own.records[s].model->name;
    found.coverage.emplace_back(name, band.coverage_90);
    const auto add = [&](const char* ending, const char* meaning, const std::vector<double>& values) {
      found.table.columns.push_back({name + ending, "1", meaning, values});
    };
    add("_mu_low", "5 % of the candidates expect less", band.mu_low);
    add("_mu_median", "median of the candidates' expected values", band.mu_median);
    add("_mu_high", "5 % of the candidates expect more", band.mu_high);
    add("_low90", "lower end of the predictive interval of 90 % over all candidates", band.low90);
    add("_high90", "upper end of the predictive interval of 90 % over all candidates", band.high90);
    found.table.columns.back().remarks = {{"coverage_of_training_months", band.coverage_90}};
  }
  add_support(found.table, "direct", runs, &HindcastRun::direct);
  add_support(found.table, "indirect", runs, &HindcastRun::indirect);
  return found;
}

}  // namespace fulcrum
