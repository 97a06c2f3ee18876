// Game files: what is read, and what is refused with which message.
#include "scenarios/games/game.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/game/small_games.h"

namespace fulcrum {
namespace {

using testing_support::game_from;
using testing_support::kSmallGame;
using testing_support::with;

std::string refused_game(const std::string& text) {
  try {
    game_from(text);
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

TEST(GameReaderTest, ShippedGamesAreValidAndHaveEightTurns) {
  ASSERT_GE(embedded_games().size(), 2u);
  for (const EmbeddedFile& file : embedded_games()) {
    const Game game = read_game(std::string(file.name), {});
    EXPECT_EQ(game.turns, 8) << file.name;
    EXPECT_EQ(game.scenario.setup.weeks, game.turns * game.weeks_a_turn) << file.name;
  }
}

TEST(GameReaderTest, InjectsThatMoveLeversAreTheScenariosLastActions) {
  const Game game = game_from(kSmallGame);
  ASSERT_EQ(game.injects.size(), 2u);
  EXPECT_EQ(game.acting_injects, 1u);
  ASSERT_EQ(game.scenario.setup.actions.size(), 1u);
  EXPECT_EQ(game.scenario.setup.actions.back().week, 2);
  EXPECT_EQ(game.scenario.setup.actions.back().note, "Somebody shouts");
}

TEST(GameReaderTest, AGameOfALogIsTheGameOfTheFile) {
  const Game game = game_from(kSmallGame);
  const Game again = read_logged_game("log", game.text, resolved_toml(game.scenario));
  EXPECT_EQ(identity_toml(again.scenario), identity_toml(game.scenario));
  EXPECT_EQ(again.teams.size(), game.teams.size());
  EXPECT_EQ(again.acting_injects, game.acting_injects);
}

TEST(GameReaderTest, WhatIsWrongIsSaidWithPlaceAndSuggestion) {
  const auto says = [](const std::string& part, const std::string& by, const std::string& message) {
    EXPECT_THAT(refused_game(with(kSmallGame, part, by)), testing::HasSubstr(message));
  };
  says("\"communication\"", "\"comunication\"", "small.toml:17:9: there is no lever 'comunication'; did you mean 'communication'?");
  says("lever = \"ardour\"", "lever = \"amnesty\"", "lever amnesty is not the patron's to move: it belongs to the side host");
  says("lever = \"ardour\"", "lever = \"election\"", "no side decides it; an [[inject]] may move it");
  says("low = -0.5", "low = 0.7", "low = 0.7 is not below high = 0.5");
  says("low = -0.5", "low = nan", "low");
  says("turns = 2", "turns = 0", "1 to 100");
  says("goal = \"direct_mean\"\n", "", "'goal' is missing");
  says("side = \"rival\"", "side = \"rivals\"", "did you mean 'rival'?");
  says("max(attacks) < 0.9", "max(atacks) < 0.9", "attacks");
  says("max(attacks) < 0.9", "max(attacks)", "small.toml");
  says("week = 3", "week = 8", "0 to 7");
  says("formula", "formulas", "did you mean 'formula'?");
  says("step = 0.4", "step = 0.4\nweeks = 2", "leave one out");
  says("seed = 5", "seed = 5\nresolution = \"cells\"", "a game has no cells");
  says("futures = 20", "futures = 20\nfuture = 20", "is not below game.futures");
}

TEST(GameReaderTest, OtherFilesAreSaidNotToBeGames) {
  const auto message = [](const std::string& name) {
    try {
      read_game(name, {});
    } catch (const InputError& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  EXPECT_THAT(message("status_quo"), testing::HasSubstr("this is not a game: it has no [game] table"));
  EXPECT_THAT(message("crisis_2O20"), testing::HasSubstr("did you mean 'crisis_2020'?"));
}

TEST(SidesTest, EveryLeverBelongsToASideOrToNone) {
  EXPECT_EQ(side_of_lever("communication"), Side::kRival);
  EXPECT_EQ(side_of_lever("restraint.mahdi_army"), Side::kOrganisations);
  EXPECT_EQ(side_of_lever("commander_loss.mahdi_army"), Side::kRival);
  EXPECT_FALSE(side_of_lever("sectarian_shock"));
  for (const std::string& name : game_sides()) EXPECT_EQ(side_name(*side_named(name)), name);
}

}  // namespace
}  // namespace fulcrum
