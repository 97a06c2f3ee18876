// The random cases of tests/reference, written as scenario and theatre files when this was built: read from there, they are the setups
// that the cases hold, and their runs have the reference's values to 1e-12, relative where values are above 1.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "scenarios/scenario.h"
#include "tests/models/first_edition.h"
#include "tests/models/recorded_run.h"
#include "tests/models/reference_case.h"

namespace fulcrum {
namespace {

using namespace testing_support;

Setup from_files_of(const std::string& reference) {
  const std::string name = reference.substr(0, reference.find('.'));
  Setup setup = read_scenario(FULCRUM_RANDOM_CASES "/" + name + ".toml", Library{}).setup;
  testing_support::switch_off(setup);  // the cases are those of the first edition
  return setup;
}

class RandomCase : public testing::TestWithParam<std::string> {};

double tolerance(double expected) { return 1e-12 * std::max(1.0, std::abs(expected)); }

TEST_P(RandomCase, ReadFromItsFilesReproducesTheReference) {
  const Json reference = read_reference(GetParam());
  const RecordedRun run = record(from_files_of(GetParam()));
  ASSERT_FALSE(run.fault.has_value()) << run.fault->message();
  const auto weeks = reference.at("weeks_recorded").get<std::vector<std::size_t>>();
  for (const auto& [series, values] : reference.at("series").items())
    for (std::size_t i = 0; i < weeks.size(); ++i)
      EXPECT_NEAR(run.series(series)[weeks[i]], values.at(i).get<double>(), tolerance(values.at(i))) << series << " in week " << weeks[i];
}

TEST_P(RandomCase, ReadFromItsFilesRunsAsTheCaseItself) {
  const RecordedRun from_files = record(from_files_of(GetParam())), of_case = record(setup_of_case(read_reference(GetParam()).at("case")));
  ASSERT_EQ(from_files.values().size(), of_case.values().size());
  for (std::size_t i = 0; i < of_case.values().size(); ++i)
    ASSERT_NEAR(from_files.values()[i], of_case.values()[i], tolerance(of_case.values()[i])) << "value " << i;
}

INSTANTIATE_TEST_SUITE_P(Of, RandomCase, testing::ValuesIn(reference_files("random_")),
                         [](const auto& of) { return of.param.substr(0, of.param.find('.')); });

}  // namespace
}  // namespace fulcrum
