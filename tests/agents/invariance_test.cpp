// What must not matter, and what must add up: agents.md sections 3, 4 and 10.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <thread>

#include "models/agents/agent_model.h"
#include "models/agents/cells.h"
#include "tests/agents/agent_setup.h"
#include "tests/models/default_theatre.h"
#include "tests/support/levers_of_2008.h"

namespace fulcrum {
namespace {

using testing_support::iraq_setup;
using testing_support::record_agents;
using testing_support::RecordedRun;
using testing_support::same_bits;
using testing_support::set_lever;

constexpr testing_support::Noise kLuck{true, {11, 4}};

Setup busy_setup(int weeks) {
  auto setup = iraq_setup(weeks);
  setup.parameters = {};  // the second edition, with its noise
  set_lever(setup, "raids", .5);
  set_lever(setup, "crackdown.badr", .2);
  set_lever(setup, "host_offensive.badr", .1);
  set_lever(setup, "restraint.badr", .3);
  set_lever(setup, "commander_loss.badr", .02);
  setup.deadlines = {{.name = "out", .at = 100}};
  return setup;
}

TEST(EveryKernel, MakesTheSameBits) {
  const auto setup = busy_setup(60);
  const RecordedRun scalar = record_agents(setup, kLuck, Kernel::kScalar);
  for (const KernelInfo& kernel : kernels())
    if (kernel.supported()) {
      EXPECT_TRUE(same_bits(scalar, record_agents(setup, kLuck, kernel.kernel))) << kernel.name;
    }
}

// Threads take blocks as they come, and the first takes its from the end: nothing may depend on who does what when.
Crew crew_of(std::size_t threads) {
  return [threads](std::size_t tasks, const std::function<void(std::size_t)>& work) {
    std::vector<std::jthread> crew;
    for (std::size_t t = 0; t < threads; ++t)
      crew.emplace_back([=, &work] {
        const std::size_t last = (tasks - 1) / threads * threads;
        for (std::size_t task = t; task < tasks; task += threads) work(t == 0 ? last - task : task);
      });
  };
}

TEST(OneBigRun, HasTheSameBitsOnAnyNumberOfThreads) {
  auto setup = busy_setup(12);
  setup.agents.scale = .02;  // 106,250 cells: enough to be shared
  const RecordedRun alone = record_agents(setup, kLuck);
  for (const std::size_t threads : {std::size_t{2}, std::size_t{7}})
    EXPECT_TRUE(same_bits(alone, record_agents(setup, kLuck, widest_kernel(), crew_of(threads)))) << threads;
}

class Model {
 public:
  Model(const Setup& setup, bool noise) : setup_(setup), levers_(lever_path(setup_)), model_(cells_kernel(widest_kernel())) {
    model_.initialise({.setup = &setup_, .levers = &levers_, .luck = kLuck.luck, .noise = noise});
  }
  AgentModel* operator->() { return &model_; }

