/// \file
/// Walks from one random point to another, for Shapley effects.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/designs/permutation.h"
#include "sim/designs/saltelli.h"

namespace fulcrum {

/// Factors that change together: each alone, or those whose keys begin alike (threat.*, structure.*).
struct FactorGroups {
  std::vector<int> of{};             ///< by factor, from 0 on
  std::vector<std::string> names{};  ///< by group: the factor's key, or threat.*
};
FactorGroups factor_groups(const std::vector<std::string>& keys, bool together);

struct WalksSettings {
  std::uint64_t seed = 1;
  std::int64_t walks = 1;       ///< 16 times a power of two keeps the balance of the points
  std::vector<int> group_of{};  ///< by factor, from 0 on: factors of a group change in one step
};

/// What is wrong with the settings; nothing if they can be used.
std::optional<std::string> problem(const WalksSettings& settings);

/// Goda 2021 (Reliab. Eng. Syst. Saf. 213): walk j begins at row j of A of a Saltelli design and ends at row j of B, taking one group of
/// factors after the other from B, in a random order of its own. A walk has a row more than there are groups. Rows stand by walk, so that
/// more walks are appended; walk j belongs to scramble j mod kSaltelliScrambles.
class WalksDesign final : public Design {
 public:
  explicit WalksDesign(const WalksSettings& settings);
  std::int64_t points() const override { return settings_.walks * rows_per_walk(); }
  int dimensions() const override { return static_cast<int>(settings_.group_of.size()); }
  std::vector<double> point(std::int64_t i) const override;

  int groups() const { return groups_; }
  int rows_per_walk() const { return groups_ + 1; }
  /// The group that a step of a walk changes; steps are counted from 1.
  int changed_group(std::int64_t walk, int step) const;

 private:
  Permutation order(std::int64_t walk) const;

  WalksSettings settings_;
  int groups_;
  SaltelliDesign ends_;
};

}  // namespace fulcrum
