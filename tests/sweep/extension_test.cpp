// What may be taken over from an earlier sweep: more points or replicates of the same study, and nothing else.
#include "sim/sweep/extension.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/default_setup.h"
#include "tests/support/planted_file.h"
#include "tests/sweep/written_study.h"

namespace fulcrum {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;
using testing_support::options_for;
using testing_support::WrittenStudy;

class Extensions : public ::testing::Test {
 protected:
  /// Three points, two replicates.
  void sweep_earlier(Store store = Store::kTrajectories, bool keep_journal = false) {
    SweepOptions options = options_for(folder_, "earlier.h5", store);
    options.keep_journal = keep_journal;
    Sweep(testing_support::read(folder_, {}), options).run(false);
  }
  Extension extended(const WrittenStudy& asked, Store store = Store::kTrajectories) {
    const Study study = testing_support::read(folder_, asked);
    const Sweep now(study, options_for(folder_, "now.h5", store));
    return open_extension(folder_ / "earlier.h5", study, now.identity(), now.plan().design());
  }

  testing_support::TestFolder folder_;
};

TEST_F(Extensions, MayHaveMorePointsAndReplicates) {
  sweep_earlier();
  for (const WrittenStudy& asked : {WrittenStudy{}, WrittenStudy{.gains = {2, 3, 4, 5}}, WrittenStudy{.replicates = 5},
                                    WrittenStudy{.gains = {2, 3, 4, 5}, .replicates = 3}})
    EXPECT_EQ(extended(asked).runs->count(), 12);
}

TEST_F(Extensions, MayNotHaveFewer) {
  sweep_earlier();
  EXPECT_THAT([&] { extended({.gains = {2, 3}}); }, ThrowsMessage<NoExtension>(HasSubstr("3 points, but the study now asks for only 2")));
  EXPECT_THAT([&] { extended({.replicates = 1}); }, ThrowsMessage<NoExtension>(HasSubstr("2 replicates")));
}

TEST_F(Extensions, MustBeginWithTheSamePoints) {
  sweep_earlier();
  EXPECT_THAT([&] { extended({.gains = {2, 3.5, 4, 5}}); }, ThrowsMessage<NoExtension>(HasSubstr("not the first points")));
}

TEST_F(Extensions, OfAnotherStudyAreRefusedWithWhatDiffers) {
  sweep_earlier();
  EXPECT_THAT([&] { extended({.seed = 8}); }, ThrowsMessage<NoExtension>(AllOf(HasSubstr("earlier.h5"), HasSubstr("seed"))));
  EXPECT_THAT([&] { extended({}, Store::kOutcomes); }, ThrowsMessage<NoExtension>(HasSubstr("what is stored")));
}

TEST_F(Extensions, WithoutSeriesNeedTheJournal) {
  sweep_earlier(Store::kOutcomes);
  EXPECT_THAT([&] { extended({}, Store::kOutcomes); }, ThrowsMessage<NoExtension>(HasSubstr("--keep-journal")));
  std::filesystem::remove(folder_ / "earlier.h5");
  sweep_earlier(Store::kOutcomes, true);
  EXPECT_FALSE(extended({}, Store::kOutcomes).summaries.empty());
}

TEST_F(Extensions, OfAFileThatIsNoSweepAreRefused) {
  const Plan plan({{"first", testing_support::default_setup()}}, 2, 7, true);
  testing_support::PlantedFile what{.outcomes = {find_outcome("cost")}};
  what.outcome = [](const RunPlace&, std::size_t) { return 1.; };
  testing_support::write_planted(folder_ / "earlier.h5", plan, what);
  EXPECT_THAT([&] { extended({}); }, ThrowsMessage<NoExtension>(HasSubstr("not the file of a whole sweep")));
}

}  // namespace
}  // namespace fulcrum
