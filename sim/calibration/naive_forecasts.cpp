// Forecasts that know no model, each with the dispersion that its like had within the training part.
#include <nlopt.hpp>

#include <algorithm>
#include <cmath>
#include <optional>

#include "sim/calibration/draws.h"
#include "sim/calibration/predictive.h"

namespace fulcrum {

namespace {

constexpr std::size_t kFewestPairs = 6;  // forecasts within the training part from which a dispersion is taken

/// The training part by month of the run; nothing where nothing was seen.
std::vector<std::optional<double>> by_month(const SeenMonths& seen) {
  std::vector<std::optional<double>> values(static_cast<std::size_t>(seen.months.back()) + 1);
  for (std::size_t i = 0; i < seen.months.size(); ++i) values[static_cast<std::size_t>(seen.months[i])] = seen.values[i];
  return values;
}

double training_mean(const SeenMonths& seen) {
  double sum = 0;
  for (const double value : seen.values) sum += value;
  return sum / static_cast<double>(seen.values.size());
}

/// What a rule expects `ahead` months after the months it knows; nothing where it cannot say.
using Rule = std::function<std::optional<double>(std::span<const std::optional<double>> known, int ahead)>;

std::optional<double> mean_of_last(std::span<const std::optional<double>> known, int count) {
  double sum = 0;
  int found = 0;
  for (std::size_t i = known.size(); i-- > 0 && found < count;)
    if (known[i]) {
      sum += *known[i];
      ++found;
    }
  return found > 0 ? std::optional(sum / found) : std::nullopt;
}

std::optional<double> year_before(std::span<const std::optional<double>> known, int ahead) {
  int back = 12;
  while (back < ahead) back += 12;
  const auto at = static_cast<std::ptrdiff_t>(known.size()) - 1 + ahead - back;
  return at >= 0 && at < std::ssize(known) ? known[static_cast<std::size_t>(at)] : std::nullopt;
}

std::optional<double> smoothed(std::span<const std::optional<double>> known, double weight) {
  std::optional<double> level;
  for (const std::optional<double>& value : known)
    if (value) level = level ? *level + weight * (*value - *level) : *value;
  return level;
}

/// What a rule expected and what came, of all forecasts that far ahead within the training part.
Pairs pairs_of(const Rule& rule, const std::vector<std::optional<double>>& values, int ahead) {
  Pairs pairs;
  for (std::size_t end = 1; end + static_cast<std::size_t>(ahead) - 1 < values.size(); ++end) {
    const std::optional<double>& came = values[end + static_cast<std::size_t>(ahead) - 1];
    const auto expected = came ? rule(std::span(values).first(end), ahead) : std::nullopt;
    if (!expected) continue;
    pairs.y.push_back(*came);
    pairs.x.push_back(*expected);
  }
  return pairs;
}

double likelihood_of(const ErrorFit& fit, const Pairs& pairs) {
  double sum = 0;
  for (std::size_t i = 0; i < pairs.y.size(); ++i) sum += log_likelihood(fit, pairs.y[i], fit.expected(pairs.x[i]));
  return sum;
}

/// Draws from the parts of a forecast, each in its turn.
void add_draws(PredictiveMonth& month, std::size_t draws, KeyedEngine& engine) {
  for (std::size_t i = 0; i < draws; ++i) {
    const std::size_t part = i % month.parts.size();
    month.draws.push_back(draw_of(month.parts[part], month.mu[part], engine));
  }
}

/// One naive forecast of one record.
class Forecaster {
 public:
  Forecaster(const RecordPrior& record, const std::vector<double>& troops, std::size_t draws, std::uint64_t seed)
      : record_(record), kind_(record.record->model->error), values_(by_month(record.seen)), troops_(troops), draws_(draws), seed_(seed) {}

  RecordForecast by_rule(const Rule& rule) const {
    return each_month([&](int ahead, int) {
      Pairs pairs = pairs_of(rule, values_, ahead);
      const auto expected = rule(values_, ahead);
      // Where a rule knows too little it is the training mean.
      if (pairs.y.size() < kFewestPairs || !expected) return of_mean();
      const ErrorFit fit = fit_error(kind_, pairs, 1.0);
      return PredictiveMonth{{fit}, {fit.expected(*expected)}, {}};
    });
  }

  RecordForecast by_troops() const {
    Pairs pairs{record_.seen.values, {}};
    for (const int month : record_.seen.months) pairs.x.push_back(troops_[static_cast<std::size_t>(month)]);
    const ErrorFit fit = fit_error(kind_, pairs, std::nullopt);
    return each_month([&](int, int month) { return PredictiveMonth{{fit}, {fit.expected(troops_[static_cast<std::size_t>(month)])}, {}}; });
  }

  RecordForecast by_mean() const {
    return each_month([&](int, int) { return of_mean(); });
  }