 private:
  Setup setup_;
  LeverPath levers_;
  AgentModel model_;
};

TEST(Conservation, OfPeopleAndSectsInEveryProvince) {
  Model model(busy_setup(208), true);
  const auto sum = [&](const std::vector<double>& people, const ProvincePlace& province) {
    double total = 0;
    for (std::size_t j = 0; j < province.communities; ++j) total += people[province.first_community + j];
    return total;
  };
  std::vector<double> cosect, others;
  for (const ProvincePlace& province : model->layout().provinces) {
    cosect.push_back(sum(model->communities().cosect, province));
    others.push_back(sum(model->communities().others, province));
    EXPECT_NEAR(cosect.back() + others.back(), province.population, 1e-9 * province.population);
  }
  for (int week = 0; week < 208; ++week) {
    model->step();
    for (std::size_t p = 0; p < cosect.size(); ++p) {
      const ProvincePlace& province = model->layout().provinces[p];
      ASSERT_NEAR(sum(model->communities().cosect, province), cosect[p], 1e-9 * province.population) << week;
      ASSERT_NEAR(sum(model->communities().others, province), others[p], 1e-9 * province.population) << week;
    }
  }
}

TEST(Conservation, FightersChangeOnlyByJoiningFoundingLeavingAndLoss) {
  auto setup = busy_setup(208);
  setup.parameters.cells.raid_hit_rate = .3;  // enough cells destroyed and founded again for the balance to be tested
  Model model(setup, true);
  std::vector<double> before;
  for (const Militia& militia : setup.theatre.militias) before.push_back(militia.fighters);
  double lost = 0, refounded = 0;
  for (int week = 0; week < 208; ++week) {
    model->step();
    const AgentWeek& now = model->record();
    for (std::size_t k = 0; k < before.size(); ++k) {
      const double change = now.joined[k] + now.refounded[k] - now.left[k] - now.lost[k];
      ASSERT_NEAR(now.fighters[k] - before[k], change, 1e-9 * before[k]) << week;
      before[k] = now.fighters[k];
      lost += now.lost[k];
      refounded += now.refounded[k];
    }
  }
  EXPECT_GT(lost, 1000);
  EXPECT_GT(refounded, 100);
}

TEST(States, StayInTheirRanges) {
  Model model(busy_setup(208), true);
  const auto in_unit = [](const std::vector<double>& values) {
    return std::all_of(values.begin(), values.end(), [](double x) { return x >= 0 && x <= 1; });
  };
  for (int week = 0; week < 208; ++week) {
    model->step();
    ASSERT_TRUE(in_unit(model->cells().arms) && in_unit(model->cells().skill)) << week;
    ASSERT_TRUE(in_unit(model->communities().insecurity) && in_unit(model->communities().segregation)) << week;
    for (std::size_t j = 0; j < model->layout().communities; ++j)
      ASSERT_TRUE(model->communities().cosect[j] >= 0 && model->communities().others[j] >= 0) << week;
  }
}

// Without noise a cell's number decides nothing: permuting the cells of one province and organisation permutes their records, and sums
// change by the rounding of another order. With noise the number is the cell's luck, so aggregates are invariant in distribution only.
TEST(Exchangeability, PermutingCellsOfOnePlacePermutesTheirRecordsAndNothingElse) {
  auto setup = busy_setup(30);
  Model straight(setup, false), reversed(setup, false);
  const CellGroup group = *std::max_element(straight->layout().groups.begin(), straight->layout().groups.end(),
                                            [](const CellGroup& a, const CellGroup& b) { return a.cells < b.cells; });
  const auto reverse = [&](auto& values) {
    const auto first = values.begin() + static_cast<std::ptrdiff_t>(group.begin);
    std::reverse(first, first + static_cast<std::ptrdiff_t>(group.cells));
  };
  Cells& cells = reversed->cells();
  reverse(cells.fighters);
  reverse(cells.arms);
  reverse(cells.skill);
  reverse(cells.home);
  reverse(cells.loyalty);
  for (int week = 0; week < 30; ++week) {
    straight->step();
    reversed->step();
    EXPECT_NEAR(straight->core().now().attacks, reversed->core().now().attacks, 1e-13);
    EXPECT_NEAR(straight->core().now().insecurity, reversed->core().now().insecurity, 1e-13);
    for (std::size_t k = 0; k < 3; ++k) EXPECT_NEAR(straight->record().fighters[k], reversed->record().fighters[k], 1e-8);
  }
  for (std::size_t n = 0; n < group.cells; ++n) {
    const std::size_t i = group.begin + n, mirrored = group.begin + group.cells - 1 - n;
    ASSERT_NEAR(straight->cells().fighters[i], reversed->cells().fighters[mirrored], 1e-10);
    ASSERT_NEAR(straight->cells().arms[i], reversed->cells().arms[mirrored], 1e-12);
  }
}

TEST(OrganisationsInReverseOrder, GiveTheSameRun) {
  const auto setup = busy_setup(52);
  auto reversed = setup;
  std::reverse(reversed.theatre.militias.begin(), reversed.theatre.militias.end());
  for (auto lever = reversed.levers.begin() + kLeverCount; lever != reversed.levers.end(); lever += 3)
    std::reverse(lever, lever + 3);  // levers go with their militias
  const RecordedRun a = record_agents(setup, kLuck), b = record_agents(reversed, kLuck);
  // Sums over organisations in another order round differently; a flipped draw would show as a whole attack more or less.
  for (std::size_t t = 0; t < 52; ++t) EXPECT_NEAR(a.series("direct")[t], b.series("direct")[t], 1e-9) << t;
  for (std::size_t t = 0; t < 52; ++t) EXPECT_NEAR(a.series("attacks")[t], b.series("attacks")[t], 1e-9) << t;
}

// A name is a key of draws and nothing else: without noise a run with other names has the same bits; with noise it is another future of the
// same distribution.
TEST(RenamedOrganisationsAndProvinces, ChangeLuckOnly) {
  const auto setup = busy_setup(104);
  auto renamed = setup;
  for (Militia& militia : renamed.theatre.militias) militia.name = "x_" + militia.name;
  for (Province& province : renamed.theatre.provinces) {
    province.name = "x_" + province.name;
    for (std::string& neighbour : province.neighbours) neighbour.insert(0, "x_");
  }
  for (Militia& militia : renamed.theatre.militias)
    for (auto& place : militia.places) place.name.insert(0, "x_");
  // The sects of communities and the fighters of cells are drawn at the start, with noise off too: they are what a name decides.
  auto even = setup, even_renamed = renamed;
  for (auto* one : {&even, &even_renamed}) {
    one->initial.segregation = 0;
    one->parameters.cells.size_max = one->parameters.cells.size_min;
    for (Militia& militia : one->theatre.militias) militia.sponsored_share = 0;
  }
  EXPECT_TRUE(same_bits(record_agents(even), record_agents(even_renamed)));

  double difference = 0, squares = 0;
  constexpr int futures = 16;
  for (int r = 0; r < futures; ++r) {
    const testing_support::Noise luck{true, {5, static_cast<std::uint64_t>(r)}};
    const double d = record_agents(renamed, luck).mean_of_last("attacks") - record_agents(setup, luck).mean_of_last("attacks");
    difference += d / futures;
    squares += d * d / futures;
  }
  EXPECT_GT(squares, 0);
  EXPECT_LT(std::abs(difference), 3 * std::sqrt(squares / futures));  // three standard errors of independent futures
}

TEST(AttacksPerIndex, DoubledDoublesCountsAndLeavesTheMeanOfTheIndex) {
  const auto setup = iraq_setup(104);
  auto doubled = setup;
  doubled.parameters.cells.attacks_per_index *= 2;
  // Memories of violence are relative to their mean, so only luck differs: half the relative variance. Eight futures: the standard error of
  // the mean of A is .015/sqrt(8) on either side.
  double A = 0, of_doubled = 0;
  for (int r = 0; r < 8; ++r) {
    const testing_support::Noise luck{true, {9, static_cast<std::uint64_t>(r)}};
    A += record_agents(setup, luck).mean_of_last("attacks") / 8;
    of_doubled += record_agents(doubled, luck).mean_of_last("attacks") / 8;
  }
  EXPECT_NEAR(A, of_doubled, .016);
  const RecordedRun one = record_agents(setup), two = record_agents(doubled);
  for (std::size_t t = 0; t < 104; ++t) EXPECT_NEAR(one.series("attacks")[t], two.series("attacks")[t], 1e-12) << t;
  for (std::size_t t = 0; t < 104; ++t) EXPECT_NEAR(2 * one.series("attacks_count", 0)[t], two.series("attacks_count", 0)[t], 1e-9) << t;
}

TEST(SeverityParameters, ChangeNoState) {
  const auto setup = busy_setup(52);
  auto deadlier = setup;
  deadlier.parameters.cells.lethal_rival = .5;
  deadlier.parameters.cells.severity_exponent = 2;
  deadlier.parameters.cells.skill_lethality = 2;
  const RecordedRun a = record_agents(setup, kLuck), b = record_agents(deadlier, kLuck);
  for (const char* series : {"direct", "attacks", "insecurity", "segregation", "freelance_share"})
    EXPECT_TRUE(std::equal(a.series(series).begin(), a.series(series).end(), b.series(series).begin())) << series;
  EXPECT_GT(b.mean_of_last("killed"), 2 * a.mean_of_last("killed"));
}

TEST(FightersAndScale, MultipliedAlikeChangeNothingButCountsOfPersons) {
  const auto setup = busy_setup(52);
  auto larger = setup;
  for (Militia& militia : larger.theatre.militias) militia.fighters *= 4;
  larger.agents.scale = 4;
  // Seats are counted in real cells, so a quarter as many per cell would change who trains.
  larger.parameters.cells.camp_seats *= 4;
  const RecordedRun c = record_agents(setup, kLuck), d = record_agents(larger, kLuck);
  for (std::size_t t = 0; t < 52; ++t) {
    EXPECT_DOUBLE_EQ(c.series("attacks")[t], d.series("attacks")[t]) << t;
    EXPECT_NEAR(4 * c.series("fighters")[t], d.series("fighters")[t], 1e-6) << t;
  }
}

TEST(WithoutTroops, NobodyAttacksTheRival) {
  auto setup = iraq_setup(30);
  set_lever(setup, "forces", 0);
  setup.parameters.rival.forces_reaction = 0;
  const RecordedRun run = record_agents(setup, kLuck);
  const auto& columns = run.selection().columns();
  double on_rival = 0, on_others = 0;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    if (columns[c].series->name != "attacks_count") continue;
    for (const double attacks : run.column(c)) (columns[c].entity % 3 == 0 ? on_rival : on_others) += attacks;
  }
  EXPECT_EQ(on_rival, 0);
  EXPECT_GT(on_others, 0);
}

TEST(WithoutRaidsAndHostHits, NoCellIsEverDormantOrDestroyed) {
  auto setup = iraq_setup(52);
  setup.parameters.cells.host_hit_rate = 0;
  const RecordedRun run = record_agents(setup, kLuck);
  for (const double cells : run.series("cells", kDormant)) EXPECT_EQ(cells, 0);
  for (const double cells : run.series("cells", kDestroyed)) EXPECT_EQ(cells, 0);
}

TEST(WithoutSeats, NoCellIsInTraining) {
  auto setup = iraq_setup(52);
  setup.parameters.cells.camp_seats = 0;
  const auto recording = record_agents(setup, kLuck);
  for (const double cells : recording.series("cells", kTraining)) EXPECT_EQ(cells, 0);
}

TEST(AnotherOrganisation, ChangesNoDrawOfTheOthers) {
  auto setup = iraq_setup(1);
  const LeverPath levers = lever_path(setup);
  AgentModel model(cells_kernel(Kernel::kScalar));
  model.initialise({.setup = &setup, .levers = &levers, .luck = kLuck.luck, .noise = true});
  auto more = setup;
  Militia newcomer = more.theatre.militias[1];
  newcomer.name = "newcomer";
  more.theatre.militias.insert(more.theatre.militias.begin(), newcomer);
  more.levers = testing_support::levers_of_2008(4);
  const LeverPath more_levers = lever_path(more);
  AgentModel larger(cells_kernel(Kernel::kScalar));
  larger.initialise({.setup = &more, .levers = &more_levers, .luck = kLuck.luck, .noise = true});
  for (std::size_t p = 0; p < model.layout().provinces.size(); ++p)
    for (std::size_t k = 0; k < 3; ++k) {
      const CellGroup &a = model.layout().group(p, k), &b = larger.layout().group(p, k + 1);
      ASSERT_EQ(a.cells, b.cells);
      for (std::size_t n = 0; n < a.cells; ++n) {
        EXPECT_DOUBLE_EQ(model.cells().fighters[a.begin + n], larger.cells().fighters[b.begin + n]);
        EXPECT_EQ(model.cells().home[a.begin + n], larger.cells().home[b.begin + n]);
        EXPECT_EQ(model.cells().loyalty[a.begin + n], larger.cells().loyalty[b.begin + n]);
      }
    }
}

}  // namespace
}  // namespace fulcrum
