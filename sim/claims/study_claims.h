/// \file
/// Running claims and judging them: at chosen settings, over the wide space, and where they contradict each other.
#pragma once

#include "sim/claims/report.h"

namespace fulcrum {

/// What is asked of the claims.
struct ClaimsRequest {
  std::vector<const Claim*> claims;
  int replicates = 200;
  std::int64_t points = 0;            ///< of the wide space; 0: none
  Ranges ranges = Ranges::kToday;     ///< of the wide space
  std::vector<const Claim*> given{};  ///< the wide space is only the points at which all of these hold
  std::uint64_t seed = 1;
  Settings settings{};
  std::string settings_text{};
  bool disputes = true;  ///< those of which all claims are asked for
  int jobs = 0;
  Kernel kernel = widest_kernel();
  std::function<bool()> interrupted{};
  std::function<void(std::int64_t done, std::int64_t of)> progress{};  ///< in claims' runs
};

/// The whole answer, or nothing if it was interrupted.
std::optional<ClaimsReport> study_claims(const ClaimSet& set, const ClaimsRequest& request);

}  // namespace fulcrum
