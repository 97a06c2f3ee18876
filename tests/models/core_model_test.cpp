// Whole runs of the core model, noise off: what must hold whatever the numbers are (model.md section 8), and when things take effect.
#include "models/core/core_model.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "tests/models/default_theatre.h"
#include "tests/models/first_edition.h"
#include "tests/models/random_draws.h"
#include "tests/models/recorded_run.h"

namespace fulcrum {
namespace {

using testing_support::default_setup;
using testing_support::default_theatre;
using testing_support::Draws;
using testing_support::largest_difference;
using testing_support::lever_number;
using testing_support::record;
using testing_support::RecordedRun;
using testing_support::same_bits;
using testing_support::set_lever;
using testing_support::setup_in;

// A setup in which much happens: parameters, levers and start at random, strikes, threats, losses, a decision and a crackdown.
Setup eventful_setup(std::uint64_t seed, int weeks = 120) {
  Draws draws(seed);
  Setup setup = default_setup(weeks);
  setup.parameters = draws.parameters();
  setup.initial = draws.initial();
  const Levers<double> u = draws.levers();
  for (int lever = 0; lever < kLeverCount; ++lever) setup.levers[static_cast<std::size_t>(lever)] = Levers<double>(u).at(lever);
  for (const int event : {kLever_strikes, kLever_commander_loss, kLever_sectarian_shock, kLever_decision, kLever_coercive_threat})
    setup.levers[static_cast<std::size_t>(event)] = 0;
  const int crackdown = lever_number(setup, "crackdown.mahdi_army");
  setup.actions = {{.kind = ActionKind::kPulse, .week = 20, .values = {{kLever_strikes, .8}}},
                   {.kind = ActionKind::kSet, .week = 10, .until = 60, .values = {{kLever_coercive_threat, .6}}},
                   {.kind = ActionKind::kPulse, .week = 40, .values = {{kLever_commander_loss, .7}}},
                   {.kind = ActionKind::kPulse, .week = 45, .values = {{kLever_sectarian_shock, .5}, {crackdown, 1}}},
                   {.kind = ActionKind::kRamp, .week = 50, .until = 90, .values = {{kLever_forces, .2}}},
                   {.kind = ActionKind::kDecision, .week = 100, .lead_weeks = 12, .weight = 1}};
  return setup;
}

constexpr double kRounding = 1e-12;

TEST(WholeRun, StaysWithinTheValidRangeOfEverySeries) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const RecordedRun run = record(eventful_setup(seed));
    ASSERT_FALSE(run.fault.has_value()) << run.fault->message();
    for (std::size_t c = 0; c < run.selection().columns().size(); ++c) {
      const SeriesInfo& info = *run.selection().columns()[c].series;
      for (const double value : run.column(c)) {
        ASSERT_GE(value, info.lower) << info.name << ", seed " << seed;
        ASSERT_LE(value, info.upper) << info.name << ", seed " << seed;
      }
    }
  }
}

TEST(WholeRun, RepeatsItselfToTheLastBit) {
  const auto setup = eventful_setup(3);
  EXPECT_TRUE(same_bits(record(setup), record(setup)));
}

TEST(WholeRun, OfTenYearsForgetsWhereDirectSupportStarted) {
  auto low = default_setup(520), high = default_setup(520);
  low.initial.direct = 0.1;
  high.initial.direct = 0.9;
  EXPECT_NEAR(record(low).last("direct"), record(high).last("direct"), 0.005);
}

TEST(WholeRun, OfFewerWeeksIsTheStartOfALongerOne) {
  const auto longer = eventful_setup(4, 120);
  auto shorter = longer;
  shorter.weeks = 105;  // the last action starts before
  const RecordedRun a = record(longer), b = record(shorter);
  for (std::size_t c = 0; c < a.selection().columns().size(); ++c)
    ASSERT_TRUE(std::equal(b.column(c).begin(), b.column(c).end(), a.column(c).begin())) << a.selection().columns()[c].series->name;
}

// Section 8, whole runs

TEST(ZeroTie, EndsWithZeroControl) {
  Theatre theatre = default_theatre();
  for (Militia& militia : theatre.militias) militia.tie = 0;
  const auto setup = setup_in(theatre, 520);
  const RecordedRun run = record(setup);
  for (std::size_t k = 0; k < 3; ++k) {
    const auto control = run.series("control", k);
    // What is left after t weeks of fading by 1/26 each: nothing in the long run.
    EXPECT_NEAR(control[207], 0.5 * std::pow(25.0 / 26, 208), kRounding);
    EXPECT_LT(control.back(), 1e-9);
  }
}

