// Attacks drawn for a group are distributed as attacks drawn cell by cell, and depend on nobody else's.
#include "models/agents/attack_draws.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <random>
#include <tuple>

#include "models/agents/agent_stepper.h"
#include "models/agents/step_cells.h"
#include "tests/agents/agent_setup.h"

namespace fulcrum {
namespace {

constexpr Luck kSameLuck{7, 3};
constexpr int kAnyWeek = 5;

/// The default theatre at its start, and what a week's attacks have done there.
struct Street {
  explicit Street(const Setup& setup) : layout(lay_out(setup)) {
    communities.resize(layout.communities);
    for (const ProvincePlace& province : layout.provinces) {
      ProvinceState state;
      settle_sects(province, *draw_sect_shares(province, .3, kSameLuck), communities);
      survey(province, .5, communities, state);
    }
    sums.resize(layout.provinces.size(), insurgents() + 1);
    maker.initialise(setup, layout);
  }
  std::size_t insurgents() const { return layout.cells_of.size(); }
  EventMaker::Place place(std::size_t p, std::size_t k) const {
    return {k == insurgents() ? insurgents_of(layout.provinces[p]) : group_of(17 + k, layout.provinces[p]), p, k};
  }
  // Attackers of every kind and province; one attacks more often than attacks can wait.
  static AttackMeans means_of(std::size_t p, std::size_t k) {
    const double all = p == 4 && k == 1 ? 9000 : static_cast<double>((3 * p + k) % 9);
    return {{.3 * all, .4 * all, .2 * all}, {.1 * all, .05 * all, .2 * all}};
  }
  void begin(AttackDraws& draws, int week = kAnyWeek) { draws.begin(maker, {week, kSameLuck, &communities, &sums, &log}); }
  void attack(AttackDraws& draws) {
    begin(draws);
    for (std::size_t p = 0; p < layout.provinces.size(); ++p)
      for (std::size_t k = 0; k <= insurgents(); ++k) draws.add(place(p, k), means_of(p, k));
    draws.finish();
  }
  void forget() {
    sums.clear();
    log.clear();
    std::fill(communities.hits.begin(), communities.hits.end(), 0.0);
  }

  AgentLayout layout;
  Communities communities;
  EventSums sums;
  EventMaker maker;
  std::vector<AttackEvent> log;
};

constexpr Sight kSight{{.7, .4, .5}, {.7, .3, .5}};

/// Cells of one group that differ in everything that decides about attacks.
struct Group {
  static constexpr std::size_t kCells = 40;
  explicit Group(const Street& street) : insecurity(street.layout.communities), fear(street.layout.communities, .3) {
    std::mt19937 engine(4);
    std::uniform_real_distribution<> u(0, 1);
    cells.resize(kCells, true);
    for (double& value : insecurity) value = u(engine);
    for (std::size_t i = 0; i < kCells; ++i) {
      cells.fighters[i] = 10 + 90 * u(engine);
      cells.arms[i] = u(engine);
      cells.skill[i] = u(engine);
      cells.status[i] = u(engine) < .8 ? kActive : kTraining;
      cells.loyalty[i] = static_cast<std::uint8_t>(4 * u(engine));
      cells.timer[i] = 3;
      cells.home[i] = static_cast<std::uint32_t>(u(engine) * static_cast<double>(street.layout.communities));
    }
    week.obey = {.5, .8, 0, .6};
    week.led = .6;
    week.agenda = .7;
    week.own_insecurity = .5;
    week.rate = .02;
    week.echo = .001;
    street.maker.set_targets(1, kSight, week);
  }
  CellTotals step(Kernel kernel) {
    BlockResult result;
    const BlockInput input{
        .group = &week, .luck = kSameLuck, .first = {}, .cells = kCells, .insecurity = insecurity.data(), .fear = fear.data()};
    cells_kernel(kernel).step(input, cells, result, true);
    return result.totals;
  }
  AttackMeans means(const CellTotals& totals) const {
    AttackMeans means;
    for (std::size_t t = 0; t < kTargets; ++t) {
      means.all[t] = totals[kMeanByTarget + t];
      means.killing[t] = totals[kKillingByTarget + t];
    }
    return means;
  }

