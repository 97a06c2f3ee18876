#include "sim/calibration/folds.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "sim/statistics/missing.h"
#include "sim/statistics/moments.h"
#include "sim/statistics/order_statistics.h"
#include "sim/terminal/text_table.h"
#include "sim/terminal/usage_error.h"

namespace fulcrum {

namespace {

constexpr int kHalfYear = 6;
constexpr std::size_t kFewestMonths = 12;

std::string plus_months(const std::string& month, int more) {
  const int count = 12 * std::stoi(month.substr(0, 4)) + std::stoi(month.substr(5)) - 1 + more;
  return fmt::format("{:04}-{:02}", count / 12, count % 12 + 1);
}

// Months to the window's end are trained on, those of the half-year after it scored, and all others left out, with all that is not of
// the training part.
CalibrationTask fold_of(const CalibrationTask& whole, const std::string& end) {
  CalibrationTask task = whole;
  const std::string last = plus_months(end, kHalfYear);
  for (Record& record : task.records) {
    std::erase_if(record.months, [&](const ObservedMonth& month) {
      return month.part == DataSplit::kTest || whole.months->names()[static_cast<std::size_t>(month.month)] > last;
    });
    for (ObservedMonth& month : record.months)
      month.part = whole.months->names()[static_cast<std::size_t>(month.month)] <= end ? DataSplit::kTrain : DataSplit::kTest;
    record.years.clear();
  }
  std::erase_if(task.records, [](const Record& record) { return record.months.empty() || !record.model->in_total; });
  return task;
}

bool can_train(const CalibrationTask& fold) {
  return std::all_of(fold.records.begin(), fold.records.end(), [](const Record& record) {
    return seen_months(record, DataSplit::kTrain).months.size() >= kFewestMonths && !seen_months(record, DataSplit::kTest).months.empty();
  });
}

/// One scored month of one forecast.
struct Scored {
  std::string fold, forecast, series, month;
  int ahead = 0;
  double seen = 0, log_score = 0, crps = 0, tail_crps = 0, interval_50 = 0, interval_90 = 0, in_50 = 0, in_90 = 0, transform = 0,
         width_90 = 0;
};

bool inside(const PredictiveInterval& interval, double seen) { return seen >= interval.low && seen <= interval.high; }

Scored scored(const PredictiveMonth& forecast, double seen, double threshold) {
  const PredictiveInterval half = middle_of(forecast.draws, .5), most = middle_of(forecast.draws, .9);
  Scored found;
  found.seen = seen;
  found.log_score = log_score(forecast, seen);
  found.crps = crps(forecast.draws, seen);
  found.tail_crps = threshold_weighted_crps(forecast.draws, seen, threshold);
  found.interval_50 = interval_score(half, .5, seen);
  found.interval_90 = interval_score(most, .9, seen);
  found.in_50 = inside(half, seen) ? 1 : 0;
  found.in_90 = inside(most, seen) ? 1 : 0;
  found.transform = probability_transform(forecast, seen);
  found.width_90 = most.high - most.low;
  return found;
}

/// All forecasts of a fold.
using Forecasts = std::vector<std::pair<std::string, std::vector<RecordForecast>>>;

/// Collects scores over folds.
class Collector {
 public:
  explicit Collector(const CalibrationTask& whole) : whole_(whole) {}

  void take(const std::string& end, const PosteriorTask& task, const Forecasts& forecasts) {
    for (const auto& [name, records] : forecasts) {
      for (const RecordForecast& forecast : records) take_record(end, name, forecast, task);
      take_energy(end, name, records, task);
    }
  }
  const std::vector<Scored>& months() const { return months_; }
  /// Energy scores by forecast, in the order of the folds, over series in units of their training standard deviation.
  const std::map<std::string, std::vector<double>>& energy() const { return energy_; }

 private:
  const Record& record_of(const std::string& series) const {
    return *std::find_if(records_->begin(), records_->end(), [&](const Record& r) { return r.model->name == series; });
  }

  void take_record(const std::string& end, const std::string& name, const RecordForecast& forecast, const PosteriorTask& task) {
    records_ = &task.calibration().records;
    const Record& record = record_of(forecast.model->name);
    std::vector<double> seen = seen_months(record, DataSplit::kTrain).values;
    const double threshold = quantile_of(seen, .8);
    const int last = whole_.months->find(end);
    for (const ObservedMonth& month : record.months) {
      if (month.part != DataSplit::kTest) continue;
      Scored found = scored(forecast.months[static_cast<std::size_t>(month.month)], month.value, threshold);
      found.fold = end;
      found.forecast = name;
      found.series = record.model->name;
      found.month = whole_.months->names()[static_cast<std::size_t>(month.month)];
      found.ahead = month.month - last;
      months_.push_back(std::move(found));
    }
  }

