// Rules and tripwires: when they fire, what they set, and that runs with them keep their bits.
#include "models/rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <vector>

#include "models/kernel.h"
#include "scenarios/expressions/expression_reader.h"
#include "tests/models/default_theatre.h"
#include "tests/models/recorded_run.h"

namespace fulcrum {
namespace {

using testing::ElementsAre;
using testing_support::default_setup;
using testing_support::Noise;
using testing_support::record;
using testing_support::RecordedRun;

constexpr int kWeeks = 60;

Expression condition(const std::string& text) {
  return parse_expression(text, Wanted::kCondition, testing_support::default_theatre(), kWeeks);
}

Rule rule(const std::string& when, double surge = .2) {
  Rule made;
  made.name = when;
  made.when = condition(when);
  made.set = {{kLever_surge, surge}};
  return made;
}

Setup with_rules(std::vector<Rule> rules) {
  auto setup = default_setup(kWeeks);
  setup.rules = std::move(rules);
  return setup;
}

const Noise kNoise{true, {7, 3}};

void expect_same_bits(const RecordedRun& a, const RecordedRun& b) {
  ASSERT_EQ(a.values().size(), b.values().size());
  EXPECT_EQ(std::memcmp(a.values().data(), b.values().data(), a.values().size_bytes()), 0);
}

// Weeks in which the rules of an engine fire (as they are) and are released (as -week), fed with one series.
std::vector<int> events_of(const std::vector<Rule>& rules, const std::vector<double>& attacks) {
  RuleEngine engine(rules, static_cast<int>(attacks.size()));
  for (std::size_t t = 0; t < attacks.size(); ++t) {
    engine.decide(static_cast<int>(t));
    engine.observe(std::vector<double>(engine.columns().size(), attacks[t]));
  }
  std::vector<int> weeks;
  for (const RunEvent& event : engine.events()) weeks.push_back(event.kind == RunEvent::Kind::kRuleReleased ? -event.week : event.week);
  return weeks;
}

TEST(Rules, SeeLastWeeksOutputsAndFireWhenTheConditionHeldForTheirWeeks) {
  Rule one = rule("attacks > 0.5");
  EXPECT_THAT(events_of({one}, {0, 0, .9, .9, .9, .9}), ElementsAre(3));
  one.for_weeks = 3;
  EXPECT_THAT(events_of({one}, {0, .9, .9, 0, .9, .9, .9, .9}), ElementsAre(7));
}

TEST(Rules, StayInForceUntilReleasedAndWaitForTheirCooldown) {
  Rule one = rule("attacks > 0.5");
  one.release = condition("attacks < 0.2");
  EXPECT_THAT(events_of({one}, {.9, .3, .3, .1, .9, .9, .9}), ElementsAre(1, -4, 5));
  one.cooldown_weeks = 3;
  EXPECT_THAT(events_of({one}, {.9, .3, .3, .1, .9, .9, .9, .9}), ElementsAre(1, -4, 7));
  one.at_most = 1;
  EXPECT_THAT(events_of({one}, {.9, .3, .3, .1, .9, .9, .9, .9}), ElementsAre(1, -4));
}

TEST(Rules, MayLastForSomeWeeksAndCountInSomeOnly) {
  Rule one = rule("attacks > 0.5");
  one.weeks = 2;
  EXPECT_THAT(events_of({one}, {.9, .9, .9, .9, .9, .9, .9}), ElementsAre(1, -3, 4, -6));
  one.weeks = Rule::kNever;
  one.from = 4;
  EXPECT_THAT(events_of({one}, {.9, .9, .9, .9, .9, .9, .9}), ElementsAre(4));
  one.until = 5;
  EXPECT_THAT(events_of({one}, {0, 0, 0, 0, .9, .9, .9}), ElementsAre());
}

TEST(Rules, MakeBranchesThatExcludeEachOther) {
  Rule signpost = rule("attacks > 0.5"), calm = rule("attacks < 0.5"), second = rule("attacks > 0.8");
  calm.unless = {0};
  second.after = {0};
  EXPECT_THAT(events_of({signpost, calm, second}, {.6, .1, .1, .9, .9}), ElementsAre(1, 4));
  EXPECT_THAT(events_of({signpost, calm}, {.1, .1}), ElementsAre(1));
  EXPECT_THAT(events_of({signpost, second}, {.1, .9, .9}), ElementsAre(2, 2)) << "rules are gone through in their order, within a week too";
}

TEST(Rules, LaterInTheFileWinOnALeverThatTwoSet) {
  RuleEngine engine(std::vector<Rule>{rule("attacks >= 0", .1), rule("attacks > 0.5", .2)}, 3);
  const std::vector<double> calm{.1}, fighting{.9};
  engine.decide(0);
  EXPECT_EQ(engine.value(0), std::nullopt);
  engine.observe(calm);
  engine.decide(1);
  EXPECT_EQ(engine.value(0), .1);
  engine.observe(fighting);
  engine.decide(2);
  EXPECT_EQ(engine.value(0), .2);
}

TEST(RunsWithRules, ThatNeverFireHaveTheBitsOfRunsWithout) {
  for (const Noise& noise : {Noise{}, kNoise})
    expect_same_bits(record(with_rules({rule("attacks > 1e6")}), noise), record(with_rules({}), noise));
}

TEST(RunsWithRules, OfWhichOneFiresAtOnceHaveTheBitsOfAnActionFromThatWeek) {
  auto scheduled = default_setup(kWeeks);
  scheduled.actions = {{.kind = ActionKind::kSet, .week = 1, .values = {{kLever_surge, .2}}}};
  for (const Noise& noise : {Noise{}, kNoise})
    expect_same_bits(record(with_rules({rule("attacks >= 0")}), noise), record(scheduled, noise));
}

TEST(RunsWithRules, FireNoEarlierWhereTheThresholdIsHigher) {
  int last = 0;
  for (const char* when : {"attacks > 0.1", "attacks > 0.45", "attacks > 0.55", "attacks > 0.65", "attacks > 0.95"}) {
    const RecordedRun run = record(with_rules({rule(when)}), kNoise);
    const auto surge = run.series("lever_surge");
    int first = 0;
    while (first < kWeeks && surge[static_cast<std::size_t>(first)] == 0) ++first;
    EXPECT_GE(first, last) << when;
    last = first;
  }
  EXPECT_EQ(last, kWeeks) << "the highest threshold is never reached";
}

TEST(RunsWithRules, GoBackToWhatTheScheduleSaysWhenTheyAreReleased) {
  Rule one = rule("attacks >= 0");
  one.weeks = 10;
  one.at_most = 1;
  auto setup = with_rules({one});
  setup.actions = {{.kind = ActionKind::kSet, .week = 5, .values = {{kLever_surge, .7}}}};
  const RecordedRun run = record(setup);
  const auto surge = run.series("lever_surge");
  EXPECT_EQ(surge[0], 0);
  for (const std::size_t t : {1u, 5u, 10u}) EXPECT_EQ(surge[t], .2) << t;
  for (const std::size_t t : {11u, 30u}) EXPECT_EQ(surge[t], .7) << t;
}

TEST(RunsWithRules, AndTripwiresHaveTheSameBitsAndEventsForAllKernels) {
  std::vector<fulcrum::Setup> setups;
  for (const char* when : {"attacks > 0.5", "mean(fire_volume, 4) > 0.5 and trend(insecurity, 8) < 0", "capability.badr < 0.52",
                           "direct > 2", "unit_moves > 0.8 or course == 2"}) {
    Rule first = rule(when);
    first.weeks = 5;
    Rule wire = rule("direct_fire > 0.6");
    wire.kind = Rule::Kind::kTripwire;
    wire.set.clear();
    wire.release = condition("direct_fire <= 0.6");
    setups.push_back(with_rules({first, wire}));
  }
  setups.push_back(with_rules({}));
  std::vector<Noise> noise;
  for (std::size_t i = 0; i < setups.size(); ++i) noise.push_back({i != 2, {11, i}});
  for (const KernelInfo& kernel : kernels()) {
    if (!kernel.supported()) continue;
    for (std::size_t first = 0; first < setups.size(); first += static_cast<std::size_t>(kernel.lanes)) {
      const std::size_t count = std::min(static_cast<std::size_t>(kernel.lanes), setups.size() - first);
      const auto runs = record(std::span(setups).subspan(first, count), std::span(noise).subspan(first, count), kernel.kernel);
      for (std::size_t i = 0; i < count; ++i) expect_same_bits(runs[i], record(setups[first + i], noise[first + i]));
    }
  }
}

TEST(RunsWithTripwires, HaveTheBitsOfRunsWithout) {
  Rule wire = rule("fire_volume > 0.3");
  wire.kind = Rule::Kind::kTripwire;
  wire.set.clear();
  wire.release = condition("fire_volume <= 0.3");
  expect_same_bits(record(with_rules({wire}), kNoise), record(with_rules({}), kNoise));
}

TEST(Courses, StayRestraintWithoutNoiseAndIndicatorsAreExact) {
  const RecordedRun run = record(default_setup(kWeeks));
  for (std::size_t t = 0; t < kWeeks; ++t) {
    EXPECT_EQ(run.series("course")[t], 0);
    EXPECT_EQ(run.series("fire_volume")[t], run.series("attacks")[t]);
    const double control = (run.series("control", 0)[t] + run.series("control", 1)[t] + run.series("control", 2)[t]) / 3;
    EXPECT_DOUBLE_EQ(run.series("narrative_gap")[t], 1 - control);
    EXPECT_EQ(run.series("new_groups")[t], 0);
    EXPECT_DOUBLE_EQ(run.series("restraint_calls")[t], (1 - control) * run.series("attacks")[t]);
    EXPECT_DOUBLE_EQ(run.series("leader_coordination")[t], (1 - .5 + control) / 2 + .3 * std::max(0.0, run.series("swing")[t]));
    const double order = .35 + .6 * run.series("perceived_threat")[t] + .3 * run.series("lever_decision")[t] + .4 * run.series("shock")[t] -
                         .5 * run.series("expected_cost")[t];
    EXPECT_DOUBLE_EQ(run.series("unit_moves")[t], std::min(1.0, order));
    double attacks = 0;
    const std::size_t first = t < 26 ? 0 : t - 25;
    for (std::size_t past = first; past <= t; ++past) attacks += run.series("attacks")[past];
    EXPECT_DOUBLE_EQ(run.series("direct_fire")[t], run.series("attacks")[t] - attacks / static_cast<double>(t - first + 1) + .5);
  }
}

TEST(Courses, ChangeFourWeeksApartAndTheDangerousOnesLastAsLongAsTheyMust) {
  auto setup = default_setup(208);
  setup.parameters.course.hold_weeks = 8;
  int changes = 0;
  for (std::uint64_t replicate = 0; replicate < 20; ++replicate) {
    const RecordedRun run = record(setup, {true, {5, replicate}});
    const auto course = run.series("course");
    int since = 0;
    for (int t = 1; t < 208; ++t) {
      if (course[static_cast<std::size_t>(t)] == course[static_cast<std::size_t>(t - 1)]) continue;
      ++changes;
      EXPECT_EQ(t % 4, 0);
      if (course[static_cast<std::size_t>(t - 1)] >= 2) {
        EXPECT_GE(t - since, 8);
      }
      since = t;
    }
  }
  EXPECT_GT(changes, 50);
}

// Weeks in which a course is in force, on common random numbers.
int weeks_of(const Setup& setup, double which) {
  int weeks = 0;
  for (std::uint64_t replicate = 0; replicate < 40; ++replicate) {
    const RecordedRun run = record(setup, {true, {5, replicate}});
    for (const double course : run.series("course")) weeks += course == which ? 1 : 0;
  }
  return weeks;
}

TEST(Courses, OfThePatronComeMoreOftenWithPrecedentAndFarGoalsAndLessWithRivalry) {
  const auto plain = default_setup(104);
  const auto changed = [&](auto change) {
    auto setup = plain;
    change(setup.parameters.course);
    return weeks_of(setup, 2);
  };
  const int weeks = weeks_of(plain, 2);
  EXPECT_LT(changed([](auto& p) { p.precedent = 0; }), weeks);
  EXPECT_GT(changed([](auto& p) { p.goal = 1; }), weeks);
  EXPECT_LT(changed([](auto& p) { p.rivalry = 1; }), weeks);
}

TEST(Courses, OfTheMilitiasComeFromFreelancingAlone) {
  auto setup = default_setup(104);
  setup.parameters.course.freelance = 0;
  EXPECT_EQ(weeks_of(setup, 3), 0);
  setup.parameters.course.freelance = .3;
  EXPECT_GT(weeks_of(setup, 3), 0);
}

}  // namespace
}  // namespace fulcrum
