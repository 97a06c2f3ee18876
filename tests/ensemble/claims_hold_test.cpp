// Claims as conditions on states of the world: what is kept is what their own runs say.
#include "sim/ensemble/claims/claims_hold.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/ensemble/claims/claim_verdict.h"
#include "sim/ensemble/study_plan.h"
#include "sim/ensemble/uncertainty_in_force.h"
#include "tests/support/two_policies.h"

namespace fulcrum {
namespace {

constexpr std::int64_t kCandidates = 24;

std::shared_ptr<const Futures> futures_of(Study& study, const UncertaintyRequest& request) {
  study.uncertainty = uncertainty_in_force(request, study, {});
  return make_futures(study, 1);
}

/// Whether all of these hold in their own runs with such settings, one candidate at a time.
bool all_hold(const std::vector<std::string>& ids, const Futures& futures, std::int64_t candidate) {
  std::vector<const Claim*> claims;
  for (const std::string& id : ids) claims.push_back(shipped_claims().find(id));
  ClaimFutures runs{.jobs = 1};
  const std::vector<double> values = futures.candidate(candidate);
  for (std::size_t f = 0; f < values.size(); ++f) runs.settings.emplace_back(futures.factors()[f].key, values[f]);
  const ClaimValues found = run_claims(shipped_claims(), claims, runs);
  for (const Claim* claim : claims)
    if (judge(*claim, found).verdict != ClaimState::kHolds) return false;
  return true;
}

TEST(ClaimsHold, WhereTheirOwnRunsSaySo) {
  Study study = testing_support::two_policies(20);
  const auto futures = futures_of(study, {});
  const std::vector<std::string> ids{"P3", "P5"};
  const std::vector<bool> hold = claims_hold(ids, *futures, study, 3, kCandidates);
  for (std::int64_t k = 0; k < kCandidates; ++k) EXPECT_EQ(hold[static_cast<std::size_t>(k)], all_hold(ids, *futures, 3 + k)) << k;
  EXPECT_THAT(hold, ::testing::Contains(true));
  EXPECT_THAT(hold, ::testing::Contains(false));
}

// Direct support that answers to nothing does not answer to threat more than to motive.
TEST(ClaimsHold, NowhereInAModelThatAllPoliciesBreakAlike) {
  Study study = testing_support::two_policies(20);
  for (Scenario& policy : study.policies) policy.setup.parameters.direct.threat_gain = 0;
  UncertaintyRequest request;
  request.hold = {"structure.*"};
  const auto futures = futures_of(study, request);
  const std::vector<std::string> ids{"P3"};
  EXPECT_THAT(claims_hold(ids, *futures, study, 0, kCandidates), ::testing::Not(::testing::Contains(true)));
}

TEST(ClaimsHold, InEveryStateOfTheWorldThatIsKept) {
  Study study = testing_support::two_policies(20);
  UncertaintyRequest request;
  request.require = read_conditions(std::vector<std::string>{"claims P3, P5 hold"}, study.policies.front().setup);
  const auto futures = futures_of(study, request), more = make_futures(study, 13);
  ASSERT_LT(more->accepted_share(), 1);
  // A kept replicate is the candidate of the same values.
  std::int64_t k = 0;
  for (std::int64_t r = 1; r < 13; ++r) {
    while (futures->candidate(k) != more->values(r))
      ASSERT_FALSE(all_hold({"P3", "P5"}, *futures, k++)) << "left out before replicate " << r;
    EXPECT_TRUE(all_hold({"P3", "P5"}, *futures, k++)) << r;
  }
}

TEST(ConditionsOnClaims, AreReadAsPeopleWriteThem) {
  const fulcrum::Setup setup = testing_support::default_setup();
  const std::vector<std::string> ids{"P3", "P5", "P6"};
  for (const std::string text : {"claims P3, P5 and P6 hold", "claims P3, P5, P6 hold", "claims P3 P5 P6 hold"}) {
    const auto conditions = read_conditions(std::vector<std::string>{text}, setup);
    ASSERT_EQ(conditions.size(), 1U);
    EXPECT_EQ(conditions[0].claims, ids) << text;
    EXPECT_EQ(conditions[0].text, text);
  }
  EXPECT_EQ(read_conditions(std::vector<std::string>{"claim P3 holds"}, setup)[0].claims, std::vector<std::string>{"P3"});
}

TEST(ConditionsOnClaims, ThatCannotBeAreRefusedWithTheirPlace) {
  using ::testing::HasSubstr;
  const fulcrum::Setup setup = testing_support::default_setup();
  const std::vector<std::pair<std::string, std::string>> cases{{"claims P3, P5", "must read \"claims P3, P5 and P6 hold\""},
                                                               {"claims hold", "must read"},
                                                               {"claims P3 and P999 hold", "there is no claim 'P999'"}};
  for (const auto& [text, message] : cases) {
    try {
      read_conditions(std::vector<std::string>{text}, setup);
      FAIL() << text;
    } catch (const InputError& error) {
      EXPECT_THAT(error.what(), AllOf(HasSubstr("--require " + text), HasSubstr(message)));
    }
  }
}

}  // namespace
}  // namespace fulcrum
