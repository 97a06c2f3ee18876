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

// Mean over the years of an attacker's share of what is expected in a year.
Eigen::ArrayXd shares_of_attackers(std::span<const PlaceYear> years) {
  Eigen::ArrayXd shares = Eigen::ArrayXd::Zero(years.front().expected.cols());
  for (const PlaceYear& year : years) {
    const double all = sum_of(year.expected);
    for (Eigen::Index k = 0; k < shares.size() && all > 0; ++k)
      shares(k) += ordered_sum(year.expected.col(k)) / all / static_cast<double>(years.size());
  }
  return shares;
}

// Whose attacks were counted in a year, as shares of all of them.
AttackMap attributed(const PlaceYear& year, const PlaceFactors& factors) {
  const Eigen::ArrayXd counts = array(year.counts);
  AttackMap made = times_columns(year.expected * factors.places, factors.activity);
  const double all = ordered_sum(counts);
  for (Eigen::Index c = 0; c < made.rows(); ++c) {
    const double expected = ordered_sum(made.row(c).transpose());
    made.row(c) *= expected > 0 && all > 0 ? counts(c) / all / expected : 0.0;
  }
  return made;
}

// Counted and expected attacks of every attacker [attacker], shares of a year summed over years by their weight.
struct Activity {
  Eigen::ArrayXd counted, expected;
};

void add_year(const PlaceYear& year, const PlaceFactors& factors, const AttackMap& made, double weight, Activity& activity) {
  const AttackMap expected = year.expected * factors.places;
  const double all = sum_of(times_columns(expected, factors.activity));
  for (Eigen::Index k = 0; k < made.cols(); ++k) {
    activity.counted(k) += weight * ordered_sum(made.col(k));
    if (all > 0) activity.expected(k) += weight * ordered_sum(expected.col(k)) / all;
  }
}

// In units of the mean over what is expected.
Eigen::ArrayXd activity_of(const Activity& activity, const Eigen::ArrayXd& shares, double division_years) {
  const Eigen::ArrayXd counted = activity.counted + division_years * shares, expected = activity.expected + division_years * shares;
  const Eigen::ArrayXd found = (expected > 0).select(counted / expected, 1);
  const double mean = ordered_sum((found * shares).eval());
  return mean > 0 ? (found / mean).eval() : Eigen::ArrayXd::Ones(found.size()).eval();
}

}  // namespace

PlaceFactors place_factors(const AttackMap& prior, std::span<const PlaceYear> years, const PlaceSettings& settings) {
  const AttackMap now = shares_by_attacker(total_of(years));
  const Eigen::ArrayXd shares = shares_of_attackers(years), nothing = Eigen::ArrayXd::Zero(prior.cols());
  PlaceFactors factors{AttackMap::Ones(prior.rows(), prior.cols()), Eigen::ArrayXd::Ones(prior.cols())};
  for (int step = 0; step < kMostSteps; ++step) {
    AttackMap counts = times_columns(prior, settings.prior_years * shares);
    Activity activity{nothing, nothing};
    for (const PlaceYear& year : years) {
      const double weight = std::pow(settings.memory, years.back().year - year.year);
      const AttackMap made = attributed(year, factors);
      counts += weight * made;
      add_year(year, factors, made, weight, activity);
    }
    const PlaceFactors next{ratio(shares_by_attacker(counts), now), activity_of(activity, shares, settings.division_years)};
    const double moved =
        std::max((now * (next.places - factors.places)).abs().maxCoeff(), (next.activity - factors.activity).abs().maxCoeff());
    factors = next;
    if (moved < kSettled) break;
  }
  return factors;
}

FittedPlaces fitted_places(const CalibrationTask& task, const PlaceRecord& record, std::size_t years, const PlaceSettings& settings) {
  FittedPlaces fitted{places_in(task.scenario.setup.theatre), {}};
  AttackMap prior;
  for (int run = 0; run < kRuns; ++run) {
    const std::vector<AttackMap> expected = expected_attacks(task, record, fitted.places);
    std::vector<PlaceYear> counted;
    for (std::size_t y = 0; y < years; ++y) counted.push_back({record.record->years[y].year, record.record->years[y].counts, expected[y]});
    if (run == 0) prior = shares_by_attacker(total_of(counted));
    const PlaceFactors factors = place_factors(prior, counted, settings);
    fitted.activity = factors.activity;
    for (std::size_t k = 0; k < fitted.places.size(); ++k) {
      double sum = 0;
      for (std::size_t c = 0; c < record.province.size(); ++c)
        fitted.places[k][record.province[c]] *= factors.places(static_cast<Eigen::Index>(c), static_cast<Eigen::Index>(k));
      for (const double share : fitted.places[k]) sum += share;
      for (double& share : fitted.places[k]) share /= sum;
    }
  }
  return fitted;
}

}  // namespace fulcrum