TEST(Fighters, ScaledByOneFactorChangeNothing) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const auto setup = eventful_setup(seed);
    auto scaled = setup;
    for (Militia& militia : scaled.theatre.militias) militia.fighters *= 3.7;
    EXPECT_LT(largest_difference(record(setup), record(scaled)), kRounding);
    for (std::size_t k = 0; k < 3; ++k) scaled.theatre.militias[k].fighters = 4 * setup.theatre.militias[k].fighters;
    EXPECT_TRUE(same_bits(record(setup), record(scaled)));  // a power of two rounds nothing
  }
}

TEST(Neighbour, SplitInTwoWithTheSameTotalChangesNothing) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const auto setup = eventful_setup(seed);
    auto split = setup;
    split.theatre.neighbours.front().arms_share = .30;
    split.theatre.neighbours.push_back({"split_off", .15});
    EXPECT_LT(largest_difference(record(setup), record(split)), kRounding);
  }
}

TEST(Militias, InAnotherOrderChangeNothing) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const auto setup = eventful_setup(seed);
    auto turned = setup;
    std::rotate(turned.theatre.militias.begin(), turned.theatre.militias.begin() + 1, turned.theatre.militias.end());
    turned.actions[3].values[1].lever = lever_number(turned, "crackdown.mahdi_army");
    const RecordedRun a = record(setup), b = record(turned);
    EXPECT_LT(largest_difference(a, b), kRounding);
    for (std::size_t t = 0; t < 120; ++t) ASSERT_NEAR(a.series("capability", 0)[t], b.series("capability", 2)[t], kRounding);
  }
}

TEST(Militias, ThatAreAlikeAreExchangeable) {
  Theatre theatre = default_theatre();
  theatre.militias[2] = theatre.militias[1];
  theatre.militias[2].name = "twin";
  const RecordedRun run = record(setup_in(theatre, 104));
  for (const char* series : {"capability", "control", "delivered", "act"})
    for (std::size_t t = 0; t < 104; ++t) ASSERT_EQ(run.series(series, 1)[t], run.series(series, 2)[t]) << series;
}

TEST(Interdiction, NeverRaisesWhatIsDelivered) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    auto less = eventful_setup(seed, 1);  // one week: everything before step 12 is the same
    less.actions.clear();
    less.parameters.capacity.interdiction_loss = 0;  // what it destroys comes on top of what it cuts
    auto more = less;
    set_lever(less, "interdiction", .2);
    set_lever(more, "interdiction", .5);
    const RecordedRun a = record(less), b = record(more);
    for (std::size_t k = 0; k < 3; ++k) {
      EXPECT_LE(b.series("delivered", k)[0], a.series("delivered", k)[0]);
      EXPECT_NEAR(b.series("delivered", k)[0], a.series("delivered", k)[0] * .5 / .8, kRounding);
    }
  }
}

TEST(Interdiction, OfEverythingDeliversNothing) {
  auto setup = default_setup(20);
  set_lever(setup, "interdiction", 1);
  const RecordedRun run = record(setup);
  for (std::size_t k = 0; k < 3; ++k) EXPECT_EQ(run.series("delivered", k).back(), 0);
}

TEST(HostAid, NeverLowersHostCapacityInTheSameWeek) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    auto less = eventful_setup(seed, 1);
    less.actions.clear();
    auto more = less;
    set_lever(less, "host_aid", .3);
    set_lever(more, "host_aid", .6);
    EXPECT_GE(record(more).last("host_capacity"), record(less).last("host_capacity"));
  }
}

// What is delivered in week 0

TEST(Delivered, IsDirectSupportSplitByTheSoftmaxOfTheClaims) {
  const RecordedRun run = record(default_setup(1));
  // Claims at control .5: mahdi_army 3*(.4*.5 + .3) = 1.5, badr 3*(.9*.5 + .3) = 2.25, special_groups 3*(.85*.5 + .5) = 2.775
  const double sum = std::exp(1.5) + std::exp(2.25) + std::exp(2.775), D = run.last("direct");
  EXPECT_NEAR(run.series("delivered", 0)[0], 3 * D * std::exp(1.5) / sum, kRounding);
  EXPECT_NEAR(run.series("delivered", 1)[0], 3 * D * std::exp(2.25) / sum, kRounding);
  EXPECT_NEAR(run.series("delivered", 2)[0], 3 * D * std::exp(2.775) / sum, kRounding);
}

