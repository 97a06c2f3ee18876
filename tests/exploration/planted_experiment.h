/// \file
/// Experiments whose outcomes are a function of their factors, for the analyses of them.
#pragma once

#include <cmath>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "sim/designs/design.h"
#include "sim/exploration/experiment.h"

namespace fulcrum::testing_support {

/// One policy, one outcome `cost`, one replicate; factors x0, x1, ... over 0 to 1 at the points of a design.
inline Experiment planted(DesignKind kind, const std::shared_ptr<const Design>& design,
                          const std::function<double(const std::vector<double>& x)>& outcome) {
  Experiment e;
  e.name = "planted";
  e.policies = {"only"};
  e.design.kind = kind;
  e.points = design->points();
  e.replicates = 1;
  e.seed = 5;
  for (int f = 0; f < design->dimensions(); ++f) e.factors.push_back({std::string("x").append(std::to_string(f)), "1", "", 0, 1, {}});
  e.at = [design](std::int64_t point) { return design->point(point); };
  e.outcomes = {{"cost", "years", "burden"}};
  e.values.emplace_back();
  for (std::int64_t point = 0; point < e.points; ++point) e.values[0].push_back(outcome(design->point(point)));
  e.runs = e.points;
  return e;
}

}  // namespace fulcrum::testing_support
