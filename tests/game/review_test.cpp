// Reviews: effects are those of runs, alternatives are within bounds, and what would have been best is found.
#include "sim/game/review.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/game/small_games.h"

namespace fulcrum {
namespace {

using testing_support::kBothTurns;
using testing_support::PlayedGame;

Review reviewed(const PlayedGame& game) {
  const LoggedGame logged = read_log(game.file());
  return review(logged, World(logged.session->game()), 1);
}

TEST(ReviewTest, AnOnlyMoveDidAllThatWasDone) {
  const Review found = reviewed(PlayedGame({"communication 0.4", "done", "done", "done", "done"}));
  ASSERT_EQ(found.moves.size(), 1u);
  ASSERT_EQ(found.teams.size(), 2u);
  EXPECT_EQ(found.moves[0].here, found.teams[0].here);
  EXPECT_EQ(found.moves[0].over.median, found.teams[0].over.median);
  EXPECT_NE(found.run, found.baseline_run);
  EXPECT_NE(found.why, "");
}

TEST(ReviewTest, AGameWithoutMovesIsItsBaseline) {
  const Review found = reviewed(PlayedGame({"done", "done", "done", "done"}));
  EXPECT_EQ(found.run, found.baseline_run);
  EXPECT_TRUE(found.moves.empty());
  EXPECT_EQ(found.teams[0].here, 0);
  EXPECT_EQ(found.why, "");
}

TEST(ReviewTest, ForecastsAreScoredBesideTheSealedSharesAndOneHalf) {
  const Review found = reviewed(PlayedGame(kBothTurns));
  ASSERT_EQ(found.forecasts.size(), 1u);
  EXPECT_DOUBLE_EQ(found.forecasts[0].brier, brier_score(.8, found.questions[0].came_true));
  ASSERT_EQ(found.scores.size(), 3u);
  EXPECT_EQ(found.scores[2].of, "one half");
  EXPECT_EQ(found.scores[2].brier, .25);
}

TEST(ReviewTest, AlternativesStayWithinBoundsAndLeaveLaterMovesWithinThem) {
  const PlayedGame game({"communication 0.5", "done", "done", "communication 0.9", "done", "done"});
  const GameTeam& west = *find_team(game.session.game(), "west");
  const auto others = alternatives(game.session, west);
  EXPECT_GT(others.size(), 10u);
  for (const Alternative& other : others) {
    EXPECT_TRUE(all_allowed(game.session.game(), other.moves));
    // Without the first step the second would be too large.
    EXPECT_FALSE(other.move.turn == 1 && other.move.lever == "communication") << other.move.value;
  }
}

// In the small game the patron's ardour raises its indirect support: of all single moves the best is a large one.
TEST(ReviewTest, TheBestOtherMoveIsBetterInFuturesThatDidNotChooseIt) {
  const Review found = reviewed(PlayedGame({"strikes 1", "done", "done", "strikes 1", "done", "done"}));
  const BestMove& west = found.best[0];
  ASSERT_TRUE(west.move);
  EXPECT_LT(west.over.median, 0);  // it wants direct support lower
  EXPECT_EQ(west.over.pairs, 10);
  EXPECT_GT(west.tried, 10);
}

}  // namespace
}  // namespace fulcrum
