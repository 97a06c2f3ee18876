/// \file
/// Places of attackers after years that have been counted: the theatre's judgement as a prior, the record as what moves it.
#pragma once

#include <span>
#include <vector>

#include "sim/places/attack_maps.h"

namespace fulcrum {

/// How much judgement and older years count.
struct PlaceSettings {
  double prior_years = 1;  ///< years of the record that the theatre's judgement counts as, > 0
  double memory = .5;      ///< weight of a year against that of the year after it [0-1]
};

/// A counted year and the attacks that were expected in it.
struct PlaceYear {
  int year = 0;
  std::vector<double> counts;  ///< by category
  AttackMap expected;
};

/// By how much the places of every attacker are to be multiplied [category][attacker] so that the expected attacks have the places that
/// are likeliest after these years. Each attacker's attacks have a Dirichlet prior about `prior` (every column adds up to 1 or is 0), with
/// as many pseudo-counts as the attacker's share of `prior_years` years; a year counts as one observation, memory^(years before the last
/// one) of it. Expectation-maximisation (Dempster, Laird and Rubin 1977): who made the attacks of a place is taken from what is
/// expected, exact where an attacker's places are the same in all years. What nobody is expected to do moves nothing. At least one year.
AttackMap place_factors(const AttackMap& prior, std::span<const PlaceYear> years, const PlaceSettings& settings);

/// Places after the first so many years of a record, at least one. The model is run again at the new places, which move troops' targets
/// and fear a little, and the rest is made up for.
Places fitted_places(const CalibrationTask& task, const PlaceRecord& record, std::size_t years, const PlaceSettings& settings);

}  // namespace fulcrum
