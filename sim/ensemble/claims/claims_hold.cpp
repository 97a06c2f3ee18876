#include "sim/ensemble/claims/claims_hold.h"

#include <algorithm>

#include "scenarios/claims.h"
#include "sim/ensemble/claims/claim_verdict.h"
#include "sim/ensemble/uncertainty_in_force.h"

namespace fulcrum {

namespace {

bool is_of_the_model(const std::string& key) { return key.starts_with("structure.") || find_parameter(key) != nullptr; }

// What varies and means the same in every theatre.
Space candidates_as_space(const Futures& futures, std::int64_t first, std::int64_t count) {
  const Setup none;
  Space space;
  space.points = count;
  std::vector<std::size_t> of_the_model;
  for (std::size_t f = 0; f < futures.factors().size(); ++f) {
    const std::string& key = futures.factors()[f].key.key;
    if (!is_of_the_model(key)) continue;
    of_the_model.push_back(f);
    space.factors.push_back(find_setup_key(key, none).value());
  }
  for (std::int64_t k = first; k < first + count; ++k) {
    const std::vector<double> values = futures.candidate(k);
    for (const std::size_t f : of_the_model) space.values.push_back(values[f]);
  }
  return space;
}

// What the policies' files set otherwise than declared, all of them alike.
Settings set_alike(const Study& study) {
  Settings alike;
  const Setup none, &first = study.policies.front().setup;
  for (const std::string& name : setup_keys(none)) {
    if (!is_of_the_model(name)) continue;
    const SetupKey key = find_setup_key(name, none).value();
    const double value = value_in(key, first);
    const bool same = std::all_of(study.policies.begin(), study.policies.end(),
                                  [&](const Scenario& policy) { return value_in(key, policy.setup) == value; });
    if (same && value != value_in(key, none)) alike.emplace_back(key, value);
  }
  return alike;
}

}  // namespace

std::vector<bool> claims_hold(std::span<const std::string> ids, const Futures& futures, const Study& study, std::int64_t first,
                              std::int64_t count) {
  const ClaimSet& set = shipped_claims();
  std::vector<const Claim*> claims;
  for (const std::string& id : ids) claims.push_back(set.find(id));
  const Space space = candidates_as_space(futures, first, count);
  ClaimFutures runs;
  runs.seed = study.run.seed;
  runs.space = &space;
  runs.settings = set_alike(study);
  std::erase_if(runs.settings, [&](const auto& setting) {
    return std::any_of(space.factors.begin(), space.factors.end(), [&](const SetupKey& key) { return key.key == setting.first.key; });
  });
  const ClaimValues values = run_claims(set, claims, runs);
  std::vector<bool> hold(static_cast<std::size_t>(count), true);
  for (const Claim* claim : claims) {
    const ClaimOverSpace over = judge_everywhere(*claim, values);
    for (std::size_t k = 0; k < hold.size(); ++k) hold[k] = hold[k] && over.holds[k] > 0;
  }
  return hold;
}

}  // namespace fulcrum
