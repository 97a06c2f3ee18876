// Attacks drawn together are those that are drawn one by one, whatever the kernel and however many wait.
#include "models/agents/event_draws.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "models/agents/agent_stepper.h"
#include "tests/agents/agent_setup.h"

namespace fulcrum {
namespace {

constexpr Luck kSameLuck{7, 3};
constexpr int kAnyWeek = 5;

/// The default theatre at its start, and what a week's attacks have done there.
struct Street {
  explicit Street(const Setup& setup) : layout(lay_out(setup)) {
    communities.resize(layout.communities);
    for (std::size_t p = 0; p < layout.provinces.size(); ++p) {
      ProvinceState state;
      draw_sects(layout.provinces[p], .3, kSameLuck, communities);
      survey(layout.provinces[p], .5, communities, state);
    }
    sums.resize(layout.provinces.size(), layout.cells_of.size() + 1);
    maker.initialise(setup, layout);
  }
  // Attackers of every kind and province; one attacks more often than attacks can wait.
  void attack(EventDraws& draws) {
    draws.begin(maker, {kAnyWeek, kSameLuck, &communities, &sums, &log});
    for (std::size_t p = 0; p < layout.provinces.size(); ++p)
      for (std::size_t k = 0; k <= layout.cells_of.size(); ++k) draws.add(attacker(p, k), attacks_of(p, k));
    draws.finish();
  }
  static std::uint32_t attacks_of(std::size_t p, std::size_t k) {
    return p == 4 && k == 1 ? 1300 : static_cast<std::uint32_t>((3 * p + k) % 9);
  }
  EventMaker::Attacker attacker(std::size_t p, std::size_t k) const {
    return {.entity = {17 + k, p}, .province = p, .organisation = k, .skill = .1 * static_cast<double>(k), .weights = {.3, .4, .2}};
  }

  AgentLayout layout;
  Communities communities;
  EventSums sums;
  EventMaker maker;
  std::vector<AttackEvent> log;
};

TEST(EventDraws, HaveTheTargetsAndPlacesOfAttacksDrawnOneByOne) {
  const auto setup = testing_support::iraq_setup(1);
  Street street(setup);
  std::vector<double> hits(street.layout.communities, 0.0), attacks(street.sums.attacks.size(), 0.0);
  for (std::size_t p = 0; p < street.layout.provinces.size(); ++p)
    for (std::size_t k = 0; k <= street.layout.cells_of.size(); ++k)
      for (std::uint32_t ordinal = 0; ordinal < Street::attacks_of(p, k); ++ordinal) {
        const auto words = draw_words(kSameLuck, Purpose::kEvent, street.attacker(p, k).entity, kAnyWeek, ordinal);
        const double at = uniform_of(words[0]) * (.3 + .4 + .2);
        const std::size_t target = at <= .3 ? kAtRival : at <= .3 + .4 ? kAtSect : kAtHost;
        attacks[(p * (street.layout.cells_of.size() + 1) + k) * kTargets + target] += 1;
        if (target != kAtSect) continue;
        const ProvincePlace& place = street.layout.provinces[p];
        const auto& of = k == street.layout.cells_of.size() ? street.communities.cosect_before : street.communities.others_before;
        const auto first = of.begin() + static_cast<std::ptrdiff_t>(place.first_community);
        const auto last = first + static_cast<std::ptrdiff_t>(place.communities);
        const double u = uniform_of(words[2]), people = *(last - 1);  // none of them in some provinces: then anywhere
        const auto anywhere = static_cast<std::ptrdiff_t>(u * static_cast<double>(place.communities));
        hits[static_cast<std::size_t>((people > 0 ? std::lower_bound(first, last, u * people) : first + anywhere) - of.begin())] += 1;
      }
  EventDraws draws(cells_kernel(Kernel::kScalar).draw);
  street.attack(draws);
  EXPECT_EQ(street.sums.attacks, attacks);
  EXPECT_EQ(street.communities.hits, hits);
}

TEST(EventDraws, TheLogHasEveryAttackAndAllWhoWereKilled) {
  const auto setup = testing_support::iraq_setup(1);
  Street street(setup);
  EventDraws draws(cells_kernel(widest_kernel()).draw);
  street.attack(draws);
  EventSums logged;
  logged.resize(street.layout.provinces.size(), street.layout.cells_of.size() + 1);
  double killed = 0, all_killed = 0;
  for (const AttackEvent& event : street.log) {
    EXPECT_EQ(event.week, kAnyWeek);
    logged.attacks[(event.province * (street.layout.cells_of.size() + 1) + event.attacker) * kTargets + event.target] += 1;
    killed += event.killed;
  }
  for (const double side : street.sums.killed) all_killed += side;
  EXPECT_EQ(logged.attacks, street.sums.attacks);
  EXPECT_EQ(killed, all_killed);
  EXPECT_GT(killed, 0);
  EXPECT_TRUE(std::is_sorted(street.log.begin(), street.log.end(), [](const AttackEvent& a, const AttackEvent& b) {
    return std::pair(a.province, a.attacker) < std::pair(b.province, b.attacker);
  }));
}

TEST(EventDraws, HaveTheSameBitsInEveryKernel) {
  const auto setup = testing_support::iraq_setup(1);
  Street reference(setup);
  EventDraws one_by_one(cells_kernel(Kernel::kScalar).draw);
  reference.attack(one_by_one);
  for (const Kernel kernel : {Kernel::kBaseline, widest_kernel()}) {
    Street street(setup);
    EventDraws draws(cells_kernel(kernel).draw);
    street.attack(draws);
    EXPECT_EQ(street.sums.attacks, reference.sums.attacks);
    EXPECT_EQ(street.sums.killed, reference.sums.killed);
    EXPECT_EQ(street.communities.hits, reference.communities.hits);
  }
}

}  // namespace
}  // namespace fulcrum
