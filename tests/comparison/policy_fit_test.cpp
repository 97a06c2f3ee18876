#include "sim/comparison/policy_fit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/default_setup.h"

namespace fulcrum {
namespace {

using testing::HasSubstr;

TEST(Misfit, IsWhatCannotBeComparedWeekByWeekAndActorByActor) {
  Scenario first;
  first.setup = testing_support::default_setup();
  EXPECT_EQ(misfit(first, first), "");
  const std::pair<const char*, void (*)(fulcrum::Setup&)> changes[] = {
      {"time.start", [](fulcrum::Setup& s) { s.start += std::chrono::days(7); }},
      {"time.weeks", [](fulcrum::Setup& s) { ++s.weeks; }},
      {"run.resolution", [](fulcrum::Setup& s) { s.resolution = Resolution::kCells; }},
      {"their theatre", [](fulcrum::Setup& s) { s.theatre.name = "elsewhere"; }},
      {"[[militia]]", [](fulcrum::Setup& s) { s.theatre.militias.pop_back(); }},
      {"[[neighbour]]", [](fulcrum::Setup& s) { s.theatre.neighbours.front().name = "atlantis"; }}};
  for (const auto& [what, change] : changes) {
    Scenario other = first;
    change(other.setup);
    EXPECT_THAT(misfit(first, other), HasSubstr(what));
  }
}

}  // namespace
}  // namespace fulcrum