  // Of months that every series has.
  void take_energy(const std::string& end, const std::string& name, const std::vector<RecordForecast>& records, const PosteriorTask& task) {
    const int last = whole_.months->find(end);
    double sum = 0;
    int count = 0;
    for (int month = last + 1; month <= last + kHalfYear; ++month) {
      std::vector<std::vector<double>> draws;
      std::vector<double> seen;
      for (const RecordForecast& forecast : records) {
        const Record& record = record_of(forecast.model->name);
        const auto found = std::find_if(record.months.begin(), record.months.end(),
                                        [&](const ObservedMonth& m) { return m.month == month && m.part == DataSplit::kTest; });
        if (found == record.months.end()) break;
        const double unit = std::max(Moments(seen_months(record, DataSplit::kTrain).values).deviation(), 1e-9);
        draws.push_back(forecast.months[static_cast<std::size_t>(month)].draws);
        for (double& draw : draws.back()) draw /= unit;
        seen.push_back(found->value / unit);
      }
      if (draws.size() < task.records().size()) continue;
      sum += energy_score(draws, seen);
      ++count;
    }
    if (count > 0) energy_[name].push_back(sum / count);
  }

  const CalibrationTask& whole_;
  const std::vector<Record>* records_ = nullptr;
  std::vector<Scored> months_;
  std::map<std::string, std::vector<double>> energy_;
};

struct Column {
  const char* name;
  const char* meaning;
  double Scored::*value;
};
constexpr Column kColumns[] = {{"log_score", "logarithm of the probability forecast for what was seen", &Scored::log_score},
                               {"crps", "continuous ranked probability score, in the record's unit", &Scored::crps},
                               {"tail_crps", "the same above the upper fifth of the training part", &Scored::tail_crps},
                               {"interval_50", "interval score of the middle half", &Scored::interval_50},
                               {"interval_90", "interval score of the middle 90 %", &Scored::interval_90},
                               {"in_50", "1: inside the middle half", &Scored::in_50},
                               {"in_90", "1: inside the middle 90 %", &Scored::in_90},
                               {"pit", "probability integral transform", &Scored::transform},
                               {"width_90", "sharpness: width of the middle 90 %", &Scored::width_90}};

Table month_table(const std::vector<Scored>& months) {
  std::vector<std::string> fold, forecast, series, month;
  std::vector<std::int64_t> ahead;
  std::vector<double> seen;
  for (const Scored& s : months) {
    fold.push_back(s.fold);
    forecast.push_back(s.forecast);
    series.push_back(s.series);
    month.push_back(s.month);
    ahead.push_back(s.ahead);
    seen.push_back(s.seen);
  }
  Table table{"hindcast_folds",
              {{"trained_to", "", "last month of the window", fold},
               {"forecast", "", "what forecasts", forecast},
               {"series", "", "record", series},
               {"month", "", "scored month", month},
               {"ahead", "1", "months after the window", ahead},
               {"seen", "1", "record", seen}},
              {}};
  for (const Column& column : kColumns) {
    std::vector<double> values;
    for (const Scored& s : months) values.push_back(s.*column.value);
    table.columns.push_back({column.name, "1", column.meaning, values});
  }
  return table;
}

/// Means of the columns over some months, folds counting the same.
std::vector<double> mean_over_folds(const std::vector<const Scored*>& months) {
  std::map<std::string, std::pair<std::vector<double>, double>> by_fold;
  for (const Scored* s : months) {
    auto& [sums, count] = by_fold[s->fold];
    sums.resize(std::size(kColumns));
    for (std::size_t c = 0; c < std::size(kColumns); ++c) sums[c] += s->*kColumns[c].value;
    ++count;
  }
  std::vector<double> means(std::size(kColumns));
  for (const auto& [fold, of] : by_fold)
    for (std::size_t c = 0; c < means.size(); ++c) means[c] += of.first[c] / of.second / static_cast<double>(by_fold.size());
  return means;
}

std::vector<std::string> names_in(const std::vector<Scored>& months, const std::string Scored::*of) {
  std::vector<std::string> names;
  for (const Scored& s : months)
    if (std::find(names.begin(), names.end(), s.*of) == names.end()) names.push_back(s.*of);
  return names;
}

/// Forecasts, and series within them, in the order in which they first stand.
std::vector<std::pair<std::string, std::string>> pairs_in(const std::vector<Scored>& months) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const std::string& forecast : names_in(months, &Scored::forecast))
    for (const std::string& series : names_in(months, &Scored::series)) pairs.emplace_back(forecast, series);
  return pairs;
}

Table table_of(const std::string& name, const std::vector<std::pair<std::string, std::string>>& rows,
               const std::vector<std::vector<double>>& means) {
  std::vector<std::string> forecast, series;
  for (const auto& [f, s] : rows) {
    forecast.push_back(f);
    series.push_back(s);
  }
  Table table{name, {{"forecast", "", "what forecasts", forecast}, {"series", "", "record", series}}, {}};
  for (std::size_t c = 0; c < std::size(kColumns); ++c) {
    std::vector<double> values;
    for (const auto& mean : means) values.push_back(mean[c]);
    table.columns.push_back({kColumns[c].name, "1", kColumns[c].meaning, values});
  }
  return table;
}

