/// \file
/// A small design for tests: each point has a value of direct.threat_gain, and a point may be impossible.
#pragma once

#include <vector>

#include "sim/ensemble/plan.h"

namespace fulcrum::testing_support {

class PlantedPoints final : public DesignPoints {
 public:
  /// A gain that is negative stands for a point at which no run is possible.
  explicit PlantedPoints(std::vector<double> gains) : gains_(std::move(gains)) {}
  std::int64_t count() const override { return static_cast<std::int64_t>(gains_.size()); }
  std::vector<double> values(std::int64_t point) const override { return {gains_[static_cast<std::size_t>(point)]}; }
  void apply(const std::vector<double>& values, Setup& setup) const override {
    const bool possible = values.front() >= 0;
    setup.parameters.direct.threat_gain = possible ? values.front() : 0;
    setup.parameters.direct.floor = possible ? 0 : setup.parameters.direct.ceiling;
  }
  bool changes_levers() const override { return false; }

 private:
  std::vector<double> gains_;
};

}  // namespace fulcrum::testing_support
