#include "output/files/spool.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/output/test_folder.h"

namespace fulcrum {
namespace {

using testing_support::TestFolder;

std::vector<std::byte> bytes(const std::string& text) {
  const auto raw = std::as_bytes(std::span(text));
  return {raw.begin(), raw.end()};
}

TEST(Spool, KeepsRecordsByRowAndColumnWhateverTheOrder) {
  const TestFolder folder;
  {
    Spool spool(folder / "spool");
    spool.append(SpoolKind::kChunk, 8, 0, bytes("third"));
    spool.append(SpoolKind::kEvents, 0, 0, bytes("of another kind"));
    spool.append(SpoolKind::kChunk, 0, 1, bytes("second"));
    spool.append(SpoolKind::kChunk, 0, 0, bytes("first, to be replaced"));
    spool.append(SpoolKind::kChunk, 0, 0, bytes("first"));
  }
  const Spool again(folder / "spool");
  const auto records = again.records(SpoolKind::kChunk);
  ASSERT_EQ(records.size(), 3u);
  EXPECT_EQ(again.read(records[0]), bytes("first"));
  EXPECT_EQ(again.read(records[1]), bytes("second"));
  EXPECT_EQ(again.read(records[2]), bytes("third"));
}

TEST(Spool, LosesNothingButTheRecordThatAKillCutShort) {
  const TestFolder folder;
  const auto path = folder / "spool";
  {
    Spool spool(path);
    spool.append(SpoolKind::kEvents, 0, 0, bytes("whole"));
    spool.append(SpoolKind::kEvents, 1, 0, bytes("cut short"));
  }
  const auto whole = std::filesystem::file_size(path);
  for (std::uintmax_t cut = 1; cut < 49; ++cut) {  // the second record: 40 bytes before it, and 9
    std::filesystem::resize_file(path, whole - cut);
    Spool spool(path);
    const auto records = spool.records(SpoolKind::kEvents);
    ASSERT_EQ(records.size(), 1u) << cut;
    EXPECT_EQ(spool.read(records[0]), bytes("whole"));
    spool.append(SpoolKind::kEvents, 1, 0, bytes("cut short"));  // as computed again
    ASSERT_EQ(std::filesystem::file_size(path), whole);
  }
}

TEST(Spool, TakesNoRecordWhoseBytesChanged) {
  const TestFolder folder;
  const auto path = folder / "spool";
  Spool(path).append(SpoolKind::kEvents, 0, 0, bytes("true"));
  std::fstream(path, std::ios::in | std::ios::out | std::ios::binary).seekp(-1, std::ios::end).put('!');
  EXPECT_TRUE(Spool(path).records(SpoolKind::kEvents).empty());
}

}  // namespace
}  // namespace fulcrum
