// The host side as a whole: what must not matter does not, tables act only where they are, states stay inside their limits, and draws are
// those of their purpose. Scenarios: the resolved ones of host_side.json.
#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <fstream>
#include <limits>
#include <numeric>

#include "models/agents/agent_series.h"
#include "models/host/host_series.h"
#include "tests/models/default_theatre.h"
#include "tests/models/random_draws.h"
#include "tests/models/recorded_run.h"
#include "tests/models/reference_scenario.h"

namespace fulcrum {
namespace {

using testing_support::Json;
using testing_support::largest_difference;
using testing_support::Noise;
using testing_support::record;
using testing_support::RecordedRun;
using testing_support::set_lever;
using testing_support::setup_of_scenario;

Setup scenario(const std::string& name) {
  static const Json all = Json::parse(std::ifstream(FULCRUM_TEST_DATA "/host_side.json"));
  return setup_of_scenario(all.at(name).at("scenario"));
}

bool same_bits(std::span<const double> a, std::span<const double> b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](double x, double y) { return std::bit_cast<std::uint64_t>(x) == std::bit_cast<std::uint64_t>(y); });
}

TEST(HostSide, IsTheCoreAloneInTheSameBitsOnceTakenOut) {
  auto with = scenario("march_2020"), without = with;
  take_out_host(without);
  auto core = without;
  for (const char* lever : {"party_funding", "extension_offer", "aid_conditions", "amnesty", "reform", "repression", "clergy_endorsement",
                            "clergy_warning", "mediation", "intermediary_loss"})
    set_lever(core, lever, 1);  // nobody reads them
  core.actions = without.actions;
  const RecordedRun a = record(without, {.on = true, .luck = {1, 2}}), b = record(core, {.on = true, .luck = {1, 2}});
  for (const SeriesInfo& series : series_catalogue())
    if (series.axis == Axis::kNone && !series.agents && !series.name.starts_with("lever_")) {
      EXPECT_TRUE(same_bits(a.series(series.name), b.series(series.name))) << series.name;
    }
  EXPECT_FALSE(same_bits(a.series("attacks"), record(with, {.on = true, .luck = {1, 2}}).series("attacks")));
}

TEST(HostSide, IsChangedByTheFormOfChoice) {
  auto setup = scenario("march_2020, everything used");
  const RecordedRun bounded = record(setup);
  setup.structure.choice = ChoiceForm::kLogit;
  EXPECT_FALSE(same_bits(bounded.series("exit_support"), record(setup).series("exit_support")));
}

TEST(HostSide, FindsAParameterThatIsNotANumber) {
  for (const ParameterInfo& info : parameter_table()) {
    const std::string_view group = info.key.substr(0, info.key.find('.'));
    constexpr std::string_view kGroups[] = {"choice", "bloc", "consent", "integration", "front", "freeze", "hostage", "intermediary"};
    if (std::find(std::begin(kGroups), std::end(kGroups), group) == std::end(kGroups)) continue;
    auto setup = scenario("march_2020, everything used");
    info.in(setup.parameters) = std::numeric_limits<double>::quiet_NaN();
    EXPECT_TRUE(record(setup).fault.has_value()) << info.key;
  }
}

TEST(HostSide, DoesNotDependOnTheOrderOfItsActors) {
  const auto setup = scenario("march_2020, everything used");
  auto turned = setup;
  HostActors& host = turned.theatre.host;
  std::reverse(host.blocs.begin(), host.blocs.end());
  std::reverse(host.organisers.begin(), host.organisers.end());
  std::reverse(host.rivalries.begin(), host.rivalries.end());
  for (Rivalry& rivalry : host.rivalries) std::swap(rivalry.a, rivalry.b);
  EXPECT_LT(largest_difference(record(setup), record(turned)), 1e-12);
}

