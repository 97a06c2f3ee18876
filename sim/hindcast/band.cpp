#include "sim/hindcast/band.h"

#include <algorithm>
#include <cmath>

namespace fulcrum {

namespace {

using Candidates = std::span<const FittedSeries* const>;

// Smallest value that a share p of what the candidates together may observe does not exceed. It lies between those of the candidates;
// counts are whole, and the candidates' own ends are rounded outwards.
double mixture_quantile(Candidates candidates, std::size_t month, double p, double low, double high) {
  const bool counts = candidates.front()->fit.kind != ErrorKind::kNormal;
  const auto reached = [&](double y) {
    double sum = 0;
    for (const FittedSeries* one : candidates) sum += cumulative(one->fit, y, one->fit.expected(one->x[month]));
    return sum >= p * static_cast<double>(candidates.size());
  };
  if (counts) {
    low -= 1;
    high += 1;
  }
  if (reached(low)) return low;
  const double enough = counts ? 1 : 1e-6 * (high - low);
  while (high - low > enough) {
    const double middle = counts ? std::floor((low + high) / 2) : (low + high) / 2;
    (reached(middle) ? high : low) = middle;
  }
  return high;
}

double at_share(const std::vector<double>& sorted, double share) {
  return sorted[static_cast<std::size_t>(std::lround(share * static_cast<double>(sorted.size() - 1)))];
}

}  // namespace

Band band_of(Candidates candidates) {
  Band band;
  const FittedSeries& first = *candidates.front();
  for (std::size_t month = 0; month < first.x.size(); ++month) {
    std::vector<double> mu, low, high;
    for (const FittedSeries* one : candidates) {
      mu.push_back(one->fit.expected(one->x[month]));
      const PredictiveInterval interval = predictive_interval(one->fit, mu.back(), .9);
      low.push_back(interval.low);
      high.push_back(interval.high);
    }
    const auto [low_from, low_to] = std::minmax_element(low.begin(), low.end());
    const auto [high_from, high_to] = std::minmax_element(high.begin(), high.end());
    band.low90.push_back(mixture_quantile(candidates, month, .05, *low_from, *low_to));
    band.high90.push_back(mixture_quantile(candidates, month, .95, *high_from, *high_to));
    std::sort(mu.begin(), mu.end());
    band.mu_low.push_back(at_share(mu, .05));
    band.mu_median.push_back(at_share(mu, .5));
    band.mu_high.push_back(at_share(mu, .95));
  }
  double months = 0, inside = 0;
  for (const ObservedMonth& seen : first.record->months) {
    if (seen.part != DataSplit::kTrain) continue;
    const auto month = static_cast<std::size_t>(seen.month);
    ++months;
    if (seen.value >= band.low90[month] && seen.value <= band.high90[month]) ++inside;
  }
  band.coverage_90 = months > 0 ? inside / months : 0;
  return band;
}

}  // namespace fulcrum
