/// \file
/// Records of attacks by place, and what a run with cells expects of every attacker in every place.
#pragma once

#include <vector>

#include "sim/calibration/candidates.h"
#include "sim/statistics/arrays.h"

namespace fulcrum {

/// A record of shares whose categories are provinces.
struct PlaceRecord {
  const Record* record = nullptr;
  std::vector<std::size_t> province;  ///< of every category, in the theatre's order
};

/// The records of shares that are explained by attacks_count of one province a category. Those whose categories are numbers are naive
/// forecasts, and are left out. Throws UsageError if a category reads anything else, or two categories read one province.
std::vector<PlaceRecord> place_records(const CalibrationTask& task);

/// Attacks [category][attacker] of a year, the theatre's militias in their order and the insurgents behind them.
using AttackMap = Eigen::ArrayXXd;

/// Where attackers are: share [attacker][province] of each, attackers in the order of AttackMap. Every attacker's shares add up to 1.
using Places = std::vector<std::vector<double>>;
/// What a theatre says of places.
Places places_in(const Theatre& theatre);
/// Puts attackers elsewhere: their weights by province, in any unit.
void set_places(Theatre& theatre, const Places& places);

/// What a run without noise with attackers at these places expects in every year of the record. Throws UsageError if the run fails.
std::vector<AttackMap> expected_attacks(const CalibrationTask& task, const PlaceRecord& record, const Places& places);

/// A map with each column times its factor [attacker].
AttackMap times_columns(const AttackMap& map, const Eigen::ArrayXd& factors);
/// Attacks by category, whoever makes them; those of an attacker times its activity, if activities are given.
std::vector<double> by_category(const AttackMap& attacks);
std::vector<double> by_category(const AttackMap& attacks, const Eigen::ArrayXd& activity);

}  // namespace fulcrum
