#include "sim/places/place_fit.h"

#include <algorithm>
#include <cmath>

namespace fulcrum {

namespace {

constexpr int kMostSteps = 2000;
constexpr double kSettled = 1e-9;  // of a share
constexpr int kRuns = 3;           // at new places: what the last one leaves is below a tenth of a percentage point of misplaced acts

double sum_of(const AttackMap& map) {
  double sum = 0;
  for (Eigen::Index k = 0; k < map.cols(); ++k) sum += ordered_sum(map.col(k));
  return sum;
}

// Columns that add up to 1; one of nothing stays.
AttackMap shares_by_attacker(AttackMap map) {
  for (Eigen::Index k = 0; k < map.cols(); ++k)
    if (const double sum = ordered_sum(map.col(k)); sum > 0) map.col(k) /= sum;
  return map;
}

AttackMap ratio(const AttackMap& to, const AttackMap& from) { return (from > 0).select(to / from, AttackMap::Ones(to.rows(), to.cols())); }

AttackMap total_of(std::span<const PlaceYear> years) {
  AttackMap total = AttackMap::Zero(years.front().expected.rows(), years.front().expected.cols());
  for (const PlaceYear& year : years) total += year.expected;
  return total;
}

// Pseudo-counts of the prior: the theatre's map of every attacker, by its mean share of the attacks of a year.
AttackMap judged(const AttackMap& prior, std::span<const PlaceYear> years, double prior_years) {
  AttackMap counts = AttackMap::Zero(prior.rows(), prior.cols());
  for (const PlaceYear& year : years) {
    const double all = sum_of(year.expected);
    for (Eigen::Index k = 0; k < prior.cols() && all > 0; ++k)
      counts.col(k) += prior.col(k) * (prior_years * ordered_sum(year.expected.col(k)) / all / static_cast<double>(years.size()));
  }
  return counts;
}

// Whose attacks were counted in a year, as shares of all of them.
AttackMap attributed(const PlaceYear& year, const AttackMap& factors) {
  const Eigen::ArrayXd counts = array(year.counts);
  AttackMap made = year.expected * factors;
  const double all = ordered_sum(counts);
  for (Eigen::Index c = 0; c < made.rows(); ++c) {
    const double expected = ordered_sum(made.row(c).transpose());
    made.row(c) *= expected > 0 && all > 0 ? counts(c) / all / expected : 0.0;
  }
  return made;
}

}  // namespace

AttackMap place_factors(const AttackMap& prior, std::span<const PlaceYear> years, const PlaceSettings& settings) {
  const AttackMap now = shares_by_attacker(total_of(years)), pseudo_counts = judged(prior, years, settings.prior_years);
  AttackMap factors = AttackMap::Ones(prior.rows(), prior.cols()), last = now;
  for (int step = 0; step < kMostSteps; ++step) {
    AttackMap counts = pseudo_counts;
    for (const PlaceYear& year : years) counts += std::pow(settings.memory, years.back().year - year.year) * attributed(year, factors);
    const AttackMap wanted = shares_by_attacker(counts);
    factors = ratio(wanted, now);
    const double moved = (wanted - last).abs().maxCoeff();
    last = wanted;
    if (moved < kSettled) break;
  }
  return factors;
}

Places fitted_places(const CalibrationTask& task, const PlaceRecord& record, std::size_t years, const PlaceSettings& settings) {
  Places places = places_in(task.scenario.setup.theatre);
  AttackMap prior;
  for (int run = 0; run < kRuns; ++run) {
    const std::vector<AttackMap> expected = expected_attacks(task, record, places);
    std::vector<PlaceYear> counted;
    for (std::size_t y = 0; y < years; ++y) counted.push_back({record.record->years[y].year, record.record->years[y].counts, expected[y]});
    if (run == 0) prior = shares_by_attacker(total_of(counted));
    const AttackMap factors = place_factors(prior, counted, settings);
    for (std::size_t k = 0; k < places.size(); ++k) {
      double sum = 0;
      for (std::size_t c = 0; c < record.province.size(); ++c)
        places[k][record.province[c]] *= factors(static_cast<Eigen::Index>(c), static_cast<Eigen::Index>(k));
      for (const double share : places[k]) sum += share;
      for (double& share : places[k]) share /= sum;
    }
  }
  return places;
}

}  // namespace fulcrum
