// The text of a log is that of its file, whoever writes it.
#include "sim/game/logged_game.h"

#include <gtest/gtest.h>

#include "tests/game/small_games.h"

namespace fulcrum {
namespace {

using testing_support::kBothTurns;
using testing_support::PlayedGame;

TEST(LoggedGameTest, TheTextOfAGameIsThatOfTheFileThatItWasPlayedInto) {
  const PlayedGame game(kBothTurns);
  const LoggedGame logged = read_log(game.file());
  const LogText text = log_text(logged.head, game.session);
  EXPECT_EQ(text.text, game.text());
  EXPECT_EQ(text.chain, logged.chain);
}

TEST(LoggedGameTest, ATextThatGrowsByAnEntryIsReadAgain) {
  const PlayedGame game({"communication 0.3"});
  const LoggedGame logged = read_log(game.file());
  LogText text = log_text(logged.head, game.session);
  text.append(TeamDone{1, "west"});
  const LoggedGame longer = read_log_text("grown.game", text.text);
  EXPECT_EQ(longer.session->entries().size(), logged.session->entries().size() + 1);
  EXPECT_EQ(longer.chain, text.chain);
}

TEST(LoggedGameTest, AChangedTextIsRefusedUnderTheNameThatItIsGiven) {
  const PlayedGame game(kBothTurns);
  std::string text = game.text();
  text[text.find("0.3")] = '1';
  try {
    read_log_text("changed.game", text);
    FAIL() << "it was not refused";
  } catch (const InputError& error) {
    EXPECT_TRUE(std::string(error.what()).starts_with("changed.game:")) << error.what();
  }
}

}  // namespace
}  // namespace fulcrum
