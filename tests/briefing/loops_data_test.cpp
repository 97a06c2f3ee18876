// The loops of a briefing are those of `fulcrum loops` for the same scenario, with names in words; what equations cannot say is left out.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "output/briefing/base64.h"
#include "sim/briefing/briefing_data.h"
#include "sim/loops/report.h"

namespace fulcrum {
namespace {

/// Outcomes in which the policy with that number lowers direct support, and all others change nothing.
Json lowered_by(std::size_t policy, std::size_t policies) {
  Json all = Json::array();
  for (std::size_t p = 0; p < policies; ++p) all.push_back({{"difference", {{"median", p == policy ? -0.2 : 0.0}}}});
  return Json::array({Json{{"name", "direct_last_year"}, {"policies", std::move(all)}}});
}

Json words_of(const std::vector<std::string>& variables) {
  Json words = Json::array();
  for (const std::string& variable : variables) words.push_back(variable_name(variable));
  return words;
}

class BriefedLoops : public testing::TestWithParam<const char*> {
 protected:
  const Scenario scenario_ = read_scenario(GetParam(), {});
  const LoopReport report_ = report_loops(scenario_, {});
  const std::vector<const ScoredLoop*> dilemma_ = dilemma_of(report_);
  const Json briefed_ = loops_data({scenario_}, Json::array());
};

TEST_P(BriefedLoops, HaveTheWeeksOfTheSecurityDilemma) {
  ASSERT_EQ(briefed_.size(), 1U);
  EXPECT_EQ(briefed_[0]["policy"], 0);
  EXPECT_EQ(briefed_[0]["loops"], report_.loops);
  const Json& told = briefed_[0]["dilemma"];
  const std::vector<int> led = weeks_led(dilemma_), active = weeks_active(dilemma_);
  EXPECT_EQ(told["led"], Json(led));
  EXPECT_EQ(told["lost"], led.back() + 1);
  if (active.back() == report_.weeks - 1)
    EXPECT_TRUE(told["silent"].is_null());
  else
    EXPECT_EQ(told["silent"], active.back() + 1);
  EXPECT_EQ(told["polarity"], "reinforcing");
  EXPECT_EQ(told["forms"].size(), dilemma_.size());
}

TEST_P(BriefedLoops, HaveTheSharesOfTheDilemmaAndOfFourMore) {
  std::vector<double> sum(static_cast<std::size_t>(report_.weeks), 0.0);
  for (const ScoredLoop* loop : dilemma_)
    for (std::size_t week = 0; week < sum.size(); ++week) sum[week] += loop->net[week];
  EXPECT_EQ(briefed_[0]["dilemma"]["net"], base64(sum));
  const Json& leading = briefed_[0]["leading"];
  ASSERT_EQ(leading.size(), 4U);
  std::size_t at = 0;
  for (const ScoredLoop& loop : report_.paths) {
    if (loop.group.dilemma || at == leading.size()) continue;
    EXPECT_EQ(leading[at]["name"], loop.name);
    EXPECT_EQ(leading[at]["variables"], words_of(loop.group.variables));
    EXPECT_EQ(leading[at]["led"], Json(loop.leads));
    EXPECT_EQ(leading[at]["net"], base64(loop.net));
    EXPECT_DOUBLE_EQ(leading[at]["mean"].get<double>(), loop.mean);
    ++at;
  }
}

TEST_P(BriefedLoops, HaveEveryLinkOnceWithItsSign) {
  std::set<std::pair<std::string, std::string>> wanted, heavy, found;
  const auto add = [](const Json& variables, auto& links) {
    for (std::size_t i = 0; i < variables.size(); ++i)
      links.emplace(variables[i].get<std::string>(), variables[(i + 1) % variables.size()].get<std::string>());
  };
  for (const Json& form : briefed_[0]["dilemma"]["forms"]) add(form, heavy);
  for (const Json& loop : briefed_[0]["leading"]) add(loop["variables"], wanted);
  wanted.insert(heavy.begin(), heavy.end());
  for (const Json& link : briefed_[0]["links"]) {
    const std::pair<std::string, std::string> ends(link["from"].get<std::string>(), link["to"].get<std::string>());
    EXPECT_TRUE(found.insert(ends).second);
    EXPECT_EQ(link["dilemma"], heavy.contains(ends));
    const auto drawn = std::find_if(report_.drawn.begin(), report_.drawn.end(), [&](const DiagramLink& one) {
      return variable_name(one.from) == ends.first && variable_name(one.to) == ends.second;
    });
    ASSERT_NE(drawn, report_.drawn.end());
    EXPECT_EQ(link["sign"], polarity_name(drawn->sign));
    EXPECT_EQ(ends.first.find('_'), std::string::npos) << "a name in words";
  }
  EXPECT_EQ(found, wanted);
}

INSTANTIATE_TEST_SUITE_P(Shipped, BriefedLoops, testing::Values("status_quo", "engage_then_coerce"));

TEST(LoopsData, AreThoseOfTheFirstPolicyAndOfTheOneThatLowersSupportMost) {
  const std::vector<Scenario> scenarios{read_scenario("status_quo", {}), read_scenario("coercion_alone", {}),
                                        read_scenario("engagement", {})};
  const Json both = loops_data(scenarios, lowered_by(2, 3));
  ASSERT_EQ(both.size(), 2U);
  EXPECT_EQ(both[0]["policy"], 0);
  EXPECT_EQ(both[1]["policy"], 2);
  EXPECT_EQ(loops_data(scenarios, Json::array()).size(), 1U) << "nothing is said of the others";
}

TEST(LoopsData, LeaveOutWhatEquationsCannotSay) {
  const std::vector<Override> cells{{"run.resolution=cells"}};
  const Scenario beyond = read_scenario("status_quo", {}, cells), within = read_scenario("status_quo", {});
  EXPECT_TRUE(loops_data({beyond}, Json::array()).is_null());
  const Json one = loops_data({beyond, within}, lowered_by(1, 2));
  ASSERT_EQ(one.size(), 1U);
  EXPECT_EQ(one[0]["policy"], 1);
}

TEST(LoopsData, SayNothingOfADilemmaThatDoesNotAct) {
  const std::vector<Override> deaf{{"rival.attack_alarm=0"}};
  const Json loops = loops_data({read_scenario("status_quo", {}, deaf)}, Json::array());
  ASSERT_EQ(loops.size(), 1U);
  EXPECT_TRUE(loops[0]["dilemma"].is_null());
  for (const Json& link : loops[0]["links"]) EXPECT_FALSE(link["dilemma"]);
}

}  // namespace
}  // namespace fulcrum
