// No claim passes by construction of its own test: each names a model broken on purpose in which it must not hold, and settings in which it
// does hold if it does not at the defaults.
#include <fmt/core.h>
#include <gtest/gtest.h>

#include <set>

#include "sim/ensemble/claims/claim_verdict.h"

namespace fulcrum {
namespace {

const ClaimSet& claims() {
  static const ClaimSet set = shipped_claims();
  return set;
}

ClaimState verdict(const Claim& claim, const Settings& settings, const Settings& broken) {
  ClaimFutures futures;
  futures.settings = settings;
  futures.broken = broken;
  futures.jobs = 1;
  const Claim* const one[] = {&claim};
  return judge(claim, run_claims(claims(), one, futures)).verdict;
}

bool holds_at_defaults(const Claim& claim) { return verdict(claim, {}, {}) == ClaimState::kHolds; }

std::vector<std::string> tested() {
  std::vector<std::string> ids;
  for (const Claim& claim : claims().claims)
    if (claim.untested.empty()) ids.push_back(claim.id);
  return ids;
}

class TestedClaim : public testing::TestWithParam<std::string> {
 protected:
  const Claim& claim() const { return *claims().find(GetParam()); }
};

TEST_P(TestedClaim, CanHold) {
  const Settings where = holds_at_defaults(claim()) ? Settings{} : claim().holds_with;
  EXPECT_EQ(state_name(verdict(claim(), where, {})), "holds");
}

TEST_P(TestedClaim, DoesNotHoldInItsBrokenModel) {
  ASSERT_FALSE(claim().breaks.empty());
  const Settings where = holds_at_defaults(claim()) ? Settings{} : claim().holds_with;
  EXPECT_NE(state_name(verdict(claim(), where, claim().breaks)), "holds");
}

INSTANTIATE_TEST_SUITE_P(Of, TestedClaim, testing::ValuesIn(tested()), [](const auto& of) { return of.param; });

TEST(Claims, AtLeastAHundredAndFiftyAreDecidedByRuns) { EXPECT_GE(tested().size(), 150u); }

TEST(Claims, EveryPropositionHasARow) {
  std::set<std::string> numbers;
  for (const Claim& claim : claims().claims) {
    std::string number = claim.id;
    while (!number.empty() && number.back() >= 'a') number.pop_back();
    numbers.insert(number);
  }
  for (int i = 1; i <= 160; ++i) EXPECT_TRUE(numbers.contains(fmt::format("P{}", i))) << i;
  EXPECT_EQ(numbers.size(), 160u);
  for (const char* id : {"P59a", "P59b", "P59c", "P59d", "P59e"}) EXPECT_NE(claims().find(id), nullptr) << id;
}

TEST(Claims, ThoseThatCannotBeTestedSayWhy) {
  for (const Claim& claim : claims().claims) EXPECT_EQ(claim.holds.empty(), claim.untested.size() > 20) << claim.id;
}

TEST(Claims, ThoseThatFollowFromOneEquationSayWhichAndAreNotCounted) {
  int constructed = 0;
  for (const Claim& claim : claims().claims) {
    if (claim.by_construction.empty()) continue;
    ++constructed;
    EXPECT_GT(claim.by_construction.size(), 20u) << claim.id;
    EXPECT_FALSE(claim.counts()) << claim.id;
  }
  EXPECT_GT(constructed, 0);
}

TEST(Claims, AClaimThatSurvivesItsBrokenModelWouldBeFound) {
  Claim immune = *claims().find("P68b");
  immune.breaks = {{*find_setup_key("swing.rate", claims().runs.front().setup), -0.2}};  // has nothing to do with engagement
  EXPECT_EQ(verdict(immune, {}, immune.breaks), ClaimState::kHolds);
}

}  // namespace
}  // namespace fulcrum
