// The reference strategies: the table that the specification prints for them, and the means that the independent implementation gives.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <ostream>
#include <string>

#include "tests/claims/strategy_runs.h"
#include "tests/models/first_edition.h"
#include "tests/models/recorded_run.h"
#include "tests/models/reference_case.h"

namespace fulcrum {
namespace {

using testing_support::as_first_edition;
using testing_support::read_reference;
using testing_support::record;
using testing_support::RecordedRun;
using testing_support::setup_of_strategy;
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
    {"status_quo", {0.5926, 0.6110, 0.7797, 0.6747, 0.4733, 0.3767, 0.4358, 0.2934, 0.6075, 0.4553, 2.5297, 0.1262}},
    {"containment_plus", {0.8204, 0.6217, 0.9539, 0.7753, 0.5608, 0.4372, 0.4000, 0.3910, 0.7314, 0.4736, 3.2136, 0.1817}},
    {"coercion_alone", {0.7277, 0.6164, 0.9166, 0.6901, 0.5193, 0.4149, 0.4193, 0.3409, 0.6899, 0.4584, 2.6325, 0.1603}},
    {"strikes_alone", {0.7747, 0.6172, 0.9650, 0.7080, 0.5698, 0.4686, 0.3931, 0.4039, 0.7414, 0.4629, 2.8001, 0.2033}},
    {"engagement", {0.1353, 0.5840, 0.3764, 0.4588, 0.2140, 0.2066, 0.5269, 0.1048, 0.2838, 0.4334, 1.7246, 0.0476}},
    {"engagement_weak_host", {0.1557, 0.5607, 0.4329, 0.4633, 0.2304, 0.3521, 0.3127, 0.1277, 0.3158, 0.4284, 1.5889, 0.0503}},
    {"engage_then_coerce", {0.0976, 0.6115, 0.3899, 0.4560, 0.2058, 0.1890, 0.5357, 0.0839, 0.2833, 0.4336, 1.7057, 0.0477}},
    {"engage_then_punish", {0.1022, 0.6109, 0.3922, 0.4571, 0.2089, 0.1925, 0.5334, 0.0870, 0.2862, 0.4338, 1.7122, 0.0481}},
    {"engage_and_coerce", {0.0984, 0.6126, 0.3953, 0.4586, 0.2082, 0.1924, 0.5310, 0.0842, 0.2869, 0.4349, 1.7366, 0.0561}},
    {"coerce_then_engage", {0.1192, 0.6159, 0.4419, 0.4797, 0.2286, 0.2276, 0.4896, 0.0965, 0.3179, 0.4413, 2.0227, 0.0953}},
    {"full_package", {0.0898, 0.6381, 0.3551, 0.4545, 0.1970, 0.0728, 0.7087, 0.0716, 0.2645, 0.4402, 1.8889, 0.0458}},
    {"raids_only", {0.4913, 0.6106, 0.7146, 0.6460, 0.3732, 0.2593, 0.5047, 0.1697, 0.5164, 0.4605, 2.7161, 0.0880}},
    {"security_push", {0.4215, 0.6390, 0.6598, 0.6474, 0.4078, 0.1283, 0.6364, 0.2051, 0.5187, 0.4579, 2.5753, 0.0974}},
    {"security_collapse", {0.8308, 0.5761, 1.0000, 0.7157, 0.5840, 0.8039, 0.1586, 0.4433, 0.7642, 0.4537, 2.5180, 0.1792}},
    {"withdrawal", {0.2358, 0.6145, 0.4249, 0.7630, 0.3148, 0.3959, 0.4792, 0.0807, 0.3656, 0.4349, 1.8416, 0.1000}},
    {"commitment_high", {0.5393, 0.6018, 0.7713, 0.5877, 0.4581, 0.3629, 0.4422, 0.2769, 0.5944, 0.4540, 2.5013, 0.1221}},
    {"commitment_none", {0.6433, 0.6197, 0.7875, 0.7614, 0.4873, 0.3893, 0.4300, 0.3086, 0.6195, 0.4564, 2.5560, 0.1302}},
    {"sanctions_only", {0.5161, 0.6142, 0.7672, 0.6547, 0.4519, 0.3545, 0.4452, 0.2652, 0.5888, 0.4184, 2.8094, 0.1211}},
    {"sanctions_tailored", {0.2369, 0.6133, 0.6174, 0.5905, 0.2850, 0.2554, 0.4951, 0.1532, 0.4195, 0.4070, 2.3626, 0.0754}},
    {"inducement_only", {0.5717, 0.6147, 0.7774, 0.6737, 0.4694, 0.3722, 0.4375, 0.2873, 0.6041, 0.4553, 2.5226, 0.1255}},
    {"regional_framework", {0.1245, 0.5828, 0.3447, 0.4548, 0.2089, 0.1999, 0.5317, 0.0986, 0.2683, 0.4330, 1.7089, 0.0445}},
    {"countervailing_coalition", {0.6807, 0.6148, 0.8379, 0.7092, 0.4983, 0.4018, 0.4243, 0.3240, 0.6462, 0.4562, 2.5831, 0.1417}},
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

TEST_P(StrategyTable, OfTheFirstEditionAgreesWithItsReferenceImplementation) {
  const auto reference = read_reference("strategies.json").at(GetParam().strategy);
  auto setup = setup_of_strategy(reference);
  as_first_edition(setup);
  const RecordedRun run = record(setup);
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
