// The second edition of the core against the six scenarios that its specification gives (second_edition.json: noise off, the values of the
// last week and the means over all weeks, to 17 digits). Two correct implementations agree to 1e-12.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <numeric>
#include <string>

#include "tests/models/recorded_run.h"
#include "tests/models/reference_scenario.h"

namespace fulcrum {
namespace {

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

void expect_equal(double value, double expected, const std::string& what) {
  EXPECT_LE(std::abs(value - expected), 1e-12 * std::max(1.0, std::abs(expected))) << what << ": " << value << ", reference " << expected;
}

class SecondEdition : public testing::TestWithParam<std::string> {};

TEST_P(SecondEdition, AgreesWithItsReferenceValues) {
  const Json& of = reference().at(GetParam());
  const auto setup = setup_of_scenario(of.at("scenario"));
  const RecordedRun run = record(setup);
  ASSERT_FALSE(run.fault.has_value()) << run.fault->message();
  for (const auto& [series, mean] : of.at("mean").items()) {
    const auto values = values_of(run, setup, series);
    expect_equal(values.back(), of.at("last").at(series), "last " + series);
    expect_equal(std::accumulate(values.begin(), values.end(), 0.0) / setup.weeks, mean, "mean " + series);
  }
  const Json& posture = of.at("last").at("posture");
  expect_equal(run.last("posture_forces"), posture.at(0), "posture_forces");
  expect_equal(run.last("posture_engage"), posture.at(1), "posture_engage");
  expect_equal(run.last("posture_coerce"), posture.at(2), "posture_coerce");
}

std::vector<std::string> names() {
  std::vector<std::string> all;
  for (const auto& [name, of] : reference().items()) all.push_back(name);
  return all;
}

INSTANTIATE_TEST_SUITE_P(Of, SecondEdition, testing::ValuesIn(names()), [](const auto& of) {
  std::string name(of.param);
  std::replace_if(
      name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return name;
});

}  // namespace
}  // namespace fulcrum
