// The world of a game: the past does not change, and what is played is one of the futures.
#include "sim/game/world.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/game/small_games.h"

namespace fulcrum {
namespace {

using testing_support::game_from;
using testing_support::kSmallGame;
using testing_support::move_of;
using testing_support::with;

TEST(WorldTest, AMoveChangesNothingBeforeItsTurn) {
  const Game game = game_from(kSmallGame);
  const World world(game);
  const PlayedRun without = world.play({}), moved = world.play(std::vector{move_of(game, 2, "west", "communication", .4)});
  EXPECT_EQ(run_hash(world, without, 4), run_hash(world, moved, 4));
  EXPECT_NE(run_hash(world, without, 8), run_hash(world, moved, 8));
}

TEST(WorldTest, ThePlayedWorldIsOneOfTheFutures) {
  for (const char* kind : {"luck", "assumptions"}) {
    const Game game = game_from(with(kSmallGame, "futures = 20", "futures = 20\nfuture = 3\nworld = \"" + std::string(kind) + "\""));
    const World world(game);
    const std::vector<Move> moves{move_of(game, 1, "west", "communication", .3)};
    const auto values = world.over_futures({{"a", scenario_of(game, moves).setup}}, world.outcomes());
    const PlayedRun run = world.play(moves);
    for (std::size_t i = 0; i < world.outcomes().size(); ++i)
      if (world.value(run, i) == world.value(run, i)) {
        EXPECT_EQ(values[i][0][3], world.value(run, i)) << kind << " " << world.outcomes()[i].name;
      }
  }
}

TEST(WorldTest, TheSealedTextHasTheRunAndTheShareOfEachQuestion) {
  const Game game = game_from(kSmallGame);
  const World world(game);
  EXPECT_THAT(baseline_text(world), testing::MatchesRegex("baseline of small\nrun [0-9a-f]+\ncalm [0-9]+/20\n"));
  EXPECT_EQ(baseline_text(world), baseline_text(World(game)));
}

TEST(WorldTest, AGoalThatIsNoOutcomeIsSaid) {
  const Game game = game_from(with(kSmallGame, "goal = \"direct_mean\"", "goal = \"direct_men\""));
  EXPECT_THROW(World{game}, InputError);
}

TEST(WorldTest, ALeverWithoutEffectIsRefused) {
  const Game game = game_from(with(with(kSmallGame, "\"ardour\"", "\"mediation\""), "low = -0.5", "low = 0.0"));
  EXPECT_THROW(World{game}, InputError);
}

}  // namespace
}  // namespace fulcrum
