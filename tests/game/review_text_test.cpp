// The review as text.
#include "sim/game/review_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/game/small_games.h"

namespace fulcrum {
namespace {

using testing::HasSubstr;
using testing_support::kBothTurns;
using testing_support::PlayedGame;

TEST(ReviewTextTest, RevealsWhatWasSealedAndSaysWhatMovesDid) {
  const PlayedGame game(kBothTurns);
  const LoggedGame logged = read_log(game.file());
  const Review found = review(logged, World(logged.session->game()), 1);
  const std::string text = review_text(found, logged);
  const Forecast& forecast = game.session.forecasts().front();
  EXPECT_THAT(text, HasSubstr(seal_of(forecast) + "\n    " + sealed_text(forecast)));
  EXPECT_THAT(text, HasSubstr(logged.head.baseline));
  EXPECT_THAT(text, HasSubstr("communication 0.3"));
  EXPECT_THAT(text, HasSubstr("These are consequences of the stated assumptions"));
  EXPECT_THAT(text, testing::Not(HasSubstr("is NOT the one that was sealed")));
}

TEST(ReviewTextTest, AnEffectAndABestMoveAreSentences) {
  PairedFutures over{.median = -.02, .low = -.05, .high = -.01};
  over.verdict = FuturesVerdict::kLowers;
  EXPECT_EQ(effect_text(over), "lower it: median -0.020, nine in ten -0.050 to -0.010");
  const TeamEffect team{.team = "west", .goal = "direct_mean"};
  EXPECT_EQ(best_text({.team = "west", .tried = 7}, team, 20),
            "west: of 7 other single moves within bounds none is better for direct_mean in the mean of 10 futures.");
  const BestMove back{.team = "west", .tried = 7, .move = Move{2, "west", "strikes", 0, 1, 1}, .taken_back = true, .over = over};
  EXPECT_THAT(best_text(back, team, 20), HasSubstr("west: in turn 2, not to move strikes."));
}

}  // namespace
}  // namespace fulcrum
