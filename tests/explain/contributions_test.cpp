// Parts of a change as they are shown: nothing is lost by joining small ones, and sentences say the largest first.
#include "sim/explain/contributions.h"

#include <gtest/gtest.h>

namespace fulcrum {
namespace {

double sum(const std::vector<Contribution>& parts) {
  double all = 0;
  for (const Contribution& part : parts) all += part.change;
  return all;
}

TEST(Contributions, KeepTheirSumWhenSmallOnesAreJoined) {
  const std::vector<Contribution> parts{{"small", .01}, {"down", -.6}, {"up", .3}, {"smaller", -.002}, {"nothing", 0}};
  const auto shown = by_size(parts, .05);
  ASSERT_EQ(shown.size(), 3u);
  EXPECT_EQ(shown[0].name, "down");
  EXPECT_EQ(shown[1].name, "up");
  EXPECT_EQ(shown[2].name, "smaller causes");
  EXPECT_DOUBLE_EQ(sum(shown), sum(parts));
}

TEST(Contributions, AreJoinedAtEveryLevel) {
  const auto shown = by_size({{"front", 1, {{"large", .98}, {"a", .01}, {"b", .01}}}}, .05);
  ASSERT_EQ(shown[0].parts.size(), 2u);
  EXPECT_EQ(shown[0].parts[1].name, "smaller causes");
  EXPECT_DOUBLE_EQ(shown[0].parts[1].change, .02);
}

TEST(Sentences, SayFirstWhatPushedInTheDirectionOfTheChange) {
  const auto said = sentences("direct support", {{"motive", .2, {}}, {"threat", -.5, {{"forces front", -.6, {}}, {"arms front", .1, {}}}}});
  ASSERT_EQ(said.size(), 2u);
  EXPECT_EQ(said[0],
            "threat pushed direct support down by 0.500, through forces front (-0.600); arms front (+0.100) worked in the opposite "
            "direction.");
  EXPECT_EQ(said[1], "motive pushed direct support up by 0.200.");
  EXPECT_EQ(lines(said).substr(0, 9), "- threat ");
}

TEST(Sentences, LeaveOutWhatIsHardlyThere) { EXPECT_EQ(sentences("support", {{"all", 1, {}}, {"hardly", .01, {}}}).size(), 1u); }

TEST(Listed, JoinsWithCommasAndAnAnd) {
  EXPECT_EQ(listed({}), "");
  EXPECT_EQ(listed({"a"}), "a");
  EXPECT_EQ(listed({"a", "b"}), "a and b");
  EXPECT_EQ(listed({"a", "b", "c"}), "a, b and c");
}

}  // namespace
}  // namespace fulcrum
