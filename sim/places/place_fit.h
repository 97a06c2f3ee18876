/// \file
/// Places of attackers after years that have been counted: the theatre's judgement as a prior, the record as what moves it.
#pragma once

#include <span>
#include <vector>

#include "sim/places/attack_maps.h"

namespace fulcrum {

/// How much judgement and older years count.
struct PlaceSettings {
  double prior_years = .3;     ///< years of the record that the theatre's judgement of places counts as, > 0
  double division_years = .1;  ///< years that the model's division of the attacks between attackers counts as, > 0
  double memory = .5;          ///< weight of a year against that of the year after it [0-1]
};

/// A counted year and the attacks that were expected in it.
struct PlaceYear {
  int year = 0;
  std::vector<double> counts;  ///< by category
  AttackMap expected;
};

/// What counts make of what was expected.
struct PlaceFactors {
  AttackMap places;         ///< by how much the places of every attacker are to be multiplied [category][attacker]
  Eigen::ArrayXd activity;  ///< attacks of an attacker that are counted for one that is expected, in units of their mean [attacker]
};

/// The factors that are likeliest after these years. Each attacker's attacks have a Dirichlet prior about `prior` (every column adds up to
/// 1 or is 0), with as many pseudo-counts as the attacker's share of `prior_years` years, and its activity one about 1, of
/// `division_years`. A year counts as one observation, memory^(years before the last one) of it. Expectation-maximisation (Dempster, Laird
/// and Rubin 1977): who made the attacks of a place is taken from what is expected, exact where an attacker's places are the same in all
/// years. What nobody is expected to do moves nothing. At least one year.
PlaceFactors place_factors(const AttackMap& prior, std::span<const PlaceYear> years, const PlaceSettings& settings);

/// Places of attackers, and how much the attacks of each count.
struct FittedPlaces {
  Places places;
  Eigen::ArrayXd activity;  ///< [attacker]
};

/// Places after the first so many years of a record, at least one. The model is run again at the new places, which move troops' targets
/// and fear a little, and the rest is made up for.
FittedPlaces fitted_places(const CalibrationTask& task, const PlaceRecord& record, std::size_t years, const PlaceSettings& settings);

}  // namespace fulcrum
