// What the room sees.
#include "sim/game/play_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/game/small_games.h"

namespace fulcrum {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing_support::game_from;
using testing_support::kBothTurns;
using testing_support::kSmallGame;
using testing_support::PlayedGame;
using testing_support::with;

TEST(PlayTextTest, NewsIsToldWhenItComesAndNotBefore) {
  const PlayedGame first({"done"}), ended({"done", "done"});
  EXPECT_THAT(first.said, Not(HasSubstr("Somebody")));
  EXPECT_THAT(ended.said, HasSubstr("News of 2008-01-21 (week 2): Somebody shouts"));
  EXPECT_THAT(ended.said, HasSubstr("Turn 2 of 2: weeks 4 to 7, from 2008-02-04"));
}

TEST(PlayTextTest, TheOpeningSaysWhoIsPlayedAndWhatIsAsked) {
  const std::string text = opening_text(Session(game_from(kSmallGame), {"west"}));
  EXPECT_THAT(text, HasSubstr("west (rival): played here; wants direct_mean lower"));
  EXPECT_THAT(text, HasSubstr("east (patron): played by the model"));
  EXPECT_THAT(text, HasSubstr("calm: Will attacks stay below 0.9?"));
}

TEST(PlayTextTest, LeversShowWhatTheyMayBeMovedToAndForcesAreReadInMen) {
  const Session session(game_from(with(kSmallGame, "lever = \"rhetoric\"", "lever = \"forces\"")), {"west"});
  const std::string text = levers_text(session, *session.to_move());
  EXPECT_THAT(text, HasSubstr("0 to 0.5"));
  EXPECT_THAT(text, testing::ContainsRegex("forces +0\\.88.? \\(1[0-9]+ troops\\)"));
  EXPECT_THAT(help_text(*session.to_move(), session.game()), HasSubstr("communication VALUE"));
}

TEST(PlayTextTest, MovesAreListedByTeamAndSeriesByTurn) {
  const PlayedGame game(kBothTurns);
  EXPECT_THAT(moves_text(game.session, 1), HasSubstr("west: communication 0.3\n  east: ardour -0.2"));
  EXPECT_THAT(moves_text(game.session, 2), HasSubstr("east: none"));
  const World world(game.session.game());
  const PlayedRun run = world.play(game.session.moves());
  const auto direct = run.view(world.selection()).series("direct");
  const double mean = (direct[4] + direct[5] + direct[6] + direct[7]) / 4;
  EXPECT_THAT(series_text(world, run, 2), HasSubstr(std::to_string(mean).substr(0, 4)));
  EXPECT_THAT(turn_text(Session(game_from(kSmallGame), {"west"})), HasSubstr("Turn 1 of 2: weeks 0 to 3, from 2008-01-07"));
}

}  // namespace
}  // namespace fulcrum
