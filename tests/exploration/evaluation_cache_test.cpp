// The file of a search for policies: whatever a kill leaves of it, what it still holds is right, and the search goes on from it.
#include "sim/exploration/evaluation_cache.h"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/output/test_folder.h"

namespace fulcrum {
namespace {

using testing_support::bytes_of;
using testing_support::TestFolder;

const std::vector<double> kX = {.125, -3e-17}, kY = {.7, 1. / 3}, kMeansOfX = {1.5, 2e300}, kMeansOfY = {-.25, 12.5};

TEST(EvaluationCache, AreRightWhereverTheFileWasCut) {
  const TestFolder folder;
  const std::string file = (folder / "search.csv").string();
  {
    EvaluationCache known(file, "one");
    known.add(kX, kMeansOfX);
    known.add(kY, kMeansOfY);
    known.flush();
  }
  const std::string whole = bytes_of(file);
  for (std::size_t bytes = 0; bytes <= whole.size(); ++bytes) {
    std::ofstream(file, std::ios::trunc) << whole.substr(0, bytes);
    {
      EvaluationCache known(file, "one");
      for (const auto& [x, means] : {std::pair{kX, kMeansOfX}, std::pair{kY, kMeansOfY}}) {
        if (const auto* found = known.find(x); found == nullptr) {
          known.add(x, means);
        } else {
          EXPECT_EQ(*found, means) << "cut after " << bytes;
        }
      }
      known.flush();
    }
    const EvaluationCache again(file, "one");
    for (const auto& [x, means] : {std::pair{kX, kMeansOfX}, std::pair{kY, kMeansOfY}}) {
      ASSERT_NE(again.find(x), nullptr) << "cut after " << bytes;
      EXPECT_EQ(*again.find(x), means) << "cut after " << bytes;
    }
  }
}

TEST(EvaluationCache, OfAnotherSearchAreRefused) {
  const TestFolder folder;
  const std::string file = (folder / "search.csv").string();
  { const EvaluationCache known(file, "one"); }
  EXPECT_THROW(EvaluationCache(file, "other"), std::invalid_argument);
}

}  // namespace
}  // namespace fulcrum
