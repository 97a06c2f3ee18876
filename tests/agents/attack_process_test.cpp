// The attack process alone: agents.md section 10. Everything but attacks is frozen, so that each series is a discrete Hawkes process with a
// constant background; the branching ratio is estimated as one would from records. Tolerances are the specification's.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "tests/agents/replicates.h"

namespace fulcrum {
namespace {

using testing_support::iraq_setup;
using testing_support::luck;
using testing_support::mean;
using testing_support::switch_all_off;

constexpr int kBurnIn = 100, kWeeks = 1400, kReplicates = 4;

// Attacks by week of one attacker in one province.
using Series = std::vector<double>;

struct Process {
  double excitation = 0, weeks = 4, tempo_sd = 0;
};

// Cells that neither gain nor lose anything, a street that does not move, and ten cells an agent: a province's attacks are the same
// process.
Setup frozen_setup(const Process& process) {
  auto setup = iraq_setup(kBurnIn + kWeeks);
  Parameters<double>& p = setup.parameters;
  switch_all_off(p);
  p.cells.excitation = process.excitation;
  p.cells.excitation_weeks = process.weeks;
  p.cells.tempo_sd = process.tempo_sd;
  p.cells.raid_hit_rate = 0;
  p.militia.build_rate = p.militia.decay_rate = 0;
  p.insurgents.rate = p.insecurity.rate = p.insecurity.segregation_rate = 0;
  setup.initial.insurgents = .28;  // levels of the status quo's last two years, on which the size of the estimates of a shared tempo rests
  setup.initial.insecurity = .36;
  setup.initial.capability = .35;
  setup.agents.scale = 10;
  return setup;
}

// What the patron, the rival and the host know is put back every week: attacks change nothing that causes attacks.
std::vector<Series> run_frozen(const Setup& setup, int replicate, std::vector<AttackEvent>* log) {
  const LeverPath levers = lever_path(setup);
  AgentModel model(cells_kernel(widest_kernel()));
  model.initialise({.setup = &setup, .levers = &levers, .luck = luck(replicate).luck, .noise = true});
  const std::size_t provinces = model.layout().provinces.size(), attackers = model.layout().cells_of.size() + 1;
  std::vector<Series> series(provinces * attackers);
  model.log_events(log);
  auto now = model.core().now();
  auto militias = model.core().militias();
  now.host_capacity = .46;
  const double control[] = {.15, .6, .6};
  for (std::size_t k = 0; k < militias.size(); ++k) militias[k].control = control[k];
  for (int week = 0; week < kBurnIn + kWeeks; ++week) {
    model.core().now() = now;
    model.core().militias() = militias;
    model.step();
    if (week < kBurnIn) continue;
    for (std::size_t s = 0; s < series.size(); ++s) {
      const double* of = &model.events().attacks[s * kTargets];
      series[s].push_back(of[kAtRival] + of[kAtSect] + of[kAtHost]);
    }
  }
  std::erase_if(series, [](const Series& one) { return mean(one) <= .5; });
  return series;
}

std::vector<Series> simulate(const Process& process, std::vector<AttackEvent>* log = nullptr) {
  const Setup setup = frozen_setup(process);
  std::vector<Series> all;
  for (int r = 0; r < kReplicates; ++r)
    for (Series& one : run_frozen(setup, r, log)) all.push_back(std::move(one));
  return all;
}

// Poisson log likelihood of all series at a branching ratio, the background being each series' mean.
double likelihood(const std::vector<Series>& all, double n, double weeks) {
  double sum = 0;
  for (const Series& one : all) {
    const double mu = mean(one);
    double memory = 0;
    for (const double y : one) {
      const double lambda = std::max(1e-6, mu + n * memory);
      sum += y * std::log(lambda) - lambda;
      memory += (y - mu - memory) / weeks;
    }
  }
  return sum;
}

// Where a function of one maximum has it, to 1e-4: golden section.
double argmax(const std::function<double(double)>& f, double low, double high) {
  const double ratio = (std::sqrt(5.0) - 1) / 2;
  while (high - low > 1e-4) {
    const double a = high - ratio * (high - low), b = low + ratio * (high - low);
    (f(a) < f(b) ? low : high) = f(a) < f(b) ? a : b;
  }
  return (low + high) / 2;
}

// Where the likelihood is highest for a known memory: it is concave in n, and Newton's method from 0 converges in a few steps.
double branching_ratio(const std::vector<Series>& all, double weeks) {
  double n = 0;
  for (int step = 0; step < 8; ++step) {
    double score = 0, information = 0;
    for (const Series& one : all) {
      const double mu = mean(one);
      double memory = 0;
      for (const double y : one) {
        const double lambda = std::max(1e-6, mu + n * memory);
        score += (y / lambda - 1) * memory;
        information += y * memory * memory / (lambda * lambda);
        memory += (y - mu - memory) / weeks;
      }
    }
    n = std::clamp(n + score / information, -.3, .9);
  }
  return n;
}

// Means over series of the variance over the mean and of the correlation with the week before.
std::pair<double, double> dispersion_and_lag(const std::vector<Series>& all) {
  std::vector<double> dispersion, lag;
  for (const Series& one : all) {
    const double mu = mean(one);
    double squares = 0, products = 0;
    for (std::size_t t = 0; t < one.size(); ++t) {
      squares += (one[t] - mu) * (one[t] - mu);
      if (t > 0) products += (one[t] - mu) * (one[t - 1] - mu);
    }
    dispersion.push_back(squares / static_cast<double>(one.size()) / mu);
    lag.push_back(products / squares);
  }
  return {mean(dispersion), mean(lag)};
}

// Of a constant background, with k = 1/weeks, alpha = n*k, c = 1 - k(1 - n).
std::pair<double, double> closed_form(double n, double weeks) {
  const double k = 1 / weeks, alpha = n * k, c = 1 - k * (1 - n);
  const double scaled = 1 - c * c + alpha * alpha;
  return {scaled / (1 - c * c), alpha * (1 - (c - alpha) * c) / scaled};
}

TEST(ClosedForm, HasThePrintedValues) {
  const double printed[][4] = {{.4, 4, 1.036, .126}, {.5, 2, 1.143, .313}, {.37, 6, 1.019, .077}};
  for (const auto& [n, weeks, dispersion, lag] : printed) {
    EXPECT_NEAR(closed_form(n, weeks).first, dispersion, 6e-4) << n;  // printed with three decimals
    EXPECT_NEAR(closed_form(n, weeks).second, lag, 6e-4) << n;
  }
}

TEST(AttackProcess, HasTheDispersionAndPersistenceOfTheClosedForm) {
  for (const Process& process : {Process{.4, 4}, Process{.5, 2}}) {
    const auto [dispersion, lag] = dispersion_and_lag(simulate(process));
    EXPECT_NEAR(dispersion, closed_form(process.excitation, process.weeks).first, .02) << process.excitation;
    EXPECT_NEAR(lag, closed_form(process.excitation, process.weeks).second, .03) << process.excitation;
  }
}

TEST(AttackProcess, GivesItsBranchingRatioBackWhereTheMemoryIsKnown) {
  EXPECT_NEAR(branching_ratio(simulate({.4, 4}), 4), .40, .04);
  EXPECT_NEAR(branching_ratio(simulate({.5, 2}), 2), .50, .04);
  EXPECT_NEAR(branching_ratio(simulate({0, 4}), 4), 0, .04);
}

TEST(AttackProcess, GivesBothBackWhereNeitherIsKnown) {
  const auto all = simulate({.4, 4});
  const double weeks = argmax([&](double w) { return likelihood(all, branching_ratio(all, w), w); }, 2, 8);
  EXPECT_GT(weeks, 3);
  EXPECT_LT(weeks, 6);
  EXPECT_NEAR(branching_ratio(all, weeks), .4, .08);
}

// A warning to those who fit records: common tempo alone looks like contagion. How much depends on the level of attacks.
TEST(AttackProcess, LooksExcitedWhereOnlyTheTempoIsShared) { EXPECT_NEAR(branching_ratio(simulate({0, 4, .13}), 4), .35, .10); }

// Maximum likelihood of p(k) ~ k^-a on 1..200. Some 43,000 lethal events give a standard error of .01.
TEST(Severity, GivesItsExponentBackFromLethalEvents) {
  std::vector<AttackEvent> log;
  simulate({.4, 4}, &log);
  double lethal = 0, logarithms = 0;
  for (const AttackEvent& event : log)
    if (event.killed > 0) {
      lethal += 1;
      logarithms += std::log(event.killed);
    }
  EXPECT_GT(lethal, 40000);
  const double exponent = argmax(
      [&](double a) {
        double norm = 0;
        for (int k = 1; k <= 200; ++k) norm += std::pow(k, -a);
        return -a * logarithms - lethal * std::log(norm);
      },
      1.5, 4);
  EXPECT_NEAR(exponent, 2.5, .05);
}

}  // namespace
}  // namespace fulcrum
