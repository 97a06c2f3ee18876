#include "sim/calibration/predictive.h"

#include <boost/random/normal_distribution.hpp>

#include <cmath>

#include "sim/calibration/draws.h"

namespace fulcrum {

namespace {

ErrorFit fit_of(const RecordError& error) { return {.kind = error.kind, .size = error.size, .spread = error.size}; }

/// Scales and values of one point for one record.
void add_draws(const RecordError& error, const RecordPrior& prior, const std::vector<double>& x, KeyedEngine& engine,
               std::vector<PredictiveMonth>& months) {
  const ScaleIntegral integral(error, prior.scale, prior.seen, x);
  boost::random::normal_distribution<double> normal;
  const std::vector<double> z = integral.draw(static_cast<int>(x.size()), [&] { return normal(engine); });
  const ErrorFit fit = fit_of(error);
  for (std::size_t m = 0; m < x.size(); ++m) {
    const double mu = std::exp(z[m]) * x[m] + prior.scale.offset;
    months[m].parts.push_back(fit);
    months[m].mu.push_back(mu);
    months[m].draws.push_back(draw_of(fit, mu, engine));
  }
}

}  // namespace

std::vector<PosteriorPoint> posterior_points(const PosteriorTask& task, const Posterior& posterior, std::size_t count, std::uint64_t seed) {
  const std::size_t particles = posterior.repetitions.front().points.size();
  std::vector<PosteriorPoint> points;
  for (const std::size_t row : thinned_rows(posterior.weights, count, seed))
    points.push_back(task.point(posterior.repetitions[row / particles].points[row % particles]));
  return points;
}

std::vector<RecordForecast> posterior_predictive(const CalibrationTask& whole, const PosteriorTask& task,
                                                 const std::vector<PosteriorPoint>& points, std::uint64_t seed, int jobs) {
  std::vector<std::vector<double>> candidates;
  for (const PosteriorPoint& point : points) candidates.push_back(point.values);
  std::vector<std::vector<std::vector<double>>> x(points.size());  // [point][record][month]
  ask_runs(
      whole, candidates,
      [&](std::size_t i, const RecordingView& run) {
        for (const RecordPrior& prior : task.records()) x[i].push_back(monthly_quantity(*prior.record, run, *whole.months));
        return 0.0;
      },
      jobs);
  std::vector<RecordForecast> forecasts;
  for (std::size_t r = 0; r < task.records().size(); ++r) {
    const RecordPrior& prior = task.records()[r];
    if (prior.seen.months.empty()) continue;  // of shares
    RecordForecast forecast{prior.record->model, std::vector<PredictiveMonth>(whole.months->count())};
    for (std::size_t i = 0; i < points.size(); ++i) {
      if (x[i].empty()) continue;  // its run failed
      KeyedEngine engine = keyed_engine(seed, "predictive." + prior.record->model->name, static_cast<int>(i));
      add_draws(points[i].errors[r], prior, x[i][r], engine, forecast.months);
    }
    forecasts.push_back(std::move(forecast));
  }
  return forecasts;
}

}  // namespace fulcrum