  Cells cells;
  GroupWeek week;
  std::vector<double> insecurity, fear;
};

/// What one cell does in a week, by the rules' words.
struct OneCell {
  double lambda = 0;
  TargetWeights share{}, kills{};
};

OneCell one_cell(const Street& street, const Group& group, std::size_t i) {
  const Cells& cells = group.cells;
  const GroupWeek& g = group.week;
  const auto intent =
      intent_of<double>(g, g.obey[cells.loyalty[i]], static_cast<double>(cells.loyalty[i]), group.insecurity[cells.home[i]]);
  const double c = cells.status[i] == kActive ? cells.fighters[i] * cells.arms[i] : 0;
  OneCell cell{.lambda = g.rate * c * (intent.led + intent.free) + g.echo * c};
  const TargetWeights weights = street.maker.of_cell(1, intent.led, intent.free, kSight);
  for (std::size_t t = 0; t < kTargets; ++t) {
    cell.share[t] = weights[t] / (weights[kAtRival] + weights[kAtSect] + weights[kAtHost]);
    cell.kills[t] = clip(g.lethal[t] * (1 + g.skill_lethality * (cells.skill[i] - .5)));
  }
  return cell;
}

TEST(CellsOfAGroup, AddUpWhatEachOfThemIsExpectedToAttack) {
  const Street street(testing_support::iraq_setup(1));
  Group scalar(street);
  const CellTotals totals = scalar.step(Kernel::kScalar);
  AttackMeans expected;
  for (std::size_t i = 0; i < Group::kCells; ++i) {
    const OneCell cell = one_cell(street, scalar, i);
    for (std::size_t t = 0; t < kTargets; ++t) {
      expected.all[t] += cell.lambda * cell.share[t];
      expected.killing[t] += cell.lambda * cell.share[t] * cell.kills[t];
    }
  }
  for (std::size_t t = 0; t < kTargets; ++t) {
    EXPECT_NEAR(totals[kMeanByTarget + t], expected.all[t], 1e-12 * expected.all[t]) << t;
    EXPECT_NEAR(totals[kKillingByTarget + t], expected.killing[t], 1e-12 * expected.killing[t]) << t;
    EXPECT_GT(expected.killing[t], .01);
  }
  for (const Kernel kernel : {Kernel::kBaseline, widest_kernel()}) EXPECT_EQ(Group(street).step(kernel), totals);
}

TEST(CellsOfAGroup, AttackWhatTheyCanWhereNothingTheyWantIsSeen) {
  const Street street(testing_support::iraq_setup(1));
  Group group(street);
  group.week.led_at = group.week.free_at = {};
  const CellTotals totals = group.step(widest_kernel());
  double lambda = 0;
  for (std::size_t i = 0; i < Group::kCells; ++i) lambda += one_cell(street, group, i).lambda;
  const double seen = .7 + .4 + .5;
  EXPECT_NEAR(totals[kMeanByTarget + std::size_t{kAtRival}], lambda * .7 / seen, 1e-12 * lambda);
  EXPECT_NEAR(totals[kMeanByTarget + std::size_t{kAtHost}], lambda * .5 / seen, 1e-12 * lambda);
}

/// Means and products of what a week shows.
class Moments {
 public:
  explicit Moments(std::size_t size) : sum_(size), squares_(size), products_(size * size), fourth_(size * size) {}
  void add(const std::vector<double>& x, const std::vector<double>& about) {
    ++n_;
    for (std::size_t a = 0; a < x.size(); ++a) {
      sum_[a] += x[a];
      squares_[a] += x[a] * x[a];
      for (std::size_t b = 0; b < x.size(); ++b) {
        const double product = (x[a] - about[a]) * (x[b] - about[b]);
        products_[a * x.size() + b] += product;
        fourth_[a * x.size() + b] += product * product;
      }
    }
  }
  // Difference of two samples' means in standard errors.
  static double z(const Moments& one, const Moments& other, std::size_t a) {
    return difference(one.sum_[a], one.squares_[a], one.n_, other.sum_[a], other.squares_[a], other.n_);
  }
  // The same for products of deviations from given numbers.
  static double z(const Moments& one, const Moments& other, std::size_t a, std::size_t b) {
    const std::size_t at = a * one.sum_.size() + b;
    return difference(one.products_[at], one.fourth_[at], one.n_, other.products_[at], other.fourth_[at], other.n_);
  }

