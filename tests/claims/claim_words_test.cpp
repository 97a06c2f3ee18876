// Codes of claims in words.
#include "sim/claims/claim_words.h"

#include <gtest/gtest.h>

#include "scenarios/claims.h"

namespace fulcrum {
namespace {

TEST(SourceWords, NameTheSourceOnceAndItsLines) {
  EXPECT_EQ(source_words("0:642-645"), "Forrest 2009, lines 642-645");
  EXPECT_EQ(source_words("0:747-755, 0:770"), "Forrest 2009, lines 747-755, 770");
  EXPECT_EQ(source_words("0:128-130, 264-273"), "Forrest 2009, lines 128-130, 264-273");
  EXPECT_EQ(source_words("0:831, 3:22-28"), "Forrest 2009, lines 831; commentary of January 2007, lines 22-28");
  EXPECT_EQ(source_words("4:7, 4:34; judgement"), "warning update of January 2020, lines 7, 34; judgement");
}

TEST(SourceWords, LeaveOtherTextsAsTheyAre) {
  EXPECT_EQ(source_words("my own reading"), "my own reading");
  EXPECT_EQ(source_words(""), "");
  EXPECT_EQ(source_words("9:1"), "9:1");
}

TEST(KindWords, SpellEachLetter) {
  EXPECT_EQ(kind_words("P D"), "policy, dynamics");
  EXPECT_EQ(kind_words("X"), "X");
}

TEST(ClaimWords, LeaveNoCodeInAnyShippedClaim) {
  for (const Claim& claim : shipped_claims().claims) {
    EXPECT_EQ(source_words(claim.source).find(':'), std::string::npos) << claim.id << ": " << source_words(claim.source);
    EXPECT_GT(kind_words(claim.kind).size(), claim.kind.size()) << claim.id;
  }
}

}  // namespace
}  // namespace fulcrum