TEST(Delivered, ArrivesTrainingWeeksLater) {
  auto setup = default_setup(20), cut = default_setup(20);
  cut.actions = {{.kind = ActionKind::kSet, .week = 6, .values = {{kLever_interdiction, 1}}}};
  const RecordedRun a = record(setup), b = record(cut);
  for (std::size_t t = 0; t < 11; ++t) ASSERT_EQ(a.series("capability", 2)[t], b.series("capability", 2)[t]) << t;  // 6 + 5 weeks
  EXPECT_GT(a.series("capability", 2)[11], b.series("capability", 2)[11]);
}

TEST(Delivered, OfWeekZeroFillsTheLineBeforeIt) {
  auto setup = default_setup(30);
  setup.parameters.militia.training_weeks = 5;
  setup.parameters.militia.build_rate = .2;
  const RecordedRun run = record(setup);
  // M1 = M0 + .2*delivered_0*(1 - M0) - .1*M0, from M0 = .5, in every week while the line holds only week 0's value
  double M = .5;
  for (std::size_t t = 0; t <= 5; ++t) {
    M = M + .2 * run.series("delivered", 0)[0] * (1 - M) - .1 * M;
    ASSERT_NEAR(run.series("capability", 0)[t], M, kRounding) << t;
  }
}

// Perception

TEST(PerceivedThreat, SeesTheThreatOfSomeWeeksAgo) {
  for (const int lag : {0, 1, 4, 8}) {
    auto setup = default_setup(40);
    setup.parameters.perception.lag_weeks = lag;
    const RecordedRun run = record(setup);
    const auto T = run.series("perceived_threat"), threat = run.series("threat");
    double before = setup.initial.perceived_threat;
    for (std::size_t t = 0; t < 40; ++t) {
      const double seen = threat[t < static_cast<std::size_t>(lag) ? 0 : t - static_cast<std::size_t>(lag)];
      ASSERT_NEAR(T[t], before + (seen > before ? .2 : .07) * (seen - before), kRounding) << "lag " << lag << ", week " << t;
      before = T[t];
    }
  }
}

TEST(Drawdown, IsMeasuredAgainstTheForcesOfTheFirstWeekAtTheStart) {
  auto setup = default_setup(30);
  testing_support::switch_off(setup);          // the balance is seen as it is, and resolve opens nothing
  setup.parameters.rival.forces_reaction = 0;  // F is the lever
  setup.actions = {{.kind = ActionKind::kSet, .week = 10, .values = {{kLever_forces, .48}}}};
  const RecordedRun run = record(setup);
  const auto opportunity = run.series("opportunity"), balance = run.series("balance");
  const double balance_0 = .4 / 1.1;
  EXPECT_NEAR(opportunity[0], .25 + .3 * .12, kRounding);                                              // memory starts at F
  EXPECT_NEAR(opportunity[9], .25 + 1.5 * (balance[8] - balance_0) + .3 * .12, kRounding);             // and stays there
  EXPECT_NEAR(opportunity[10], .25 + 1.5 * (balance[9] - balance_0) + .6 * .4 + .3 * .52, kRounding);  // .88 - .48 gone
  EXPECT_NEAR(opportunity[11], .25 + 1.5 * (balance[10] - balance_0) + .6 * .4 * 51 / 52 + .3 * .52, kRounding);
}

// Forms of section 9: each changes a run, and the default is the first of each list.

TEST(Forms, AllChangeARun) {
  const RecordedRun plain = record(default_setup(52));
  for (const StructureInfo& info : structure_table()) {
    if (info.key == "structure.choice") continue;  // of the host's politics: host_side_test.cpp
    for (int form = 0; form < static_cast<int>(info.forms.size()); ++form) {
      auto setup = default_setup(52);
      info.set(setup.structure, form);
      EXPECT_EQ(same_bits(plain, record(setup)), form == 0) << info.key << " " << info.forms[static_cast<std::size_t>(form)];
    }
  }
}

}  // namespace
}  // namespace fulcrum
