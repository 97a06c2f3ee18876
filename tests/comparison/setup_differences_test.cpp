// In what policies differ: everything once, and taking it over makes them the same.
#include "sim/comparison/setup_differences.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "scenarios/overrides.h"
#include "scenarios/scenario.h"
#include "sim/ensemble/batch.h"
#include "tests/support/default_setup.h"

namespace fulcrum {
namespace {

fulcrum::Setup short_setup() {
  fulcrum::Setup setup = testing_support::default_setup();
  setup.weeks = 8;
  return setup;
}

std::vector<SetupDifference> between(const fulcrum::Setup& a, const fulcrum::Setup& b) { return setup_differences({&a, &b}); }

std::vector<double> recordings_of(const fulcrum::Setup& setup) {
  const Plan plan({{"alone", setup}}, 1, 11, true);
  const Selection selection(core_series(), plan.theatre());
  Batch batch;
  BatchRunner(plan, selection, {}, Kernel::kScalar).compute(0, 1, batch);
  return batch.recordings;
}

// Differs in the one thing named, and in nothing once it is taken over.
void expect_one(const fulcrum::Setup& changed, const std::string& key, const std::string& kind) {
  const fulcrum::Setup setup = short_setup();
  const auto found = between(setup, changed);
  ASSERT_EQ(found.size(), 1U) << key;
  EXPECT_EQ(found.front().key, key);
  EXPECT_EQ(found.front().kind, kind) << key;
  EXPECT_NE(found.front().values[0], found.front().values[1]) << key;
  fulcrum::Setup mixed = setup;
  found.front().take(mixed, changed);
  EXPECT_TRUE(between(mixed, changed).empty()) << key;
}

TEST(SetupDifferences, EverythingThatCanDifferIsFoundByItself) {
  for (const ParameterInfo& p : parameter_table()) {
    fulcrum::Setup changed = short_setup();
    p.in(changed.parameters) += .125;
    expect_one(changed, std::string(p.key), "parameter");
  }
  for (const InitialInfo& i : initial_table()) {
    fulcrum::Setup changed = short_setup();
    i.in(changed.initial) += .125;
    expect_one(changed, "initial." + std::string(i.name), "initial value");
  }
  for (const TraitInfo& trait : trait_table()) {
    fulcrum::Setup changed = short_setup();
    trait.in(changed.theatre.militias[1]) += .125;
    expect_one(changed, "militia.badr." + std::string(trait.name), "militia");
  }
  for (const StructureInfo& info : structure_table()) {
    fulcrum::Setup changed = short_setup();
    info.set(changed.structure, 1);
    expect_one(changed, std::string(info.key), "structure");
  }
  const auto militias = short_setup().theatre.militia_names();
  for (std::size_t lever = 0; lever < short_setup().levers.size(); ++lever) {
    fulcrum::Setup changed = short_setup();
    changed.levers[lever] += .125;
    expect_one(changed, lever_name(static_cast<int>(lever), militias), "lever");
  }
}

TEST(SetupDifferences, ALeverOfASingleWeekIsADifference) {
  fulcrum::Setup changed = short_setup();
  std::vector<double> weeks(static_cast<std::size_t>(changed.weeks), changed.levers[kLever_rhetoric]);
  weeks[5] += .25;
  changed.tables.push_back({kLever_rhetoric, weeks});
  expect_one(changed, "rhetoric", "lever");
}

TEST(SetupDifferences, AreNoneBetweenWaysToWriteTheSameLevers) {
  const fulcrum::Setup setup = short_setup();
  fulcrum::Setup written = setup;
  written.tables.push_back({kLever_rhetoric, std::vector<double>(static_cast<std::size_t>(setup.weeks), setup.levers[kLever_rhetoric])});
  EXPECT_TRUE(between(setup, written).empty());
}

fulcrum::Setup with_rule(const std::string& name, const std::string& when, Rule::Kind kind = Rule::Kind::kRule) {
  fulcrum::Setup setup = short_setup();
  setup.rules = {{.kind = kind, .name = name, .when_text = when}};
  return setup;
}

TEST(SetupDifferences, RulesAreNamedOrByTheirConditionsWhereTheNamesAreTheSame) {
  const auto names = between(short_setup(), with_rule("escalate", "attacks > 0.5"));
  ASSERT_EQ(names.size(), 1U);
  EXPECT_EQ(names.front().values, (std::vector<std::string>{"none", "escalate"}));
  const auto conditions = between(with_rule("escalate", "attacks > 0.5"), with_rule("escalate", "attacks > 0.7"));
  ASSERT_EQ(conditions.size(), 1U);
  EXPECT_EQ(conditions.front().values[1], "escalate: when attacks > 0.7");
  EXPECT_TRUE(between(short_setup(), with_rule("alarm", "attacks > 0.5", Rule::Kind::kTripwire)).empty()) << "a tripwire changes nothing";
}

TEST(SetupDifferences, LeversByWeekGiveTheSameRun) {
  for (const char* name : {"engage_then_coerce", "strike_2020"})
    for (const int shift : {0, 9}) {
      fulcrum::Setup setup = read_scenario(name, {}).setup;
      setup.shift_weeks = shift;
      setup.before = default_levers(setup.theatre.militias.size());
      const fulcrum::Setup flat = with_levers_by_week(setup);
      EXPECT_TRUE(flat.actions.empty());
      EXPECT_EQ(recordings_of(flat), recordings_of(setup)) << name << ' ' << shift;
      EXPECT_TRUE(between(flat, setup).empty() || !setup.rules.empty()) << name;
    }
}

TEST(SetupDifferences, PathsAreWordsOfTheirChanges) {
  fulcrum::Setup setup = short_setup();
  setup.weeks = 6;
  const auto text = [&](std::vector<double> weeks) {
    setup.tables = {{kLever_rhetoric, std::move(weeks)}};
    return path_text(lever_path(setup), kLever_rhetoric);
  };
  EXPECT_EQ(text({.25, .25, .25, .25, .25, .25}), "0.25");
  EXPECT_EQ(text({.25, .25, .5, .5, 0, 0}), "0.25, 0.5 from week 2, 0 from week 4");
  EXPECT_EQ(text({.25, .5, .25, 1, .25, .25}), "0.25 at first, 0.25 to 1, 4 changes from week 1");
}

}  // namespace
}  // namespace fulcrum
