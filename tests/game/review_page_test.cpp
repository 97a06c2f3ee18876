// The review as a page: whole, without script, and harmless whatever a game's texts say.
#include "sim/game/review_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/game/small_games.h"

namespace fulcrum {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing_support::kBothTurns;
using testing_support::kSmallGame;
using testing_support::PlayedGame;
using testing_support::with;

TEST(ReviewPageTest, TextsOfAGameStayTexts) {
  const PlayedGame game(kBothTurns,
                        with(with(kSmallGame, "A small game", "<script>alert(1)</script>"), "Will attacks", "<img src=x onerror=y>"));
  const LoggedGame logged = read_log(game.file());
  const World world(logged.session->game());
  const std::string page = review_page(review(logged, world, 1), logged, world);
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, Not(HasSubstr("<img")));
  EXPECT_THAT(page, HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt;"));
  EXPECT_THAT(page, HasSubstr("default-src 'none'"));
  EXPECT_THAT(page, HasSubstr("<polyline"));
  EXPECT_TRUE(page.ends_with("</html>\n"));
}

TEST(ReviewPageTest, EveryMarkOfHtmlIsEscaped) {
  EXPECT_EQ(escaped_html("<a href=\"x\">&</a>\x1b"), "&lt;a href=&quot;x&quot;&gt;&amp;&lt;/a&gt;\\u001b");
}

}  // namespace
}  // namespace fulcrum
