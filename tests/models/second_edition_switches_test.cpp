// The mechanisms of the second edition: each has a value that switches it off, matters at its default, and hands nothing of its companions
// to the rest of the model while it is off. That all of them together at their off values are the first edition: tests/regression.
#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <ostream>
#include <string>

#include "tests/models/default_theatre.h"
#include "tests/models/first_edition.h"
#include "tests/models/recorded_run.h"

namespace fulcrum {

namespace testing_support {
void PrintTo(const OffValue& off, std::ostream* out) { *out << off.key; }  // for names of tests
}  // namespace testing_support

namespace {

using testing_support::default_setup;
using testing_support::lever_number;
using testing_support::off_values;
using testing_support::OffValue;
using testing_support::record;
using testing_support::RecordedRun;
using testing_support::set_lever;
using testing_support::switch_off;

// Of what the first edition recorded: outputs of the mechanisms themselves move whether or not anything reads them.
bool same_bits(const Setup& a, const Setup& b) {
  const testing_support::Noise noise{.on = true, .luck = {.seed = 7}};
  const RecordedRun x = record(a, noise), y = record(b, noise);
  const auto added = testing_support::new_series();
  for (const Column& column : x.selection().columns()) {
    if (std::find(added.begin(), added.end(), column.series->name) != added.end()) continue;
    const auto p = x.series(column.series->name, static_cast<std::size_t>(column.entity));
    const auto q = y.series(column.series->name, static_cast<std::size_t>(column.entity));
    const bool same = std::equal(p.begin(), p.end(), q.begin(),
                                 [](double v, double w) { return std::bit_cast<std::uint64_t>(v) == std::bit_cast<std::uint64_t>(w); });
    if (!same) return false;
  }
  return true;
}

double& parameter(Setup& setup, std::string_view key) { return find_parameter(key)->in(setup.parameters); }

void pulse(Setup& setup, std::string_view lever, int week, double value, int weeks) {
  setup.actions.push_back({.kind = ActionKind::kPulse, .week = week, .weeks = weeks, .values = {{lever_number(setup, lever), value}}});
}

// Four years in which every mechanism has something to act on.
Setup busy_setup() {
  Setup setup = default_setup(208);
  for (const auto& [lever, value] : {std::pair{"raids", .5},
                                     {"forces", .5},
                                     {"communication", .6},
                                     {"accommodation", .4},
                                     {"ardour", .3},
                                     {"coercive_threat", .5},
                                     {"inducement", .6},
                                     {"interdiction", .1},
                                     {"reach", .6},
                                     {"commitment", .2}})
    set_lever(setup, lever, value);
  pulse(setup, "strikes", 20, .8, 2);
  pulse(setup, "commander_loss", 21, 1, 1);
  pulse(setup, "march", 30, .6, 2);
  setup.parameters.course.base = -2;  // so that dangerous courses are planned
  return setup;
}

TEST(OffValues, AreNoDefaults) {
  for (const OffValue& off : off_values()) {
    ASSERT_NE(find_parameter(off.key), nullptr) << off.key;
    EXPECT_NE(find_parameter(off.key)->value, off.value) << off.key;
  }
}

class AddedMechanism : public testing::TestWithParam<OffValue> {};

TEST_P(AddedMechanism, ChangesARunAtItsDefault) {
  if (GetParam().key.starts_with("cells.")) GTEST_SKIP() << "tests/agents/sponsors_test.cpp";
  auto off = busy_setup();
  switch_off(off);
  if (GetParam().key == "course.relative") parameter(off, "course.lead_weeks") = 4;  // else the likely course follows the threshold
  auto on = off;
  parameter(on, GetParam().key) = find_parameter(GetParam().key)->value;
  EXPECT_FALSE(same_bits(off, on));
}

std::string name_of(std::string_view key) {
  std::string name(key);
  std::replace(name.begin(), name.end(), '.', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Of, AddedMechanism, testing::ValuesIn(off_values().begin(), off_values().end()),
                         [](const auto& of) { return name_of(of.param.key); });

// A parameter, and how its mechanism is switched on again.
struct Companion {
  const char* key;
  void (*on)(Setup&);
};
void PrintTo(const Companion& companion, std::ostream* out) { *out << companion.key; }

template <class... Keys>
void back(Setup& setup, Keys... keys) {
  for (const std::string_view key : {std::string_view(keys)...}) parameter(setup, key) = find_parameter(key)->value;
}
void see_late(Setup& s) { back(s, "perception.power_weeks", "motive.power_need"); }
void believe(Setup& s) { back(s, "threat.belief_gain"); }
void bind(Setup& s) { back(s, "cost.conditional"); }
void keep_record(Setup& s) { back(s, "cost.record_gain"); }
void prove(Setup& s) { back(s, "evidence.endogenous"); }
void destroy(Setup& s) { back(s, "capacity.denial_loss"); }
void lose_heart(Setup& s) { back(s, "motive.resolve_gap"); }
void set_a_date(Setup& s) { s.deadlines = {{.name = "out", .at = 150, .known = 50}}; }
void attack_a_militia(Setup& s) { pulse(s, "host_offensive.mahdi_army", 60, 1, 6); }
void choose(Setup& s) { s.rival = Rival::kAdaptive; }
void prepare(Setup& s) { back(s, "course.lead_weeks", "course.relative", "course.low_level"); }

class AddedCompanion : public testing::TestWithParam<Companion> {};

TEST_P(AddedCompanion, IsInertWhileItsMechanismIsOffAndMattersWhenItIsOn) {
  const auto& [key, on] = GetParam();
  const ParameterInfo& info = *find_parameter(key);
  auto plain = busy_setup();
  switch_off(plain);
  auto changed = plain;
  const bool fixed = info.explore_low == info.explore_high;
  parameter(changed, key) = fixed ? info.value / 2 : info.value == info.explore_high ? info.explore_low : info.explore_high;
  if (info.bounds().whole) parameter(changed, key) = std::floor(parameter(changed, key));
  EXPECT_TRUE(same_bits(plain, changed));
  on(plain);
  on(changed);
  EXPECT_FALSE(same_bits(plain, changed));
}

constexpr Companion kCompanions[] = {{"perception.power_bias", see_late},
                                     {"perception.power_noise_sd", see_late},
                                     {"belief.gain", believe},
                                     {"belief.threshold", believe},
                                     {"belief.weeks", believe},
                                     {"belief.deafness", believe},
                                     {"belief.words", believe},
                                     {"belief.arms", believe},
                                     {"belief.deeds", believe},
                                     {"belief.noise_sd", believe},
                                     {"cost.demand_width", bind},
                                     {"cost.record_rate", keep_record},
                                     {"evidence.weeks", prove},
                                     {"evidence.capture", prove},
                                     {"evidence.sophistication", prove},
                                     {"capacity.rebuild_rate", destroy},
                                     {"resolve.rate", lose_heart},
                                     {"resolve.base", lose_heart},
                                     {"resolve.loss_gain", lose_heart},
                                     {"resolve.burden_gain", lose_heart},
                                     {"resolve.success_gain", lose_heart},
                                     {"resolve.turnout_gain", lose_heart},
                                     {"direct.deadline_gain", set_a_date},
                                     {"indirect.deadline_gain", set_a_date},
                                     {"deadline.horizon_weeks", set_a_date},
                                     {"militia.own_credit", set_a_date},
                                     {"militia.offensive_loss", attack_a_militia},
                                     {"militia.offensive_help", attack_a_militia},
                                     {"militia.host_rage", attack_a_militia},
                                     {"posture.weeks", choose},
                                     {"posture.step", choose},
                                     {"posture.draw_down", choose},
                                     {"posture.will_gain", choose},
                                     {"course.cancel", prepare},
                                     {"course.trace", prepare}};

INSTANTIATE_TEST_SUITE_P(Of, AddedCompanion, testing::ValuesIn(kCompanions), [](const auto& of) { return name_of(of.param.key); });

}  // namespace
}  // namespace fulcrum
