// Seals: what is hashed, and that it cannot be guessed.
#include "sim/game/seal.h"

#include <gtest/gtest.h>

#include "output/files/sha256.h"

namespace fulcrum {
namespace {

TEST(SealTest, IsTheSha256OfTheTextThatIsRevealed) {
  const Forecast forecast{2, "west", "calm", .7, "00112233445566778899aabbccddeeff"};
  EXPECT_EQ(sealed_text(forecast), "00112233445566778899aabbccddeeff west calm 2 0.7");
  EXPECT_EQ(seal_of(forecast), sha256_of("00112233445566778899aabbccddeeff west calm 2 0.7"));
}

TEST(SealTest, SaltsDiffer) {
  const std::string first = new_salt(), second = new_salt();
  EXPECT_EQ(first.size(), 32u);
  EXPECT_NE(first, second);
}

}  // namespace
}  // namespace fulcrum
