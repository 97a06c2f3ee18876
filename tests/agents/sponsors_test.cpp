// Cells that split off may be taken over by the patron's own men, and a cease-fire does not bind those who left; agents.md section 4.
#include <gtest/gtest.h>

#include <algorithm>
#include <bit>

#include "tests/agents/replicates.h"
#include "tests/models/default_theatre.h"

namespace fulcrum {
namespace {

using testing_support::between;
using testing_support::iraq_setup;
using testing_support::lever_number;
using testing_support::RecordedRun;
using testing_support::replicates;

constexpr std::size_t kLoss = 104;
constexpr int kReplicates = 3;

// The commander is lost in week 104. Splinters are taken over as far as the parameter says.
std::vector<RecordedRun> after_a_loss(double sponsor) {
  Setup setup = iraq_setup(156);
  setup.parameters = {};
  setup.parameters.cells.splinter_sponsor = sponsor;
  setup.agents.scale = 10;
  setup.actions = {{.kind = ActionKind::kPulse, .week = kLoss, .values = {{kLever_commander_loss, 1}}}};
  return replicates(setup, kReplicates);
}

TEST(SplintersWithASponsor, ObeyThePatronAgainAfterALossOfControl) {
  const auto with = after_a_loss(1), without = after_a_loss(0);
  EXPECT_GT(between(with, "effective_control", kLoss + 6, kLoss + 27), between(without, "effective_control", kLoss + 6, kLoss + 27) + .02);
  EXPECT_LT(between(with, "splinter_share", kLoss + 6, kLoss + 27), between(without, "splinter_share", kLoss + 6, kLoss + 27) - .03);
  for (std::size_t r = 0; r < with.size(); ++r) {
    const auto a = with[r].series("splinter_share"), b = without[r].series("splinter_share");
    EXPECT_TRUE(std::equal(a.begin(), a.begin() + kLoss, b.begin()));  // nobody leaves before
  }
}

TEST(SplintersWithASponsor, AreFewWithoutDirectSupport) {
  // The share of leavers that is taken over is D: at a tenth of it nearly all stay splinters.
  const auto little = after_a_loss(.1), without = after_a_loss(0);
  EXPECT_NEAR(between(little, "splinter_share", kLoss, kLoss + 13), between(without, "splinter_share", kLoss, kLoss + 13), .02);
}

// A cease-fire of all after the loss.
double free_fire(double unbound) {
  Setup setup = iraq_setup(130);
  setup.parameters = {};
  setup.parameters.cells.splinter_sponsor = 0;
  setup.parameters.cells.splinter_unbound = unbound;
  setup.agents.scale = 10;
  setup.actions = {{.kind = ActionKind::kPulse, .week = kLoss, .values = {{kLever_commander_loss, 1}}}};
  for (const char* militia : {"mahdi_army", "badr", "special_groups"})
    setup.actions.push_back(
        {.kind = ActionKind::kSet, .week = 110, .values = {{lever_number(setup, std::string("restraint.") + militia), 1}}});
  return between(replicates(setup, kReplicates), "freelance_share", 112, 130);
}

TEST(CeaseFire, DoesNotBindThoseWhoLeft) {
  EXPECT_EQ(free_fire(0), 0);
  EXPECT_GT(free_fire(1), .01);
}

}  // namespace
}  // namespace fulcrum
