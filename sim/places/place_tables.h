/// \file
/// What `hindcast --places` stores and prints.
#pragma once

#include <string>
#include <vector>

#include "output/table.h"
#include "sim/places/place_folds.h"

namespace fulcrum {

struct PlaceTables {
  Table scores;  ///< hindcast_place_scores: a row a record and forecast
  Table folds;   ///< hindcast_place_folds: a row a record, forecast year and category
  Table places;  ///< hindcast_places: a row a record, attacker and province
};

PlaceTables place_tables(const std::vector<PlaceFolds>& all, const Theatre& theatre, const PlaceSettings& settings);
/// The scores for a terminal.
std::string place_text(const std::vector<PlaceFolds>& all);

}  // namespace fulcrum
