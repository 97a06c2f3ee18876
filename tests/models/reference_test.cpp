// The core model against an implementation written apart (tests/reference): every series, for random parameters, initial values,
// militias, neighbours, recipients, levers, actions and forms, and for the reference strategies. Noise off.
//
// Tolerance: model.md asks two correct implementations to agree to 1e-12; relative where values are above 1.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

#include "models/recording.h"
#include "tests/models/first_edition.h"
#include "tests/models/recorded_run.h"
#include "tests/models/reference_case.h"

namespace fulcrum {
namespace {

using testing_support::Json;
using testing_support::read_reference;
using testing_support::record;
using testing_support::RecordedRun;
using testing_support::reference_files;

// The entities of a series in the order of the theatre.
int column_of(const RecordedRun& run, const Setup& setup, const std::string& series, const std::string& entity) {
  const SeriesInfo* info = find_series(series);
  if (info == nullptr) return -1;
  const auto names = axis_names(info->axis, setup.theatre);
  const auto found = std::find(names.begin(), names.end(), entity);
  return found == names.end() ? -1 : run.selection().find(series) + static_cast<int>(found - names.begin());
}

// Compares what the reference says of one case, and remembers which series it spoke of.
class Comparison {
 public:
  Comparison(const RecordedRun& run, const Setup& setup) : run_(run), setup_(setup) {}

  void at(int week, const std::string& series, const std::string& entity, double expected) {
    const int column = column_of(run_, setup_, series, entity);
    ASSERT_GE(column, 0) << "no series " << series << " of " << entity;
    const double value = run_.column(static_cast<std::size_t>(column))[static_cast<std::size_t>(week)];
    EXPECT_LE(std::abs(value - expected), 1e-12 * std::max(1.0, std::abs(expected)))
        << series << " " << entity << " in week " << week << ": " << value << ", reference " << expected;
    compared_.insert(series);
  }

  void core_series(const Json& reference) {
    const auto weeks = reference.at("weeks_recorded").get<std::vector<int>>();
    for (std::size_t i = 0; i < weeks.size(); ++i) {
      for (const auto& [series, values] : reference.at("series").items()) at(weeks[i], series, "", values.at(i));
      for (const auto& [series, of] : reference.at("by_militia").items())
        for (const auto& [militia, values] : of.items()) at(weeks[i], series, militia, values.at(i));
    }
  }

  void last_week(const Json& last) {
    for (const auto& [series, value] : last.at("series").items()) at(run_.weeks() - 1, series, "", value);
    for (const char* by : {"by_militia", "by_neighbour", "by_recipient"})
      for (const auto& [series, of] : last.at(by).items())
        for (const auto& [entity, value] : of.items()) at(run_.weeks() - 1, series, entity, value);
  }

  const std::set<std::string>& compared() const { return compared_; }

 private:
  const RecordedRun& run_;
  const Setup& setup_;
  std::set<std::string> compared_;
};

class Reference : public testing::TestWithParam<std::string> {};

TEST_P(Reference, AgreesOnEverySeries) {
  const Json reference = read_reference(GetParam());
  const auto setup = testing_support::setup_of_case(reference.at("case"));
  const RecordedRun run = record(setup);
  ASSERT_FALSE(run.fault.has_value()) << run.fault->message();
  Comparison comparison(run, setup);
  comparison.core_series(reference);
  comparison.last_week(reference.at("last_week"));
  for (const SeriesInfo& series : series_catalogue()) {
    const bool of_step_19 = series.id >= kSeries_course && series.id < kFirstIndicator + kIndicators;  // tests/scenarios/rules_test.cpp
    const auto added = testing_support::new_series();  // the references are those of the first edition
    const bool of_second = std::find(added.begin(), added.end(), series.name) != added.end();
    if (!of_step_19 && !of_second && series.part == HostPart::kNone && run.selection().find(series.name) >= 0) {
      EXPECT_TRUE(comparison.compared().contains(series.name)) << series.name;
    }
  }
}

std::string without_extension(const testing::TestParamInfo<std::string>& info) { return info.param.substr(0, info.param.find('.')); }

INSTANTIATE_TEST_SUITE_P(OfRandomCases, Reference, testing::ValuesIn(reference_files("random_")), without_extension);
INSTANTIATE_TEST_SUITE_P(OfStrategies, Reference, testing::ValuesIn(reference_files("strategy_")), without_extension);

TEST(References, AreThere) {
  EXPECT_GE(reference_files("random_").size(), 30u);
  EXPECT_GE(reference_files("strategy_").size(), 4u);
}

TEST(References, CoverEveryFormAndAtLeastOneRunWithSeveralMilitiasNeighboursAndRecipients) {
  std::set<std::string> forms;
  std::size_t militias = 0, neighbours = 0, recipients = 0;
  for (const std::string& name : reference_files("random_")) {
    const Json of_case = read_reference(name).at("case");
    for (const auto& [key, form] : of_case.at("structure").items()) forms.insert(key + " " + form.get<std::string>());
    militias = std::max(militias, of_case.at("militias").size());
    neighbours = std::max(neighbours, of_case.at("neighbours").size());
    recipients = std::max(recipients, of_case.at("recipients").size());
  }
  EXPECT_EQ(forms.size(), 8u);  // three of direct, three of fronts, two of perception
  EXPECT_GT(militias, 3u);
  EXPECT_GT(neighbours, 2u);
  EXPECT_GT(recipients, 1u);
}

}  // namespace
}  // namespace fulcrum
