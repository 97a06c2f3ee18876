// Times and counts in words, and when progress is silent.
#include "sim/terminal/progress.h"

#include <gtest/gtest.h>

namespace fulcrum {
namespace {

TEST(DurationText, IsInTheTwoLargestUnitsThatMatter) {
  EXPECT_EQ(duration_text(0), "0 s");
  EXPECT_EQ(duration_text(11.2), "12 s") << "rounded up: it is at most so long";
  EXPECT_EQ(duration_text(59.5), "1 min 0 s");
  EXPECT_EQ(duration_text(200), "3 min 20 s");
  EXPECT_EQ(duration_text(2 * 3600 + 5 * 60 + 59), "2 h 5 min");
  EXPECT_EQ(duration_text(47 * 3600), "47 h 0 min");
  EXPECT_EQ(duration_text(49 * 3600), "2 d 1 h");
}

TEST(CountText, HasASeparatorBetweenThousands) {
  EXPECT_EQ(count_text(0), "0");
  EXPECT_EQ(count_text(999), "999");
  EXPECT_EQ(count_text(1000), "1,000");
  EXPECT_EQ(count_text(1250000), "1,250,000");
  EXPECT_EQ(count_text(-999), "-999");
  EXPECT_EQ(count_text(-1250000), "-1,250,000");
}

// What is drawn to a standard error that is no terminal.
std::string drawn(const Console& console) {
  ::testing::internal::CaptureStderr();
  {
    Progress progress(console, 100);
    for (int done = 0; done <= 100; ++done) progress.update(done, 0, "extra");
  }
  return ::testing::internal::GetCapturedStderr();
}

TEST(Progress, SaysNothingOfRunsThatAreDoneAtOnce) { EXPECT_EQ(drawn({}), ""); }

TEST(Progress, SaysNothingWhereItIsNotWanted) {
  Console quiet, without;
  quiet.quiet = true;
  without.progress = false;
  EXPECT_EQ(drawn(quiet), "");
  EXPECT_EQ(drawn(without), "");
}

}  // namespace
}  // namespace fulcrum
