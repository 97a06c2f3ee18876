#include "sim/hindcast/hindcast_tables.h"

#include <fmt/core.h>

#include <limits>

namespace fulcrum {

namespace {

std::string fixed(double value, int digits = 2) { return fmt::format("{:.{}f}", value, digits); }

// " (a .16 of .30, b ...)"
std::string missed_names(const std::vector<FittedSeries>& fitted) {
  std::string names;
  for (const FittedSeries& series : fitted)
    if (const auto& target = series.record->model->least_nse; target && series.train_nse < *target)
      names += fmt::format("{}{} has {} of {}", names.empty() ? ": " : ", ", series.record->model->name, fixed(series.train_nse),
                           fixed(*target));
  return names;
}

std::string fit_of(const FittedSeries& series) {
  const ObservationModel& model = *series.record->model;
  if (model.error == ErrorKind::kDirichletMultinomial)
    return fmt::format("{}: precision {:.3g}, {} categories\n", model.name, series.fit.size, model.categories.size());
  return fmt::format("{}: scale {:.4g}, size {:.3g}, quantity {}\n", model.name, series.fit.scale, series.fit.size, model.quantity_text);
}

}  // namespace

const char* split_name(DataSplit part) { return part == DataSplit::kTrain ? "train" : "test"; }

TextTable score_table(const std::vector<SeriesScore>& scores) {
  TextTable table({"series", "part", "months", "mean", "ll", "ll mean", "ll last", "ll troops", "rmse", "rmse mean", "rmse troops", "NSE",
                   "corr", "corr of changes", "in 50 %", "in 90 %"});
  table.align_left(1);
  for (const SeriesScore& s : scores)
    table.add({s.series, split_name(s.part), fmt::format("{}", s.months), fixed(s.mean, 1), fixed(s.model.likelihood),
               fixed(s.naive_mean.likelihood), fixed(s.naive_last.likelihood), fixed(s.naive_troops.likelihood), fixed(s.model.rmse, 1),
               fixed(s.naive_mean.rmse, 1), fixed(s.naive_troops.rmse, 1), fixed(s.nse), fixed(s.correlation),
               fixed(s.correlation_of_changes), fixed(s.coverage_50), fixed(s.coverage_90)});
  return table;
}

Table stored_scores(const std::vector<SeriesScore>& scores, const std::string& split, double total) {
  Table table{"hindcast_scores", {}, {{"split", split}, {"training_total", total}}};
  std::vector<std::string> series, part;
  for (const SeriesScore& s : scores) {
    series.push_back(s.series);
    part.emplace_back(split_name(s.part));
  }
  table.columns.push_back({"series", "1", "record", series});
  table.columns.push_back({"part", "1", "train: seen by the fit; test: not", part});
  const auto add = [&](const std::string& name, const std::string& unit, const std::string& meaning, auto value) {
    std::vector<double> values;
    for (const SeriesScore& s : scores) values.push_back(value(s));
    table.columns.push_back({name, unit, meaning, values});
  };
  std::vector<std::int64_t> months;
  for (const SeriesScore& s : scores) months.push_back(s.months);
  table.columns.push_back({"months", "1", "observed months", months});
  add("mean", "1", "mean of the record", [](auto& s) { return s.mean; });
  add("log_likelihood", "1", "mean log-likelihood per month, model", [](auto& s) { return s.model.likelihood; });
  add("log_likelihood_mean", "1", "the same of the training mean", [](auto& s) { return s.naive_mean.likelihood; });
  add("log_likelihood_last", "1", "the same of the last training value persisted", [](auto& s) { return s.naive_last.likelihood; });
  add("log_likelihood_troops", "1", "the same of a forecast proportional to troops", [](auto& s) { return s.naive_troops.likelihood; });
  add("rmse", "1", "root mean squared error, model", [](auto& s) { return s.model.rmse; });
  add("rmse_mean", "1", "the same of the training mean", [](auto& s) { return s.naive_mean.rmse; });
  add("rmse_last", "1", "the same of the last training value persisted", [](auto& s) { return s.naive_last.rmse; });
  add("rmse_troops", "1", "the same of a forecast proportional to troops", [](auto& s) { return s.naive_troops.rmse; });
  add("nse", "1", "Nash-Sutcliffe efficiency against the part's own mean", [](auto& s) { return s.nse; });
  add("correlation", "1", "correlation of levels", [](auto& s) { return s.correlation; });
  add("correlation_of_changes", "1", "correlation of changes from month to month", [](auto& s) { return s.correlation_of_changes; });
  add("coverage_50", "1", "share of months in the predictive interval of 50 %", [](auto& s) { return s.coverage_50; });
  add("coverage_90", "1", "share of months in the predictive interval of 90 %", [](auto& s) { return s.coverage_90; });
  return table;
}

Table stored_shares(const std::vector<ShareScore>& scores) {
  Table table{"hindcast_shares", {}, {}};
  if (scores.empty()) return table;
  std::vector<std::string> series, part;
  for (const ShareScore& s : scores) {
    series.push_back(s.series);
    part.emplace_back(split_name(s.part));
  }
  table.columns = {{"series", "1", "record", series}, {"part", "1", "train: seen by the fit; test: not", part}};
  const auto add = [&](const std::string& name, const std::string& meaning, auto value) {
    std::vector<double> values;
    for (const ShareScore& s : scores) values.push_back(value(s));
    table.columns.push_back({name, "1", meaning, values});
  };
  std::vector<std::int64_t> years;
  for (const ShareScore& s : scores) years.push_back(s.years);
  table.columns.push_back({"years", "1", "years scored: all but the first of the record", years});
  add("log_likelihood", "mean log-likelihood per year, Dirichlet-multinomial", [](auto& s) { return s.model.likelihood; });
  add("log_likelihood_equal", "the same of equal shares", [](auto& s) { return s.equal.likelihood; });
  add("log_likelihood_last", "the same of the shares of the year before", [](auto& s) { return s.last.likelihood; });
  add("misplaced", "share of the counts that the model puts in another category", [](auto& s) { return s.model.misplaced; });
  add("misplaced_equal", "the same of equal shares", [](auto& s) { return s.equal.misplaced; });
  add("misplaced_last", "the same of the shares of the year before", [](auto& s) { return s.last.misplaced; });
  return table;
}

Table stored_months(const std::vector<FittedSeries>& fitted, const Months& months) {
  Table table{"hindcast_months", {{"month", "1", "calendar month", months.names()}}, {}};
  const double nothing = std::numeric_limits<double>::quiet_NaN();
  for (const FittedSeries& series : fitted) {
    if (series.x.empty()) continue;
    std::vector<double> mu, low, high, observed(months.count(), nothing);
    for (const double x : series.x) {
      mu.push_back(series.fit.expected(x));
      const PredictiveInterval interval = predictive_interval(series.fit, mu.back(), .9);
      low.push_back(interval.low);
      high.push_back(interval.high);
    }
    for (const ObservedMonth& month : series.record->months) observed[static_cast<std::size_t>(month.month)] = month.value;
    const std::string& name = series.record->model->name;
    const Remarks fit{{"quantity", series.record->model->quantity_text},
                      {"scale", series.fit.scale},
                      {"offset", series.fit.offset},
                      {"size", series.fit.size}};
    table.columns.push_back({name + "_x", "1", "mean of the model's quantity over the days of the month", series.x, fit});
    table.columns.push_back({name + "_mu", "1", "expected value: scale*x + offset", mu});
    table.columns.push_back({name + "_low90", "1", "lower end of the predictive interval of 90 %", low});
    table.columns.push_back({name + "_high90", "1", "upper end of the predictive interval of 90 %", high});
    table.columns.push_back({name + "_observed", "1", "record used here; missing where none or masked", observed});
  }
  return table;
}

Table stored_weeks(const std::vector<FittedSeries>& fitted, int weeks) {
  std::vector<std::int64_t> week;
  for (int i = 0; i < weeks; ++i) week.push_back(i);
  Table table{"hindcast_weeks", {{"week", "1", "week of the run, from 0", week}}, {}};
  for (const FittedSeries& series : fitted) {
    if (series.weeks.empty()) continue;
    std::vector<double> mu;
    for (const double x : series.weeks) mu.push_back(series.fit.expected(x));
    table.columns.push_back({series.record->model->name + "_x", "1", "the model's quantity", series.weeks});
    table.columns.push_back({series.record->model->name + "_mu", "1 month-1", "expected value at the rate of this week", mu});
  }
  return table;
}

std::string fit_text(const std::vector<FittedSeries>& fitted, double total, const std::string& split) {
  std::string text;
  for (const FittedSeries& series : fitted) text += fit_of(series);
  text += fmt::format("\ntraining total {:.3f} (to {}): sum over series of mean log-likelihood per month\n", total, split);
  if (const double missed = missed_targets(fitted); missed >= .005)
    text += fmt::format("targets: series fall short of the requested efficiency by {}{}\n", fixed(missed), missed_names(fitted));
  return text;
}

}  // namespace fulcrum
