// Where claims hold: shares, deciders and boundaries against cases with a known answer; the same bits for any number of threads.
#include "sim/claims/space.h"

#include <gtest/gtest.h>

#include <cmath>

#include "sim/claims/study_claims.h"

namespace fulcrum {
namespace {

const ClaimSet& claims() {
  static const ClaimSet set = shipped_claims();
  return set;
}

ClaimsReport study(const std::vector<std::string>& ids, std::int64_t points, std::uint64_t seed, int jobs = 0, int replicates = 1) {
  ClaimsRequest request;
  for (const std::string& id : ids) request.claims.push_back(claims().find(id));
  request.replicates = replicates;
  request.points = points;
  request.seed = seed;
  request.jobs = jobs;
  return *study_claims(claims(), request);
}

TEST(ClaimOverSpace, FindsTheParameterThatDecidesAndItsBoundary) {
  const Space space = wide_space(400, 3);
  std::size_t factor = 0;
  while (space.factors[factor].key != "direct.cost_gain") ++factor;
  ClaimOverSpace over;
  for (std::int64_t p = 0; p < space.points; ++p) {
    over.margin.push_back(space.value(p, factor) - 1.5);  // cost_gain is explored from 0 to 6
    over.holds.push_back(over.margin.back() > 0 ? 1 : 0);
  }
  over.holds[7] = over.margin[7] = std::nan("");
  const SpaceVerdict verdict = judge_over_space(claims().claims.front(), over, space);
  EXPECT_EQ(verdict.points, 399);
  EXPECT_NEAR(verdict.share.share, .75, .005);
  EXPECT_EQ(verdict.deciders.front().factor, factor);
  EXPECT_NEAR(verdict.deciders.front().distance, 1, 1e-9);
  EXPECT_NEAR(verdict.deciders.front().rank, 1, 1e-9);
  EXPECT_TRUE(verdict.deciders.front().clear);
  EXPECT_FALSE(verdict.box_holds);
  ASSERT_EQ(verdict.box.size(), 1u);
  EXPECT_EQ(verdict.box[0].factor, factor);
  EXPECT_FALSE(verdict.box[0].from_below);
  EXPECT_NEAR(verdict.box[0].limit, 1.5, .35);  // peeling goes by steps of a twentieth of what is left
  EXPECT_GT(verdict.coverage, .9);
  EXPECT_GT(verdict.density, .9);
}

TEST(ClaimOverSpace, WithoutACauseNothingIsClear) {
  const Space space = wide_space(400, 5);
  ClaimOverSpace over;
  for (std::int64_t p = 0; p < space.points; ++p) {
    over.margin.push_back(uniform_of(draw_words({11, 0}, Purpose::kDesign, entity_of("coin"), p)[0]) - .5);
    over.holds.push_back(over.margin.back() > 0 ? 1 : 0);
  }
  const SpaceVerdict verdict = judge_over_space(claims().claims.front(), over, space);
  for (const Decider& decider : verdict.deciders) EXPECT_FALSE(decider.clear) << space.factors[decider.factor].key;
  EXPECT_TRUE(verdict.box.empty());
}

TEST(WideSpace, StaysWithinTheDeclaredRangesAndReachesTheirEnds) {
  const Space space = wide_space(100, 1);
  EXPECT_GT(space.factors.size(), 120u);
  for (std::size_t f = 0; f < space.factors.size(); ++f) {
    const SetupKey& key = space.factors[f];
    double low = kUnbounded, high = -kUnbounded;
    for (std::int64_t p = 0; p < space.points; ++p) {
      low = std::min(low, space.value(p, f));
      high = std::max(high, space.value(p, f));
    }
    EXPECT_GE(low, key.explore_low) << key.key;
    EXPECT_LE(high, key.explore_high) << key.key;
    EXPECT_LE(low, key.explore_low + .01 * (key.explore_high - key.explore_low) + (key.bounds.whole ? 1 : 0)) << key.key;
  }
}

TEST(Runs, KeepWhatTheySetThemselvesAtEveryPoint) {
  const Space space = wide_space(20, 1);
  ClaimFutures futures;
  futures.space = &space;
  const Claim* claim = claims().find("P38");  // of the sects that stay mixed: no segregation at any point
  const ClaimValues values = run_claims(claims(), {&claim, 1}, futures);
  EXPECT_EQ(values.failed(), 0);
  const std::vector<double> effect = effects(claim->holds.front(), values);
  for (const double e : effect) EXPECT_TRUE(std::isfinite(e));
}

TEST(ClaimsReport, IsTheSameForAnyNumberOfThreads) {
  const auto one = study({"P66a", "P68b", "P46"}, 100, 4, 1, 20), three = study({"P66a", "P68b", "P46"}, 100, 4, 3, 20);
  EXPECT_EQ(claims_json(one), claims_json(three));
}

TEST(Verdict, IsUndecidedWhereThereIsNoDifference) {
  const auto report = study({"P40", "P66a", "P94"}, 0, 1, 0, 50);
  EXPECT_EQ(report.verdicts[0].verdict, ClaimState::kUndecided);  // its switch is off: no effect at all
  EXPECT_EQ(report.verdicts[1].verdict, ClaimState::kHolds);
  EXPECT_EQ(report.verdicts[2].verdict, ClaimState::kFails);
}

TEST(Disputes, AreDecidedBothWaysByTheirChoices) {
  ClaimsRequest request;
  for (const Claim& claim : claims().claims) request.claims.push_back(&claim);
  request.replicates = 1;
  const auto report = study_claims(claims(), request);
  ASSERT_EQ(report->disputes.size(), claims().disputes.size());
  for (const DisputeVerdict& dispute : report->disputes)
    for (std::size_t side = 0; side < 2; ++side) {
      const auto stands = [&](const auto& choice) {
        return std::all_of(choice[side].begin(), choice[side].end(), [](ClaimState state) { return state == ClaimState::kHolds; });
      };
      EXPECT_TRUE(std::any_of(dispute.verdicts.begin(), dispute.verdicts.end(), stands)) << dispute.dispute->id << ": never " << side;
      EXPECT_FALSE(std::all_of(dispute.verdicts.begin(), dispute.verdicts.end(), stands)) << dispute.dispute->id << ": always " << side;
    }
}

ClaimsReport study_given(const std::vector<std::string>& ids, const std::vector<std::string>& given) {
  ClaimsRequest request;
  for (const std::string& id : ids) request.claims.push_back(claims().find(id));
  for (const std::string& id : given) request.given.push_back(claims().find(id));
  request.replicates = 1;
  request.points = 200;
  return *study_claims(claims(), request);
}

double share_of(const ClaimsReport& report, const std::string& id) { return report.over_space_of(*claims().find(id))->share.share; }

// Bayes' rule, and what is given holds in all that is left.
TEST(ClaimsOverSpace, GivenOthersAreSharesOfThePointsAtWhichTheseHold) {
  const ClaimsReport all = study_given({"P5", "P60"}, {}), given_5 = study_given({"P5", "P60"}, {"P5"}),
                     given_60 = study_given({"P5"}, {"P60"});
  EXPECT_DOUBLE_EQ(given_5.accepted.share, share_of(all, "P5"));
  EXPECT_DOUBLE_EQ(share_of(given_5, "P5"), 1);
  EXPECT_NEAR(share_of(given_5, "P60") * given_5.accepted.share, share_of(given_60, "P5") * given_60.accepted.share, 1e-12);
  EXPECT_EQ(given_5.over_space_of(*claims().find("P60"))->points, std::lround(200 * given_5.accepted.share));
  EXPECT_NE(claims_text(given_5).find("given P5"), std::string::npos);
}

TEST(WideSpace, OfTheFirstEditionLiesInItsRanges) {
  const Space space = wide_space(50, 1, Ranges::kFirst);
  for (std::size_t f = 0; f < space.factors.size(); ++f) {
    const FirstEdition& first = find_parameter(space.factors[f].key)->first;
    for (std::int64_t p = 0; p < space.points; ++p) {
      EXPECT_GE(space.value(p, f), first.explore_low) << space.factors[f].key;
      EXPECT_LE(space.value(p, f), first.explore_high) << space.factors[f].key;
    }
  }
}

}  // namespace
}  // namespace fulcrum
