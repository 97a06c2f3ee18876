// Files that are no whole results files are refused with what is wrong.
#include "output/results_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <hdf5.h>

#include <array>
#include <fstream>

#include "output/files/file_error.h"
#include "tests/output/sample_results.h"
#include "tests/output/test_folder.h"

namespace fulcrum {
namespace {

using testing::HasSubstr;
using testing_support::Sample;
using testing_support::TestFolder;

std::string problem_with(const std::filesystem::path& path) {
  try {
    const ResultsReader results(path);
  } catch (const FileError& problem) {
    return problem.what();
  }
  return "no problem";
}

/// Overwrites an attribute of numbers.
void set_format_version(const std::filesystem::path& path, std::array<std::int64_t, 2> version) {
  const hid_t file = H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT), attribute = H5Aopen(file, "format_version", H5P_DEFAULT);
  H5Awrite(attribute, H5T_NATIVE_INT64, version.data());
  H5Aclose(attribute);
  H5Fclose(file);
}

TEST(ResultsReader, RefusesWhatIsNoHdf5File) {
  const TestFolder folder;
  std::ofstream(folder / "a.h5") << "weeks = 208\n";
  EXPECT_THAT(problem_with(folder / "a.h5"), HasSubstr("a.h5: cannot open as an HDF5 file: file signature not found"));
  std::ofstream(folder / "empty.h5").flush();
  EXPECT_THAT(problem_with(folder / "empty.h5"), HasSubstr("cannot open as an HDF5 file"));
  EXPECT_THAT(problem_with(folder / "missing.h5"), HasSubstr("missing.h5: does not exist"));
  EXPECT_THAT(problem_with(folder.path()), HasSubstr("is a folder"));
}

TEST(ResultsReader, RefusesHdf5FilesOfOthers) {
  const TestFolder folder;
  H5Fclose(H5Fcreate((folder / "a.h5").c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT));
  EXPECT_THAT(problem_with(folder / "a.h5"), HasSubstr("is an HDF5 file, but not a results file of fulcrum"));
}

TEST(ResultsReader, RefusesATruncatedFile) {
  const TestFolder folder;
  Sample({}).write_to(folder / "a.h5");
  const auto size = std::filesystem::file_size(folder / "a.h5");
  for (const auto part : {size - 1, size / 2, std::uintmax_t{100}}) {
    std::filesystem::resize_file(folder / "a.h5", part);
    EXPECT_THAT(problem_with(folder / "a.h5"), HasSubstr("a.h5: cannot open as an HDF5 file")) << part;
  }
}

TEST(ResultsReader, ReadsItsOwnMajorVersionAndOlderOnesAndNoOther) {
  const TestFolder folder;
  Sample({}).write_to(folder / "a.h5");
  set_format_version(folder / "a.h5", {kFormatMajor, 99});
  EXPECT_EQ(problem_with(folder / "a.h5"), "no problem");
  set_format_version(folder / "a.h5", {kOldestFormatMajor, 0});
  EXPECT_EQ(problem_with(folder / "a.h5"), "no problem");
  set_format_version(folder / "a.h5", {kFormatMajor + 1, 0});
  EXPECT_THAT(problem_with(folder / "a.h5"), HasSubstr("a.h5: has format version 3.0, and this program (format 2.0) reads 1.x to 2.x"));
  set_format_version(folder / "a.h5", {kOldestFormatMajor - 1, 0});
  EXPECT_THAT(problem_with(folder / "a.h5"), HasSubstr("a.h5: has format version 0.0"));
}

TEST(ResultsReader, RefusesRowsBeyondTheEnd) {
  const TestFolder folder;
  Sample sample({});
  sample.write_to(folder / "a.h5");
  const ResultsReader results(folder / "a.h5");
  EXPECT_THROW(results.rows(0, sample.layout().runs + 1), FileError);
  EXPECT_THROW(results.values(results.layout().series.at(0), sample.layout().runs, 1), FileError);
  EXPECT_TRUE(results.rows(sample.layout().runs, 0).empty());
}

}  // namespace
}  // namespace fulcrum
