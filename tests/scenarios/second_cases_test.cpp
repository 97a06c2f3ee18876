// The 40 random cases of the second edition (every mechanism, lever, motion and table of the host on or off), written as scenario and
// theatre files when this was built: read from there, their runs have the values of the independent reference (tests/reference) to 1e-12,
// relative where values are above 1. Noise off.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>

#include "models/recording.h"
#include "scenarios/scenario.h"
#include "tests/models/recorded_run.h"
#include "tests/models/reference_case.h"

namespace fulcrum {
namespace {

using namespace testing_support;

// Names that differ: the reference tells what the program calls by the same word for one and for several entities.
const std::map<std::string, std::string> kNames{
    {"lever_commander_loss_by_militia", "lever_leader_loss"}, {"feud_k", "feud_by_militia"}, {"turnout_of", "turnout_by_organiser"}};
// What the program computes but does not record; it shows in what follows from it.
const std::set<std::string> kNotRecorded{"attraction", "order", "raids"};

// Compares what the reference says with a run.
class Comparison {
 public:
  Comparison(const RecordedRun& run, const Setup& setup) : run_(run), setup_(setup) {}

  void at(std::size_t week, const std::string& name, const std::string& entity, double expected) {
    if (kNotRecorded.contains(name)) return;
    const auto renamed = kNames.find(name);
    const std::string& series = renamed == kNames.end() ? name : renamed->second;
    const double value = run_.series(series, number_of(series, entity))[week];
    EXPECT_LE(std::abs(value - expected), 1e-12 * std::max(1.0, std::abs(expected)))
        << series << " " << entity << " in week " << week << ": " << value << ", reference " << expected;
    ++compared_;
  }

  int compared() const { return compared_; }

 private:
  std::size_t number_of(const std::string& series, const std::string& entity) const {
    if (entity.empty()) return 0;
    const auto names = axis_names(find_series(series)->axis, setup_.theatre);
    return static_cast<std::size_t>(std::find(names.begin(), names.end(), entity) - names.begin());
  }

  const RecordedRun& run_;
  const Setup& setup_;
  int compared_ = 0;
};

class SecondCase : public testing::TestWithParam<std::string> {};

TEST_P(SecondCase, ReadFromItsFilesReproducesTheReference) {
  const Json reference = read_reference(GetParam());
  const std::string name = GetParam().substr(0, GetParam().find('.'));
  const auto setup = read_scenario(FULCRUM_RANDOM_CASES "/" + name + ".toml", Library{}).setup;
  const RecordedRun run = record(setup);
  ASSERT_FALSE(run.fault.has_value()) << run.fault->message();
  Comparison comparison(run, setup);
  const auto weeks = reference.at("weeks_recorded").get<std::vector<std::size_t>>();
  for (std::size_t i = 0; i < weeks.size(); ++i) {
    for (const auto& [series, values] : reference.at("series").items()) comparison.at(weeks[i], series, "", values.at(i));
    for (const auto& [series, of] : reference.at("by_militia").items())
      for (const auto& [militia, values] : of.items()) comparison.at(weeks[i], series, militia, values.at(i));
  }
  for (const auto& [axis, all] : reference.at("last_week").items())
    for (const auto& [series, of] : all.items()) {
      if (series == "course") continue;  // restraint with noise off; a word in the reference
      if (!of.is_object()) {
        comparison.at(weeks.back(), series, "", of);
        continue;
      }
      for (const auto& [entity, value] : of.items()) comparison.at(weeks.back(), series, entity, value);
    }
  EXPECT_GT(comparison.compared(), 200);
}

INSTANTIATE_TEST_SUITE_P(Of, SecondCase, testing::ValuesIn(reference_files("second_")),
                         [](const auto& of) { return of.param.substr(0, of.param.find('.')); });

// The same with kinds of support, cuts and recipients that are organisations.
INSTANTIATE_TEST_SUITE_P(WithKinds, SecondCase, testing::ValuesIn(reference_files("kinds_")),
                         [](const auto& of) { return of.param.substr(0, of.param.find('.')); });

TEST(KindsCases, AreTwenty) { EXPECT_EQ(reference_files("kinds_").size(), 20u); }
TEST(SecondCases, AreForty) { EXPECT_EQ(reference_files("second_").size(), 40u); }

}  // namespace
}  // namespace fulcrum