 private:
  static double difference(double sum, double squares, double n, double other_sum, double other_squares, double other_n) {
    const double mean = sum / n, other = other_sum / other_n;
    const double error = (squares / n - mean * mean) / n + (other_squares / other_n - other * other) / other_n;
    return error > 0 ? (mean - other) / std::sqrt(error) : mean == other ? 0 : INFINITY;
  }
  double n_ = 0;
  std::vector<double> sum_, squares_, products_, fourth_;
};

/// Weeks of one group, drawn cell by cell with another generator.
class CellByCell {
 public:
  CellByCell(const Street& street, const Group& group, const EventMaker::Place& place) : street_(street), place_(place) {
    for (std::size_t i = 0; i < Group::kCells; ++i) cells_.push_back(one_cell(street, group, i));
  }
  // Attacks by target, killed on the rival's side, the host's and among others, then hits by community.
  std::vector<double> week() {
    const ProvincePlace& province = street_.layout.provinces[place_.province];
    std::vector<double> x(kTargets + 3 + province.communities);
    for (const OneCell& cell : cells_)
      for (int attacks = std::poisson_distribution<>(std::max(cell.lambda, 1e-300))(engine_); attacks > 0; --attacks) {
        const double u = uniform_(engine_);
        const std::size_t target = u < cell.share[0] ? 0 : u < cell.share[0] + cell.share[1] ? 1 : 2;
        ++x[target];
        if (uniform_(engine_) < cell.kills[target])
          x[kTargets + (target == kAtRival ? 0u : target == kAtHost ? 1u : 2u)] += street_.maker.severity().quantile(uniform_(engine_));
        if (target == kAtSect)
          ++x[kTargets + 3 + street_.maker.community_of(place_, uniform_(engine_), street_.communities) - province.first_community];
      }
    return x;
  }