TEST(HostSide, KnowsNoDifferenceBetweenABlocAndItsTwoHalvesOrSeatsInOtherUnits) {
  const auto setup = scenario("march_2020");
  auto halved = setup;
  auto& blocs = halved.theatre.host.blocs;
  Bloc half = blocs[2];
  half.name = "other_half";
  blocs[2].seats = half.seats = half.seats / 2;
  blocs.push_back(half);
  for (Bloc& bloc : blocs) bloc.seats *= 3;
  ASSERT_TRUE(blocs[2].organisations.empty());  // organisations of two blocs would have two shelters
  EXPECT_LT(largest_difference(record(setup), record(halved)), 1e-12);
}

TEST(HostSide, StaysInsideItsLimitsUnderAllLeversAtTheirLimit) {
  for (const bool noise : {false, true}) {
    auto setup = scenario("march_2020, everything used");
    setup.weeks = 400;
    setup.actions.clear();
    for (const char* lever : {"party_funding", "extension_offer", "aid_conditions", "amnesty", "reform", "repression", "clergy_endorsement",
                              "clergy_warning", "mediation", "intermediary_loss", "march", "host_aid"})
      set_lever(setup, lever, 1);
    const RecordedRun run = record(setup, {.on = noise, .luck = {3, 4}});
    ASSERT_FALSE(run.fault.has_value());
    for (const Column& column : run.selection().columns()) {
      const auto values = run.series(column.series->name, static_cast<std::size_t>(column.entity));
      EXPECT_TRUE(
          std::all_of(values.begin(), values.end(), [&](double x) { return x >= column.series->lower && x <= column.series->upper; }))
          << column.series->name << " " << column.entity;
    }
  }
}

// 400 futures: a share misses its chance by more than 4 standard deviations, .08 here at most, in one of 16,000 cases.
TEST(Motion, PassesInTheShareOfFuturesThatItsChanceSays) {
  auto setup = scenario("march_2020");
  setup.weeks = 4;
  const double chance = record(setup).series("motion_chance")[0];
  int passed = 0;
  constexpr int kFutures = 400;
  for (std::uint64_t future = 0; future < kFutures; ++future)
    passed += record(setup, {.on = true, .luck = {11, future}}).series("mandate")[0] > .5 ? 1 : 0;
  EXPECT_GT(chance, .1);
  EXPECT_NEAR(static_cast<double>(passed) / kFutures, chance, 4 * std::sqrt(chance * (1 - chance) / kFutures) + .01);
}

TEST(Motion, LeavesTheLuckOfEveryOtherDraw) {
  // A law about an empty share changes nothing but its own record: neither do the draws of the others.
  const auto setup = scenario("march_2020");
  auto more = setup;
  more.agenda.motions.push_back({.name = "nothing", .week = 8, .kind = MotionKind::kLaw, .size = 0});
  const RecordedRun a = record(setup, {.on = true, .luck = {5, 6}}), b = record(more, {.on = true, .luck = {5, 6}});
  for (const char* series : {"attacks", "consent", "government_offensive", "anger", "perceived_threat"})
    EXPECT_TRUE(same_bits(a.series(series), b.series(series))) << series;
}

TEST(Motion, ThatBindsMakesADeadlineThatTakesTheForcesOut) {
  auto setup = scenario("march_2020");
  setup.weeks = 40;
  setup.agenda.motions = {{.name = "binding", .week = 4, .kind = MotionKind::kExit, .binding = true, .weeks = 20, .cost = -3}};
  const RecordedRun run = record(setup);
  EXPECT_GT(run.series("motion_chance")[4], .99);
  EXPECT_EQ(run.series("deadline")[4], 0);  // known from the week after
  EXPECT_GT(run.series("deadline")[5], 0);
  EXPECT_LT(run.last("forces_present"), .01 * run.series("forces_present")[4]);
  EXPECT_LT(run.last("ceiling"), .01);
}

