/// \file
/// Trajectories for Morris's elementary effects.
#pragma once

#include <optional>
#include <string>

#include "sim/designs/design.h"

namespace fulcrum {

struct MorrisSettings {
  std::uint64_t seed = 1;
  std::int64_t trajectories = 10;
  int dimensions = 1;
  int levels = 4;      ///< p, even: coordinates are 0, 1/(p-1), ..., 1
  int candidates = 1;  ///< above 1: each trajectory is, of so many, the one farthest from those before
};

/// What is wrong with the settings; nothing if they can be used.
std::optional<std::string> problem(const MorrisSettings& settings);

/// Morris 1991, Technometrics 33: each trajectory has d + 1 points and changes one factor at a time, in random order, by
/// delta = p/(2 (p - 1)), up or down with equal chance. Rows stand by trajectory, so more trajectories are appended.
///
/// With candidates, the spread of Campolongo, Cariboni and Saltelli 2007 (Environ. Model. Softw. 22) is sought one trajectory after the
/// other, which keeps those before; the choices are made once and stored.
class MorrisDesign final : public Design {
 public:
  explicit MorrisDesign(const MorrisSettings& settings);
  std::int64_t points() const override { return settings_.trajectories * (settings_.dimensions + 1); }
  int dimensions() const override { return settings_.dimensions; }
  std::vector<double> point(std::int64_t i) const override;

  std::int64_t trajectory_of(std::int64_t i) const { return i / (settings_.dimensions + 1); }
  /// The factor in which point i differs from the one before; nothing at the start of a trajectory.
  std::optional<int> changed_factor(std::int64_t i) const;
  /// Step of a factor [share of the unit interval].
  double delta() const { return settings_.levels / (2.0 * (settings_.levels - 1)); }

 private:
  using Trajectory = std::vector<std::vector<double>>;
  /// Point after so many steps of a candidate for a trajectory; candidates are numbered through.
  std::vector<double> point_of(std::int64_t candidate, int steps) const;
  Trajectory trajectory(std::int64_t candidate) const;
  std::int64_t candidate_of(std::int64_t trajectory) const;
  void choose();

  MorrisSettings settings_;
  std::vector<std::int64_t> chosen_;  ///< candidate of each trajectory; empty without candidates
};

}  // namespace fulcrum