Table score_table(const Collector& collected) {
  std::vector<std::pair<std::string, std::string>> rows = pairs_in(collected.months());
  std::vector<std::vector<double>> means;
  std::vector<double> energy;
  for (const auto& [forecast, series] : rows) {
    std::vector<const Scored*> months;
    for (const Scored& s : collected.months())
      if (s.forecast == forecast && s.series == series) months.push_back(&s);
    means.push_back(mean_over_folds(months));
    const std::vector<double>& of = collected.energy().count(forecast) != 0 ? collected.energy().at(forecast) : std::vector<double>{};
    energy.push_back(of.empty() ? kNan : Moments(of).mean());
  }
  Table table = table_of("hindcast_fold_scores", rows, means);
  table.columns.push_back({"energy", "1", "energy score over all series, each in units of its training standard deviation", energy});
  return table;
}

Table horizon_table(const std::vector<Scored>& all) {
  std::vector<std::pair<std::string, std::string>> rows;
  std::vector<std::int64_t> ahead;
  std::vector<std::vector<double>> means;
  for (const auto& pair : pairs_in(all))
    for (int months_ahead = 1; months_ahead <= kHalfYear; ++months_ahead) {
      std::vector<const Scored*> months;
      for (const Scored& s : all)
        if (s.forecast == pair.first && s.series == pair.second && s.ahead == months_ahead) months.push_back(&s);
      if (months.empty()) continue;
      rows.push_back(pair);
      ahead.push_back(months_ahead);
      means.push_back(mean_over_folds(months));
    }
  Table table = table_of("hindcast_fold_horizons", rows, means);
  table.columns.insert(table.columns.begin() + 2, {"ahead", "1", "months after the window", ahead});
  return table;
}

std::vector<RecordForecast> posterior_forecast(const CalibrationTask& fold, ScaleDrift drift, const FoldSettings& settings,
                                               const std::function<bool()>& interrupted) {
  const PosteriorTask task(fold, drift);
  const Posterior posterior = sample_posterior(task, settings.sampler, {}, interrupted);
  const std::uint64_t seed = settings.sampler.smc.seed;
  return posterior_predictive(fold, task, posterior_points(task, posterior, settings.draws, seed), seed, settings.sampler.jobs);
}

}  // namespace

std::vector<std::string> fold_ends(const CalibrationTask& task) {
  std::vector<std::string> ends;
  for (const std::string& month : task.months->names())
    if ((month.ends_with("-06") || month.ends_with("-12")) && can_train(fold_of(task, month))) ends.push_back(month);
  return ends;
}

FoldTables score_folds(const Console& console, const CalibrationTask& task, const std::vector<double>& troops, const FoldSettings& settings,
                       const std::function<bool()>& interrupted) {
  const std::vector<std::string> ends = fold_ends(task);
  if (ends.empty())
    throw UsageError("the training part is too short for folds: every series needs a year of months, and some to be scored");
  Collector collected(task);
  for (const std::string& end : ends) {
    console.say(fmt::format("fold trained to {} ({} of {})", end, &end - ends.data() + 1, ends.size()));
    const CalibrationTask fold = fold_of(task, end);
    Forecasts forecasts{{"posterior, drifting scales", posterior_forecast(fold, ScaleDrift::kRandomWalk, settings, interrupted)},
                        {"posterior, constant scales", posterior_forecast(fold, ScaleDrift::kNone, settings, interrupted)}};
    const PosteriorTask records(fold, ScaleDrift::kNone);
    for (const auto& [naive, name] : kNaives) {
      std::vector<RecordForecast>& of = forecasts.emplace_back(name, std::vector<RecordForecast>()).second;
      for (const RecordPrior& prior : records.records())
        of.push_back(naive_forecast(naive, prior, troops, settings.draws, settings.sampler.smc.seed));
    }
    collected.take(end, records, forecasts);
  }
  return {month_table(collected.months()), score_table(collected), horizon_table(collected.months())};
}

std::string fold_text(const FoldTables& tables) {
  const auto& forecast = std::get<std::vector<std::string>>(tables.scores.columns[0].values);
  const auto& series = std::get<std::vector<std::string>>(tables.scores.columns[1].values);
  const auto& log_scores = std::get<std::vector<double>>(tables.scores.columns[2].values);
  const auto& crps_values = std::get<std::vector<double>>(tables.scores.columns[3].values);
  std::vector<std::string> heads{"forecast", "log score"};
  for (std::size_t i = 0; i < series.size() && forecast[i] == forecast.front(); ++i) heads.push_back("CRPS " + series[i]);
  TextTable table(heads);
  for (std::size_t i = 0; i < forecast.size();) {
    const std::string& name = forecast[i];
    double total = 0;
    std::vector<std::string> cells{name, ""};
    for (; i < forecast.size() && forecast[i] == name; ++i) {
      total += log_scores[i];
      cells.push_back(fmt::format("{:.4g}", crps_values[i]));
    }
    cells[1] = fmt::format("{:.2f}", total);
    table.add(cells);
  }
  return "Folds: trained on an expanding window, scored on the half-year after it; means over folds.\nLog score: sum over series, the "
         "larger "
         "the better; CRPS: the smaller the better.\n\n" +
         table.text();
}

}  // namespace fulcrum
