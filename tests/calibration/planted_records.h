/// \file
/// Records drawn from the prior of a posterior, so that what is recovered can be held against what was planted.
#pragma once

#include <boost/random/normal_distribution.hpp>

#include <cmath>
#include <string>
#include <vector>

#include "sim/calibration/calibration_task.h"
#include "sim/calibration/draws.h"
#include "sim/calibration/posterior_run.h"

namespace fulcrum::testing_support {

/// What is believed of the four records that count: about what the real ones are like.
struct Like {
  const char* series;
  double mean, size;
};
inline constexpr Like kLike[] = {
    {"us_hostile_deaths", 55, 5}, {"sigact_sig1", 3300, 8}, {"ged_government_mahdi_deaths", 30, .3}, {"baghdad_sectarian_deaths", 650, 5}};

/// The core study over so many weeks, with a value for every month of each record.
inline CalibrationTask core_task(int weeks) {
  const Study study = read_study(FULCRUM_TEST_DATA "/../../scenarios/studies/hindcast_core.toml", {});
  CalibrationTask task;
  task.scenario = study.policies.front();
  shorten(task.scenario.setup, weeks);
  auto observations = std::make_shared<Observations>(read_observations("iraq_2003_2011.observations", {}, task.scenario));
  task.months = std::make_shared<Months>(task.scenario.setup.start, weeks);
  for (const Like& like : kLike)
    for (const ObservationModel& model : observations->series)
      if (model.name == like.series) {
        Record record{&model, {}, {}};
        for (std::size_t m = 0; m + 1 < task.months->count(); ++m) record.months.push_back({static_cast<int>(m), 1, DataSplit::kTrain});
        task.records.push_back(std::move(record));
      }
  task.observations = observations;
  task.factors = study.design.factors;
  return task;
}

/// Priors that no record informs.
inline std::vector<RecordPrior> planted_priors(const CalibrationTask& task) {
  std::vector<RecordPrior> priors;
  for (std::size_t r = 0; r < task.records.size(); ++r) {
    RecordPrior prior{.record = &task.records[r], .seen = seen_months(task.records[r], DataSplit::kTrain)};
    prior.scale = {std::log(kLike[r].mean / .3), .7, kOffsetShare * kLike[r].mean};
    prior.log_size_mean = std::log(kLike[r].size);
    prior.log_size_sd = .5;
    priors.push_back(prior);
  }
  return priors;
}

/// Fills the records with what these coordinates may give: scales from their prior, values from the error models.
inline void plant(CalibrationTask& task, const PosteriorTask& believed, const std::vector<double>& coordinates, KeyedEngine& engine) {
  const PosteriorPoint point = believed.point(coordinates);
  const HindcastRun run = hindcast_run(believed.calibration(), point.values);
  boost::random::normal_distribution<double> normal;
  for (std::size_t r = 0; r < task.records.size(); ++r) {
    const RecordPrior& prior = believed.records()[r];
    double log_scale = prior.scale.log_mean + prior.scale.log_sd * normal(engine);
    ErrorFit fit{.kind = point.errors[r].kind, .size = point.errors[r].size};
    for (ObservedMonth& month : task.records[r].months) {
      const double mu = std::exp(log_scale) * run.fitted[r].x[static_cast<std::size_t>(month.month)] + prior.scale.offset;
      month.value = draw_of(fit, mu, engine);
      log_scale += point.errors[r].drift * normal(engine);
    }
  }
}

/// Ranks of planted coordinates among posterior draws of as many data sets (simulation-based calibration: Talts et al. 2018,
/// arXiv:1804.06788): uniform from 0 to `draws` if the posterior is right. [coordinate][data set]
inline std::vector<std::vector<int>> planted_ranks(int weeks, int data_sets, int draws, ScaleDrift drift, const SmcSettings& smc) {
  CalibrationTask task = core_task(weeks);
  std::vector<std::vector<int>> ranks(PosteriorTask(task, drift, planted_priors(task)).coordinates());
  for (int d = 0; d < data_sets; ++d) {
    KeyedEngine engine = keyed_engine(2026, "planted", d);
    const PosteriorTask believed(task, drift, planted_priors(task));
    std::vector<double> truth(believed.coordinates());
    boost::random::normal_distribution<double> normal;
    for (double& coordinate : truth) coordinate = normal(engine);
    plant(task, believed, truth, engine);
    const PosteriorTask told(task, drift, planted_priors(task));
    PosteriorSettings settings{.smc = smc, .repetitions = 1};
    settings.smc.seed = static_cast<std::uint64_t>(100 + d);
    const Posterior found = sample_posterior(told, settings);
    const std::vector<std::size_t> rows = thinned_rows(found.weights, static_cast<std::size_t>(draws), settings.smc.seed);
    for (std::size_t c = 0; c < truth.size(); ++c) {
      int below = 0;
      for (const std::size_t row : rows)
        if (found.repetitions.front().points[row][c] < truth[c]) ++below;
      ranks[c].push_back(below);
    }
  }
  return ranks;
}

}  // namespace fulcrum::testing_support
