// The reference strategies: the table that the specification prints for them, and the means that the independent implementation gives.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <ostream>
#include <string>

#include "tests/claims/strategy_runs.h"
#include "tests/models/reference_case.h"

namespace fulcrum {
namespace {

using testing_support::read_reference;
using testing_support::RecordedRun;
using testing_support::strategy;
using testing_support::strategy_runs;

constexpr std::array kColumns = {"direct",     "indirect",      "perceived_threat", "motive",    "rival_threat",
                                 "insecurity", "host_capacity", "attacks",          "tightness", "balance"};

// D, I, T, B, TR, V, S, A, tightness, balance: means of the last 52 weeks; then burden_total at the end and the probability of a
// confrontation over the 208 weeks. As printed, to four digits.
struct PrintedRow {
  const char* strategy;
  std::array<double, 12> values;
};
void PrintTo(const PrintedRow& row, std::ostream* out) { *out << row.strategy; }  // for names of tests
// clang-format off
constexpr PrintedRow kPrinted[] = {
    {"status_quo", {0.5748, 0.6079, 0.7751, 0.6519, 0.4677, 0.3709, 0.4389, 0.2876, 0.6021, 0.4547, 2.5160, 0.1238}},
    {"containment_plus", {0.7656, 0.6158, 0.9102, 0.7238, 0.5429, 0.4199, 0.4077, 0.3706, 0.7030, 0.4721, 3.1711, 0.1668}},
    {"coercion_alone", {0.6312, 0.6129, 0.8508, 0.6562, 0.4908, 0.3857, 0.4329, 0.3066, 0.6462, 0.4565, 2.5695, 0.1407}},
    {"strikes_alone", {0.6454, 0.6124, 0.8621, 0.6585, 0.5117, 0.4088, 0.4206, 0.3327, 0.6642, 0.4588, 2.6574, 0.1599}},
    {"engagement", {0.1546, 0.5875, 0.4399, 0.4810, 0.2225, 0.2171, 0.5201, 0.1152, 0.3129, 0.4340, 1.7454, 0.0523}},
    {"engagement_weak_host", {0.1876, 0.5638, 0.5081, 0.4773, 0.2442, 0.3671, 0.3051, 0.1449, 0.3523, 0.4292, 1.6167, 0.0560}},
    {"engage_then_coerce", {0.0795, 0.6298, 0.4854, 0.4839, 0.2096, 0.1790, 0.5396, 0.0716, 0.3190, 0.4339, 1.7043, 0.0526}},
    {"engage_then_punish", {0.0960, 0.6274, 0.4895, 0.4842, 0.2192, 0.1909, 0.5327, 0.0832, 0.3276, 0.4344, 1.7227, 0.0537}},
    {"engage_and_coerce", {0.0760, 0.6325, 0.4899, 0.4858, 0.2100, 0.1780, 0.5391, 0.0691, 0.3208, 0.4357, 1.7205, 0.0603}},
    {"coerce_then_engage", {0.0904, 0.6351, 0.5273, 0.4928, 0.2242, 0.2098, 0.5005, 0.0785, 0.3438, 0.4409, 1.9866, 0.0914}},
    {"full_package", {0.0724, 0.6558, 0.4467, 0.4888, 0.2026, 0.0626, 0.7138, 0.0602, 0.3008, 0.4404, 1.8875, 0.0504}},
    {"raids_only", {0.4927, 0.6110, 0.7131, 0.6541, 0.3673, 0.2514, 0.5103, 0.1626, 0.5118, 0.4599, 2.6965, 0.0857}},
    {"security_push", {0.4239, 0.6385, 0.6609, 0.6530, 0.4078, 0.1284, 0.6378, 0.2058, 0.5192, 0.4576, 2.5693, 0.0966}},
    {"security_collapse", {0.8120, 0.5702, 1.0000, 0.6521, 0.5783, 0.7994, 0.1604, 0.4379, 0.7605, 0.4530, 2.5046, 0.1759}},
    {"withdrawal", {0.2343, 0.6133, 0.4239, 0.7703, 0.3132, 0.3933, 0.4816, 0.0798, 0.3643, 0.4346, 1.8343, 0.0984}},
    {"commitment_high", {0.5236, 0.5988, 0.7674, 0.5683, 0.4528, 0.3574, 0.4453, 0.2715, 0.5894, 0.4534, 2.4877, 0.1198}},
    {"commitment_none", {0.6243, 0.6164, 0.7824, 0.7355, 0.4815, 0.3835, 0.4330, 0.3026, 0.6138, 0.4559, 2.5426, 0.1277}},
    {"sanctions_only", {0.4949, 0.6105, 0.7629, 0.6254, 0.4452, 0.3478, 0.4488, 0.2581, 0.5828, 0.4177, 2.7942, 0.1187}},
    {"sanctions_tailored", {0.2245, 0.6132, 0.6236, 0.5877, 0.2805, 0.2505, 0.4976, 0.1474, 0.4182, 0.4066, 2.3545, 0.0751}},
    {"inducement_only", {0.3458, 0.6454, 0.7484, 0.6512, 0.4182, 0.3157, 0.4602, 0.2119, 0.5594, 0.4544, 2.4300, 0.1152}},
    {"regional_framework", {0.1383, 0.5864, 0.4022, 0.4785, 0.2152, 0.2077, 0.5266, 0.1062, 0.2942, 0.4335, 1.7242, 0.0484}},
    {"countervailing_coalition", {0.6603, 0.6111, 0.8321, 0.6800, 0.4920, 0.3957, 0.4274, 0.3175, 0.6399, 0.4555, 2.5690, 0.1387}},
};
// clang-format on

class StrategyTable : public testing::TestWithParam<PrintedRow> {};

TEST_P(StrategyTable, IsReproducedToItsLastDigit) {
  const RecordedRun& run = strategy(GetParam().strategy);
  ASSERT_EQ(run.weeks(), 208);
  constexpr double kHalfOfTheLastDigit = 0.5e-4 + 1e-9;
  for (std::size_t i = 0; i < kColumns.size(); ++i)
    EXPECT_NEAR(run.mean_of_last(kColumns[i]), GetParam().values[i], kHalfOfTheLastDigit) << kColumns[i];
  EXPECT_NEAR(run.last("burden_total"), GetParam().values[10], kHalfOfTheLastDigit);
  EXPECT_NEAR(run.confrontation(), GetParam().values[11], kHalfOfTheLastDigit);
}

TEST_P(StrategyTable, AgreesWithTheReferenceImplementation) {
  const RecordedRun& run = strategy(GetParam().strategy);
  const auto reference = read_reference("strategies.json").at(GetParam().strategy);
  for (const auto& [series, mean] : reference.at("last_52_weeks_mean").items())
    EXPECT_NEAR(run.mean_of_last(series), mean.get<double>(), 1e-12) << series;
  EXPECT_NEAR(run.last("burden_total"), reference.at("cost").get<double>(), 1e-12);
  EXPECT_NEAR(run.confrontation(), reference.at("confrontation").get<double>(), 1e-12);
}

INSTANTIATE_TEST_SUITE_P(Of, StrategyTable, testing::ValuesIn(kPrinted), [](const auto& of) { return std::string(of.param.strategy); });

TEST(StrategyTable, HasEveryStrategyOfTheReference) {
  EXPECT_EQ(strategy_runs().size(), std::size(kPrinted));
  for (const PrintedRow& row : kPrinted) EXPECT_TRUE(strategy_runs().contains(row.strategy)) << row.strategy;
}

}  // namespace
}  // namespace fulcrum
