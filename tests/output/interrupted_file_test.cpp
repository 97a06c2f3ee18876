// Kills, full disks, impossible paths: a file is whole under its name, or not there.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <fstream>

#include "output/results_file.h"
#include "output/results_reader.h"
#include "tests/output/sample_results.h"
#include "tests/output/test_folder.h"

namespace fulcrum {
namespace {

using testing::HasSubstr;
using testing_support::bytes_of;
using testing_support::kBlock;
using testing_support::Sample;
using testing_support::several_blocks;
using testing_support::TestFolder;

/// Does something in a process of its own and returns how that ended.
template <class Work>
int in_child(Work work) {
  const pid_t child = fork();
  if (child == 0) {
    try {
      work();
    } catch (...) {
      _exit(9);
    }
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return status;
}

template <class Work>
std::string problem_of(Work work) {
  try {
    work();
  } catch (const FileError& problem) {
    return problem.what();
  }
  return "no problem";
}

void set_file_size_limit(rlim_t bytes) {
  const rlimit limit{bytes, RLIM_INFINITY};
  setrlimit(RLIMIT_FSIZE, &limit);
}

class Interrupted : public testing::TestWithParam<Compression> {};

TEST_P(Interrupted, ByAKillBetweenBlocksLeavesNoFileButOneToResume) {
  const TestFolder folder;
  Sample sample(several_blocks(GetParam()));
  sample.write_to(folder / "whole.h5");
  const int status = in_child([&] {
    ResultsFile file = ResultsFile::create(folder / "a.h5", sample.layout(), Existing::kRefuse, Unfinished::kKeep);
    file.write(sample.batch(kBlock, kBlock));
    raise(SIGKILL);
  });
  ASSERT_TRUE(WIFSIGNALED(status));
  EXPECT_FALSE(std::filesystem::exists(folder / "a.h5"));
  EXPECT_THAT(problem_of([&] { ResultsReader(ResultsFile::partial_path(folder / "a.h5")); }), HasSubstr("is unfinished"));
  {
    const ResultsReader partial(ResultsFile::partial_path(folder / "a.h5"), Accept::kPartial);
    EXPECT_EQ(partial.rows(0, 1).at(0).status, RunStatus::kNotRun);
    EXPECT_EQ(partial.rows(kBlock, 1).at(0).status, RunStatus::kDone);
    EXPECT_TRUE(std::isnan(partial.values(partial.layout().series.at(0), 0, 1).at(0)));
  }

  ResultsFile file = ResultsFile::resume(folder / "a.h5", sample.layout(), Existing::kRefuse);
  const std::vector<bool> computed = file.computed();
  ASSERT_EQ(computed.size(), 40u);
  for (std::size_t run = 0; run < computed.size(); ++run) EXPECT_EQ(computed[run], run >= kBlock && run < 2 * kBlock) << run;
  file.write(sample.batch(0, kBlock));
  file.write(sample.batch(2 * kBlock, kBlock));
  file.finish(sample.ending());
  EXPECT_EQ(bytes_of(folder / "a.h5"), bytes_of(folder / "whole.h5"));
}

// The limit on the size of files kills the process somewhere inside HDF5's last writes: at its first byte beyond the results, a fifth
// further, ....
TEST_P(Interrupted, ByAKillWhileFinishingLosesNothing) {
  const TestFolder folder;
  Sample sample(several_blocks(GetParam()));
  sample.write_to(folder / "whole.h5");
  constexpr int attempts = 5;
  int killed = 0;
  for (int attempt = 0; attempt < attempts; ++attempt) {
    const auto path = folder / std::to_string(attempt).append(".h5");
    const int status = in_child([&] {
      ResultsFile file = ResultsFile::create(path, sample.layout(), Existing::kRefuse, Unfinished::kKeep);
      for (std::int64_t first = 0; first < sample.layout().runs; first += kBlock) file.write(sample.batch(first, kBlock));
      const auto size = std::filesystem::file_size(ResultsFile::partial_path(path));
      const auto whole = std::filesystem::file_size(folder / "whole.h5");
      set_file_size_limit(size + (whole - size) * static_cast<std::uintmax_t>(attempt) / attempts + 1);
      file.finish(sample.ending());
    });
    if (WIFSIGNALED(status)) ++killed;
    EXPECT_FALSE(std::filesystem::exists(path));
    ResultsFile file = ResultsFile::resume(path, sample.layout(), Existing::kRefuse);
    const std::vector<bool> computed = file.computed();
    EXPECT_TRUE(std::all_of(computed.begin(), computed.end(), [](bool done) { return done; }));
    file.finish(sample.ending());
    EXPECT_EQ(bytes_of(path), bytes_of(folder / "whole.h5")) << attempt;
  }
  EXPECT_EQ(killed, attempts);
}

INSTANTIATE_TEST_SUITE_P(ResultsFile, Interrupted, testing::Values(Compression::kNone, Compression::kDeflate),
                         [](const auto& tested) { return std::string(compression_name(tested.param)); });

TEST(UnfinishedFile, IsRemovedUnlessItIsToBeKept) {
  const TestFolder folder;
  Sample sample({});
  { const ResultsFile file = ResultsFile::create(folder / "a.h5", sample.layout(), Existing::kRefuse, Unfinished::kRemove); }
  EXPECT_EQ(folder.files(), 0u);
  { const ResultsFile file = ResultsFile::create(folder / "a.h5", sample.layout(), Existing::kRefuse, Unfinished::kKeep); }
  EXPECT_EQ(folder.files(), 1u);
}

TEST(UnfinishedFile, OfASweepIsNotReplacedUnasked) {
  const TestFolder folder;
  Sample sample({});
  { const ResultsFile file = ResultsFile::create(folder / "a.h5", sample.layout(), Existing::kRefuse, Unfinished::kKeep); }
  EXPECT_THAT(problem_of([&] { ResultsFile::create(folder / "a.h5", sample.layout(), Existing::kRefuse, Unfinished::kKeep); }),
              HasSubstr("a.h5.partial: is unfinished; resume it"));
  EXPECT_EQ(folder.files(), 1u);
  EXPECT_NO_THROW(ResultsFile::create(folder / "a.h5", sample.layout(), Existing::kReplace, Unfinished::kKeep));
}

TEST(UnfinishedFile, BelongsToOneProcess) {
  const TestFolder folder;
  Sample sample({});
  const ResultsFile file = ResultsFile::create(folder / "a.h5", sample.layout(), Existing::kRefuse, Unfinished::kKeep);
  const auto second = [&] { ResultsFile::create(folder / "a.h5", sample.layout(), Existing::kReplace, Unfinished::kRemove); };
  EXPECT_THAT(problem_of(second), HasSubstr("is being written by another process"));
  EXPECT_THAT(problem_of([&] { ResultsFile::resume(folder / "a.h5", sample.layout(), Existing::kRefuse); }),
              HasSubstr("is being written by another process"));
  EXPECT_TRUE(std::filesystem::exists(ResultsFile::partial_path(folder / "a.h5"))) << "it was not taken away from the first";
}

TEST(UnfinishedFile, OfOtherRunsIsNotResumed) {
  const TestFolder folder;
  Sample sample(several_blocks());
  { const ResultsFile file = ResultsFile::create(folder / "a.h5", sample.layout(), Existing::kRefuse, Unfinished::kKeep); }
  ResultsLayout other = sample.layout();
  other.runs += 1;
  EXPECT_THAT(problem_of([&] { ResultsFile::resume(folder / "a.h5", other, Existing::kRefuse); }), HasSubstr("has not the size"));
  EXPECT_THAT(problem_of([&] { ResultsFile::resume(folder / "b.h5", other, Existing::kRefuse); }), HasSubstr("nothing to resume"));
}

TEST(ExistingFile, IsRefusedUnlessItMayBeReplaced) {
  const TestFolder folder;
  Sample sample({});
  std::ofstream(folder / "a.h5") << "precious";
  EXPECT_THAT(problem_of([&] { ResultsFile::create(folder / "a.h5", sample.layout(), Existing::kRefuse, Unfinished::kRemove); }),
              HasSubstr("a.h5: already exists; --force replaces it"));
  EXPECT_EQ(bytes_of(folder / "a.h5"), "precious");
  sample.write_to(folder / "a.h5");  // replaces
  EXPECT_NO_THROW(ResultsReader(folder / "a.h5"));
}

TEST(ExistingFile, ThatAppearsWhileRunningIsNotOverwritten) {
  const TestFolder folder;
  Sample sample({});
  ResultsFile file = ResultsFile::create(folder / "a.h5", sample.layout(), Existing::kRefuse, Unfinished::kKeep);
  file.write(sample.batch(0, sample.layout().runs));
  std::ofstream(folder / "a.h5") << "precious";
  EXPECT_THAT(problem_of([&] { file.finish(sample.ending()); }), HasSubstr("already exists"));
  EXPECT_EQ(bytes_of(folder / "a.h5"), "precious");
}

TEST(ImpossiblePath, IsNamedWithTheReason) {
  const TestFolder folder;
  Sample sample({});
  std::ofstream(folder / "file") << "x";
  const auto problem = [&](const std::filesystem::path& path) {
    return problem_of([&] { ResultsFile::create(path, sample.layout(), Existing::kReplace, Unfinished::kRemove); });
  };
  EXPECT_THAT(problem(folder / "missing" / "a.h5"), HasSubstr("missing: there is no such folder to write a.h5 to"));
  EXPECT_THAT(problem(folder / "file" / "a.h5"), HasSubstr("Not a directory"));
  EXPECT_THAT(problem(folder.path()), HasSubstr("is a folder"));
}

TEST(FullDisk, EndsWithItsReasonAndLeavesNothing) {
  const TestFolder folder;
  Sample sample(several_blocks());
  const int status = in_child([&] {
    signal(SIGXFSZ, SIG_IGN);
    std::string problem;
    {
      ResultsFile file = ResultsFile::create(folder / "a.h5", sample.layout(), Existing::kRefuse, Unfinished::kRemove);
      set_file_size_limit(200000);
      problem = problem_of([&] { file.write(sample.batch(0, kBlock)); });
    }
    if (problem.find("a.h5.partial: cannot write: File too large") == std::string::npos) _exit(1);
  });
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
  EXPECT_EQ(folder.files(), 0u);
}

TEST(FullDisk, EndsTheSameWhileTheFileIsCreated) {
  const TestFolder folder;
  Sample sample(several_blocks());
  const int status = in_child([&] {
    signal(SIGXFSZ, SIG_IGN);
    set_file_size_limit(50000);
    const std::string problem =
        problem_of([&] { ResultsFile::create(folder / "a.h5", sample.layout(), Existing::kRefuse, Unfinished::kKeep); });
    if (problem.find("a.h5.partial: cannot ") == std::string::npos) _exit(1);
  });
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
  EXPECT_EQ(folder.files(), 0u);
}

/// A disk of one megabyte; skips the test where none can be mounted.
class SmallDisk : public testing::Test {
 protected:
  void SetUp() override {
    if (mount("tmpfs", folder_.path().c_str(), "tmpfs", 0, "size=1m") != 0) GTEST_SKIP() << "no right to mount a small disk";
    mounted_ = true;
  }
  void TearDown() override {
    if (mounted_) umount(folder_.path().c_str());
  }
  TestFolder folder_;
  bool mounted_ = false;
};

TEST_F(SmallDisk, IsRefusedBeforeAnythingRuns) {
  Sample sample(several_blocks());  // 40 runs of 1,100 weeks and the core set: 14.8 MB
  EXPECT_THAT(problem_of([&] { ResultsFile::create(folder_ / "a.h5", sample.layout(), Existing::kRefuse, Unfinished::kRemove); }),
              testing::ContainsRegex("a.h5: needs 14\\.8 MB, but its disk has 1\\.. MB left"));
  EXPECT_EQ(folder_.files(), 0u);
}

TEST_F(SmallDisk, ThatFillsUpWhileRunningIsNamed) {
  Sample sample({.replicates = 20, .weeks = 60});  // 0.6 MB
  {
    ResultsFile file = ResultsFile::create(folder_ / "a.h5", sample.layout(), Existing::kRefuse, Unfinished::kRemove);
    std::ofstream(folder_ / "other") << std::string(1 << 20, 'x');
    EXPECT_THAT(problem_of([&] { file.write(sample.batch(0, sample.layout().runs)); }),
                HasSubstr("a.h5.partial: cannot write: No space left on device"));
  }
  EXPECT_EQ(folder_.files(), 1u) << "the other file";
}

}  // namespace
}  // namespace fulcrum
