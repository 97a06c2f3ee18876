// A panel from rows to tables: splits, forecasts out of sample, scores, intervals.
#include "sim/panel/panel_run.h"

#include <fmt/core.h>

#include <cmath>
#include <set>

#include "sim/panel/panel_forecasts.h"
#include "sim/panel/panel_scores.h"
#include "tests/panel/small_panel.h"

namespace fulcrum {
namespace {

using testing::HasSubstr;
using PanelRun = testing_support::SmallPanel;

constexpr const char* kForecasts =
    "[[forecast]]\nname = \"level\"\nkind = \"level\"\n[[forecast]]\nname = \"z\"\nkind = \"logit\"\nterms = [\"z\"]\n"
    "[[forecast]]\nname = \"mechanism\"\nkind = \"mechanism\"\nfit = [\"direct.intercept\", \"direct.threat_gain\"]\nterms = [\"past\"]\n";

TEST_F(PanelRun, EveryRowIsTestedOnceByRowsOfOtherHosts) {
  read_small(panel_text(), table_text());
  const std::vector<PanelPart> parts = parts_of(rows, panel.splits[0]);
  EXPECT_EQ(parts.size(), 4u);
  std::vector<int> tested(rows.count, 0);
  for (const PanelPart& part : parts) {
    EXPECT_EQ(part.train.size() + part.test.size(), rows.count);
    for (const std::size_t row : part.test) {
      ++tested[row];
      for (const std::size_t other : part.train) EXPECT_NE(rows.group[row], rows.group[other]);
    }
  }
  EXPECT_EQ(tested, std::vector<int>(rows.count, 1));
}

// One host is given support in every row: what is said of its own rows stays to the bit, whatever the kind of forecast, and what is said of
// the others moves, since they are fitted to it.
TEST_F(PanelRun, AHostThatIsLeftOutDoesNotEnterTheFitThatIsReadInItsRows) {
  const std::string linked =
      "[[forecast]]\nname = \"linked\"\nkind = \"linked\"\nfit = [\"threat.weight_insecurity\"]\nterms = [\"past\"]\n";
  read_small(panel_text(kForecasts + linked + kMapping), table_text());
  const PanelModel model(panel, rows);
  const std::vector<PanelPart> parts = parts_of(rows, panel.splits[0]);
  const Recorded as_it_is = recorded_with(panel, rows, panel.detections[0]);
  Recorded changed = as_it_is;
  for (std::size_t row = 0; row < rows.count; ++row)
    if (rows.group[row] == 2) changed.y[row] = 1;
  for (const PanelForecast& forecast : panel.forecasts) {
    if (forecast.kind == ForecastKind::kLevel) continue;  // fits nothing
    const std::vector<double> before = forecast_rows(model, rows, forecast, as_it_is, parts, {});
    const std::vector<double> after = forecast_rows(model, rows, forecast, changed, parts, {});
    for (std::size_t row = 0; row < rows.count; ++row)
      EXPECT_EQ(before[row] == after[row], rows.group[row] == 2) << forecast.name << ", row " << row;
  }
}

TEST_F(PanelRun, ASplitOnRequestIsMadeOnlyWhenItIsNamed) {
  read_small(panel_text("[[split]]\nname = \"years\"\nby = \"year\"\ngroup = \"year\"\non_request = true\n"), table_text());
  const auto splits_of = [&](const std::vector<std::string>& named) {
    PanelSettings settings;
    settings.bootstrap.resamples = 20;
    settings.splits = named;
    std::set<std::string> names;
    const auto found = run_panel(panel, rows, settings);
    for (const PanelScore& score : found.value().scores) names.insert(score.split);
    return names;
  };
  EXPECT_EQ(splits_of({}), std::set<std::string>{"hosts"});
  EXPECT_EQ(splits_of({"years"}), std::set<std::string>{"years"});
}

// All rows of a group have the same loss here, so that its mean over resamples of groups moves only if the groups differ.
TEST_F(PanelRun, IntervalsComeFromTheGroupsThatASplitNames) {
  const std::string toml = panel_text("[[split]]\nname = \"same\"\nby = \"host\"\ngroup = \"past\"\n");
  std::string csv = "year,host,support,past,threat\n";
  for (int host = 0; host < 4; ++host)
    for (int past = 0; past < 2; ++past)
      for (int i = 0; i < 4; ++i) csv += fmt::format("{},{},{},{},0.5\n", 1976 + i, host, int(i == 0 && host < 2), past);
  read_small(toml, csv);
  const auto found = run_panel(panel, rows, {});
  ASSERT_TRUE(found);
  for (const PanelScore& score : found->scores) {
    const double width = score.log_loss.high - score.log_loss.low;
    if (score.split == "same")
      EXPECT_NEAR(width, 0, 1e-12) << score.forecast;
    else
      EXPECT_GT(width, 1e-3) << score.forecast;
  }
}

TEST_F(PanelRun, ASplitByYearTestsLaterYearsOnly) {
  read_small(panel_text("[[split]]\nname = \"time\"\ntrain = \"year <= 1980\"\ntest = \"year > 1980\"\n"), table_text());
  const std::vector<PanelPart> parts = parts_of(rows, panel.splits[1]);
  ASSERT_EQ(parts.size(), 1u);
  EXPECT_EQ(parts[0].train.size(), 20u);
  EXPECT_EQ(parts[0].test.size(), 28u);
  panel.splits[1].test = panel.splits[1].train;
  EXPECT_THROW(parts_of(rows, panel.splits[1]), InputError);
}

TEST_F(PanelRun, CellsForecastTheRateOfTheirKindInTraining) {
  read_small(panel_text(), table_text());
  const PanelModel model(panel, rows);
  const Recorded recorded = recorded_with(panel, rows, panel.detections[0]);
  const std::vector<PanelPart> parts = parts_of(rows, panel.splits[0]);
  const std::vector<double> P = forecast_rows(model, rows, panel.forecasts[1], recorded, parts, {});
  double outcomes = 0, count = 0;
  for (const std::size_t row : parts[0].train)
    if (rows.values(panel.forecasts[1].terms[0])[row] == 1) outcomes += recorded.y[row], ++count;
  EXPECT_EQ(P[1], (outcomes + .5) / (count + 1));
  EXPECT_EQ(numbers_fitted(rows, panel.forecasts[0]), 1);
  EXPECT_EQ(numbers_fitted(rows, panel.forecasts[1]), 2);
}

TEST_F(PanelRun, TheLevelIsTheDirectSupportOfTheModel) {
  read_small(panel_text(std::string(kForecasts) + kMapping), table_text());
  PanelSettings settings;
  settings.bootstrap.resamples = 0;
  const auto found = run_panel(panel, rows, settings);
  ASSERT_TRUE(found);
  const Table table = panel_rows_table(panel, rows, *found);
  const auto column = [&](const std::string& name) {
    for (const TableColumn& c : table.columns)
      if (c.name == name) return std::get<std::vector<double>>(c.values);
    return std::vector<double>();
  };
  EXPECT_EQ(column("p_level"), column("direct"));
  EXPECT_EQ(column("outcome").size(), rows.count);
}

TEST_F(PanelRun, ScoresAreOfTheRowsOfTheirSubsetAndTheBaseRateHasNoSkillOnItself) {
  read_small(panel_text(std::string(kForecasts) + "[[subset]]\nname = \"starts\"\nwhere = \"past == 0\"\n" + kMapping), table_text());
  const auto found = run_panel(panel, rows, {});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->scores.size(), 10u);
  for (const PanelScore& score : found->scores) {
    EXPECT_EQ(score.rows, score.subset == "all" ? 48 : 24);
    if (score.forecast == "base") {
      EXPECT_EQ(score.skill_on_base.value, 0);
    }
    if (score.forecast == "past") {
      EXPECT_EQ(score.skill_on_persistence.value, 0);
    }
    EXPECT_LE(score.log_loss.low, score.log_loss.value);
    EXPECT_GE(score.log_loss.high, score.log_loss.value);
  }
  EXPECT_EQ(panel_scores_table(panel, *found).columns.front().rows(), 10u);
  EXPECT_THAT(fulcrum::panel_text(panel, *found), HasSubstr("skill on persistence"));
}

TEST_F(PanelRun, CoefficientsNameTheParametersThatAreFitted) {
  read_small(panel_text(std::string(kForecasts) + kMapping), table_text());
  const auto found = run_panel(panel, rows, {});
  ASSERT_TRUE(found);
  ASSERT_EQ(found->coefficients.size(), 5u);
  EXPECT_EQ(found->coefficients[2].name, "direct.intercept");
  EXPECT_EQ(found->coefficients[2].start, -5);
  EXPECT_EQ(found->coefficients[4].name, "past");
  EXPECT_LT(found->coefficients[4].value.low, found->coefficients[4].value.high);
  EXPECT_EQ(panel_coefficients_table(*found).columns.front().rows(), 5u);
}

TEST_F(PanelRun, DetectionIsCheckedAndCanBeChosen) {
  const std::string two =
      "[[detection]]\nname = \"coded\"\nse = 1\nsp = 1\n[[detection]]\nname = \"missed\"\nse = \"0.8 - 0.1 * past\"\nsp = 0.999\n";
  read_small(panel_text(two), table_text());
  PanelSettings settings;
  settings.detections = {"missed"};
  const auto found = run_panel(panel, rows, settings);
  ASSERT_TRUE(found);
  for (const PanelScore& score : found->scores) EXPECT_EQ(score.detection, "missed");
  read_small(panel_text("[[detection]]\nname = \"none\"\nse = 0.3\nsp = 0.5\n"), table_text());
  EXPECT_THROW(run_panel(panel, rows, {}), InputError);
}

TEST_F(PanelRun, StopsWhenItIsAskedTo) {
  read_small(panel_text(), table_text());
  PanelSettings settings;
  settings.stop = [] { return true; };
  EXPECT_FALSE(run_panel(panel, rows, settings));
}

}  // namespace
}  // namespace fulcrum
