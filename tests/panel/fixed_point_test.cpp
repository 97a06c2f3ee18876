// The patron's steps at a fixed point: the reference rows, and where the weekly equations come to rest.
#include "models/core/fixed_point.h"

#include <gtest/gtest.h>

#include <map>

#include "models/equations/motive.h"
#include "models/equations/support.h"
#include "models/equations/threat.h"
#include "scenarios/input/csv.h"
#include "scenarios/input/files.h"

namespace fulcrum {
namespace {

// Rows of the reference that was worked out elsewhere from a record of support; tests/panel/README.md says how.
std::vector<std::map<std::string, double>> reference_rows() {
  const CsvTable table = parse_csv(open_table(std::string(FULCRUM_TEST_DATA) + "/mechanism_reference.csv"), 1000);
  std::vector<std::map<std::string, double>> rows;
  for (const CsvRow& row : table.rows) {
    std::map<std::string, double>& values = rows.emplace_back();
    for (std::size_t i = 0; i < table.heads.size(); ++i) values[table.heads[i]] = parse_number(row.fields[i]).value();
  }
  return rows;
}

// Fronts of arms and insecurity, and the gain in power, are the reference's own: the record that they come from is not at hand here.
FixedInputs inputs_of(std::map<std::string, double>& row) {
  FixedInputs x;
  x.channel = row["C"];
  x.rhetoric = row["Rh"];
  x.forces_in_reach = x.presence = row["E"];
  x.coercion = row["coercion"];
  const double read = row["xA"] / (1 + .3 * (1 - row["C"]));
  x.stock_offensive = 12 * read / (1 - read);
  x.insecurity = row["xV"];
  x.host_capacity = .3;
  x.balance_gained = (row["opportunity"] - .25 - .3 * std::max(0.0, 1 - row["E"])) / 1.5;
  return x;
}

TEST(FixedPoint, ReproducesTheReferenceRows) {
  Parameters<double> p;
  p.threat.isolation_bias = 0;
  p.containment.coalition = 0;
  p.direct.local_funds = 0;
  auto rows = reference_rows();
  EXPECT_EQ(rows.size(), 48u);
  for (auto& row : rows) {
    Levers<double> u;
    u.accommodation = row["accommodation"];
    u.commitment = .5;
    u.perceived_decline = .25;
    u.coalition = 1 - row["C"];
    const FixedOutputs y = fixed_point(p, {}, u, inputs_of(row));
    EXPECT_NEAR(y.front_forces, row["xF"], 1e-9);
    EXPECT_NEAR(y.front_arms, row["xA"], 1e-9);
    EXPECT_NEAR(y.front_insecurity, row["xV"], 1e-9);
    EXPECT_NEAR(y.perceived_threat, row["T"], 1e-9);
    EXPECT_NEAR(y.need, row["need"], 1e-9);
    EXPECT_NEAR(y.opportunity, row["opportunity"], 1e-9);
    EXPECT_NEAR(y.motive, row["B"], 1e-9);
    EXPECT_NEAR(y.z, row["z"], 1e-9);
    EXPECT_NEAR(y.direct, row["D"], 1e-9);
  }
}

TEST(FixedPoint, IsWhereTheWeeklyEquationsComeToRest) {
  const Parameters<double> p;
  Levers<double> u;
  u.inducement = .4, u.ardour = .2;
  FixedInputs x;
  x.channel = .3, x.rhetoric = .5, x.forces_in_reach = .8, x.presence = .7, x.coercion = .6, x.stock_offensive = 10, x.stock_defensive = 5;
  x.insecurity = .6, x.host_capacity = .4, x.hostile = .7, x.expected_cost = .2;
  const FixedOutputs y = fixed_point(p, {}, u, x);
  double T = 0, B = 1, D = 1, I = 0;
  for (int week = 0; week < 5000; ++week) {
    const Fronts<double> fronts{y.front_forces, y.front_arms, y.front_insecurity};
    T = perceived_after(p.perception, PerceptionForm::kAsymmetric, T,
                        threat_read(p.threat, mean_of_fronts(p.threat, FrontsForm::kAdditive, fronts), x.channel, x.hostile), 0.0);
    B = motive_after(p.motive, u, B, y.need, y.opportunity);
    const double iota = inducement_heard(p.indirect, u, x.channel);
    const auto z = propensity_terms(p.direct, u, T, B, x.expected_cost, 0.0, 0.0);
    const auto wanted = direct_wanted(p.direct, DirectForm::kLogistic, z, not_negative(I - p.indirect.floor), iota);
    const auto terms = indirect_terms(p.indirect, u,
                                      IndirectCauses<double>{.motive = B,
                                                             .threat = T,
                                                             .deterred = wanted.deterred,
                                                             .front_insecurity = y.front_insecurity,
                                                             .inducement = iota,
                                                             .deadline = 0.0});
    D = adjusted(D, wanted.level, p.direct.adjust_weeks);
    I = adjusted(I, indirect_wanted(p.indirect, terms), p.indirect.adjust_weeks);
  }
  EXPECT_NEAR(T, y.perceived_threat, 1e-12);
  EXPECT_NEAR(B, y.motive, 1e-12);
  EXPECT_NEAR(D, y.direct, 1e-12);
  EXPECT_NEAR(I, y.indirect, 1e-12);
}

TEST(FixedPoint, WhatAMappingLeavesOutThreatensNobody) {
  const FixedOutputs y = fixed_point({}, {}, {}, {});
  EXPECT_EQ(y.front_forces, 0);
  EXPECT_EQ(y.front_arms, 0);
  EXPECT_EQ(y.front_insecurity, 0);
  EXPECT_EQ(y.perceived_threat, 0);
  EXPECT_EQ(y.z, y.z_intercept + y.z_motive);
}

TEST(FixedPoint, TablesNameEveryMemberOnce) {
  FixedInputs x;
  for (const FixedInputInfo& info : fixed_input_table()) {
    EXPECT_EQ(info.in(x), info.value) << info.name;
    EXPECT_LE(info.lower, info.value);
    EXPECT_GE(info.upper, info.value);
  }
  FixedOutputs y;
  y.z = 7;
  int sevens = 0;
  for (const FixedOutputInfo& info : fixed_output_table()) sevens += info.of(y) == 7;
  EXPECT_EQ(sevens, 1);
}

}  // namespace
}  // namespace fulcrum
