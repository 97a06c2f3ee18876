// Values of claims' measures are read off the runs that they name, and settings win over each other in their order.
#include "sim/ensemble/claims/claim_values.h"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

#include "sim/ensemble/batch.h"
#include "tests/support/default_setup.h"

namespace fulcrum {
namespace {

Measure end_of_direct(const std::string& run) { return {MeasureKind::kEnd, "direct", "", run}; }

/// One claim about direct support at the end of the runs a and b.
class RunClaims : public ::testing::Test {
 protected:
  RunClaims() {
    fulcrum::Setup setup = testing_support::default_setup();
    setup.weeks = 30;
    set_.runs = {{"a", setup, {}}, {"b", setup, {}}};
    Condition condition;
    for (const auto& [side, run] : {std::pair{&condition.left, "a"}, std::pair{&condition.right, "b"}}) {
      side->kind = ClaimExpression::Kind::kMeasure;
      side->measure = end_of_direct(run);
    }
    claim_.holds = {condition};
  }
  ClaimValues values(const ClaimFutures& futures) const {
    const Claim* const claims[] = {&claim_};
    return run_claims(set_, claims, futures);
  }
  static std::vector<double> of(const ClaimValues& values, const std::string& run) {
    const auto found = values.of(end_of_direct(run));
    return {found.begin(), found.end()};
  }
  std::pair<SetupKey, double> setting(const std::string& key, double value) const {
    return {*find_setup_key(key, set_.runs[0].setup), value};
  }
  /// Points that differ in one parameter.
  Space space_of(const std::string& key, const std::vector<double>& at) const {
    return {{*find_setup_key(key, set_.runs[0].setup)}, static_cast<std::int64_t>(at.size()), at};
  }

  ClaimSet set_;
  Claim claim_;
};

TEST_F(RunClaims, GiveTheMeasureOfARunWithoutNoise) {
  set_.runs[1].setup.levers[kLever_rhetoric] = 0;
  const ClaimValues found = values({.jobs = 1});
  for (const ClaimRun& run : set_.runs) {
    const Plan plan({{run.name, run.setup}}, 1, 1, false);
    const Selection selection({find_series("direct")}, plan.theatre());
    Batch batch;
    BatchRunner(plan, selection, {}, widest_kernel()).compute(0, 1, batch);
    EXPECT_EQ(of(found, run.name), (std::vector<double>{batch.recordings.back()})) << run.name;
  }
  EXPECT_NE(of(found, "a"), of(found, "b"));
  EXPECT_EQ(found.runs(), 2);
  EXPECT_TRUE(found.complete());
}

TEST_F(RunClaims, MeetCommonRandomNumbers) {
  const ClaimValues found = values({.replicates = 5, .seed = 3, .jobs = 1});
  EXPECT_EQ(of(found, "a").size(), 5U);
  EXPECT_EQ(of(found, "a"), of(found, "b")) << "the same setup meets the same luck under another name";
  EXPECT_NE(of(found, "a")[0], of(found, "a")[1]);
  EXPECT_EQ(of(found, "a"), of(values({.replicates = 5, .seed = 3, .jobs = 3}), "a")) << "for any number of threads";
}

TEST_F(RunClaims, WhatARunSetsItselfWinsOverTheSpaceAndSettings) {
  const Space space = space_of("direct.threat_gain", {2, 4, 6});
  set_.runs[1].fixed = {setting("direct.threat_gain", 4)};
  const ClaimValues found = values({.space = &space, .jobs = 1});
  const std::vector<double> a = of(found, "a"), b = of(found, "b");
  EXPECT_NE(a[0], a[2]);
  EXPECT_EQ(b, std::vector<double>(3, a[1]));
  const ClaimValues set = values({.settings = {setting("direct.threat_gain", 2)}, .jobs = 1});
  EXPECT_EQ(of(set, "a")[0], a[0]);
  EXPECT_EQ(of(set, "b")[0], a[1]);
}

TEST_F(RunClaims, ABrokenModelWinsOverEverything) {
  const Space space = space_of("direct.threat_gain", {2, 4});
  set_.runs[1].fixed = {setting("direct.threat_gain", 4)};
  const ClaimValues found = values({.space = &space, .broken = {setting("direct.threat_gain", 6)}, .jobs = 1});
  EXPECT_EQ(of(found, "a"), of(found, "b"));
  EXPECT_EQ(of(found, "a")[0], of(found, "a")[1]);
}

TEST_F(RunClaims, RunsThatFailAreNoNumberAndCounted) {
  const Space space = space_of("direct.floor", {0, 2});  // the second lies above the ceiling
  const ClaimValues found = values({.space = &space, .jobs = 1});
  EXPECT_TRUE(std::isfinite(of(found, "a")[0]));
  EXPECT_TRUE(std::isnan(of(found, "a")[1]));
  EXPECT_EQ(found.failed(), 2);
  EXPECT_EQ(found.runs(), 4);
}

TEST_F(RunClaims, AnInterruptionIsSaidAndAMeasureThatWasNotRunIsAMistake) {
  EXPECT_FALSE(values({.jobs = 1, .interrupted = [] { return true; }}).complete());
  EXPECT_THROW(values({.jobs = 1}).of(end_of_direct("c")), std::logic_error);
}

}  // namespace
}  // namespace fulcrum
