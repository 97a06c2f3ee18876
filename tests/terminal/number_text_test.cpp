// Shares and ranges as they are read.
#include "sim/terminal/number_text.h"

#include <gtest/gtest.h>

#include <cmath>

namespace fulcrum {
namespace {

TEST(NumberText, OfAShareHasItsInterval) {
  EXPECT_EQ(share_range_text(0.584, 0.553, 0.614), "58 % (55 to 61 %)");
  EXPECT_EQ(share_range_text(std::nan(""), 0, 1), "-");
}

TEST(NumberText, OfARangeHasTheDecimalsAskedFor) {
  EXPECT_EQ(range_text(61.4, 52, 140.2, 0), "61 (52 to 140)");
  EXPECT_EQ(range_text(0.125, -0.5, 1, 2), "0.12 (-0.50 to 1.00)");
  EXPECT_EQ(range_text(std::nan(""), 0, 1, 1), "-");
}

}  // namespace
}  // namespace fulcrum
