// Common random numbers in whole runs: another policy, militia or replicate shifts no draw; and noise shifts no mean.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "models/equations/threat.h"
#include "models/numbers/normal_quantile.h"
#include "tests/models/default_theatre.h"
#include "tests/models/recorded_run.h"

namespace fulcrum {
namespace {

using testing_support::default_setup;
using testing_support::Noise;
using testing_support::record;
using testing_support::RecordedRun;
using testing_support::set_lever;
using testing_support::setup_in;

constexpr Noise kNoisy{.on = true, .luck = {.seed = 42, .replicate = 3}};

// What a draw of the perception error must be: keyed by seed, replicate, purpose, entity and week alone, in standard deviations.
double drawn(const Luck& luck, int week) { return normal_quantile(Stream(luck, Purpose::kPerception, entity_of("patron")).uniform(week)); }

// The perception errors of a run, worked back from what it recorded by step 6 at the default parameters; of weeks in which perceived threat
// is not at an end of its scale. In standard deviations.
std::vector<std::pair<int, double>> errors_of(const RecordedRun& run, const Setup& setup) {
  const auto T = run.series("perceived_threat"), threat = run.series("threat");
  std::vector<std::pair<int, double>> errors;
  double before = setup.initial.perceived_threat;
  for (std::size_t t = 0; t < T.size(); ++t) {
    const double seen = threat[t < 2 ? 0 : t - 2], rate = seen > before ? .2 : .07;
    if (T[t] > 0 && T[t] < 1) errors.emplace_back(static_cast<int>(t), ((T[t] - before) / rate - (seen - before)) / .05);
    before = T[t];
  }
  return errors;
}

// Without what persists of last week's, an error is its draw.
Setup forgetting(Setup setup) {
  setup.parameters.perception.noise_persistence = 0;
  return setup;
}

void expect_drawn(const Setup& remembering, const Noise& noise) {
  const Setup setup = forgetting(remembering);
  const auto errors = errors_of(record(setup, noise), setup);
  ASSERT_GT(errors.size(), 90u);
  // 1e-11: a last place of T (1e-16) divided by the rate (.07) and the standard deviation (.05), with room.
  for (const auto& [week, error] : errors) ASSERT_NEAR(error, drawn(noise.luck, week), 1e-11) << "week " << week;
}

TEST(PerceptionErrors, AreTheDrawsOfTheirSeedReplicateAndWeek) { expect_drawn(default_setup(104), kNoisy); }

TEST(PerceptionErrors, AreTheSameUnderAnotherPolicy) {
  auto setup = default_setup(104);
  set_lever(setup, "communication", .8);
  setup.actions = {{.kind = ActionKind::kPulse, .week = 10, .weeks = 4, .values = {{kLever_strikes, 1}}},
                   {.kind = ActionKind::kSet, .week = 30, .values = {{kLever_forces, .3}}}};
  expect_drawn(setup, kNoisy);
}

TEST(PerceptionErrors, AreTheSameWithAnotherMilitiaNeighbourOrRecipient) {
  Theatre theatre = testing_support::default_theatre();
  theatre.militias.push_back({.name = "newcomer", .fighters = 9000, .tie = .6, .agenda = .5, .fit = .4});
  theatre.neighbours.front().arms_share = .4;
  theatre.neighbours.push_back({"another", .05});
  theatre.recipients.push_back({"basra_trade", "trade", .25, {}});
  expect_drawn(setup_in(theatre, 104), kNoisy);
}

TEST(PerceptionErrors, AreTheSameInALongerRun) { expect_drawn(default_setup(300), kNoisy); }

TEST(PerceptionErrors, AreTheSameHoweverManyReplicatesRunBeside) {
  const std::vector setups(static_cast<std::size_t>(make_stepper(Selection(core_series(), default_setup().theatre))->lanes()),
                           forgetting(default_setup(104)));
  std::vector<Noise> noise;
  for (std::size_t i = 0; i < setups.size(); ++i) noise.push_back({.on = true, .luck = {.seed = 42, .replicate = i}});
  const auto runs = record(setups, noise, widest_kernel());
  for (std::size_t i = 0; i < runs.size(); ++i)
    for (const auto& [week, error] : errors_of(runs[i], setups[i])) ASSERT_NEAR(error, drawn(noise[i].luck, week), 1e-11);
}

TEST(PerceptionErrors, DifferBetweenSeedsAndReplicates) {
  const auto setup = default_setup(20);
  const RecordedRun a = record(setup, kNoisy), b = record(setup, {.on = true, .luck = {.seed = 42, .replicate = 4}}),
                    c = record(setup, {.on = true, .luck = {.seed = 43, .replicate = 3}});
  EXPECT_NE(a.series("perceived_threat")[0], b.series("perceived_threat")[0]);
  EXPECT_NE(a.series("perceived_threat")[0], c.series("perceived_threat")[0]);
}

TEST(PerceptionErrors, VanishWithoutNoiseAndAtAStandardDeviationOfZero) {
  auto setup = default_setup(104);
  const RecordedRun off = record(setup);
  setup.parameters.perception.noise_sd = 0;
  setup.parameters.belief.noise_sd = setup.parameters.perception.power_noise_sd = 0;
  setup.parameters.course.escalation = setup.parameters.course.low_level = 0;  // courses are luck too: they come, and here add nothing
  const RecordedRun none = record(setup, kNoisy);
  for (std::size_t t = 0; t < 104; ++t) ASSERT_EQ(off.series("perceived_threat")[t], none.series("perceived_threat")[t]);
}

// The perception step alone, away from the ends of the scale: linear in the noise, so that its mean is the step without noise.

class NoisyStep : public testing::TestWithParam<double> {};

TEST_P(NoisyStep, HasTheMeanOfTheStepWithoutNoiseAndTheSpreadOfItsRate) {
  const PerceptionParameters<double> p;
  const double T = .5, seen = GetParam(), exact = perceived_after(p, PerceptionForm::kAsymmetric, T, seen, 0.0);
  constexpr int kDraws = 200000;
  double sum = 0, squares = 0;
  for (int i = 0; i < kDraws; ++i) {
    const double noise = p.noise_sd * drawn({.seed = 7, .replicate = static_cast<std::uint64_t>(i / 500)}, i % 500);
    const double error = perceived_after(p, PerceptionForm::kAsymmetric, T, seen, noise) - exact;
    sum += error;
    squares += error * error;
  }
  const double sd = (seen > T ? p.rise_rate : p.fall_rate) * p.noise_sd;
  // The mean of n independent errors has standard deviation sd/sqrt(n), their mean square sd^2*sqrt(2/n): four of them.
  EXPECT_NEAR(sum / kDraws, 0, 4 * sd / std::sqrt(kDraws));
  EXPECT_NEAR(squares / kDraws, sd * sd, 4 * sd * sd * std::sqrt(2.0 / kDraws));
}

INSTANTIATE_TEST_SUITE_P(Towards, NoisyStep, testing::Values(.8, .55, .5, .45, .2),
                         [](const auto& of) { return "threat_" + std::to_string(static_cast<int>(std::lround(100 * of.param))); });

TEST(NoisyPath, OfSymmetricPerceptionHasTheMeanOfThePathWithoutNoise) {
  // T_{t+1} = T + r*(seen + e - T): linear, so the mean path is the exact one; in the long run T varies by sd*sqrt(r/(2 - r)).
  const PerceptionParameters<double> p{.rise_rate = .2, .fall_rate = .07, .noise_sd = .05};
  const double r = .135, sd = p.noise_sd * std::sqrt(r / (2 - r));
  constexpr int kPaths = 4000, kWeeks = 80;
  double sum = 0, exact = .3;
  for (int t = 0; t < kWeeks; ++t) exact = perceived_after(p, PerceptionForm::kSymmetric, exact, .5, 0.0);
  for (int i = 0; i < kPaths; ++i) {
    Stream stream({.seed = 8, .replicate = static_cast<std::uint64_t>(i)}, Purpose::kPerception, entity_of("patron"));
    double T = .3;
    for (int t = 0; t < kWeeks; ++t)
      T = perceived_after(p, PerceptionForm::kSymmetric, T, .5, p.noise_sd * normal_quantile(stream.uniform(t)));
    sum += T - exact;
  }
  EXPECT_NEAR(sum / kPaths, 0, 4 * sd / std::sqrt(kPaths));
}

}  // namespace
}  // namespace fulcrum
