/// \file
/// Attacks by province in runs with cells, for the map's place in the answer.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "sim/ensemble/batch.h"

namespace fulcrum {

/// Attacks a week over the last year, by province, added up over attackers and targets.
class ProvinceAttacks {
 public:
  /// The series that must be recorded; null where the plan has no cells or its theatre no provinces.
  static const SeriesInfo* needed(const Plan& plan);
  /// `selection` is what is recorded, and must outlive this.
  ProvinceAttacks(const Plan& plan, const Selection& selection);
  void take(std::size_t policy, const Batch& batch);
  /// A row a province, in the theatre's order: "name", means of the first and the last policy over the futures so far as "levels", and what
  /// paired_json() says of them. Empty where nothing is recorded.
  nlohmann::ordered_json json() const;

 private:
  std::vector<std::string> names_;
  std::vector<std::vector<std::size_t>> columns_;            ///< [province]
  std::vector<std::vector<std::vector<double>>> by_future_;  ///< [policy][province][future]; of a run that failed: not a number
};

}  // namespace fulcrum
