/// \file
/// Designs whose points are written down: every combination of levels, or levels row by row.
#pragma once

#include <optional>
#include <string>

#include "sim/designs/design.h"

namespace fulcrum {

/// Levels of each factor, as coordinates of the unit interval: `levels()` of its distribution.
using FactorLevels = std::vector<std::vector<double>>;

/// What is wrong with levels for a grid or a list; nothing if they can be used.
std::optional<std::string> problem_of_grid(const FactorLevels& levels);
std::optional<std::string> problem_of_list(const FactorLevels& levels);

/// Full factorial: every combination, the last factor running fastest. Levels added at the end of the first factor leave the points before
/// as they are.
class GridDesign final : public Design {
 public:
  explicit GridDesign(const FactorLevels& levels);
  std::int64_t points() const override { return points_; }
  int dimensions() const override { return static_cast<int>(levels_.size()); }
  std::vector<double> point(std::int64_t i) const override;

 private:
  FactorLevels levels_;
  std::int64_t points_;
};

/// Point i has level i of each factor; all factors have equally many. Rows added at the end keep the *values* of those before; coordinates
/// move when they come from a discrete distribution, whose steps become narrower.
class ListDesign final : public Design {
 public:
  explicit ListDesign(const FactorLevels& levels);
  std::int64_t points() const override { return static_cast<std::int64_t>(levels_.front().size()); }
  int dimensions() const override { return static_cast<int>(levels_.size()); }
  std::vector<double> point(std::int64_t i) const override;

 private:
  FactorLevels levels_;
};

}  // namespace fulcrum
