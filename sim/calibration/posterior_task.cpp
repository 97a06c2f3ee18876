#include "sim/calibration/posterior_task.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "sim/calibration/calibration_task.h"
#include "sim/designs/normal_probability.h"
#include "sim/ensemble/design_points.h"
#include "sim/hindcast/share_scores.h"
#include "sim/statistics/moments.h"
#include "sim/terminal/usage_error.h"

namespace fulcrum {

namespace {

bool is_of_shares(const Record& record) { return record.model->error == ErrorKind::kDirichletMultinomial; }
bool has_size(const Record& record) { return record.model->error != ErrorKind::kPoisson; }

// Runs need not go on beyond what they are held against.
CalibrationTask to_end_of_training(CalibrationTask task) {
  int last = 0;
  for (const Record& record : task.records) {
    for (const ObservedMonth& month : record.months)
      if (month.part == DataSplit::kTrain) last = std::max(last, month.month);
    for (const ObservedYear& year : record.years)
      if (year.part == DataSplit::kTrain) last = std::max(last, task.months->find(fmt::format("{:04}-12", year.year)));
  }
  const std::string& end = task.months->names().at(static_cast<std::size_t>(last));
  const std::chrono::year_month_day_last day(
      std::chrono::year(std::stoi(end.substr(0, 4))),
      std::chrono::month_day_last(std::chrono::month(static_cast<unsigned>(std::stoi(end.substr(5))))));
  const auto days = (std::chrono::sys_days(day) - task.scenario.setup.start).count() + 1;
  shorten(task.scenario.setup, static_cast<int>((days + 6) / 7));
  task.months = std::make_shared<Months>(task.scenario.setup.start, task.scenario.setup.weeks);
  return task;
}

// log(1/2) to log(8) holds the dispersion of most monthly counts; a normal error is believed to be of the order of the record's own spread.
void set_size_prior(RecordPrior& prior) {
  if (prior.record->model->error == ErrorKind::kDirichletMultinomial) {
    prior.log_size_mean = std::log(30);
    prior.log_size_sd = 1.5;
  } else if (prior.record->model->error == ErrorKind::kNormal) {
    prior.log_size_mean = std::log(std::max(Moments(prior.seen.values).deviation(), 1e-9));
  } else {
    prior.log_size_mean = std::log(2);
  }
}

RecordPrior prior_of(const FittedSeries& fitted) {
  RecordPrior prior{.record = fitted.record, .seen = seen_months(*fitted.record, DataSplit::kTrain)};
  set_size_prior(prior);
  if (is_of_shares(*fitted.record)) return prior;
  double x = 0;
  for (const int month : prior.seen.months) x += fitted.x[static_cast<std::size_t>(month)] / static_cast<double>(prior.seen.months.size());
  const double y = std::max(Moments(prior.seen.values).mean(), 1e-9);
  prior.scale = {std::log(y / std::max(x, 1e-3)), 1.0, std::max(kOffsetShare * y, 1e-9)};
  if (fitted.record->model->scale) prior.scale = {std::log(*fitted.record->model->scale), 0.0, prior.scale.offset};
  return prior;
}

std::vector<RecordPrior> priors_of(const CalibrationTask& task) {
  const HindcastRun run = hindcast_run(task, {});
  std::vector<RecordPrior> priors;
  for (const FittedSeries& fitted : run.fitted)
    if (fitted.record->model->in_total) priors.push_back(prior_of(fitted));
  if (priors.empty()) throw UsageError("no record counts: every one has in_total = false");
  return priors;
}

}  // namespace

PosteriorTask::PosteriorTask(const CalibrationTask& calibration, ScaleDrift drift)
    : PosteriorTask(calibration, drift, priors_of(to_end_of_training(calibration))) {}

PosteriorTask::PosteriorTask(const CalibrationTask& calibration, ScaleDrift drift, std::vector<RecordPrior> records)
    : calibration_(to_end_of_training(calibration)), drift_(drift), records_(std::move(records)) {
  calibration_.strategies.clear();
  // Copies of the task have records of their own.
  for (RecordPrior& prior : records_) {
    const auto same = [&](const Record& record) { return record.model->name == prior.record->model->name; };
    prior.record = &*std::find_if(calibration_.records.begin(), calibration_.records.end(), same);
  }
  for (const Factor& factor : calibration_.factors) {
    distributions_.push_back(distribution_of(factor));
    if (const auto wrong = problem(distributions_.back())) throw UsageError(fmt::format("factor '{}': {}", factor.key.key, *wrong));
  }
}

std::size_t PosteriorTask::coordinates() const { return names().size(); }

std::vector<std::string> PosteriorTask::names() const {
  std::vector<std::string> names;
  for (const Factor& factor : calibration_.factors) names.push_back(factor.key.key);
  for (const RecordPrior& prior : records_) {
    if (has_size(*prior.record)) names.push_back(prior.record->model->name + ".size");
    if (drifts(prior)) names.push_back(prior.record->model->name + ".drift");
  }
  return names;
}

bool PosteriorTask::drifts(const RecordPrior& prior) const { return drift_ == ScaleDrift::kRandomWalk && !is_of_shares(*prior.record); }

std::vector<std::size_t> PosteriorTask::discrete() const {
  std::vector<std::size_t> places;
  for (std::size_t f = 0; f < distributions_.size(); ++f)
    if (std::holds_alternative<Discrete>(distributions_[f])) places.push_back(f);
  return places;
}

PosteriorPoint PosteriorTask::point(const std::vector<double>& coordinates) const {
  PosteriorPoint found;
  for (std::size_t f = 0; f < distributions_.size(); ++f)
    found.values.push_back(value_of(calibration_.factors[f], distributions_[f], normal_probability(coordinates[f])));
  std::size_t at = distributions_.size();
  for (const RecordPrior& prior : records_) {
    RecordError error{.kind = prior.record->model->error};
    if (has_size(*prior.record)) error.size = std::exp(prior.log_size_mean + prior.log_size_sd * coordinates[at++]);
    if (drifts(prior)) error.drift = std::exp(prior.log_drift_mean + prior.log_drift_sd * coordinates[at++]);
    found.errors.push_back(error);
  }
  return found;
}

std::vector<double> PosteriorTask::listed(const std::vector<double>& coordinates) const {
  PosteriorPoint found = point(coordinates);
  std::vector<double> list = std::move(found.values);
  for (std::size_t r = 0; r < records_.size(); ++r) {
    if (has_size(*records_[r].record)) list.push_back(found.errors[r].size);
    if (drifts(records_[r])) list.push_back(found.errors[r].drift);
  }
  return list;
}

double PosteriorTask::log_likelihood(const std::vector<RecordError>& errors, const RecordingView& run) const {
  double sum = 0;
  for (std::size_t r = 0; r < records_.size(); ++r) {
    const RecordPrior& prior = records_[r];
    if (!is_of_shares(*prior.record)) {
      const std::vector<double> x = monthly_quantity(*prior.record, run, *calibration_.months);
      sum += ScaleIntegral(errors[r], prior.scale, prior.seen, x).log_likelihood();
      continue;
    }
    const std::vector<ShareCounts> years = share_counts(*prior.record, run, *calibration_.months);
    for (std::size_t y = 0; y < years.size(); ++y)
      if (prior.record->years[y].part == DataSplit::kTrain) sum += dirichlet_multinomial(years[y], errors[r].size);
  }
  return sum;
}

std::vector<double> PosteriorTask::log_likelihoods(std::span<const std::vector<double>> points, int jobs) const {
  std::vector<std::vector<double>> candidates;
  std::vector<std::vector<RecordError>> errors;
  for (const std::vector<double>& coordinates : points) {
    PosteriorPoint found = point(coordinates);
    candidates.push_back(std::move(found.values));
    errors.push_back(std::move(found.errors));
  }
  return ask_runs(
      calibration_, candidates, [&](std::size_t i, const RecordingView& run) { return log_likelihood(errors[i], run); }, jobs);
}

}  // namespace fulcrum