TEST(Motion, ThatExtendsLeavesWhatBecomesKnownInItsWeek) {
  auto setup = scenario("maysan_2011");
  setup.agenda.motions = {{.name = "extension", .week = 20, .kind = MotionKind::kExtend, .cost = -5}};
  setup.deadlines[0].known = 19;
  EXPECT_GT(record(setup).series("ceiling")[55], .9);
  setup.deadlines[0].known = 20;
  EXPECT_LT(record(setup).series("ceiling")[55], .1);
}

TEST(Organisers, ActOnlyThroughTurnoutAgainstTheRivalWhereTheyAreAlone) {
  auto setup = scenario("march_2020");
  const auto organisers = setup.theatre.host.organisers;
  take_out_host(setup);
  setup.theatre.host.organisers = organisers;
  for (Organiser& organiser : setup.theatre.host.organisers) organiser.rival = 0;
  auto no_march = setup;
  no_march.actions.clear();
  for (const Action& action : setup.actions)
    if (action.values.front().lever != kLever_march && action.values.front().lever != kLever_clergy_warning)
      no_march.actions.push_back(action);
  const RecordedRun with = record(setup), without = record(no_march);
  EXPECT_FALSE(same_bits(with.series("turnout"), without.series("turnout")));
  for (const char* series : {"attacks", "resolve", "progress", "direct"})
    EXPECT_TRUE(same_bits(with.series(series), without.series(series))) << series;
}

TEST(Commander, IsNotTheIntermediary) {
  auto setup = scenario("basra_2008"), lost = setup;
  lost.actions.push_back({.kind = ActionKind::kPulse, .week = 20, .values = {{kLever_intermediary_loss, 1}}});
  const RecordedRun a = record(setup), b = record(lost);
  EXPECT_EQ(b.series("shock")[20], a.series("shock")[20]);
  EXPECT_GT(b.series("proof")[20], a.series("proof")[20]);                // evidence, as a captured leader is
  EXPECT_GT(b.series("openness")[20], a.series("openness")[20]);          // its cover is gone
  EXPECT_LT(b.series("delivered", 2)[21], a.series("delivered", 2)[21]);  // and its training, from the next week on
  EXPECT_EQ(b.series("openness")[20], 1);
}

TEST(HostSide, HasTheSameBitsInEveryKernelWithAndWithoutNoise) {
  auto setup = scenario("march_2020, everything used");
  for (const KernelInfo& kernel : kernels()) {
    if (!kernel.supported() || kernel.lanes == 1) continue;
    std::vector<fulcrum::Setup> setups;
    std::vector<Noise> noise;
    for (int l = 0; l < kernel.lanes; ++l) {
      setups.push_back(setup);
      setups.back().theatre.host.blocs[0].stance = -.4 + .1 * l;
      setups.back().parameters.choice.precision = 3 + .2 * l;
      noise.push_back({.on = l % 2 == 0, .luck = {7, static_cast<std::uint64_t>(l)}});
    }
    const auto side_by_side = record(setups, noise, kernel.kernel);
    for (std::size_t l = 0; l < setups.size(); ++l)
      EXPECT_TRUE(same_bits(side_by_side[l].values(), record(setups[l], noise[l]).values())) << kernel.name << " lane " << l;
  }
}

TEST(SameShape, RefusesOtherBelongingsAndDatesButNotOtherNumbers) {
  const auto setup = scenario("march_2020");
  auto numbers = setup, belongings = setup, dates = setup, government = setup;
  numbers.theatre.host.blocs[0].seats = 7;
  belongings.theatre.host.blocs[0].organisations.push_back(0);
  dates.agenda.motions[0].week += 1;
  government.theatre.host.government.reset();
  EXPECT_TRUE(same_shape(setup, numbers));
  EXPECT_FALSE(same_shape(setup, belongings));
  EXPECT_FALSE(same_shape(setup, dates));
  EXPECT_FALSE(same_shape(setup, government));
}

}  // namespace
}  // namespace fulcrum
