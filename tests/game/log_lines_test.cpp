// Lines of logs: they read back, follow from each other, and hostile ones are refused with a message.
#include "sim/game/log_lines.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/game/small_games.h"

namespace fulcrum {
namespace {

using testing_support::game_from;
using testing_support::kSmallGame;
using testing_support::move_of;

std::string refused_entry(const std::string& line) {
  static const Game game = game_from(kSmallGame);
  try {
    read_entry("x.game", 2, line, game);
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

TEST(LogLinesTest, EntriesReadBackWithAllTheirBits) {
  const Game game = game_from(kSmallGame);
  const Forecast forecast{1, "west", "calm", .1 + .2, new_salt()};
  for (const Entry& entry : {Entry(move_of(game, 2, "west", "strikes", 1.0 / 3)), Entry(forecast), Entry(TeamDone{1, "east"}),
                             Entry(TurnEnd{2, std::string(64, 'a')})}) {
    const Entry again = read_entry("x", 2, chained(line_of(entry), ""), game);
    EXPECT_EQ(line_of(again), line_of(entry));
  }
  EXPECT_EQ(std::get<Move>(read_entry("x", 2, line_of(Entry(move_of(game, 2, "west", "strikes", 1.0 / 3))), game)).value, 1.0 / 3);
}

TEST(LogLinesTest, AChainHoldsOnlyBehindItsOwnLine) {
  const std::string first = chained("{\"turn\":1,\"done\":\"west\"}", ""), chain = chain_of(first, "");
  EXPECT_EQ(chain.size(), 64u);
  const std::string second = chained("{\"turn\":1,\"done\":\"east\"}", chain);
  EXPECT_NE(chain_of(second, chain), "");
  EXPECT_EQ(chain_of(second, ""), "");
  std::string changed = first;
  changed[8] = '2';
  EXPECT_EQ(chain_of(changed, ""), "");
  EXPECT_EQ(chain_of("{\"turn\":1}", ""), "");
}

TEST(LogLinesTest, HostileLinesAreRefusedWithAMessage) {
  const auto says = [](const std::string& line, const std::string& message) {
    EXPECT_THAT(refused_entry(line), testing::HasSubstr(message)) << line.substr(0, 80);
  };
  says("<script>alert(1)</script>", "x.game:2:1: this is not a line of a game's log");
  says(std::string(100000, '['), "brackets are nested deeper than 4");
  says("{\"turn\":1,\"team\":\"west\",\"lever\":\"rhetoric\",\"value\":NaN}", "a JSON object is expected");
  says("{\"turn\":1,\"team\":\"west\",\"lever\":\"rhetoric\",\"value\":1e999}", "x.game:2:1");
  says("{\"turn\":1,\"team\":\"west\",\"lever\":\"rhetoric\",\"value\":null}", "'value' must be a finite number");
  says("{\"turn\":1.5,\"done\":\"west\"}", "'turn' must be a whole number");
  says("{\"turn\":1e300,\"done\":\"west\"}", "'turn' must be a whole number");
  says("{\"turn\":1,\"team\":\"west\",\"lever\":\"<b>\",\"value\":1}", "has no lever '<b>'");
  says("{\"turn\":1,\"done\":\"west\",\"more\":1}", "'more' has no place in this line");
  says("{\"turn\":1}", "'run' is missing");
  says("{\"turn\":1,\"run\":\"\\u001b[2J\"}", "'run' must be 64 hexadecimal digits");
  says("", "a JSON object is expected");
}

TEST(LogLinesTest, AForecastThatWasChangedIsNotTheOneThatWasSealed) {
  const Forecast forecast{1, "west", "calm", .5, new_salt()};
  EXPECT_THAT(refused_entry(testing_support::with(line_of(Entry(forecast)), ":0.5", ":0.9")),
              testing::HasSubstr("not the one that was sealed"));
}

TEST(LogLinesTest, AnotherVersionAndOtherFilesAreRefused) {
  const auto says = [](const std::string& line) {
    try {
      read_head("x.game", line);
    } catch (const InputError& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  EXPECT_THAT(says("{\"fulcrum_game\":2}"), testing::HasSubstr("this log has format 2; this program reads format 1"));
  EXPECT_THAT(says("{\"game\":2}"), testing::HasSubstr("this is not the log of a game"));
  const LogHead head{.version = "1", .name = "n", .people = {"a"}, .game = "g", .scenario = "s", .baseline = std::string(64, '0')};
  EXPECT_EQ(line_of(read_head("x", line_of(head))), line_of(head));
}

}  // namespace
}  // namespace fulcrum
