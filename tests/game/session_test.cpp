// Whose turn it is, and what may follow what.
#include "sim/game/session.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/game/small_games.h"

namespace fulcrum {
namespace {

using testing_support::game_from;
using testing_support::kSmallGame;
using testing_support::move_of;

TEST(SessionTest, TeamsMoveInTheOrderOfTheFileWhoeverIsNamedFirst) {
  Session session(game_from(kSmallGame), {"east", "west"});
  EXPECT_EQ(session.to_move()->name, "west");
  EXPECT_THAT(session.refuses(TeamDone{1, "east"}), testing::HasSubstr("not the turn of team 'east'"));
  session.add(TeamDone{1, "west"});
  EXPECT_EQ(session.to_move()->name, "east");
  EXPECT_THAT(session.refuses(TurnEnd{1, ""}), testing::HasSubstr("not all teams are done"));
  session.add(TeamDone{1, "east"});
  EXPECT_EQ(session.to_move(), nullptr);
  EXPECT_EQ(session.refuses(TurnEnd{1, ""}), "");
  session.add(TurnEnd{1, ""});
  EXPECT_EQ(session.turn(), 2);
  EXPECT_EQ(session.until(0).entries().size(), 0u);
  EXPECT_EQ(session.until(1).entries().size(), session.entries().size());
}

TEST(SessionTest, ForecastsAreOfQuestionsOfTheGameAndNeverCertain) {
  const Session session(game_from(kSmallGame), {"west"});
  const auto says = [&](const std::string& question, double p) { return session.refuses(Forecast{1, "west", question, p, ""}); };
  EXPECT_EQ(says("calm", .99), "");
  EXPECT_THAT(says("calm", 1), testing::HasSubstr("from 0.01 to 0.99"));
  EXPECT_THAT(says("calm", std::nan("")), testing::HasSubstr("from 0.01 to 0.99"));
  EXPECT_THAT(says("clam", .5), testing::HasSubstr("did you mean 'calm'?"));
}

TEST(SessionTest, ARivalThatNobodyPlaysChoosesItsPostureItself) {
  EXPECT_EQ(Session(game_from(kSmallGame), {"west"}).game().scenario.setup.rival, Rival::kScripted);
  EXPECT_EQ(Session(game_from(kSmallGame), {"east"}).game().scenario.setup.rival, Rival::kAdaptive);
  EXPECT_EQ(people_of(game_from(kSmallGame)), (std::vector<std::string>{"west", "east"}));
}

TEST(SessionTest, MovesAreLimited) {
  const Game game = game_from(kSmallGame);
  Session session(game, {"west"});
  const Move move = move_of(game, 1, "west", "rhetoric", .5);
  while (session.refuses(move).empty() && session.moves().size() < 3000) session.add(move);
  EXPECT_EQ(session.refuses(move), "a game has at most 2000 moves");
}

TEST(SessionTest, AnUnknownTeamIsNamed) {
  try {
    const Session session(game_from(kSmallGame), {"wset"});
    FAIL();
  } catch (const std::invalid_argument& error) {
    EXPECT_STREQ(error.what(), "there is no team 'wset'; did you mean 'west'?");
  }
}

}  // namespace
}  // namespace fulcrum
