// What the tables of robustness count.
#include "sim/exploration/robustness.h"

#include <gtest/gtest.h>

#include <cmath>

namespace fulcrum {
namespace {

TEST(Robustness, FuturesWithAFailedRunAreNotCounted) {
  Experiment e;
  e.policies = {"first", "other"};
  e.points = 5;
  e.replicates = 1;
  e.outcomes = {{"cost", "years", "burden"}};
  e.values = {{1, 2, std::nan(""), 4, 5}, {2, 3, 4, std::nan(""), 6}};
  const Robustness r = robustness(e, robust_objectives(e, {"cost"}), {});
  const Table overall = robustness_tables(r, {}).back();
  for (const TableColumn& column : overall.columns)
    if (column.name == "futures") {
      EXPECT_EQ(std::get<std::vector<std::int64_t>>(column.values), (std::vector<std::int64_t>{3, 3}));
      return;
    }
  FAIL() << "no column of futures";
}

}  // namespace
}  // namespace fulcrum