 private:
  const Street& street_;
  EventMaker::Place place_;
  std::vector<OneCell> cells_;
  std::mt19937_64 engine_{11};
  std::uniform_real_distribution<> uniform_{0, 1};
};

std::vector<double> shown(const Street& street, const EventMaker::Place& place) {
  const ProvincePlace& province = street.layout.provinces[place.province];
  const double* counts = &street.sums.attacks[street.maker.first_count(place)];
  std::vector<double> x(counts, counts + kTargets);
  for (const Side side : {kKilledRival, kKilledHost, kKilledOthers}) x.push_back(street.sums.killed[side]);
  const auto first = street.communities.hits.begin() + static_cast<std::ptrdiff_t>(province.first_community);
  x.insert(x.end(), first, first + static_cast<std::ptrdiff_t>(std::min<std::size_t>(province.communities, 12)));
  return x;
}

// 20,000 weeks each way. A right program goes beyond 4.5 standard errors in fewer than 1 in 100,000 comparisons; here are some 200.
TEST(AttackDraws, AreDistributedAsAttacksOfSingleCells) {
  Street street(testing_support::iraq_setup(1));
  Group group(street);
  const AttackMeans means = group.means(group.step(widest_kernel()));
  const EventMaker::Place place = street.place(4, 1);
  CellByCell cell_by_cell(street, group, place);
  AttackDraws draws(cells_kernel(widest_kernel()));
  const std::size_t size = shown(street, place).size();
  std::vector<double> about(size, 1.0);
  for (std::size_t t = 0; t < kTargets; ++t) about[t] = means.all[t];
  Moments single(size), together(size);
  for (int week = 0; week < 20000; ++week) {
    street.forget();
    street.begin(draws, week);
    draws.add(place, means);
    draws.finish();
    together.add(shown(street, place), about);
    std::vector<double> x = cell_by_cell.week();
    x.resize(size);
    single.add(x, about);
  }
  for (std::size_t a = 0; a < size; ++a) {
    EXPECT_LT(std::abs(Moments::z(single, together, a)), 4.5) << a;
    for (std::size_t b = 0; b <= a; ++b) EXPECT_LT(std::abs(Moments::z(single, together, a, b)), 4.5) << a << ' ' << b;
  }
}

TEST(AttackDraws, NeverFallWhereMoreIsExpected) {
  Street street(testing_support::iraq_setup(1));
  AttackDraws draws(cells_kernel(widest_kernel()));
  double last = 0, last_killed = 0;
  for (double scale = .1; scale < 600; scale *= 1.1) {
    street.forget();
    street.begin(draws);
    draws.add(street.place(4, 1), {{scale, scale, scale}, {.2 * scale, .2 * scale, .2 * scale}});
    draws.finish();
    double attacks = 0, killed = 0;
    for (const double count : street.sums.attacks) attacks += count;
    for (const double side : street.sums.killed) killed += side;
    EXPECT_GE(attacks, last) << scale;
    EXPECT_GE(killed, last_killed) << scale;
    last = attacks;
    last_killed = killed;
  }
}

TEST(AttackDraws, OfAnAttackerDependOnNoOther) {
  const auto setup = testing_support::iraq_setup(1);
  Street all(setup), alone(setup);
  AttackDraws draws(cells_kernel(widest_kernel()));
  all.attack(draws);
  alone.begin(draws);
  for (std::size_t p = alone.layout.provinces.size(); p-- > 0;)
    if (p % 2 == 0) draws.add(alone.place(p, 2), Street::means_of(p, 2));
  draws.finish();
  for (std::size_t p = 0; p < alone.layout.provinces.size(); p += 2)
    for (std::size_t t = 0; t < kTargets; ++t) {
      const std::size_t at = alone.maker.first_count(alone.place(p, 2)) + t;
      EXPECT_EQ(alone.sums.attacks[at], all.sums.attacks[at]) << p;
    }
  using Row = std::array<std::uint32_t, 3>;
  const auto of_organisation = [](const Street& street) {
    std::multimap<std::uint32_t, Row> rows;
    for (const AttackEvent& event : street.log)
      if (event.attacker == 2 && event.province % 2 == 0) rows.emplace(event.province, Row{event.attacker, event.target, event.killed});
    return rows;
  };
  EXPECT_EQ(of_organisation(alone), of_organisation(all));
}

TEST(AttackDraws, AreAllInTheLogWithAllWhoWereKilled) {
  Street street(testing_support::iraq_setup(1));
  AttackDraws draws(cells_kernel(widest_kernel()));
  street.attack(draws);
  EventSums logged;
  logged.resize(street.layout.provinces.size(), street.insurgents() + 1);
  double killed = 0, all_killed = 0;
  for (const AttackEvent& event : street.log) {
    EXPECT_EQ(event.week, kAnyWeek);
    logged.attacks[(event.province * (street.insurgents() + 1) + event.attacker) * kTargets + event.target] += 1;
    killed += event.killed;
  }
  for (const double side : street.sums.killed) all_killed += side;
  EXPECT_EQ(logged.attacks, street.sums.attacks);
  EXPECT_EQ(killed, all_killed);
  EXPECT_GT(killed, 0);
  const auto hits = std::accumulate(street.communities.hits.begin(), street.communities.hits.end(), 0.0);
  EXPECT_EQ(hits, static_cast<double>(std::count_if(street.log.begin(), street.log.end(),
                                                    [](const AttackEvent& event) { return event.target == kAtSect; })));
  EXPECT_TRUE(std::is_sorted(street.log.begin(), street.log.end(), [](const AttackEvent& a, const AttackEvent& b) {
    return std::tuple(a.province, a.attacker, a.target, b.killed > 0) < std::tuple(b.province, b.attacker, b.target, a.killed > 0);
  }));
}

TEST(AttackDraws, HaveTheSameBitsWithoutALogAndInEveryKernel) {
  const auto setup = testing_support::iraq_setup(1);
  Street reference(setup);
  AttackDraws one_by_one(cells_kernel(Kernel::kScalar));
  reference.attack(one_by_one);
  for (const KernelInfo& kernel : kernels()) {
    if (!kernel.supported()) continue;
    Street street(setup);
    AttackDraws draws(cells_kernel(kernel.kernel));
    draws.begin(street.maker, {kAnyWeek, kSameLuck, &street.communities, &street.sums, nullptr});
    for (std::size_t p = 0; p < street.layout.provinces.size(); ++p)
      for (std::size_t k = 0; k <= street.insurgents(); ++k) draws.add(street.place(p, k), Street::means_of(p, k));
    draws.finish();
    EXPECT_EQ(street.sums.attacks, reference.sums.attacks) << kernel.name;
    EXPECT_EQ(street.sums.killed, reference.sums.killed) << kernel.name;
    EXPECT_EQ(street.communities.hits, reference.communities.hits) << kernel.name;
  }
}

}  // namespace
}  // namespace fulcrum
