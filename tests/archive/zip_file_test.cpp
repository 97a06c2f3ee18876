// Zip archives have the same bytes for the same entries, and what would be unpacked elsewhere is refused.
#include "sim/archive/zip_file.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "output/files/file_error.h"
#include "tests/output/test_folder.h"

namespace fulcrum {
namespace {

using testing_support::bytes_of;
using testing_support::TestFolder;

std::filesystem::path write(const std::filesystem::path& path, const std::vector<std::pair<std::string, std::string>>& entries) {
  ZipWriter zip(path);
  for (const auto& [name, text] : entries) zip.add_text(name, text);
  zip.finish();
  return path;
}

std::string problem_of(const std::filesystem::path& path) {
  try {
    const ZipReader zip(path);
    for (const ZipEntry& entry : zip.entries()) zip.read(entry, [](std::string_view) {});
  } catch (const FileError& error) {
    return error.what();
  }
  return "";
}

TEST(ZipFile, ReadsBackWhatWasWritten) {
  const TestFolder folder;
  const std::string large(1 << 20, 'x');
  std::ofstream(folder / "file") << "from the disk";
  ZipWriter writer(folder / "a.zip");
  writer.add_text("large.txt", large);
  writer.add_text("in/a/folder.txt", "");
  writer.add_file("file.txt", folder / "file");
  EXPECT_FALSE(std::filesystem::exists(folder / "a.zip")) << "before it is whole";
  writer.finish();
  const ZipReader zip(folder / "a.zip");
  ASSERT_EQ(zip.entries().size(), 3u);
  EXPECT_EQ(zip.text(*zip.find("large.txt"), 1 << 20), large);
  EXPECT_EQ(zip.text(*zip.find("in/a/folder.txt"), 0), "");
  EXPECT_EQ(zip.text(*zip.find("file.txt"), 100), "from the disk");
  EXPECT_EQ(zip.find("absent"), nullptr);
  EXPECT_THROW(zip.text(*zip.find("large.txt"), 1000), FileError);
}

TEST(ZipFile, HasTheSameBytesForTheSameEntriesWhateverTheTimeZone) {
  const TestFolder folder;
  setenv("TZ", "Asia/Tokyo", 1);
  const std::string there = bytes_of(write(folder / "a.zip", {{"x", "one"}, {"y", "two"}}));
  setenv("TZ", "UTC", 1);
  EXPECT_EQ(bytes_of(write(folder / "b.zip", {{"x", "one"}, {"y", "two"}})), there);
  EXPECT_NE(bytes_of(write(folder / "c.zip", {{"x", "one"}, {"y", "three"}})), there);
}

TEST(ZipFile, LeavesNothingWithoutAnEnd) {
  const TestFolder folder;
  {
    ZipWriter zip(folder / "a.zip");
    zip.add_text("x", "one");
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(ZipFile, RefusesAFileThatIsNotThere) {
  const TestFolder folder;
  ZipWriter zip(folder / "a.zip");
  const auto add_and_finish = [&] {
    zip.add_file("x", folder / "absent");
    zip.finish();
  };
  EXPECT_THROW(add_and_finish(), FileError);
}

TEST(ZipFile, RefusesNamesThatLeadOut) {
  const TestFolder folder;
  for (const char* name : {"../x", "a/../../x", "/x", "..\\x", "c:x", "a/./x", "a\nb"})
    EXPECT_NE(problem_of(write(folder / "a.zip", {{name, "one"}})).find("leads out of the archive"), std::string::npos) << name;
  for (const char* name : {"x", "a/x", "..x", "a..b/c...d"}) EXPECT_EQ(problem_of(write(folder / "a.zip", {{name, "one"}})), "") << name;
}

TEST(ZipFile, RefusesWhatIsDamaged) {
  const TestFolder folder;
  const std::string whole = bytes_of(write(folder / "a.zip", {{"x", std::string(1000, 'x') + "yz"}}));
  std::ofstream(folder / "cut.zip", std::ios::binary) << whole.substr(0, whole.size() / 2);
  EXPECT_NE(problem_of(folder / "cut.zip").find("cannot be read as a zip archive"), std::string::npos);
  for (const std::size_t at : {std::size_t{32}, whole.size() / 3}) {
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 0x55);
    std::ofstream(folder / "changed.zip", std::ios::binary) << changed;
    EXPECT_NE(problem_of(folder / "changed.zip"), "") << at;
  }
}

TEST(ZipFile, IsToldFromOtherFilesByItsBeginning) {
  const TestFolder folder;
  std::ofstream(folder / "a.h5") << "\x89HDF";
  EXPECT_TRUE(looks_like_zip(write(folder / "a.zip", {{"x", ""}})));
  EXPECT_FALSE(looks_like_zip(folder / "a.h5"));
  EXPECT_FALSE(looks_like_zip(folder / "absent"));
}

}  // namespace
}  // namespace fulcrum
