/// \file
/// A run's recording with values that are known, for what reads recordings.
#pragma once

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/ensemble/outcomes.h"

namespace fulcrum::testing_support {

/// Series of a theatre over some weeks, not a number where nothing was planted. Columns lie further apart than their weeks, as in a batch.
class PlantedRun {
 public:
  PlantedRun(std::initializer_list<std::string_view> series, const Theatre& theatre, int weeks)
      : selection_(found(series), theatre),
        weeks_(weeks),
        stride_(static_cast<std::size_t>(weeks) + 3),
        values_(selection_.columns().size() * stride_, std::nan("")) {}

  /// One value a week of an entity in a series.
  PlantedRun& set(std::string_view series, const std::vector<double>& values, int entity = 0) {
    const auto column = static_cast<std::size_t>(selection_.find(series) + entity);
    std::copy(values.begin(), values.end(), values_.begin() + static_cast<std::ptrdiff_t>(column * stride_));
    return *this;
  }
  /// The same value in every week.
  PlantedRun& set(std::string_view series, double value) {
    return set(series, std::vector<double>(static_cast<std::size_t>(weeks_), value));
  }

  const Selection& selection() const { return selection_; }
  RecordingView view() const { return {&selection_, values_.data(), stride_, weeks_}; }

 private:
  static std::vector<const SeriesInfo*> found(std::initializer_list<std::string_view> names) {
    std::vector<const SeriesInfo*> series;
    for (const std::string_view name : names) series.push_back(find_series(name));
    return series;
  }

  Selection selection_;
  int weeks_;
  std::size_t stride_;
  std::vector<double> values_;
};

}  // namespace fulcrum::testing_support
