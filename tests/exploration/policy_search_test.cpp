// A search for policies: what may be searched, that it repeats itself, and that it goes on from its file.
#include "sim/exploration/policy_search.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "tests/output/test_folder.h"
#include "tests/support/default_setup.h"

namespace fulcrum {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

SearchVariable parsed(const std::string& text) { return parse_variable(text, testing_support::default_setup()); }

TEST(SearchVariables, HaveTheirRangeOrTheOneThatIsGiven) {
  const SearchVariable whole = parsed("levers.host_aid");
  EXPECT_EQ(whole.low, whole.key.explore_low);
  EXPECT_EQ(whole.high, whole.key.explore_high);
  const SearchVariable part = parsed("levers.host_aid=0.25:0.5");
  EXPECT_EQ(part.low, .25);
  EXPECT_EQ(part.high, .5);
}

TEST(SearchVariables, ThatCannotBeSearchedAreRefused) {
  EXPECT_THAT([] { parsed("levers.host_aidd"); },
              ThrowsMessage<std::invalid_argument>(AllOf(HasSubstr("'levers.host_aidd'"), HasSubstr("did you mean 'levers.host_aid'"))));
  for (const char* range : {"", "nan:0.5", "0.2", "0.2:", ":0.8", "a:b", "0.2x:0.8", "0.2:0.8;", "0.2:0.4:0.8"})
    EXPECT_THAT([&] { parsed("levers.host_aid=" + std::string(range)); },
                ThrowsMessage<std::invalid_argument>(HasSubstr("write KEY=LOW:HIGH")))
        << range;
  for (const char* range : {"0.8:0.2", "0.2:0.2", "-1:0.5", "0.5:2"})
    EXPECT_THAT([&] { parsed("levers.host_aid=" + std::string(range)); },
                ThrowsMessage<std::invalid_argument>(HasSubstr("must rise and lie within 0 to 1")))
        << range;
}

class PolicySearch : public ::testing::Test {
 protected:
  PolicySearch() {
    std::ofstream(folder_ / "short.toml") << "schema = 1\nname = \"short\"\nextends = \"status_quo.toml\"\n[time]\nweeks = 12\n";
    std::ofstream(folder_ / "study.toml") << "schema = 1\n[study]\nname = \"small\"\nreplicates = 1\n"
                                             "policies = [\"short\", { name = \"other\", extends = \"short.toml\" }]\n"
                                             "[design]\nkind = \"sobol\"\npoints = 4\n[design.factors]\n\"direct.threat_gain\" = {}\n";
    study_ = read_study((folder_ / "study.toml").string(), {});
    variables_ = {parse_variable("levers.rhetoric", study_.policies.back().setup),
                  parse_variable("levers.forces=0.5:1", study_.policies.back().setup)};
    settings_.population = 8;
    settings_.generations = 3;
    settings_.futures = settings_.fresh_futures = 4;
    settings_.run.jobs = 1;
  }
  PolicySearchResult searched() const { return search_policies(study_, variables_, {"goal_direct", "cost"}, settings_); }
  static std::vector<std::vector<double>> numbers(const PolicySearchResult& result) {
    std::vector<std::vector<double>> all{result.base_fresh};
    for (const FoundPolicy& policy : result.policies) all.insert(all.end(), {policy.x, policy.searched, policy.fresh});
    return all;
  }

