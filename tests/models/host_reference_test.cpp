// The host side against the seven scenarios that its specification gives (host_side.json: noise off, the values of the last week and the
// means over all weeks, to 17 digits). Two correct implementations agree to 1e-12.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
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
  static const Json all = Json::parse(std::ifstream(FULCRUM_TEST_DATA "/host_side.json"));
  return all;
}

// What the reference file calls otherwise than the series here.
const std::map<std::string, std::string> kOtherNames = {{"feud", "feud_by_militia"},
                                                        {"turnout", "turnout_by_organiser"},
                                                        {"i_leader_coordination", "leader_coordination"},
                                                        {"i_new_groups", "new_groups"}};
// What it holds beside series: orders and raids of the week, and the shift between led and free fire.
bool is_recorded(const std::string& name) { return name != "order" && name != "raids" && name != "coordination"; }

struct Place {
  std::string series;
  std::size_t entity = 0;
};

// A scalar series, or one by actor with the actor's name behind it.
Place place_of(const std::string& name, const Setup& setup) {
  const auto other = kOtherNames.find(name);
  if (const SeriesInfo* series = find_series(other != kOtherNames.end() && name.starts_with("i_") ? other->second : name);
      series != nullptr && series->axis == Axis::kNone)
    return {series->name};
  for (const SeriesInfo& series : series_catalogue()) {
    const auto names = axis_names(series.axis, setup.theatre);
    for (std::size_t e = 0; e < names.size(); ++e)
      for (const std::string& shown : {series.name, series.name == "feud_by_militia" ? std::string("feud") : series.name,
                                       series.name == "turnout_by_organiser" ? std::string("turnout") : series.name})
        if (name == shown + "_" + names[e]) return {series.name, e};
  }
  return {};
}

std::vector<double> values_of(const RecordedRun& run, const Setup& setup, const std::string& name) {
  std::vector<double> sum(static_cast<std::size_t>(setup.weeks), 0.0);
  if (name == "delivered") {  // over all militias
    for (std::size_t k = 0; k < setup.theatre.militias.size(); ++k)
      std::transform(sum.begin(), sum.end(), run.series(name, k).begin(), sum.begin(), std::plus<>());
    return sum;
  }
  const Place place = place_of(name, setup);
  EXPECT_FALSE(place.series.empty()) << "no series " << name;
  if (place.series.empty()) return sum;
  const auto values = run.series(place.series, place.entity);
  return {values.begin(), values.end()};
}

class HostReference : public testing::TestWithParam<std::string> {};

TEST_P(HostReference, AgreesInEveryValueAndMean) {
  const Json& of = reference().at(GetParam());
  const auto setup = setup_of_scenario(of.at("scenario"));
  const RecordedRun run = record(setup);
  ASSERT_FALSE(run.fault.has_value()) << run.fault->message();
  int compared = 0;
  for (const auto& [name, mean] : of.at("mean").items()) {
    if (!is_recorded(name)) continue;
    expect_agreement(values_of(run, setup, name), of, name);
    ++compared;
  }
  EXPECT_GT(compared, 120);
}

INSTANTIATE_TEST_SUITE_P(Of, HostReference, testing::ValuesIn(testing_support::scenario_names(reference())), testing_support::name_of_test);

}  // namespace
}  // namespace fulcrum
