// Tables of a hindcast have the numbers of its fit and scores.
#include "sim/hindcast/hindcast_tables.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "tests/hindcast/planted_record.h"

namespace fulcrum {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing_support::PlantedRecord;

const std::vector<double>& numbers(const Table& table, const std::string& name) {
  for (const TableColumn& column : table.columns)
    if (column.name == name) return std::get<std::vector<double>>(column.values);
  throw std::logic_error("no column " + name);
}

TEST(HindcastTables, MonthsHaveWhatWasExpectedAndWhatWasObserved) {
  PlantedRecord planted;
  planted.record.months.erase(planted.record.months.begin() + 3);
  const auto fitted = planted.fitted();
  const Table table = stored_months(fitted, planted.months);
  const auto &mu = numbers(table, "attacks_mu"), &low = numbers(table, "attacks_low90"), &high = numbers(table, "attacks_high90"),
             &observed = numbers(table, "attacks_observed");
  ASSERT_EQ(mu.size(), planted.months.count());
  for (std::size_t m = 0; m < mu.size(); ++m) {
    EXPECT_EQ(mu[m], fitted[0].fit.expected(fitted[0].x[m]));
    EXPECT_LE(low[m], mu[m]);
    EXPECT_GE(high[m], mu[m]);
    EXPECT_EQ(std::isnan(observed[m]), m == 3) << "a month without a record has none";
  }
}

TEST(HindcastTables, WeeksAndScoresHaveARowEach) {
  const PlantedRecord planted;
  const auto fitted = planted.fitted();
  const auto scores = score_series(fitted, planted.troops);
  const Table weeks = stored_weeks(fitted, PlantedRecord::kWeeks), stored = stored_scores(scores, "2004-06", 1.5);
  for (const Table* table : {&weeks, &stored})
    for (const TableColumn& column : table->columns) EXPECT_EQ(column.rows(), table->columns.front().rows()) << column.name;
  EXPECT_EQ(numbers(weeks, "attacks_x"), fitted[0].weeks);
  EXPECT_EQ(numbers(stored, "nse"), (std::vector<double>{scores[0].nse, scores[1].nse}));
  EXPECT_EQ(numbers(stored, "rmse_last")[1], scores[1].naive_last.rmse);
  EXPECT_THAT(score_table(scores).text(), AllOf(HasSubstr("train"), HasSubstr("test"), HasSubstr("attacks")));
  EXPECT_TRUE(stored_shares({}).columns.empty()) << "no record is one of shares";
}

TEST(HindcastTables, TextNamesTheTargetsThatAreMissed) {
  PlantedRecord planted;
  EXPECT_THAT(fit_text(planted.fitted(), 1.5, "2004-06"), AllOf(HasSubstr("training total 1.500 (to 2004-06)"), Not(HasSubstr("targets"))));
  planted.model.least_nse = 2;
  EXPECT_THAT(fit_text(planted.fitted(), 1.5, "2004-06"), HasSubstr("attacks has 1.00 of 2.00"));
  EXPECT_STREQ(split_name(DataSplit::kTrain), "train");
  EXPECT_STREQ(split_name(DataSplit::kTest), "test");
}

}  // namespace
}  // namespace fulcrum
