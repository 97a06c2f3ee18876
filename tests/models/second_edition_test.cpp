// The second edition of the core against the six scenarios that its specification gives (second_edition.json: noise off, the values of the
// last week and the means over all weeks, to 17 digits). Two correct implementations agree to 1e-12.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/models/expected_values.h"
#include "tests/models/recorded_run.h"
#include "tests/models/reference_scenario.h"

namespace fulcrum {
namespace {

using testing_support::expect_agreement;
using testing_support::Json;
using testing_support::record;
using testing_support::RecordedRun;
using testing_support::setup_of_scenario;

const Json& reference() {
  static const Json all = Json::parse(std::ifstream(FULCRUM_TEST_DATA "/second_edition.json"));
  return all;
}

// By week; `delivered` is the sum over the militias.
std::vector<double> values_of(const RecordedRun& run, const Setup& setup, const std::string& series) {
  std::vector<double> sum(static_cast<std::size_t>(setup.weeks), 0.0);
  const std::size_t entities = series == "delivered" ? setup.theatre.militias.size() : 1;
  for (std::size_t e = 0; e < entities; ++e)
    std::transform(sum.begin(), sum.end(), run.series(series, e).begin(), sum.begin(), std::plus<>());
  return sum;
}

class SecondEdition : public testing::TestWithParam<std::string> {};

TEST_P(SecondEdition, AgreesWithItsReferenceValues) {
  const Json& of = reference().at(GetParam());
  const auto setup = setup_of_scenario(of.at("scenario"));
  const RecordedRun run = record(setup);
  ASSERT_FALSE(run.fault.has_value()) << run.fault->message();
  for (const auto& [series, mean] : of.at("mean").items()) expect_agreement(values_of(run, setup, series), of, series);
  const Json& posture = of.at("last").at("posture");
  expect_agreement(run.last("posture_forces"), posture.at(0), "posture_forces");
  expect_agreement(run.last("posture_engage"), posture.at(1), "posture_engage");
  expect_agreement(run.last("posture_coerce"), posture.at(2), "posture_coerce");
}

INSTANTIATE_TEST_SUITE_P(Of, SecondEdition, testing::ValuesIn(testing_support::scenario_names(reference())), testing_support::name_of_test);

}  // namespace
}  // namespace fulcrum
