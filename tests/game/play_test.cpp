// The dialogue of a game: what is taken, what is not, and that a game that was stopped goes on to the same end.
#include "sim/game/play.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/game/small_games.h"

namespace fulcrum {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing_support::kBothTurns;
using testing_support::PlayedGame;

std::string last_run(const Session& session) { return std::get<TurnEnd>(session.entries().back()).run; }

TEST(PlayTest, WhatIsNotUnderstoodOrAllowedIsSaidAndNotTaken) {
  const PlayedGame game({"comunication 0.2", "communication", "communication much", "communication nan", "communication 3",
                         "forecast calm 2", "forecast", "help", "levers", "", "quit"});
  EXPECT_FALSE(game.over);
  EXPECT_TRUE(game.session.entries().empty());
  EXPECT_THAT(game.said, HasSubstr("'comunication' is neither a lever of west nor a command; did you mean 'communication'?"));
  EXPECT_THAT(game.said, HasSubstr("type the lever and one number"));
  EXPECT_THAT(game.said, HasSubstr("communication = 3 is out of bounds"));
  EXPECT_THAT(game.said, HasSubstr("from 0.01 to 0.99"));
}

TEST(PlayTest, HiddenMovesAreShownOnlyWhenTheTurnEnds) {
  const PlayedGame game({"done", "ardour 0.25"});
  EXPECT_THAT(game.said, HasSubstr("east> (hidden)"));
  EXPECT_THAT(game.said, Not(HasSubstr("0.25")));
  const PlayedGame ended({"done", "ardour 0.25", "done"});
  EXPECT_THAT(ended.said, HasSubstr("east: ardour 0.25"));
}

TEST(PlayTest, AForecastIsTakenWithoutBeingShownAndItsSealIs) {
  const PlayedGame game({"forecast calm", "0.8"});
  ASSERT_EQ(game.session.forecasts().size(), 1u);
  EXPECT_THAT(game.said, HasSubstr("probability that calm comes true> (hidden)"));
  EXPECT_THAT(game.said, HasSubstr("sealed: " + seal_of(game.session.forecasts().front())));
}

TEST(PlayTest, AGameThatIsStoppedAnywhereGoesOnToTheSameEnd) {
  const PlayedGame whole(kBothTurns);
  ASSERT_TRUE(whole.over);
  for (std::size_t stop = 0; stop < kBothTurns.size(); ++stop) {
    const auto at = kBothTurns.begin() + static_cast<std::ptrdiff_t>(stop);
    PlayedGame game({kBothTurns.begin(), at});
    LoggedGame logged = read_log(game.file());
    const World world(logged.session->game());
    GameLog log = GameLog::reopen(game.file(), logged);
    EXPECT_TRUE(game.go_on(*logged.session, world, log, {at, kBothTurns.end()})) << stop;
    EXPECT_EQ(last_run(*logged.session), last_run(whole.session)) << stop;
  }
}

}  // namespace
}  // namespace fulcrum
