// Logs: what is written is read again; what was cut off is left out; what was changed is refused.
#include "sim/game/game_log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/game/small_games.h"

namespace fulcrum {
namespace {

using testing_support::kBothTurns;
using testing_support::PlayedGame;
using testing_support::refused;

TEST(GameLogTest, ALogHoldsTheSessionThatWasPlayed) {
  const PlayedGame game(kBothTurns);
  ASSERT_TRUE(game.over);
  EXPECT_TRUE(looks_like_log(game.file()));
  const LoggedGame logged = read_log(game.file());
  EXPECT_TRUE(logged.session->over());
  ASSERT_EQ(logged.session->entries().size(), game.session.entries().size());
  for (std::size_t i = 0; i < game.session.entries().size(); ++i)
    EXPECT_EQ(line_of(logged.session->entries()[i]), line_of(game.session.entries()[i]));
}

TEST(GameLogTest, ALineThatWasNotFinishedIsLeftOutAndTheGameGoesOnBehindTheOneBefore) {
  const PlayedGame game({"communication 0.3", "done"});
  const std::string whole = game.text();
  game.write(whole + "{\"turn\":1,\"te");
  LoggedGame logged = read_log(game.file());
  EXPECT_TRUE(logged.cut);
  {
    GameLog log = GameLog::reopen(game.file(), logged);
    log.append(TeamDone{1, "east"});
  }
  EXPECT_TRUE(game.text().starts_with(whole));
  EXPECT_EQ(read_log(game.file()).session->to_move(), nullptr);
}

TEST(GameLogTest, EveryByteThatIsChangedIsNoticed) {
  const PlayedGame game(kBothTurns);
  const std::string text = game.text();
  for (std::size_t at = 0; at < text.size(); at += at < text.size() - 2500 ? 997 : 41) {
    std::string changed = text;
    changed[at] = changed[at] == 'x' ? 'y' : 'x';
    EXPECT_NE(refused(game, changed), "") << at;
  }
}

TEST(GameLogTest, ALineThatIsLeftOutOrPutElsewhereIsNoticed) {
  const PlayedGame game(kBothTurns);
  const std::string text = game.text();
  const std::size_t first = text.find('\n') + 1, second = text.find('\n', first) + 1;
  EXPECT_THAT(refused(game, text.substr(0, first) + text.substr(second)), testing::HasSubstr(":2:1: this line does not follow"));
}

TEST(GameLogTest, AMoveOutOfBoundsIsRefusedThoughItsChainHolds) {
  const PlayedGame game({});
  const std::string head = game.text(), chain = chain_of(std::string_view(head).substr(0, head.size() - 1), "");
  const std::string line = chained("{\"turn\":1,\"team\":\"west\",\"lever\":\"rhetoric\",\"value\":7}", chain);
  EXPECT_THAT(refused(game, head + line + "\n"), testing::HasSubstr(":2:1: rhetoric = 7 is out of bounds"));
}

TEST(GameLogTest, FilesThatAreNoLogsAreRefused) {
  const PlayedGame game({});
  EXPECT_THAT(refused(game, ""), testing::HasSubstr("it has no whole line"));
  EXPECT_THAT(refused(game, "<script>alert(1)</script>\n"), testing::HasSubstr("this is not a line of a game's log"));
  EXPECT_THAT(refused(game, std::string(kMostLogBytes + 1, 'x')), testing::HasSubstr("a log at most 8"));
  EXPECT_THROW(read_log(game.folder.path() / "nothing"), InputError);
  EXPECT_FALSE(looks_like_log(game.folder.path()));
}

TEST(GameLogTest, ALogIsPlayedByOneProcessAtATime) {
  const PlayedGame game({});
  const LoggedGame logged = read_log(game.file());
  const GameLog log = GameLog::reopen(game.file(), logged);
  EXPECT_THROW(GameLog::reopen(game.file(), logged), FileError);
}

}  // namespace
}  // namespace fulcrum
