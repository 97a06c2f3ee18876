/// \file
/// The answer of `fulcrum claims`: what holds, where, and what decides between claims that contradict each other.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "output/table.h"
#include "sim/claims/space.h"

namespace fulcrum {

/// A dispute under each of its choices, and over the space.
struct DisputeVerdict {
  const Dispute* dispute = nullptr;
  std::vector<std::vector<std::vector<ClaimState>>> verdicts;  ///< [choice][side][claim]
  /// Shares of the space in which all claims of the first side hold, of the second side, of both, of neither; empty without a space.
  std::vector<ShareInterval> shares;
};

struct ClaimsReport {
  const ClaimSet* set = nullptr;
  int replicates = 1;
  std::uint64_t seed = 1;
  std::string settings;  ///< of --set, for the head
  std::vector<ClaimVerdict> verdicts;
  std::optional<Space> space;
  Ranges ranges = Ranges::kToday;        ///< of the space
  std::vector<std::string> given;        ///< ids of claims: the shares are among the points of the space at which all of these hold
  ShareInterval accepted;                ///< share of those points, where anything is given
  std::vector<SpaceVerdict> over_space;  ///< of the verdicts' claims that are tested, in their order
  std::vector<DisputeVerdict> disputes;
  std::int64_t runs = 0, failed = 0;

  const SpaceVerdict* over_space_of(const Claim& claim) const;
};

/// What the shares are shares of: "2,000 points of the wide parameter space, noise off", and what is given.
std::string space_text(const ClaimsReport& report);
/// "holds in .93": the boundary in words, e.g. "fails where threat.weight_insecurity >= 0.41 and direct.cost_gain <= 2.1".
std::string box_text(const SpaceVerdict& verdict, const Space& space);
/// The parameters that decide it beyond chance, at most `most`: "direct.cost_gain -, channel.weeks +".
std::string deciders_text(const SpaceVerdict& verdict, const Space& space, std::size_t most);

std::string claims_text(const ClaimsReport& report);
/// All there is to say of the claims, one after the other.
std::string claims_details(const ClaimsReport& report);
std::string claims_csv(const ClaimsReport& report);
std::string claims_json(const ClaimsReport& report);
std::string claims_markdown(const ClaimsReport& report);
/// Tables for /analysis.
std::vector<Table> claims_tables(const ClaimsReport& report);

}  // namespace fulcrum