  testing_support::TestFolder folder_;
  Study study_;
  std::vector<SearchVariable> variables_;
  PolicySearchSettings settings_;
};

TEST_F(PolicySearch, TellsItsProgressByGeneration) {
  const PolicySearchResult one = searched();
  ASSERT_EQ(one.progress.size(), 4U) << "the first generation and three more";
  EXPECT_EQ(one.progress.back().candidates, one.evaluations);
  EXPECT_GE(one.progress.back().hypervolume, one.progress.front().hypervolume);
  EXPECT_EQ(one.progress.front().new_boxes, 0);
}

// No proposal is as good as another one but for a step, and none of the last generation is better than all proposals by more than a step.
TEST_F(PolicySearch, WithEpsilonProposesOfAllCandidatesWhatDiffersByMoreThanAStep) {
  const PolicySearchResult front = searched();
  settings_.epsilon = {.001, .001};
  const PolicySearchResult fine = searched();
  settings_.epsilon = {.05, .5};
  const PolicySearchResult coarse = searched();
  ASSERT_FALSE(coarse.policies.empty());
  EXPECT_LE(coarse.policies.size(), fine.policies.size());
  EXPECT_GT(coarse.progress.front().new_boxes, 0);
  for (const FoundPolicy& other : front.policies) {
    const bool near = std::any_of(coarse.policies.begin(), coarse.policies.end(), [&](const FoundPolicy& kept) {
      return kept.searched[0] <= other.searched[0] + .05 && kept.searched[1] <= other.searched[1] + .5;
    });
    EXPECT_TRUE(near);
  }
}

TEST(StepsOfEpsilon, AreForAllObjectivesOrForOne) {
  const std::vector<std::string> objectives{"goal_direct", "cost:lower"};
  EXPECT_EQ(parse_epsilon({"0.02"}, objectives), (std::vector<double>{.02, .02}));
  EXPECT_EQ(parse_epsilon({"cost=0.1"}, objectives), (std::vector<double>{.01, .1}));
  EXPECT_EQ(parse_epsilon({".5", "goal_direct=0.03"}, objectives), (std::vector<double>{.03, .5}));
  for (const char* wrong : {"0", "-1", "x", "cost=", "cost=0"})
    EXPECT_THAT([&] { parse_epsilon({wrong}, objectives); }, ThrowsMessage<std::invalid_argument>(HasSubstr("write a number above 0")))
        << wrong;
  EXPECT_THAT([&] { parse_epsilon({"costs=1"}, objectives); },
              ThrowsMessage<std::invalid_argument>(HasSubstr("there is no objective 'costs'")));
}

TEST_F(PolicySearch, StaysWithinBoundsAndIsTheSameForAnyThreads) {
  const PolicySearchResult one = searched();
  ASSERT_FALSE(one.policies.empty());
  for (const FoundPolicy& policy : one.policies)
    for (std::size_t v = 0; v < 2; ++v) {
      EXPECT_GE(policy.x[v], variables_[v].low);
      EXPECT_LE(policy.x[v], variables_[v].high);
    }
  settings_.run.jobs = 3;
  EXPECT_EQ(numbers(searched()), numbers(one));
}

TEST_F(PolicySearch, ProposesNothingThatAnotherProposalDominates) {
  const PolicySearchResult result = searched();
  for (const FoundPolicy& a : result.policies)
    for (const FoundPolicy& b : result.policies)  // goal_direct is to be large, cost small
      EXPECT_FALSE(a.searched[0] > b.searched[0] && a.searched[1] < b.searched[1]);
}

TEST_F(PolicySearch, GoesOnFromItsFileWithoutARun) {
  settings_.file = (folder_ / "search.txt").string();
  const PolicySearchResult first = searched(), again = searched();
  EXPECT_EQ(numbers(again), numbers(first));
  EXPECT_EQ(again.known, again.evaluations);
  EXPECT_LT(first.known, first.evaluations);
  settings_.population = 12;
  EXPECT_THROW(searched(), std::invalid_argument) << "it is that of another search";
}

// Of less rhetoric comes less support, so the best end of its range is the lower one.
TEST_F(PolicySearch, OfOneObjectiveGoesToTheEndThatIsBest) {
  settings_.method = SearchMethod::kNlopt;
  const auto result = search_policies(study_, {variables_.front()}, {"goal_direct"}, settings_);
  ASSERT_EQ(result.policies.size(), 1U);
  EXPECT_NEAR(result.policies.front().x.front(), variables_.front().low, .1);
  EXPECT_GE(result.policies.front().fresh.front(), result.base_fresh.front());
}

TEST_F(PolicySearch, ThatIsInterruptedProposesNothing) {
  settings_.run.interrupted = [] { return true; };
  const PolicySearchResult result = searched();
  EXPECT_TRUE(result.interrupted);
  EXPECT_TRUE(result.policies.empty());
}

TEST_F(PolicySearch, TextAndTableNameWhatWasSearched) {
  const PolicySearchResult result = searched();
  const std::string text = search_text(result, variables_, {"goal_direct", "cost"}, "other");
  EXPECT_THAT(text, AllOf(HasSubstr("levers.rhetoric"), HasSubstr("levers.forces"), HasSubstr("goal_direct"), HasSubstr("cost")));
  const Table table = search_table(result, variables_, {"goal_direct", "cost"}, {});
  for (const TableColumn& column : table.columns) EXPECT_EQ(column.rows(), table.columns.front().rows()) << column.name;
}

}  // namespace
}  // namespace fulcrum