  double smoothing_weight() const {
    double best = 0, value = -1e300;
    for (int step = 1; step <= 20; ++step) {
      const double weight = .05 * step;
      const Pairs pairs = pairs_of([&](auto known, int) { return smoothed(known, weight); }, values_, 1);
      if (pairs.y.size() < kFewestPairs) return 1;
      if (const double reached = likelihood_of(fit_error(kind_, pairs, 1.0), pairs); reached > value) {
        value = reached;
        best = weight;
      }
    }
    return best;
  }

  // y ~ error(a + b*y of the month before), a and b not below 0, by maximum likelihood; further ahead by as many paths as there are draws.
  RecordForecast by_autoregression() const {
    const Pairs pairs = pairs_of([](auto known, int) { return known.back(); }, values_, 1);
    if (pairs.y.size() < kFewestPairs) return by_mean();
    const auto [constant, slope, fit] = autoregression(pairs);
    std::vector<double> paths(draws_, *mean_of_last(values_, 1));
    KeyedEngine engine = this->engine();
    return each_month([&, constant = constant, slope = slope, fit = fit](int, int) {
      PredictiveMonth month;
      for (double& path : paths) {
        const double mu = constant + slope * path;
        month.parts.push_back(fit);
        month.mu.push_back(mu);
        month.draws.push_back(path = draw_of(fit, mu, engine));
      }
      return month;
    });
  }

 private:
  KeyedEngine engine() const { return keyed_engine(seed_, "naive." + record_.record->model->name, 0); }

  PredictiveMonth of_mean() const {
    Pairs pairs{record_.seen.values, std::vector<double>(record_.seen.values.size(), 1.0)};
    const ErrorFit fit = fit_error(kind_, pairs, std::nullopt);
    return {{fit}, {fit.expected(1)}, {}};
  }

  RecordForecast each_month(const std::function<PredictiveMonth(int ahead, int month)>& of) const {
    RecordForecast forecast{record_.record->model, std::vector<PredictiveMonth>(troops_.size())};
    KeyedEngine engine = this->engine();
    for (int month = static_cast<int>(values_.size()); month < static_cast<int>(troops_.size()); ++month) {
      PredictiveMonth& found = forecast.months[static_cast<std::size_t>(month)] = of(month - static_cast<int>(values_.size()) + 1, month);
      if (found.draws.empty()) add_draws(found, draws_, engine);
    }
    return forecast;
  }

  /// Constant, slope and error of an autoregression.
  struct Autoregression {
    double constant, slope;
    ErrorFit fit;
  };
  struct Search {
    const Pairs& pairs;
    ErrorKind kind;
    double mean;
    Autoregression at(const std::vector<double>& v) const {
      return {mean * std::exp(v[0]), std::exp(v[1]), {.kind = kind, .size = std::exp(v[2]), .spread = mean * std::exp(v[2])}};
    }
  };
  static double value(const std::vector<double>& v, std::vector<double>&, void* data) {
    const auto& search = *static_cast<const Search*>(data);
    const Autoregression tried = search.at(v);
    double sum = 0;
    for (std::size_t i = 0; i < search.pairs.y.size(); ++i)
      sum += log_likelihood(tried.fit, search.pairs.y[i], tried.constant + tried.slope * search.pairs.x[i]);
    return std::isfinite(sum) ? sum : -1e300;
  }
  Autoregression autoregression(const Pairs& pairs) const {
    Search search{pairs, kind_, std::max(training_mean(record_.seen), 1e-9)};
    nlopt::opt optimiser(nlopt::LN_NELDERMEAD, 3);
    optimiser.set_max_objective(value, &search);
    optimiser.set_lower_bounds({-8, -8, -6});
    optimiser.set_upper_bounds({2, .5, 8});
    optimiser.set_maxeval(2000);
    optimiser.set_xtol_rel(1e-8);
    std::vector<double> v{std::log(.3), std::log(.7), 0};
    double reached = 0;
    try {
      optimiser.optimize(v, reached);
    } catch (const nlopt::roundoff_limited&) {  // as near as numbers can tell
    }
    return search.at(v);
  }

  const RecordPrior& record_;
  ErrorKind kind_;
  std::vector<std::optional<double>> values_;
  const std::vector<double>& troops_;
  std::size_t draws_;
  std::uint64_t seed_;
};

}  // namespace

RecordForecast naive_forecast(Naive naive, const RecordPrior& record, const std::vector<double>& troops, std::size_t draws,
                              std::uint64_t seed) {
  const Forecaster forecaster(record, troops, draws, seed + static_cast<std::uint64_t>(naive));
  if (naive == Naive::kMean) return forecaster.by_mean();
  if (naive == Naive::kTroops) return forecaster.by_troops();
  if (naive == Naive::kAutoregression) return forecaster.by_autoregression();
  if (naive == Naive::kLast) return forecaster.by_rule([](auto known, int) { return mean_of_last(known, 1); });
  if (naive == Naive::kLastThree) return forecaster.by_rule([](auto known, int) { return mean_of_last(known, 3); });
  if (naive == Naive::kSeasonal) return forecaster.by_rule(year_before);
  const double weight = forecaster.smoothing_weight();
  return forecaster.by_rule([weight](auto known, int) { return smoothed(known, weight); });
}

}  // namespace fulcrum
