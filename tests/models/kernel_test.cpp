// Kernels: the same bits however many runs are stepped side by side, and faults that are found and named.
#include "models/kernel.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <ostream>

#include "tests/models/default_theatre.h"
#include "tests/models/random_draws.h"
#include "tests/models/recorded_run.h"

namespace fulcrum {

static void PrintTo(const KernelInfo& kernel, std::ostream* out) { *out << kernel.name; }  // for names of tests

namespace {

using testing_support::default_setup;
using testing_support::Draws;
using testing_support::Noise;
using testing_support::record;
using testing_support::RecordedRun;
using testing_support::set_lever;

constexpr double kInfinity = std::numeric_limits<double>::infinity(), kNan = std::numeric_limits<double>::quiet_NaN();

std::uint64_t bits(double x) { return std::bit_cast<std::uint64_t>(x); }

// Runs of one shape in which everything else differs: parameters with their lags, start, levers, actions, traits, shares.
std::vector<Setup> unlike_setups(int n, const Structure& structure, std::uint64_t seed) {
  Draws draws(seed);
  std::vector<Setup> setups;
  for (int i = 0; i < n; ++i) {
    Setup setup = default_setup(75);
    setup.structure = structure;
    setup.parameters = draws.parameters();
    setup.parameters.perception.lag_weeks = draws.whole(0, 8);
    setup.parameters.militia.training_weeks = draws.whole(1, 10);
    setup.initial = draws.initial();
    for (Militia& militia : setup.theatre.militias) {
      militia.fighters = draws.between(300, 90000);
      militia.tie = draws.share();
      militia.role = draws.between(0, 2);
      militia.lethality = draws.between(0.1, 20);
    }
    const double share = draws.between(.1, .8);
    setup.theatre.neighbours = {{"a", share}, {"b", 1 - share}};
    setup.theatre.recipients = {{"party", "party", share, {}}};
    Levers<double> u = draws.levers();
    for (int lever = 0; lever < kLeverCount; ++lever) setup.levers[static_cast<std::size_t>(lever)] = u.at(lever);
    setup.actions = {{.kind = ActionKind::kPulse, .week = draws.whole(0, 70), .weeks = 3, .values = {{kLever_strikes, draws.share()}}},
                     {.kind = ActionKind::kSet, .week = draws.whole(0, 70), .values = {{kLeverCount + draws.whole(0, 5), draws.share()}}},
                     {.kind = ActionKind::kRamp, .week = draws.whole(0, 30), .until = 60, .values = {{kLever_forces, draws.share()}}}};
    setup.theatre.presence_reference = draws.between(.02, 1);
    if (i % 2 != 0) setup.rival = Rival::kAdaptive;
    if (i % 3 != 0) setup.deadlines = {{.name = "out", .at = draws.whole(0, 90), .known = draws.whole(0, 40), .weight = draws.share()}};
    setups.push_back(setup);
  }
  return setups;
}

// Luck of unlike runs: noise on in two of three, other seeds and replicates.
std::vector<Noise> unlike_luck(std::size_t n) {
  std::vector<Noise> luck;
  for (std::size_t i = 0; i < n; ++i) luck.push_back({.on = i % 3 != 1, .luck = {.seed = 100 + i / 2, .replicate = 7 * i}});
  return luck;
}

void expect_same_bits(const RecordedRun& run, const RecordedRun& alone) {
  for (std::size_t c = 0; c < alone.selection().columns().size(); ++c)
    for (std::size_t t = 0; t < static_cast<std::size_t>(alone.weeks()); ++t)
      ASSERT_EQ(bits(run.column(c)[t]), bits(alone.column(c)[t])) << alone.selection().columns()[c].series->name << " in week " << t;
}

class EachKernel : public testing::TestWithParam<KernelInfo> {
 protected:
  void SetUp() override {
    if (!GetParam().supported()) GTEST_SKIP() << "this processor has no " << GetParam().name;
  }
};

TEST_P(EachKernel, GivesUnlikeRunsTheBitsTheyHaveAlone) {
  for (const auto direct : {DirectForm::kLogistic, DirectForm::kLinear, DirectForm::kThreshold})
    for (const auto fronts : {FrontsForm::kAdditive, FrontsForm::kMultiplicative, FrontsForm::kStrongest}) {
      const Structure structure{.direct = direct, .fronts = fronts, .perception = PerceptionForm::kAsymmetric};
      const auto setups = unlike_setups(GetParam().lanes, structure, 31);
      const auto luck = unlike_luck(setups.size());
      const auto runs = record(setups, luck, GetParam().kernel);
      for (std::size_t i = 0; i < runs.size(); ++i) expect_same_bits(runs[i], record(setups[i], luck[i]));
    }
}

TEST_P(EachKernel, GivesFewerRunsThanItHasLanesTheSameBits) {
  const auto setups = unlike_setups(GetParam().lanes, {.perception = PerceptionForm::kSymmetric}, 32);
  const auto luck = unlike_luck(setups.size());
  for (std::size_t n = 1; n <= setups.size(); ++n) {
    const auto runs = record(std::span(setups).first(n), luck, GetParam().kernel);
    ASSERT_EQ(runs.size(), n);
    for (std::size_t i = 0; i < n; ++i) expect_same_bits(runs[i], record(setups[i], luck[i]));
  }
}

TEST_P(EachKernel, DoesNotCareWhichLaneARunStandsIn) {
  auto setups = unlike_setups(GetParam().lanes, {}, 33);
  auto luck = unlike_luck(setups.size());
  const auto runs = record(setups, luck, GetParam().kernel);
  std::reverse(setups.begin(), setups.end());
  std::reverse(luck.begin(), luck.end());
  const auto reversed = record(setups, luck, GetParam().kernel);
  for (std::size_t i = 0; i < runs.size(); ++i) expect_same_bits(reversed[runs.size() - 1 - i], runs[i]);
}

TEST_P(EachKernel, CanBeUsedAgainForRunsOfAnotherLength) {
  const auto longer = default_setup(90), shorter = default_setup(40);
  const Selection selection(core_series(), longer.theatre);
  const auto stepper = make_stepper(selection, GetParam().kernel);
  std::vector<double> first(selection.columns().size() * 90), second(selection.columns().size() * 40);
  for (const auto& [setup, into] : {std::pair{&longer, &first}, std::pair{&shorter, &second}, std::pair{&longer, &first}}) {
    const LeverPath levers = lever_path(*setup);
    const RunInput input{.setup = setup, .levers = &levers, .luck = {}, .noise = true};
    double* const recording = into->data();
    std::fill(into->begin(), into->end(), 0.0);
    stepper->run({&input, 1}, {&recording, 1}, static_cast<std::size_t>(setup->weeks));
  }
  for (std::size_t c = 0; c < selection.columns().size(); ++c)
    for (std::size_t t = 0; t < 40; ++t) ASSERT_EQ(bits(first[c * 90 + t]), bits(second[c * 40 + t]));
}

TEST_P(EachKernel, WritesItsColumnsAtTheirStrideAndNothingBetween) {
  const auto setup = default_setup(20);
  const LeverPath levers = lever_path(setup);
  const Selection selection({find_series("direct"), find_series("capability")}, setup.theatre);
  constexpr std::size_t kStride = 27;
  std::vector<double> recording(selection.columns().size() * kStride, -7.0);
  double* const into = recording.data();
  const RunInput input{.setup = &setup, .levers = &levers, .luck = {}, .noise = false};
  make_stepper(selection, GetParam().kernel)->run({&input, 1}, {&into, 1}, kStride);
  const RecordedRun alone = record(setup);
  for (std::size_t c = 0; c < 4; ++c)
    for (std::size_t t = 0; t < kStride; ++t) {
      const double expected = t >= 20 ? -7.0 : c == 0 ? alone.series("direct")[t] : alone.series("capability", c - 1)[t];
      ASSERT_EQ(recording[c * kStride + t], expected) << c << ", " << t;
    }
}

TEST_P(EachKernel, NamesTheWeekAndTheQuantityThatIsNotFinite) {
  // Both parameters are within their limits, and their sum is beyond a double in the one week in which both levers are pulled.
  auto setup = default_setup(30);
  setup.parameters.burden.strikes = setup.parameters.burden.raids = 1.7e308;
  setup.actions = {{.kind = ActionKind::kPulse, .week = 7, .values = {{kLever_strikes, 1}, {kLever_raids, 1}}}};
  const Noise none;
  const auto runs = record(std::span(&setup, 1), std::span(&none, 1), GetParam().kernel);
  ASSERT_TRUE(runs[0].fault.has_value());
  EXPECT_EQ(runs[0].fault->week, 7);
  EXPECT_EQ(runs[0].fault->variable, "burden");
  EXPECT_EQ(runs[0].fault->message(), "burden is not finite in week 7");
}

TEST_P(EachKernel, FindsAnInfiniteParameterInTheFirstWeek) {
  auto setup = default_setup(30);
  setup.parameters.confrontation.base_per_week = kInfinity;
  const Noise none;
  const auto runs = record(std::span(&setup, 1), std::span(&none, 1), GetParam().kernel);
  ASSERT_TRUE(runs[0].fault.has_value());
  EXPECT_EQ(runs[0].fault->message(), "confrontation_hazard is not finite in week 0");
}

TEST_P(EachKernel, FindsWhatIsInfiniteInOneWeekAndThenFiniteAgain) {
  auto setup = default_setup(30);
  setup.parameters.cost.joint_action = setup.parameters.cost.strike_weight = 1.7e308;  // within their limits
  set_lever(setup, "coalition", 1);
  set_lever(setup, "evidence", 1);
  set_lever(setup, "communication", 1);
  setup.initial.channel = 1;
  setup.actions = {{.kind = ActionKind::kPulse, .week = 7, .values = {{kLever_strikes, 1}, {kLever_coercive_threat, 1}}}};
  const Noise none;
  const auto runs = record(std::span(&setup, 1), std::span(&none, 1), GetParam().kernel);
  ASSERT_TRUE(std::isinf(runs[0].series("expected_cost")[7]));
  ASSERT_TRUE(std::isfinite(runs[0].series("expected_cost")[29]));
  ASSERT_TRUE(runs[0].fault.has_value());
  EXPECT_EQ(runs[0].fault->message(), "expected_cost is not finite in week 7");
}

TEST_P(EachKernel, FindsASubstitutionThatIsInfiniteInOneWeek) {
  auto setup = default_setup(30);
  setup.parameters.indirect.substitution = setup.parameters.indirect.inducement_gain = 1.7e308;  // within their limits
  setup.parameters.cost.exposure = 1;                                                            // something is deterred
  setup.initial.channel = 1;
  setup.actions = {{.kind = ActionKind::kPulse, .week = 7, .values = {{kLever_inducement, 1}}}};
  const Noise none;
  const auto runs = record(std::span(&setup, 1), std::span(&none, 1), GetParam().kernel);
  ASSERT_TRUE(std::isfinite(runs[0].series("i_substitution")[29]));
  ASSERT_TRUE(runs[0].fault.has_value());
  EXPECT_EQ(runs[0].fault->message(), "i_substitution is not finite in week 7");
}

// Parameters that only step 18b reads, and what the core reads of a host with blocs; host_side_test.cpp.
bool is_of_politics(const ParameterInfo& info) {
  constexpr std::string_view kGroups[] = {"choice",  "parliament", "bloc",   "consent", "offensive",     "integration",
                                          "protest", "front",      "freeze", "hostage", "host_election", "intermediary"};
  const std::string_view group = info.key.substr(0, info.key.find('.'));
  return info.key == "host.consent_cap" || info.key == "kinds.political_pull" || info.key == "host.memory_weeks" ||
         std::find(std::begin(kGroups), std::end(kGroups), group) != std::end(kGroups);
}

TEST_P(EachKernel, FindsAParameterThatIsNotANumberWhereverItStands) {
  for (const ParameterInfo& info : parameter_table()) {
    if (info.bounds().whole) continue;               // lags are indices: only whole numbers within their limits ever reach a model
    if (info.key == "insecurity.minimum") continue;  // a bound: one that is not a number bounds nothing
    if (info.key.starts_with("cells.") || info.key.starts_with("communities.")) continue;  // of the agent layer
    if (info.key.starts_with("course.") || info.key.starts_with("posture.")) continue;  // of chances: no draw lies below one that is none
    if (is_of_politics(info)) continue;                                                 // of a host whose politics is described
    if (info.key.starts_with("indicators.")) continue;                                  // of readings that nobody takes here
    auto setup = default_setup(30);
    setup.deadlines = {{.name = "out", .at = 20}};
    setup.theatre.recipients = {
        {.name = "clinics", .kind = "organisation", .share = 1, .provinces = {}, .militia = setup.theatre.militias.front().name}};
    info.in(setup.parameters) = kNan;
    const Noise noise{.on = true};
    const auto runs = record(std::span(&setup, 1), std::span(&noise, 1), GetParam().kernel);
    ASSERT_TRUE(runs[0].fault.has_value()) << info.key;
  }
}

TEST_P(EachKernel, LeavesTheOtherRunsAloneWhenOneFails) {
  auto setups = unlike_setups(GetParam().lanes, {}, 34);
  const auto luck = unlike_luck(setups.size());
  const std::size_t bad = setups.size() - 1;
  setups[bad].actions.push_back({.kind = ActionKind::kPulse, .week = 33, .values = {{kLever_reach, kNan}}});
  const auto runs = record(setups, luck, GetParam().kernel);
  for (std::size_t i = 0; i < runs.size(); ++i) {
    ASSERT_EQ(runs[i].fault.has_value(), i == bad);
    if (i != bad) expect_same_bits(runs[i], record(setups[i], luck[i]));
  }
  EXPECT_EQ(runs[bad].fault->week, 33);
}

TEST_P(EachKernel, FindsNoFaultInAFiniteRun) {
  const auto setups = unlike_setups(GetParam().lanes, {}, 35);
  for (const RecordedRun& run : record(setups, unlike_luck(setups.size()), GetParam().kernel)) EXPECT_FALSE(run.fault.has_value());
}

INSTANTIATE_TEST_SUITE_P(Of, EachKernel, testing::ValuesIn(kernels().begin(), kernels().end()),
                         [](const auto& of) { return std::string(of.param.name); });

TEST(Kernels, AreNarrowestFirstAndTheScalarOneIsAlwaysThere) {
  EXPECT_EQ(kernels().front().kernel, Kernel::kScalar);
  int lanes = 0;
  for (const KernelInfo& kernel : kernels()) {
    EXPECT_GT(kernel.lanes, lanes);
    lanes = kernel.lanes;
  }
  EXPECT_TRUE(kernels().front().supported());
}

TEST(Kernels, StepAsManyRunsAsTheySay) {
  const auto setup = default_setup(1);
  for (const KernelInfo& kernel : kernels())
    if (kernel.supported()) {
      EXPECT_EQ(make_stepper(Selection(core_series(), setup.theatre), kernel.kernel)->lanes(), kernel.lanes);
    }
}

TEST(Shape, IsWeeksFormsAndNumbersOfActorsAndNothingElse) {
  const auto setup = default_setup(50);
  EXPECT_TRUE(same_shape(setup, unlike_setups(1, {}, 1)[0]) == false);  // other weeks, neighbours and recipients
  auto other = setup;
  other.parameters.direct.floor = .1;
  other.theatre.militias[0].fighters = 1;
  set_lever(other, "raids", 1);
  EXPECT_TRUE(same_shape(setup, other));
  other.structure.direct = DirectForm::kLinear;
  EXPECT_FALSE(same_shape(setup, other));
  other = setup;
  other.theatre.militias.pop_back();
  EXPECT_FALSE(same_shape(setup, other));
  other = setup;
  other.weeks = 51;
  EXPECT_FALSE(same_shape(setup, other));
}

}  // namespace
}  // namespace fulcrum
