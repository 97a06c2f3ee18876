// Moves: when they act, and which are within bounds.
#include "sim/game/moves.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/game/small_games.h"

namespace fulcrum {
namespace {

using testing_support::game_from;
using testing_support::kSmallGame;
using testing_support::move_of;

double lever_in(const Game& game, const std::vector<Move>& moves, const std::string& lever, int week) {
  return lever_path(scenario_of(game, moves).setup).value(find_lever(lever, game.scenario.setup.theatre.militia_names()), week);
}

TEST(MovesTest, OfMoveAndInjectOnALeverTheLaterOneHolds) {
  const Game game = game_from(kSmallGame);
  const std::vector<Move> moves{move_of(game, 1, "west", "rhetoric", .2), move_of(game, 2, "west", "rhetoric", .4)};
  EXPECT_EQ(lever_in(game, moves, "rhetoric", 1), .2);
  EXPECT_EQ(lever_in(game, moves, "rhetoric", 3), .9);  // the inject of week 2
  EXPECT_EQ(lever_in(game, moves, "rhetoric", 4), .4);
}

TEST(MovesTest, AMoveForSomeWeeksEndsByItself) {
  const Game game = game_from(kSmallGame);
  const std::vector<Move> moves{move_of(game, 2, "west", "strikes", .5)};
  EXPECT_EQ(lever_in(game, moves, "strikes", 4), .5);
  EXPECT_EQ(lever_in(game, moves, "strikes", 5), 0);
}

TEST(MovesTest, OfSeveralMovesOfATurnTheLastCounts) {
  const Game game = game_from(kSmallGame);
  const auto moves = effective_moves(std::vector<Move>{move_of(game, 2, "west", "rhetoric", .1), move_of(game, 1, "west", "rhetoric", .2),
                                                       move_of(game, 1, "west", "rhetoric", .3)});
  ASSERT_EQ(moves.size(), 2u);
  EXPECT_EQ(moves[0].value, .3);
  EXPECT_EQ(moves[1].value, .1);
}

TEST(MovesTest, AStepIsCountedFromWhatWasInForceWhenTheTurnBegan) {
  const Game game = game_from(kSmallGame);
  const double start = in_force(game, {}, 1, move_of(game, 1, "west", "communication", 0).number);
  const Move first = move_of(game, 1, "west", "communication", start + .4), second = move_of(game, 2, "west", "communication", start + .8);
  EXPECT_EQ(refusal(game, {}, first), "");
  EXPECT_THAT(refusal(game, {}, second), testing::HasSubstr("(at most 0.4 from one turn to the next)"));
  EXPECT_EQ(refusal(game, std::vector{first}, second), "");
  EXPECT_TRUE(all_allowed(game, std::vector{first, second}));
  EXPECT_FALSE(all_allowed(game, std::vector{second, first}));
}

TEST(MovesTest, BoundsAndFiniteNumbersAreAskedFor) {
  const Game game = game_from(kSmallGame);
  EXPECT_THAT(refusal(game, {}, move_of(game, 1, "east", "ardour", .6)), testing::HasSubstr("allowed in this turn: -0.5 to 0.5"));
  EXPECT_THAT(refusal(game, {}, move_of(game, 1, "east", "ardour", std::nan(""))), testing::HasSubstr("finite"));
  Move other = move_of(game, 1, "east", "ardour", 0);
  other.team = "west";
  EXPECT_EQ(refusal(game, {}, other), "west has no lever 'ardour'");
}

TEST(MovesTest, TextSaysHowLongAMoveLasts) {
  const Game game = game_from(kSmallGame);
  EXPECT_EQ(move_text(move_of(game, 1, "west", "rhetoric", .25)), "rhetoric 0.25");
  EXPECT_EQ(move_text(move_of(game, 1, "west", "strikes", 1)), "strikes 1 for 1 week");
}

}  // namespace
}  // namespace fulcrum
