#include "sim/hindcast/share_scores.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace fulcrum {

namespace {

std::vector<double> shares(const std::vector<double>& weights) {
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  std::vector<double> found(weights.size(), 1 / static_cast<double>(weights.size()));
  if (sum > 0) std::transform(weights.begin(), weights.end(), found.begin(), [&](double w) { return w / sum; });
  return found;
}

// Half the sum of absolute differences of shares.
double misplaced(const ShareCounts& year) {
  const std::vector<double> seen = shares(year.counts), expected = shares(year.weights);
  double sum = 0;
  for (std::size_t i = 0; i < seen.size(); ++i) sum += std::abs(seen[i] - expected[i]) / 2;
  return sum;
}

ShareForecast score(std::span<const ShareCounts> years, double precision) {
  return {mean_likelihood(years, precision), mean_misplaced(years)};
}

/// Forecasts of the same years by other weights.
enum class Weights { kModel, kEqual, kLast };
std::vector<ShareCounts> with_weights(const FittedSeries& fitted, Weights weights) {
  std::vector<ShareCounts> years(fitted.years.begin() + 1, fitted.years.end());
  for (std::size_t i = 0; i < years.size(); ++i) {
    if (weights == Weights::kEqual) years[i].weights.assign(years[i].counts.size(), 1);
    if (weights == Weights::kLast) years[i].weights = fitted.years[i].counts;
  }
  return years;
}

std::vector<ShareCounts> of_part(const FittedSeries& fitted, const std::vector<ShareCounts>& from_second, DataSplit part) {
  std::vector<ShareCounts> found;
  for (std::size_t i = 0; i < from_second.size(); ++i)
    if (fitted.record->years[i + 1].part == part) found.push_back(from_second[i]);
  return found;
}

}  // namespace

std::vector<ShareCounts> years_of(const FittedSeries& fitted, DataSplit part) {
  std::vector<ShareCounts> found;
  for (std::size_t i = 0; i < fitted.years.size(); ++i)
    if (fitted.record->years[i].part == part) found.push_back(fitted.years[i]);
  return found;
}

double mean_misplaced(std::span<const ShareCounts> years) {
  double sum = 0;
  for (const ShareCounts& year : years) sum += misplaced(year) / static_cast<double>(years.size());
  return sum;
}

double mean_likelihood(std::span<const ShareCounts> years, double precision) {
  double sum = 0;
  for (const ShareCounts& year : years) sum += dirichlet_multinomial(year, precision);
  return sum / static_cast<double>(std::max<std::size_t>(years.size(), 1));
}

std::vector<ShareScore> score_shares(std::span<const FittedSeries> fitted) {
  std::vector<ShareScore> scores;
  for (const FittedSeries& series : fitted) {
    if (series.years.size() < 2) continue;
    for (const DataSplit part : {DataSplit::kTrain, DataSplit::kTest}) {
      const auto forecast = [&](Weights weights) {
        const std::vector<ShareCounts> years = with_weights(series, weights), train = of_part(series, years, DataSplit::kTrain);
        return score(of_part(series, years, part), fit_precision(train));
      };
      const auto years = static_cast<int>(of_part(series, with_weights(series, Weights::kModel), part).size());
      if (years == 0) continue;
      scores.push_back(
          {series.record->model->name, part, years, forecast(Weights::kModel), forecast(Weights::kEqual), forecast(Weights::kLast)});
    }
  }
  return scores;
}

}  // namespace fulcrum
