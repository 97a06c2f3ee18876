// Records as they are read: what counts, what is left out, and what is refused with its place.
#include "sim/hindcast/record.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "tests/output/test_folder.h"

namespace fulcrum {
namespace {

using namespace std::chrono;
using testing::HasSubstr;
using testing::ThrowsMessage;

class Records : public ::testing::Test {
 protected:
  Records() {
    ObservationModel attacks;
    attacks.name = "attacks";
    attacks.file = "attacks.csv";
    observations_.split = "2003-05";
    observations_.series = {attacks};
  }
  void write(const std::string& text) const { std::ofstream(folder_ / "attacks.csv") << text; }
  std::vector<Record> read(const std::string& until = "") { return read_records(observations_, folder_.path(), months_, until, missing_); }
  ObservationModel& model() { return observations_.series.front(); }
  /// Counts by year of two categories.
  void by_year() {
    model().error = ErrorKind::kDirichletMultinomial;
    for (const char* name : {"basra", "baghdad"}) model().categories.emplace_back().name = name;
  }

  testing_support::TestFolder folder_;
  Observations observations_;
  Months months_{sys_days(2003y / March / 31), 17};  // to July
  std::vector<std::string> missing_;
};

TEST_F(Records, MonthsOfTheRunCountAndBelongToTheTrainingPartUpToTheSplit) {
  write("month,value\n2003-01,1\n2003-04,2\n2003-05,3\n2003-06,4\n2012-01,5\n");
  const std::vector<Record> records = read();
  ASSERT_EQ(records.size(), 1U);
  ASSERT_EQ(records[0].months.size(), 3U) << "those before and after the run have no place";
  EXPECT_EQ(records[0].months[0].month, months_.find("2003-04"));
  EXPECT_EQ(records[0].months[1].value, 3);
  EXPECT_EQ(records[0].months[1].part, DataSplit::kTrain);
  EXPECT_EQ(records[0].months[2].part, DataSplit::kTest);
}

TEST_F(Records, WhatIsMaskedOrNotUsedOrTooLateIsLeftOut) {
  write("month,value,use\n2003-04,2,1\n2003-05,3,0\n2003-06,4,1\n2003-07,5,1\n");
  model().mask = {"2003-04"};
  const std::vector<Record> records = read("2003-06");
  ASSERT_EQ(records[0].months.size(), 1U);
  EXPECT_EQ(records[0].months[0].value, 4);
}

TEST_F(Records, FilesThatAreNotThereAreMissingByName) {
  EXPECT_TRUE(read().empty());
  EXPECT_EQ(missing_, (std::vector<std::string>{"attacks"}));
}

TEST_F(Records, OfSharesAreCountsByYearInTheOrderOfTheCategories) {
  by_year();
  write("year,gov_code,count\n2004,baghdad,7\n2003,basra,2\n2003,elsewhere,9\n2003,baghdad,5\n");
  observations_.split = "2003-12";
  const std::vector<Record> records = read();
  ASSERT_EQ(records[0].years.size(), 2U);
  EXPECT_EQ(records[0].years[0].year, 2003);
  EXPECT_EQ(records[0].years[0].counts, (std::vector<double>{2, 5})) << "a category that the model has not is left out";
  EXPECT_EQ(records[0].years[0].part, DataSplit::kTrain);
  EXPECT_EQ(records[0].years[1].counts, (std::vector<double>{0, 7}));
  EXPECT_EQ(records[0].years[1].part, DataSplit::kTest);
  EXPECT_EQ(read("2003-12")[0].years.size(), 1U);
}

TEST_F(Records, AreRefusedWithThePlaceOfWhatIsWrong) {
  const std::pair<const char*, const char*> wrong[] = {
      {"mnth,value\n2003-04,2\n", "attacks.csv:1:1: there is no column 'month'; did you mean 'mnth'"},
      {"month,value\n2003-04,2\n2003-13,3\n", "attacks.csv:3:1: '2003-13' is not a month"},
      {"month,value\n2003-05,2\n2003-04,3\n", "months must be in order"},
      {"month,value\n2003-04,2\n2003-04,3\n", "months must be in order"},
      {"month,value\n2003-04,many\n", "attacks.csv:2:9: 'many' is no count"},
      {"month,value\n2003-04,-2\n", "'-2' is no count"}};
  for (const auto& [text, message] : wrong) {
    write(text);
    EXPECT_THAT([&] { read(); }, ThrowsMessage<InputError>(HasSubstr(message))) << text;
  }
  model().error = ErrorKind::kNormal;
  write("month,value\n2003-04,-2\n");
  EXPECT_EQ(read()[0].months[0].value, -2) << "what scatters normally may be negative";
}

TEST_F(Records, OfAYearThatIsNoneAreRefused) {
  by_year();
  for (const char* year : {"2003.5", "1e300", "0", "20030", "-3", "now"}) {
    write("year,gov_code,count\n" + std::string(year) + ",basra,2\n");
    EXPECT_THAT([&] { read(); }, ThrowsMessage<InputError>(AllOf(HasSubstr("attacks.csv:2:1"), HasSubstr(year)))) << year;
  }
}

}  // namespace
}  // namespace fulcrum
