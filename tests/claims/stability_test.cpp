// The two claims that depend on numbers: their shares of the wide space do not depend on the seed of its points, and their boundaries name
// the same parameters.
#include <gtest/gtest.h>

#include <cmath>

#include "sim/claims/study_claims.h"

namespace fulcrum {
namespace {

constexpr std::int64_t kPoints = 8000;  // the difference of two shares of .5 then has a standard deviation of .008: .03 is nearly four

SpaceVerdict over_space(const ClaimSet& set, const std::string& id, std::uint64_t seed) {
  ClaimsRequest request;
  request.claims = {set.find(id)};
  request.replicates = 1;
  request.points = kPoints;
  request.seed = seed;
  return study_claims(set, request)->over_space.front();
}

class DependsOnNumbers : public testing::TestWithParam<std::string> {};

TEST_P(DependsOnNumbers, ButNotOnTheSeed) {
  const ClaimSet set = shipped_claims();
  const SpaceVerdict first = over_space(set, GetParam(), 1), second = over_space(set, GetParam(), 2);
  EXPECT_NEAR(first.share.share, second.share.share, .03);
  ASSERT_FALSE(first.box.empty());
  ASSERT_FALSE(second.box.empty());
  EXPECT_EQ(first.deciders.front().factor, second.deciders.front().factor);
  EXPECT_EQ(first.box_holds, second.box_holds);
  EXPECT_NEAR(first.coverage, second.coverage, .2);
  EXPECT_NEAR(first.density, second.density, .2);
}

INSTANTIATE_TEST_SUITE_P(Of, DependsOnNumbers, testing::Values("P66a", "P68b", "P60", "P76", "P73"),
                         [](const auto& of) { return of.param; });

}  // namespace
}  // namespace fulcrum
