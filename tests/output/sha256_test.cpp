#include "output/files/sha256.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "output/files/file_error.h"
#include "tests/output/test_folder.h"

namespace fulcrum {
namespace {

// FIPS 180-2, appendix B.
TEST(Sha256, GivesTheDigestsOfTheStandard) {
  EXPECT_EQ(sha256_of("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(sha256_of(std::string(1000000, 'a')), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, OfPiecesIsThatOfTheWhole) {
  Sha256 digest;
  digest.update("ab").update("").update("c");
  EXPECT_EQ(digest.hex(), sha256_of("abc"));
}

TEST(Sha256, OfAFileIsThatOfItsBytes) {
  const testing_support::TestFolder folder;
  const std::string text(200000, 'x');
  std::ofstream(folder / "x.toml") << text;
  EXPECT_EQ(sha256_of_file(folder / "x.toml"), sha256_of(text));
  EXPECT_THROW(sha256_of_file(folder / "missing.toml"), FileError);
}

}  // namespace
}  // namespace fulcrum
