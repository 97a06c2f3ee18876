#include "output/files/record_log.h"

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

TEST(RecordLog, KeepsRecordsByRowAndColumnWhateverTheOrder) {
  const TestFolder folder;
  {
    RecordLog log(folder / "records");
    log.append(RecordKind::kChunk, 8, 0, bytes("third"));
    log.append(RecordKind::kEvents, 0, 0, bytes("of another kind"));
    log.append(RecordKind::kChunk, 0, 1, bytes("second"));
    log.append(RecordKind::kChunk, 0, 0, bytes("first, to be replaced"));
    log.append(RecordKind::kChunk, 0, 0, bytes("first"));
  }
  const RecordLog again(folder / "records");
  const auto records = again.records(RecordKind::kChunk);
  ASSERT_EQ(records.size(), 3u);
  EXPECT_EQ(again.read(records[0]), bytes("first"));
  EXPECT_EQ(again.read(records[1]), bytes("second"));
  EXPECT_EQ(again.read(records[2]), bytes("third"));
}

TEST(RecordLog, LosesNothingButTheRecordThatAKillCutShort) {
  const TestFolder folder;
  const auto path = folder / "records";
  {
    RecordLog log(path);
    log.append(RecordKind::kEvents, 0, 0, bytes("whole"));
    log.append(RecordKind::kEvents, 1, 0, bytes("cut short"));
  }
  const auto whole = std::filesystem::file_size(path);
  for (std::uintmax_t cut = 1; cut < 49; ++cut) {  // the second record: 40 bytes before it, and 9
    std::filesystem::resize_file(path, whole - cut);
    RecordLog log(path);
    const auto records = log.records(RecordKind::kEvents);
    ASSERT_EQ(records.size(), 1u) << cut;
    EXPECT_EQ(log.read(records[0]), bytes("whole"));
    log.append(RecordKind::kEvents, 1, 0, bytes("cut short"));  // as computed again
    ASSERT_EQ(std::filesystem::file_size(path), whole);
  }
}

TEST(RecordLog, TakesNoRecordWhoseBytesChanged) {
  const TestFolder folder;
  const auto path = folder / "records";
  RecordLog(path).append(RecordKind::kEvents, 0, 0, bytes("true"));
  std::fstream(path, std::ios::in | std::ios::out | std::ios::binary).seekp(-1, std::ios::end).put('!');
  EXPECT_TRUE(RecordLog(path).records(RecordKind::kEvents).empty());
}

}  // namespace
}  // namespace fulcrum
