#include "sim/analysis/decision.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/analysis/resample.h"
#include "sim/statistics/missing.h"
#include "sim/statistics/order_statistics.h"

namespace fulcrum {

namespace {

constexpr double kShare = .9;

// Losses are small when things are good, whatever the direction.
double loss(double value, Direction better) { return better == Direction::kLower ? value : -value; }

bool complete(const Payoffs& payoffs, std::size_t future) {
  return std::all_of(payoffs.values.begin(), payoffs.values.end(), [future](const auto& row) { return std::isfinite(row[future]); });
}

/// Losses of a policy in the futures that all have.
std::vector<double> losses(const Payoffs& payoffs, std::size_t policy) {
  std::vector<double> all;
  for (std::size_t f = 0; f < payoffs.values[policy].size(); ++f)
    if (complete(payoffs, f)) all.push_back(loss(payoffs.values[policy][f], payoffs.better));
  return all;
}

double mean_of(const std::vector<double>& values) { return values.empty() ? kNan : ordered_mean(array(values)); }

double sd_of(const std::vector<double>& values, double mean) {
  return values.size() < 2 ? kNan : std::sqrt(ordered_sum((array(values) - mean).square()) / static_cast<double>(values.size() - 1));
}

constexpr double Criteria::*kAll[] = {&Criteria::mean,
                                      &Criteria::sd,
                                      &Criteria::percentile,
                                      &Criteria::worst,
                                      &Criteria::best,
                                      &Criteria::hurwicz,
                                      &Criteria::mean_sd,
                                      &Criteria::largest_regret,
                                      &Criteria::percentile_regret,
                                      &Criteria::mean_regret};

/// The futures that all policies have, each as often as it was drawn.
Payoffs drawn(const Payoffs& complete, const Eigen::ArrayXd& counts) {
  Payoffs sample{std::vector<std::vector<double>>(complete.values.size()), complete.better};
  for (std::size_t p = 0; p < sample.values.size(); ++p)
    for (std::size_t f = 0; f < complete.values[p].size(); ++f)
      sample.values[p].insert(sample.values[p].end(), static_cast<std::size_t>(counts(static_cast<Eigen::Index>(f))),
                              complete.values[p][f]);
  return sample;
}

}  // namespace

std::vector<std::vector<double>> regrets(const Payoffs& payoffs) {
  std::vector<std::vector<double>> all(payoffs.values.size());
  for (std::size_t f = 0; !payoffs.values.empty() && f < payoffs.values[0].size(); ++f) {
    double best = std::numeric_limits<double>::infinity();
    for (const auto& row : payoffs.values) best = std::min(best, loss(row[f], payoffs.better));
    const bool known = complete(payoffs, f);
    for (std::size_t p = 0; p < all.size(); ++p) all[p].push_back(known ? loss(payoffs.values[p][f], payoffs.better) - best : kNan);
  }
  return all;
}

std::vector<Criteria> criteria(const Payoffs& payoffs) {
  std::vector<Criteria> all;
  const auto regret = regrets(payoffs);
  for (std::size_t p = 0; p < payoffs.values.size(); ++p) {
    std::vector<double> of_policy = losses(payoffs, p), r = regret[p];
    std::erase_if(r, [](double value) { return std::isnan(value); });
    if (of_policy.empty()) {
      all.push_back({kNan, kNan, kNan, kNan, kNan, kNan, kNan, kNan, kNan, kNan});
      continue;
    }
    const double mean = mean_of(of_policy), sd = sd_of(of_policy, mean), mean_regret = mean_of(r);
    const double percentile = quantile_of(of_policy, kShare), worst = of_policy.back(), best = of_policy.front();
    const double percentile_regret = quantile_of(r, kShare);
    const auto back = [&](double l) { return loss(l, payoffs.better); };
    all.push_back({back(mean), sd, back(percentile), back(worst), back(best), back(.5 * (best + worst)), back(mean + sd), r.back(),
                   percentile_regret, mean_regret});
  }
  return all;
}

std::vector<CriteriaRange> criteria_ranges(const Payoffs& payoffs, const BootstrapSettings& settings) {
  Payoffs known{std::vector<std::vector<double>>(payoffs.values.size()), payoffs.better};
  for (std::size_t f = 0; !payoffs.values.empty() && f < payoffs.values[0].size(); ++f)
    for (std::size_t p = 0; complete(payoffs, f) && p < known.values.size(); ++p) known.values[p].push_back(payoffs.values[p][f]);
  const std::size_t futures = known.values.empty() ? 0 : known.values[0].size();
  std::vector<std::vector<Criteria>> resampled;
  for (int i = 0; futures > 1 && i < settings.resamples; ++i)
    resampled.push_back(criteria(drawn(known, resample_counts(settings, "criteria", i, futures))));
  std::vector<CriteriaRange> ranges(known.values.size());
  for (std::size_t p = 0; p < ranges.size(); ++p)
    for (const auto criterion : kAll) {
      std::vector<double> values;
      for (const std::vector<Criteria>& of : resampled) values.push_back(of[p].*criterion);
      ranges[p].low.*criterion = quantile_of(values, (1 - settings.confidence) / 2);
      ranges[p].high.*criterion = quantile_of(values, (1 + settings.confidence) / 2);
    }
  return ranges;
}

std::vector<Satisficing> satisficing(std::span<const Payoffs> objectives, std::span<const Requirement> requirements) {
  std::vector<Satisficing> all(objectives.empty() ? 0 : objectives[0].values.size());
  for (std::size_t p = 0; p < all.size(); ++p)
    for (std::size_t f = 0; f < objectives[0].values[p].size(); ++f) {
      bool known = true, met = true;
      for (const Requirement& r : requirements) {
        const double value = objectives[r.objective].values[p][f];
        known = known && std::isfinite(value);
        met = met && (r.side == Direction::kLower ? value < r.limit : value > r.limit);
      }
      all[p].futures += known ? 1 : 0;
      all[p].met += known && met ? 1 : 0;
    }
  return all;
}

}  // namespace fulcrum
