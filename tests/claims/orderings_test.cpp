// What the reference strategies say of each other at the default parameters: every claim of propositions.md that is an ordering. D(x), I(x)
// are means of the last 52 weeks, Dbar(x) of all 208. A margin of .0001 is that of the printed table.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include "tests/claims/strategy_runs.h"

namespace fulcrum {
namespace {

using testing_support::RecordedRun;
using testing_support::strategy;
using testing_support::strategy_runs;

constexpr double kMargin = .0001;

double D(const std::string& name) { return strategy(name).mean_of_last("direct"); }
double Dbar(const std::string& name) { return strategy(name).mean_of_last("direct", 208); }
double I(const std::string& name) { return strategy(name).mean_of_last("indirect"); }
double B(const std::string& name) { return strategy(name).mean_of_last("motive"); }
double V(const std::string& name) { return strategy(name).mean_of_last("insecurity"); }
double tightness(const std::string& name) { return strategy(name).mean_of_last("tightness"); }
double cost(const std::string& name) { return strategy(name).last("burden_total"); }
double indirect_share(const std::string& name) { return I(name) / (I(name) + D(name)); }
double drift(const std::string& name) { return strategy(name).last("balance") - strategy(name).series("balance").front(); }

// The smallest and the largest over all strategies.
std::pair<double, double> range(double (*of)(const std::string&)) {
  double least = INFINITY, most = -INFINITY;
  for (const auto& [name, run] : strategy_runs()) {
    least = std::min(least, of(name));
    most = std::max(most, of(name));
  }
  return {least, most};
}

double first_year(const RecordedRun& run, const char* series) {
  const auto values = run.series(series).first(52);
  return std::accumulate(values.begin(), values.end(), 0.0) / 52;
}

// What a militia attacks with over the last year: capability times intent.
double acts(std::size_t militia) {
  const RecordedRun& run = strategy("status_quo");
  const auto capability = run.series("capability", militia).last(52), act = run.series("act", militia).last(52);
  return std::inner_product(capability.begin(), capability.end(), act.begin(), 0.0);
}

TEST(P60, ContainmentPlusRaisesDirectSupport) { EXPECT_GT(D("containment_plus"), D("status_quo") + kMargin); }

TEST(P13, ContainmentPlusRaisesTheMotive) { EXPECT_GT(B("containment_plus"), B("status_quo") + kMargin); }

TEST(P66, CoercionAloneDoesNotReduceDirectSupport) { EXPECT_GT(D("coercion_alone"), D("status_quo") - .01); }

TEST(P76, CoercionAloneTightensTheSecurityDilemma) { EXPECT_GT(tightness("coercion_alone"), tightness("status_quo")); }

TEST(P68, EngagementReducesDirectSupport) { EXPECT_LT(D("engagement"), D("status_quo") - kMargin); }

TEST(P75, CoercionAfterEngagementReducesItFurther) { EXPECT_LT(D("engage_then_coerce"), D("engagement") - kMargin); }

TEST(P81, CoercionWorksAfterEngagementAndNotAlone) { EXPECT_LT(D("engage_then_coerce"), D("coercion_alone") - kMargin); }

TEST(P71, EngagementWorksLessWithAWeakHost) { EXPECT_GT(D("engagement_weak_host"), D("engagement") + kMargin); }

TEST(P78, DenialWorksBetterThanPunishment) { EXPECT_LT(D("engage_then_coerce"), D("engage_then_punish") - kMargin); }

TEST(P77, CoercionShiftsSupportToIndirectMeans) { EXPECT_GT(indirect_share("engage_then_coerce"), indirect_share("engagement")); }

TEST(P5, IndirectSupportVariesLessThanHalfAsMuchAsDirect) {
  const auto [least_I, most_I] = range(I);
  const auto [least_D, most_D] = range(D);
  EXPECT_LT(most_I - least_I, .5 * (most_D - least_D));
}

TEST(P4, SupportNeverEnds) {
  EXPECT_GT(range(I).first, .3);
  EXPECT_GT(range(D).first, .01);
}

TEST(P62, CollapseOfSecurityRaisesDirectSupport) { EXPECT_GT(D("security_collapse"), D("status_quo") + kMargin); }

TEST(P72, ASecurityPushReducesDirectSupport) { EXPECT_LT(D("security_push"), D("status_quo") - kMargin); }

TEST(P26, ASecurityPushReleasesIndirectSupport) { EXPECT_GT(I("security_push"), I("status_quo") + kMargin); }

TEST(P63, RaidsAloneLeaveMostOfDirectSupport) { EXPECT_GT(D("raids_only"), .8 * D("status_quo")); }

TEST(P85, TheFullPackageHasTheLeastDirectSupport) { EXPECT_LE(D("full_package"), range(D).first); }

TEST(P85, TheFullPackageHasLessSupportInAllThanTheStatusQuo) {
  EXPECT_LT(D("full_package") + I("full_package"), D("status_quo") + I("status_quo"));
}

TEST(P85, TheFullPackageCostsLessThanTheStatusQuo) { EXPECT_LT(cost("full_package"), cost("status_quo")); }

TEST(P85, TheFullPackageMovesTheBalanceLessThanTheStatusQuo) { EXPECT_LT(std::abs(drift("full_package")), std::abs(drift("status_quo"))); }

TEST(P61, TheStatusQuoMovesTheBalanceToThePatronAndDrainsTheRival) {
  EXPECT_GT(drift("status_quo"), .01);
  EXPECT_LT(strategy("status_quo").last("rival_power"), strategy("status_quo").series("rival_power").front());
}

TEST(P60, UnderTheStatusQuoDirectSupportDoesNotFade) { EXPECT_GE(D("status_quo"), first_year(strategy("status_quo"), "direct") - .02); }

TEST(P64, SanctionsAloneReduceDirectSupportALittle) {
  EXPECT_GT(D("sanctions_only") / D("status_quo"), .75);
  EXPECT_LT(D("sanctions_only") / D("status_quo"), .97);
}

TEST(P65, TailoredSanctionsReduceItMore) { EXPECT_LT(D("sanctions_tailored"), D("sanctions_only") - kMargin); }

TEST(P48, BelievedCommitmentReducesBothKindsOfSupport) {
  EXPECT_GT(D("commitment_none"), D("commitment_high") + kMargin);
  EXPECT_GT(I("commitment_none"), I("commitment_high") + kMargin);
}

TEST(P74, ACoalitionAgainstThePatronDoesWorseThanEngagementAndAFrameworkWithItNoWorse) {
  EXPECT_GT(D("countervailing_coalition"), D("engagement"));
  EXPECT_GE(D("engagement"), D("regional_framework"));
}

TEST(P83, CoercingFirstIsTheWorstOrder) {
  EXPECT_GT(Dbar("coerce_then_engage"), std::max(Dbar("engage_then_coerce"), Dbar("engage_and_coerce")) + kMargin);
}

// The other half of P83 is undecided at the defaults: the claims report says so, and this fails when that changes.
TEST(P83, WhetherEngagingFirstBeatsDoingBothAtOnceIsATie) {
  EXPECT_LT(std::abs(Dbar("engage_then_coerce") - Dbar("engage_and_coerce")), kMargin);
}

TEST(P53, AMilitiaWhoseRoleIsNotToAttackAttacksLess) { EXPECT_LT(acts(1), acts(0)); }

TEST(P37, WithdrawalLeavesTheStreetLessSecure) { EXPECT_GT(V("withdrawal"), V("status_quo")); }

}  // namespace
}  // namespace fulcrum
