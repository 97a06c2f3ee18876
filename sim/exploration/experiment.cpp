#include "sim/exploration/experiment.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "output/files/file_error.h"
#include "output/files/memory.h"
#include "output/results_bounds.h"
#include "output/results_reader.h"
#include "sim/ensemble/execute.h"
#include "sim/ensemble/stored_study.h"
#include "sim/ensemble/storing.h"
#include "sim/statistics/missing.h"

namespace fulcrum {

namespace {

// The columns of /design behind point_id, as factors and their values.
void read_design(const Table& table, Experiment& experiment) {
  auto columns = std::make_shared<std::vector<std::vector<double>>>();
  for (const TableColumn& column : table.columns) {
    const auto* values = std::get_if<std::vector<double>>(&column.values);
    if (values == nullptr || column.name == "point_id" || column.name == "policy") continue;
    ExperimentFactor factor{column.name, column.unit, "", kNan, kNan, {}};
    for (const auto& [name, remark] : column.remarks) {
      if (name == "source" && std::holds_alternative<std::string>(remark)) factor.source = std::get<std::string>(remark);
      if (name == "range" && std::holds_alternative<std::vector<double>>(remark)) {
        factor.low = std::get<std::vector<double>>(remark).front();
        factor.high = std::get<std::vector<double>>(remark).back();
      }
    }
    for (const StructureInfo& info : structure_table())
      if (info.key == column.name) factor.forms.assign(info.forms.begin(), info.forms.end());
    experiment.factors.push_back(std::move(factor));
    columns->push_back(*values);
  }
  experiment.points = columns->empty() ? 1 : static_cast<std::int64_t>(columns->front().size());
  experiment.at = [columns](std::int64_t point) {
    std::vector<double> values;
    for (const auto& column : *columns) values.push_back(column[static_cast<std::size_t>(point)]);
    return values;
  };
}

}  // namespace

ExperimentFactor experiment_factor(const Factor& factor) {
  const FactorDistribution& d = factor.distribution;
  ExperimentFactor known{factor.key.key, factor.key.unit, factor.key.source, d.low, d.high, factor.key.forms};
  if (d.kind == FactorDistribution::Kind::kValues && !d.values.empty()) {
    known.low = *std::min_element(d.values.begin(), d.values.end());
    known.high = *std::max_element(d.values.begin(), d.values.end());
  }
  return known;
}

std::string Response::title() const {
  return difference ? fmt::format("{}: {} less {}", long_name, policy, first_policy) : fmt::format("{}: {}", long_name, policy);
}

std::size_t Experiment::outcome_number(const std::string& outcome) const {
  for (std::size_t o = 0; o < outcomes.size(); ++o)
    if (outcomes[o].name == outcome) return o;
  std::string names;
  for (const OutcomeInfo& info : outcomes) names += (names.empty() ? "" : ", ") + info.name;
  throw std::invalid_argument("there is no outcome '" + outcome + "' here; available: " + names);
}

Response Experiment::response(std::size_t policy, std::size_t outcome, bool difference) const {
  const OutcomeInfo& info = outcomes[outcome];
  Response response{policies[policy], info.name, info.unit, info.long_name, difference, {}, policies.front()};
  std::vector<double> y = of(policy, outcome);
  if (difference)
    for (std::size_t i = 0; i < y.size(); ++i) y[i] -= of(0, outcome)[i];
  response.by_point = point_means(y, points, replicates);
  return response;
}

std::vector<std::vector<double>> Experiment::factor_values(const std::vector<std::int64_t>& at_points) const {
  std::vector<std::vector<double>> columns(factors.size());
  for (const std::int64_t point : at_points) {
    const auto here = at(point);
    for (std::size_t f = 0; f < columns.size(); ++f) columns[f].push_back(here[f]);
  }
  return columns;
}

std::vector<double> point_means(const std::vector<double>& values, std::int64_t points, int replicates) {
  std::vector<double> means;
  for (std::int64_t point = 0; point < points; ++point) {
    double sum = 0, n = 0;
    for (int r = 0; r < replicates; ++r)
      if (const double y = values[static_cast<std::size_t>(point * replicates + r)]; std::isfinite(y)) {
        sum += y;
        ++n;
      }
    means.push_back(n > 0 ? sum / n : kNan);
  }
  return means;
}

std::optional<PlanOutcomes> outcomes_of(const Plan& plan, const std::vector<Outcome>& outcomes, const ExperimentOptions& options) {
  const Selection selection(with_needs({}, outcomes, plan.policies().front().setup.resolution), plan.theatre());
  EnsembleOptions how;
  how.jobs = options.jobs;
  how.kernel = options.kernel;
  how.runs_per_batch = runs_per_batch(plan.weeks());
  how.interrupted = options.interrupted;
  OutcomeTable table(plan, outcomes);
  PlanOutcomes found;
  std::int64_t done = 0;
  TakeEach sink([&](const Batch& batch, std::int64_t failed) {
    table.take(batch);
    done += batch.runs;
    for (const std::string& error : batch.errors)
      if (found.first_error.empty()) found.first_error = error;
    if (options.progress) options.progress(done, failed);
  });
  const Executed executed = execute({.plan = plan, .selection = selection, .outcomes = outcomes, .options = how}, sink);
  if (executed.done < plan.runs()) return std::nullopt;
  found.failed = executed.failed;
  for (int policy = 0; policy < static_cast<int>(plan.policies().size()); ++policy)
    for (std::size_t o = 0; o < outcomes.size(); ++o) found.values.push_back(table.values(policy, o));
  return found;
}

namespace {

// Outcomes of all runs and values of all factors are in memory at once, and are copied where they are sorted and resampled.
void check_memory(const Plan& plan, const DesignRequest& design, std::size_t outcomes) {
  constexpr double kCopies = 3;
  const auto points = static_cast<double>(plan.points());
  const double values =
      static_cast<double>(plan.runs_per_point()) * static_cast<double>(outcomes) + static_cast<double>(design.factors.size());
  const double of_point = values * sizeof(double) * kCopies;
  require_memory(of_point * points, fmt::format("{:.3g} points of the design with their outcomes", points),
                 fmt::format("--points {:.0f} fit", std::floor(fitting(of_point) * static_cast<double>(design.points) / points)));
}

}  // namespace

std::unique_ptr<Experiment> run_experiment(const Study& study, const std::vector<Outcome>& outcomes, const ExperimentOptions& options) {
  auto experiment = std::make_unique<Experiment>();
  experiment->name = study.name;
  experiment->design = study.design;
  for (const Factor& factor : study.design.factors) experiment->factors.push_back(experiment_factor(factor));
  const Plan plan = plan_of(study);
  check_memory(plan, study.design, outcomes.size());
  for (const Policy& policy : plan.policies()) experiment->policies.push_back(policy.name);
  experiment->points = plan.points();
  experiment->replicates = plan.replicates();
  experiment->seed = plan.seed();
  experiment->noise = plan.noise();
  experiment->weeks = plan.weeks();
  experiment->at = [points = plan.shared_design()](std::int64_t point) { return points ? points->values(point) : std::vector<double>{}; };
  experiment->outcomes = outcome_infos(outcomes);
  experiment->runs = plan.runs();

  auto found = outcomes_of(plan, outcomes, options);
  if (!found) return nullptr;
  experiment->values = std::move(found->values);
  experiment->failed = found->failed;
  experiment->first_error = std::move(found->first_error);
  return experiment;
}

namespace {

// The highest replicate, counted from the rows; every point has all those below it, so there are at least as many rows.
int replicates_in(const std::vector<RunRow>& rows, const std::string& results_file) {
  int most = 0;
  for (const RunRow& row : rows) most = std::max(most, row.replicate);
  if (static_cast<std::size_t>(most) >= std::max<std::size_t>(1, rows.size()))
    throw FileError(results_file, fmt::format("/runs has a replicate {}, and {} rows only", most, rows.size()));
  return rows.empty() ? 0 : most + 1;
}

// Places of the rows among the points of the file and their replicates; the points of a shard do not begin at 0.
std::vector<std::size_t> places_of(const std::vector<RunRow>& rows, std::int64_t first_point, int replicates) {
  std::vector<std::size_t> places;
  for (const RunRow& row : rows) places.push_back(static_cast<std::size_t>((row.point_id - first_point) * replicates + row.replicate));
  return places;
}

}  // namespace

std::unique_ptr<Experiment> read_experiment(const std::string& results_file) {
  const ResultsReader reader(results_file);
  const ResultsLayout& layout = reader.layout();
  const auto analyses = reader.analyses();
  const bool futures = !layout.design && std::find(analyses.begin(), analyses.end(), "futures") != analyses.end();
  if ((!layout.design && !futures) || layout.store == Store::kSummary)
    throw std::invalid_argument(results_file +
                                " holds no design or no outcomes of single runs; sweep with --store outcomes or trajectories");
  auto experiment = std::make_unique<Experiment>();
  experiment->name = results_file;
  experiment->policies = policy_names(layout.study);
  const Study study = stored_study(reader);
  experiment->design = study.design;
  experiment->design.factors.clear();
  experiment->design.listed.clear();
  read_design(futures ? reader.analysis("futures") : *layout.design, *experiment);
  if (futures) experiment->design.kind = DesignKind::kSobol;  // each future is a point
  if (experiment->factors.empty()) throw std::invalid_argument(results_file + " has a design without factors: there is nothing to analyse");
  experiment->seed = layout.provenance.root_seed;
  experiment->weeks = layout.weeks;
  experiment->outcomes = layout.outcomes;
  experiment->command = layout.provenance.command_line;
  experiment->noise = study.run.noise;
  auto rows = reader.rows(0, reader.row_count());
  std::erase_if(rows, [](const RunRow& row) { return row.status == RunStatus::kNotRun; });
  if (static_cast<std::int64_t>(rows.size()) != layout.runs)
    throw FileError(results_file, fmt::format("has {} computed runs of {}", rows.size(), layout.runs));
  experiment->runs = layout.runs;
  const int replicates = replicates_in(rows, results_file);
  experiment->replicates = futures ? 1 : replicates;
  for (const RunRow& row : rows) {
    experiment->failed += row.status == RunStatus::kFailed ? 1 : 0;
    if (experiment->first_error.empty()) experiment->first_error = row.error;
  }
  const auto size = static_cast<std::size_t>(experiment->points * experiment->replicates);
  require_memory(static_cast<double>(size * experiment->policies.size() * experiment->outcomes.size()) * sizeof(double),
                 fmt::format("{} points with {} replicates in {}", experiment->points, experiment->replicates, results_file));
  experiment->values.assign(experiment->policies.size() * experiment->outcomes.size(), std::vector<double>(size, kNan));
  // A future is a point of its own.
  const std::vector<std::size_t> places = futures ? places_of(rows, 0, 1) : places_of(rows, stored_points(layout)->first, replicates);
  if (std::any_of(places.begin(), places.end(), [&](std::size_t place) { return place >= size; }))
    throw FileError(results_file, fmt::format("/runs has a replicate beyond the {} futures of /analysis/futures", experiment->points));
  for (std::size_t o = 0; o < experiment->outcomes.size(); ++o) {
    const auto values = reader.outcome(experiment->outcomes[o], 0, reader.row_count());
    for (std::size_t i = 0; i < rows.size(); ++i)
      experiment->values[static_cast<std::size_t>(rows[i].policy) * experiment->outcomes.size() + o][places[i]] = values[i];
  }
  return experiment;
}

std::vector<std::int64_t> spread_points(const Experiment& experiment) {
  if (experiment.design.kind == DesignKind::kMorris)
    throw std::invalid_argument("the points of a Morris design are not spread evenly; use a design of kind lhs or sobol");
  std::int64_t step = 1;
  const auto d = static_cast<std::int64_t>(experiment.factors.size());
  if (experiment.design.kind == DesignKind::kSaltelli) step = (experiment.design.second_order ? 2 : 1) * d + 2;
  if (experiment.design.kind == DesignKind::kWalks) step = experiment.points / std::max<std::int64_t>(1, experiment.design.points);
  std::vector<std::int64_t> points;
  for (std::int64_t point = 0; point < experiment.points; point += step) points.push_back(point);
  return points;
}

Experiment spread_part(Experiment experiment) {
  const auto points = spread_points(experiment);
  const auto replicates = static_cast<std::size_t>(experiment.replicates);
  for (std::vector<double>& values : experiment.values) {
    std::vector<double> part;
    part.reserve(points.size() * replicates);
    for (const std::int64_t point : points) {
      const auto first = values.begin() + static_cast<std::ptrdiff_t>(point * experiment.replicates);
      part.insert(part.end(), first, first + experiment.replicates);
    }
    values = std::move(part);
  }
  experiment.points = static_cast<std::int64_t>(points.size());
  experiment.at = [at = experiment.at, points](std::int64_t point) { return at(points[static_cast<std::size_t>(point)]); };
  if (experiment.design.kind == DesignKind::kSaltelli || experiment.design.kind == DesignKind::kWalks)
    experiment.design.kind = DesignKind::kSobol;
  return experiment;
}

}  // namespace fulcrum
