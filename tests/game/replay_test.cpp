// A log is enough to play a game again to the same bits, also as a scenario.
#include "sim/game/replay.h"

#include <gtest/gtest.h>

#include "tests/game/small_games.h"

namespace fulcrum {
namespace {

using testing_support::kBothTurns;
using testing_support::PlayedGame;

TEST(ReplayTest, AReplayHasTheBitsOfTheGame) {
  const PlayedGame game(kBothTurns);
  const LoggedGame logged = read_log(game.file());
  const Replayed found = replay(logged, World(logged.session->game()));
  EXPECT_TRUE(found.differing.empty());
  EXPECT_TRUE(found.baseline_holds);
  EXPECT_EQ(found.run, std::get<TurnEnd>(game.session.entries().back()).run);
}

TEST(ReplayTest, ATurnWithOtherBitsAndAnotherBaselineAreNoticed) {
  const PlayedGame game(kBothTurns);
  LoggedGame logged = read_log(game.file());
  logged.head.baseline = std::string(64, '0');
  Session other(logged.session->game(), logged.session->people());
  for (Entry entry : logged.session->entries()) {
    if (auto* end = std::get_if<TurnEnd>(&entry); end != nullptr && end->turn == 2) end->run = std::string(64, 'f');
    other.add(entry);
  }
  logged.session = std::make_unique<Session>(other);
  const Replayed found = replay(logged, World(logged.session->game()));
  EXPECT_EQ(found.differing, std::vector<int>{2});
  EXPECT_FALSE(found.baseline_holds);
}

TEST(ReplayTest, TheSavedScenarioIsReadByTheSameReaderAndRunsToTheSameBits) {
  const PlayedGame game(kBothTurns);
  const Game& played = game.session.game();
  Game saved = played;
  saved.scenario = read_resolved("saved", scenario_text_of(played, game.session.moves(), "small_played"));
  saved.acting_injects = 0;
  EXPECT_EQ(saved.scenario.name, "small_played");
  EXPECT_EQ(saved.scenario.setup.actions.size(), played.scenario.setup.actions.size() + 3);
  const World world(played), again(saved);
  EXPECT_EQ(run_hash(again, again.play({}), 8), run_hash(world, world.play(game.session.moves()), 8));
  const Scenario without = read_resolved("saved", scenario_text_of(played, {}, "small"));
  EXPECT_EQ(identity_toml(without), identity_toml(played.scenario));
}

}  // namespace
}  // namespace fulcrum
