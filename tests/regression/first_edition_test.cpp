// With every mechanism of the second edition switched off, the scenarios that the first edition shipped give its results to the last bit,
// with noise and without. first_edition/ keeps those of its files that have changed since, the series that it recorded, and a hash of what
// its program gave (tests/regression/first_edition_runs.h). With cells and noise that can only hold in distribution, as attacks are drawn
// for groups of cells (docs/decisions/0030-attacks-in-aggregate.md): status_quo_cells with noise has its hash from then.
#include <gtest/gtest.h>

#include <fstream>
#include <iomanip>
#include <sstream>

#include "scenarios/scenario.h"
#include "tests/models/first_edition.h"
#include "tests/regression/first_edition_runs.h"

namespace fulcrum {
namespace {

using testing_support::as_first_edition;
using testing_support::hash_of_runs;

const std::string kFolder = FULCRUM_TEST_DATA "/first_edition";
constexpr std::uint64_t kReplicates = 2;

std::vector<std::string> lines_of(const std::string& name) {
  std::ifstream file(kFolder + "/" + name);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

struct Kept {
  std::string scenario;
  bool noise;
  std::string hash;
};

std::vector<Kept> kept() {
  std::vector<Kept> all;
  const auto lines = lines_of("hashes.csv");
  for (std::size_t i = 1; i < lines.size(); ++i) {
    std::istringstream fields(lines[i]);
    Kept one;
    std::string noise;
    std::getline(fields, one.scenario, ',');
    std::getline(fields, noise, ',');
    std::getline(fields, one.hash);
    one.noise = noise == "on";
    all.push_back(one);
  }
  return all;
}

class FirstEdition : public testing::TestWithParam<Kept> {};

TEST_P(FirstEdition, ComesOutBitForBitWithEverySwitchOff) {
  Scenario scenario = read_scenario(GetParam().scenario, {{kFolder}});
  as_first_edition(scenario.setup);
  const std::uint64_t hash = hash_of_runs(scenario.setup, lines_of("series.txt"), GetParam().noise, GetParam().noise ? kReplicates : 1);
  std::ostringstream text;
  text << std::hex << std::setw(16) << std::setfill('0') << hash;
  EXPECT_EQ(text.str(), GetParam().hash);
}

INSTANTIATE_TEST_SUITE_P(Of, FirstEdition, testing::ValuesIn(kept()),
                         [](const auto& of) { return of.param.scenario + (of.param.noise ? "_with_noise" : "_without_noise"); });

TEST(FirstEditionKept, CoversEveryScenarioThatWasShipped) {
  EXPECT_EQ(kept().size(), 66u);  // 33 scenarios, with and without noise
  EXPECT_GT(lines_of("series.txt").size(), 100u);
}

TEST(FirstEditionKept, IsNotWhatTheSecondGives) {
  const Scenario scenario = read_scenario("status_quo", {{kFolder}});
  std::ostringstream text;
  text << std::hex << std::setw(16) << std::setfill('0') << hash_of_runs(scenario.setup, lines_of("series.txt"), false, 1);
  for (const Kept& one : kept()) EXPECT_NE(text.str(), one.hash);
}

}  // namespace
}  // namespace fulcrum
