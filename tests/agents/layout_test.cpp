// Who is where in the default theatre: the closed-form table of agents.md section 10.
#include "models/agents/layout.h"

#include <gtest/gtest.h>

#include <map>

#include "tests/agents/agent_setup.h"

namespace fulcrum {
namespace {

using testing_support::iraq_setup;

std::size_t province(const Setup& setup, const std::string& name) {
  for (std::size_t p = 0; p < setup.theatre.provinces.size(); ++p)
    if (setup.theatre.provinces[p].name == name) return p;
  throw std::invalid_argument(name);
}

TEST(Layout, CountsProvincesCrossedFromTheBorder) {
  const auto setup = iraq_setup();
  const AgentLayout layout = lay_out(setup);
  const std::map<std::string, int> hops = {{"Baghdad", 1}, {"Basra", 0}, {"Najaf", 2}, {"Anbar", 2}};
  for (const auto& [name, expected] : hops) EXPECT_EQ(layout.provinces[province(setup, name)].hops, expected) << name;
}

TEST(Layout, KnowsTheSectsOfTheProvincesAndWhereInsurgentsAre) {
  const auto setup = iraq_setup();
  const AgentLayout layout = lay_out(setup);
  const std::map<std::string, double> cosect = {{"Basra", .943},   {"Baghdad", .736}, {"Diyala", .265},
                                                {"Nineveh", .097}, {"Anbar", 0},      {"Najaf", 1}};
  const std::map<std::string, double> insurgents = {{"Nineveh", .252}, {"Baghdad", .235}, {"Anbar", .195}, {"Salah al-Din", .132},
                                                    {"Diyala", .118},  {"Kirkuk", .036},  {"Erbil", 0}};
  for (const auto& [name, share] : cosect) EXPECT_NEAR(layout.provinces[province(setup, name)].cosect_share, share, .001) << name;
  for (const auto& [name, share] : insurgents) EXPECT_NEAR(layout.provinces[province(setup, name)].insurgent_share, share, .001) << name;
}

TEST(Layout, GivesOrganisationsAsManyCellsAsTheirFightersMake) {
  const std::map<double, std::vector<std::size_t>> expected = {{1, {1500, 500, 125}}, {10, {150, 50, 13}}, {100, {15, 5, 1}}};
  for (const auto& [scale, cells] : expected) {
    auto setup = iraq_setup();
    setup.agents.scale = scale;
    const AgentLayout layout = lay_out(setup);
    EXPECT_EQ(layout.cells_of, cells);
    std::vector<std::size_t> placed(3, 0);
    for (const CellBlock& block : layout.blocks) placed[layout.groups[block.group].organisation] += block.cells;
    EXPECT_EQ(placed, cells);
  }
}

TEST(Layout, DividesProvincesIntoCommunities) {
  const auto setup = iraq_setup();
  const AgentLayout layout = lay_out(setup);
  EXPECT_EQ(layout.communities, 372u);
  const std::map<std::string, std::size_t> expected = {{"Baghdad", 89}, {"Nineveh", 37}, {"Basra", 24}, {"Dahuk", 5}};
  for (const auto& [name, communities] : expected) EXPECT_EQ(layout.provinces[province(setup, name)].communities, communities) << name;
}

TEST(Layout, TellsNeighboursBothWays) {
  const AgentLayout layout = lay_out(iraq_setup());
  for (std::size_t p = 0; p < layout.provinces.size(); ++p)
    for (std::size_t n = layout.first_neighbour[p]; n < layout.first_neighbour[p + 1]; ++n) {
      const std::size_t q = layout.neighbours[n];
      const auto from = layout.neighbours.begin() + static_cast<std::ptrdiff_t>(layout.first_neighbour[q]);
      const auto to = layout.neighbours.begin() + static_cast<std::ptrdiff_t>(layout.first_neighbour[q + 1]);
      EXPECT_NE(std::find(from, to, p), to);
    }
}

TEST(Constants, PutTroopsWhereCellsMeetThemAndWherePeopleAreCovered) {
  const auto setup = iraq_setup(1);
  const LeverPath levers = lever_path(setup);
  AgentModel model(cells_kernel(Kernel::kScalar));
  model.initialise({.setup = &setup, .levers = &levers, .luck = {}, .noise = true});
  const std::map<std::string, double> presence = {{"Anbar", 2.22},  {"Salah al-Din", 1.94}, {"Baghdad", 1.55},
                                                  {"Diyala", 1.35}, {"Basra", .73},         {"Najaf", .27}};
  const std::map<std::string, double> cover = {{"Anbar", 2.38},  {"Salah al-Din", 2.07}, {"Baghdad", 1.66},
                                               {"Diyala", 1.45}, {"Basra", .78},         {"Najaf", .29}};
  for (const auto& [name, value] : presence) EXPECT_NEAR(model.provinces()[province(setup, name)].presence, value, .02) << name;
  for (const auto& [name, value] : cover) EXPECT_NEAR(model.provinces()[province(setup, name)].cover, value, .005) << name;
}

}  // namespace
}  // namespace fulcrum
