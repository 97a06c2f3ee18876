#include "sim/claims/study_claims.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace fulcrum {

namespace {

// What one pass over the runs of claims is, and whether it came to its end.
class TestOfClaims {
 public:
  TestOfClaims(const ClaimSet& set, const ClaimsRequest& request) : set_(set), request_(request) {}

  std::optional<ClaimsReport> answer() {
    report_.set = &set_;
    report_.replicates = request_.replicates;
    report_.seed = request_.seed;
    report_.settings = request_.settings_text;
    report_.ranges = request_.ranges;
    for (const Claim* claim : request_.given) report_.given.push_back(claim->id);
    for (const Claim* claim : request_.claims)
      if (claim->untested.empty()) tested_.push_back(claim);
    if (request_.disputes) gather_disputes();
    ClaimFutures futures = common();
    futures.replicates = request_.replicates;
    const ClaimValues values = run(tested_, futures);
    if (!whole_) return std::nullopt;
    for (const Claim* claim : request_.claims) report_.verdicts.push_back(judge(*claim, values));
    for (DisputeVerdict& dispute : report_.disputes) decide(dispute);
    if (request_.points > 0) explore();
    return whole_ ? std::optional(std::move(report_)) : std::nullopt;
  }

 private:
  ClaimFutures common() const {
    ClaimFutures futures;
    futures.seed = request_.seed;
    futures.settings = request_.settings;
    futures.jobs = request_.jobs;
    futures.kernel = request_.kernel;
    futures.interrupted = request_.interrupted;
    return futures;
  }

  ClaimValues run(std::span<const Claim* const> claims, ClaimFutures futures) {
    futures.progress = [this](std::size_t done, std::size_t of) {
      if (request_.progress) request_.progress(static_cast<std::int64_t>(done), static_cast<std::int64_t>(of));
    };
    ClaimValues values = run_claims(set_, claims, futures);
    whole_ = whole_ && values.complete();
    report_.runs += values.runs();
    report_.failed += values.failed();
    return values;
  }

  void gather_disputes() {
    for (const Dispute& dispute : set_.disputes) {
      const bool asked = std::all_of(dispute.sides.begin(), dispute.sides.end(), [&](const Dispute::Side& side) {
        return std::all_of(side.claims.begin(), side.claims.end(), [&](const std::string& id) {
          return std::find(tested_.begin(), tested_.end(), set_.find(id)) != tested_.end();
        });
      });
      if (asked) report_.disputes.push_back({&dispute, {}, {}});
    }
  }

  // Without noise: what decides is the settings, not luck.
  void decide(DisputeVerdict& verdict) {
    std::vector<const Claim*> claims;
    for (const Dispute::Side& side : verdict.dispute->sides)
      for (const std::string& id : side.claims) claims.push_back(set_.find(id));
    for (const Dispute::Choice& choice : verdict.dispute->choices) {
      ClaimFutures futures = common();
      futures.settings.insert(futures.settings.end(), choice.settings.begin(), choice.settings.end());
      const ClaimValues values = run(claims, futures);
      if (!whole_) return;
      auto& sides = verdict.verdicts.emplace_back();
      for (const Dispute::Side& side : verdict.dispute->sides) {
        auto& of_side = sides.emplace_back();
        for (const std::string& id : side.claims) of_side.push_back(judge(*set_.find(id), values).verdict);
      }
    }
  }

  void explore() {
    report_.space = wide_space(request_.points, request_.seed, request_.ranges);
    ClaimFutures futures = common();
    futures.space = &*report_.space;
    std::vector<const Claim*> run_for = tested_;
    for (const Claim* claim : request_.given)
      if (std::find(run_for.begin(), run_for.end(), claim) == run_for.end()) run_for.push_back(claim);
    const ClaimValues values = run(run_for, futures);
    if (!whole_) return;
    std::map<std::string, ClaimOverSpace> everywhere;
    for (const Claim* claim : run_for) everywhere.emplace(claim->id, judge_everywhere(*claim, values));
    if (!request_.given.empty()) keep_given(everywhere);
    for (const Claim* claim : tested_) report_.over_space.push_back(judge_over_space(*claim, everywhere.at(claim->id), *report_.space));
    for (DisputeVerdict& dispute : report_.disputes) dispute.shares = shares(*dispute.dispute, everywhere);
  }

  // Leaves only the points at which all that is given holds.
  void keep_given(std::map<std::string, ClaimOverSpace>& everywhere) {
    const auto points = static_cast<std::size_t>(request_.points);
    std::vector<bool> accepted(points, true);
    for (const Claim* claim : request_.given)
      for (std::size_t p = 0; p < points; ++p) accepted[p] = accepted[p] && everywhere.at(claim->id).holds[p] > 0;
    for (auto& [id, over] : everywhere)
      for (std::size_t p = 0; p < points; ++p)
        if (!accepted[p]) over.holds[p] = std::numeric_limits<double>::quiet_NaN();
    report_.accepted = wilson_share(static_cast<double>(std::count(accepted.begin(), accepted.end(), true)), static_cast<double>(points));
  }

  // Points at which all claims of a side hold: of the first side, of the second, of both, of neither.
  static std::vector<ShareInterval> shares(const Dispute& dispute, const std::map<std::string, ClaimOverSpace>& everywhere) {
    double n = 0, counts[4] = {0, 0, 0, 0};
    const std::size_t points = everywhere.at(dispute.sides[0].claims[0]).holds.size();
    for (std::size_t p = 0; p < points; ++p) {
      double holds[2] = {1, 1};
      for (std::size_t s = 0; s < 2; ++s)
        for (const std::string& id : dispute.sides[s].claims) holds[s] *= everywhere.at(id).holds[p];
      if (std::isnan(holds[0] + holds[1])) continue;
      ++n;
      counts[0] += holds[0];
      counts[1] += holds[1];
      counts[2] += holds[0] * holds[1];
      counts[3] += (1 - holds[0]) * (1 - holds[1]);
    }
    std::vector<ShareInterval> all;
    for (const double count : counts) all.push_back(wilson_share(count, n));
    return all;
  }

  const ClaimSet& set_;
  const ClaimsRequest& request_;
  ClaimsReport report_;
  std::vector<const Claim*> tested_;
  bool whole_ = true;
};

}  // namespace

std::optional<ClaimsReport> study_claims(const ClaimSet& set, const ClaimsRequest& request) { return TestOfClaims(set, request).answer(); }

}  // namespace fulcrum
