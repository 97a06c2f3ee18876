#include "sim/hindcast/scores.h"

#include "sim/hindcast/share_scores.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "sim/statistics/arrays.h"

namespace fulcrum {

namespace {

std::vector<double> by_week(const Expression& quantity, const RecordingView& run, const CountsColumn& counts = {}) {
  const std::vector<double> nothing(static_cast<std::size_t>(run.weeks), 0.0);
  std::vector<const double*> series;
  for (const Column& column : quantity.columns()) {
    if (counts && !counts(column)) {
      series.push_back(nothing.data());
      continue;
    }
    const auto at = static_cast<std::size_t>(run.selection->find(column.series->name)) + static_cast<std::size_t>(column.entity);
    series.push_back(run.first + at * run.column_stride);
  }
  std::vector<double> weeks;
  for (int week = 0; week < run.weeks; ++week) weeks.push_back(quantity.value(series, week));
  return weeks;
}

Pairs pairs_of(const Record& record, std::span<const double> x, DataSplit part) {
  Pairs pairs;
  for (const ObservedMonth& month : record.months)
    if (month.part == part) {
      pairs.y.push_back(month.value);
      pairs.x.push_back(x[static_cast<std::size_t>(month.month)]);
    }
  return pairs;
}

double mean(std::span<const double> values) { return ordered_mean(array(values)); }

double correlation(std::span<const double> a, std::span<const double> b) {
  const Eigen::ArrayXd from_a = array(a) - mean(a), from_b = array(b) - mean(b);
  const double ab = ordered_sum(from_a * from_b), aa = ordered_sum(from_a.square()), bb = ordered_sum(from_b.square());
  return aa > 0 && bb > 0 ? ab / std::sqrt(aa * bb) : 0;
}

std::vector<double> changes(std::span<const double> values) {
  std::vector<double> differences(values.size());
  std::adjacent_difference(values.begin(), values.end(), differences.begin());
  differences.erase(differences.begin());
  return differences;
}

ForecastScore score(const ErrorFit& fit, const Pairs& pairs) {
  ForecastScore found;
  for (std::size_t i = 0; i < pairs.y.size(); ++i) {
    const double mu = fit.expected(pairs.x[i]);
    found.likelihood += log_likelihood(fit, pairs.y[i], mu);
    found.rmse += (pairs.y[i] - mu) * (pairs.y[i] - mu);
  }
  const double n = static_cast<double>(pairs.y.size());
  return {found.likelihood / n, std::sqrt(found.rmse / n)};
}

// Nash-Sutcliffe efficiency: 1 - squared error / squares about the part's own mean.
double efficiency(std::span<const double> y, double rmse) {
  const double spread = ordered_sum((array(y) - mean(y)).square());
  return spread > 0 ? 1 - rmse * rmse * static_cast<double>(y.size()) / spread : 0;
}

// A forecast that is proportional to x by month, fitted as the model's is; where nothing is free, as it stands.
ForecastScore naive(const Record& record, std::span<const double> x, DataSplit part) {
  return score(fit_error(record.model->error, pairs_of(record, x, DataSplit::kTrain), std::nullopt), pairs_of(record, x, part));
}

ForecastScore persisted(const Record& record, std::span<const double> ones, double last, DataSplit part) {
  const Pairs train = pairs_of(record, ones, DataSplit::kTrain);
  ErrorFit fit = fit_error(record.model->error, train, std::nullopt);
  fit.scale = std::max(last - fit.offset, 0.0);
  return score(fit, pairs_of(record, ones, part));
}

double coverage(const ErrorFit& fit, const Pairs& pairs, double share) {
  double inside = 0;
  for (std::size_t i = 0; i < pairs.y.size(); ++i) {
    const PredictiveInterval interval = predictive_interval(fit, fit.expected(pairs.x[i]), share);
    if (pairs.y[i] >= interval.low && pairs.y[i] <= interval.high) ++inside;
  }
  return inside / static_cast<double>(pairs.y.size());
}

SeriesScore score_part(const FittedSeries& fitted, std::span<const double> troops, DataSplit part) {
  const Record& record = *fitted.record;
  const Pairs pairs = pairs_of(record, fitted.x, part), train = pairs_of(record, fitted.x, DataSplit::kTrain);
  SeriesScore found;
  found.series = record.model->name;
  found.part = part;
  found.months = static_cast<int>(pairs.y.size());
  found.mean = mean(pairs.y);
  found.model = score(fitted.fit, pairs);
  const std::vector<double> ones(fitted.x.size(), 1.0);
  found.naive_mean = naive(record, ones, part);
  found.naive_last = persisted(record, ones, train.y.back(), part);
  found.naive_troops = naive(record, troops, part);
  found.nse = efficiency(pairs.y, found.model.rmse);
  found.correlation = correlation(pairs.y, pairs.x);
  if (pairs.y.size() > 2) found.correlation_of_changes = correlation(changes(pairs.y), changes(pairs.x));
  found.coverage_50 = coverage(fitted.fit, pairs, .5);
  found.coverage_90 = coverage(fitted.fit, pairs, .9);
  return found;
}

}  // namespace

std::vector<double> monthly_quantity(const Record& record, const RecordingView& run, const Months& months) {
  return months.means(by_week(record.model->quantity, run));
}

// Weights are sums of the categories' quantities over the months of the year.
std::vector<ShareCounts> share_counts(const Record& record, const RecordingView& run, const Months& months, const CountsColumn& counts) {
  std::vector<ShareCounts> periods;
  std::vector<std::vector<double>> by_category;
  for (const ObservedCategory& category : record.model->categories)
    by_category.push_back(months.means(by_week(category.quantity, run, counts)));
  for (const ObservedYear& year : record.years) {
    ShareCounts period{year.counts, {}};
    for (const std::vector<double>& x : by_category) {
      double sum = 0;
      for (std::size_t m = 0; m < months.count(); ++m)
        if (std::stoi(months.names()[m].substr(0, 4)) == year.year) sum += x[m];
      period.weights.push_back(sum);
    }
    periods.push_back(std::move(period));
  }
  return periods;
}

Selection observed_selection(std::span<const Record> records, const Theatre& theatre) {
  std::vector<const SeriesInfo*> series{find_series("direct"), find_series("indirect"), find_series("lever_forces")};
  const auto add = [&](const Expression& quantity) {
    for (const Column& column : quantity.columns())
      if (std::find(series.begin(), series.end(), column.series) == series.end()) series.push_back(column.series);
  };
  for (const Record& record : records) {
    add(record.model->quantity);
    for (const ObservedCategory& category : record.model->categories) add(category.quantity);
  }
  return Selection(std::move(series), theatre);
}

std::vector<FittedSeries> fit_series(std::span<const Record> records, const RecordingView& run, const Months& months) {
  std::vector<FittedSeries> all;
  for (const Record& record : records) {
    FittedSeries fitted;
    fitted.record = &record;
    fitted.fit.kind = record.model->error;
    if (record.model->error == ErrorKind::kDirichletMultinomial) {
      fitted.years = share_counts(record, run, months);
      const std::vector<ShareCounts> periods = years_of(fitted, DataSplit::kTrain);
      fitted.fit.size = fit_precision(periods);
      fitted.train_likelihood = mean_likelihood(periods, fitted.fit.size);
    } else {
      fitted.weeks = by_week(record.model->quantity, run);
      fitted.x = months.means(fitted.weeks);
      const Pairs train = pairs_of(record, fitted.x, DataSplit::kTrain);
      fitted.fit = fit_error(record.model->error, train, record.model->scale);
      const ForecastScore found = score(fitted.fit, train);
      fitted.train_likelihood = found.likelihood;
      fitted.train_nse = efficiency(train.y, found.rmse);
    }
    all.push_back(std::move(fitted));
  }
  return all;
}

double training_total(std::span<const FittedSeries> fitted) {
  double total = 0;
  for (const FittedSeries& series : fitted)
    if (series.record->model->in_total) total += series.train_likelihood;
  return total;
}

double missed_targets(std::span<const FittedSeries> fitted) {
  double missed = 0;
  for (const FittedSeries& series : fitted)
    if (const auto& target = series.record->model->least_nse) missed += std::max(0.0, *target - series.train_nse);
  return missed;
}

std::vector<SeriesScore> score_series(std::span<const FittedSeries> fitted, std::span<const double> troops) {
  std::vector<SeriesScore> scores;
  for (const FittedSeries& series : fitted)
    for (const DataSplit part : {DataSplit::kTrain, DataSplit::kTest})
      if (std::any_of(series.record->months.begin(), series.record->months.end(),
                      [&](const ObservedMonth& month) { return month.part == part; }))
        scores.push_back(score_part(series, troops, part));
  return scores;
}

}  // namespace fulcrum
