// The loops of the core.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "sim/loops/diagram.h"
#include "sim/loops/groups.h"
#include "sim/loops/loops_json.h"
#include "sim/loops/report.h"
#include "sim/loops/text.h"

namespace fulcrum {
namespace {

Scenario quiet(const std::string& name) {
  const std::vector<Override> overrides{{"run.noise=false"}};
  return read_scenario(name, {}, overrides);
}

TEST(TheDilemma, IsRecognisedByItsVariablesWhateverTheOrderOfWriting) {
  EXPECT_TRUE(is_security_dilemma({"attacks", "rival_threat", "forces_present", "threat", "perceived_threat", "direct", "capability"}));
  EXPECT_TRUE(is_security_dilemma({"direct", "capability", "attacks", "rival_threat", "rhetoric", "belief", "threat", "perceived_threat"}));
  EXPECT_FALSE(is_security_dilemma({"attacks", "rival_threat", "threat", "perceived_threat", "direct", "capability"}))
      << "the rival does nothing";
  EXPECT_FALSE(is_security_dilemma(
      {"attacks", "rival_threat", "forces_present", "insecurity", "threat", "perceived_threat", "direct", "capability"}));
}

TEST(TheLoopsOfTheCore, AreTheSameWhateverTheOrderOfTheEquations) {
  CoreEquations equations = core_equations(quiet("status_quo"));
  const LoopReport given = report_loops(equations, {"badr", "mahdi_army", "special_groups"}, {});
  std::reverse(equations.quantities.begin(), equations.quantities.end());
  const LoopReport reversed = report_loops(equations, {"badr", "mahdi_army", "special_groups"}, {});
  EXPECT_EQ(given.loops, reversed.loops);
  EXPECT_GT(given.loops, 1000U);
  ASSERT_EQ(given.paths.size(), reversed.paths.size());
  std::set<std::vector<std::string>> paths, paths_reversed;
  for (const ScoredLoop& loop : given.paths) paths.insert(loop.group.variables);
  for (const ScoredLoop& loop : reversed.paths) paths_reversed.insert(loop.group.variables);
  EXPECT_EQ(paths, paths_reversed);
}

TEST(TheLoopsOfTheCore, HaveSharesThatAddUpToOne) {
  const LoopReport report = report_loops(quiet("engage_then_coerce"), {});
  for (std::size_t week = 1; week < static_cast<std::size_t>(report.weeks); ++week) {
    double sum = report.own[week];
    for (const ScoredLoop& loop : report.paths) {
      sum += loop.gross[week];
      EXPECT_LE(std::abs(loop.net[week]), loop.gross[week] + 1e-12);
    }
    EXPECT_NEAR(sum, 1, 1e-9) << week;
  }
}

TEST(TheDilemma, ReinforcesInTheStatusQuo) {
  const LoopReport report = report_loops(quiet("status_quo"), {});
  const auto dilemma = dilemma_of(report);
  ASSERT_FALSE(dilemma.empty());
  for (const ScoredLoop* loop : dilemma) EXPECT_EQ(loop->polarity, Polarity::kReinforcing) << path_text(loop->group.variables);
}

TEST(TheDilemma, IsGoneWithoutTheRivalsReaction) {
  const std::vector<Override> overrides{{"run.noise=false"}, {"rival.forces_reaction=0"}, {"rival.rhetoric_reaction=0"}};
  const LoopReport report = report_loops(read_scenario("status_quo", {}, overrides), {});
  EXPECT_TRUE(dilemma_of(report).empty());
  EXPECT_NE(loops_text(report, 5, 100).find("does not act"), std::string::npos);
}

TEST(TheLoopsOfAPage, AreTheDilemmaAsOneAndTheFourOthersWithTheLargestMeanShare) {
  const LoopReport report = report_loops(quiet("status_quo"), {});
  std::vector<std::vector<double>> rows;
  const auto pack = [&](std::span<const double> values) {
    rows.emplace_back(values.begin(), values.end());
    return nlohmann::ordered_json(rows.size() - 1);
  };
  const nlohmann::ordered_json json = loops_json(report, pack);
  EXPECT_EQ(json["loops"], report.loops);
  ASSERT_EQ(json["leading"].size(), 4U);
  std::vector<const ScoredLoop*> others;
  for (const ScoredLoop& loop : report.paths)
    if (!loop.group.dilemma) others.push_back(&loop);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(json["leading"][i]["name"], others[i]->name);
    EXPECT_EQ(rows[json["leading"][i]["net"]], others[i]->net);
  }
  const auto dilemma = dilemma_of(report);
  EXPECT_EQ(json["dilemma"]["forms"].size(), dilemma.size());
  const std::vector<double>& net = rows[json["dilemma"]["net"]];
  for (std::size_t week = 0; week < net.size(); ++week) {
    double sum = 0;
    for (const ScoredLoop* loop : dilemma) sum += loop->net[week];
    EXPECT_EQ(net[week], sum) << week;
  }
}

TEST(TheSentencesOnTheDilemma, StandInTheTextOfTheReport) {
  const LoopReport report = report_loops(quiet("status_quo"), {});
  const std::vector<std::string> sentences = dilemma_sentences(report);
  ASSERT_EQ(sentences.size(), 2U);
  for (const std::string& sentence : sentences) EXPECT_NE(loops_text(report, 5, 10000).find(sentence), std::string::npos) << sentence;
}

TEST(TheDiagram, DrawsTheLinksOfItsLoopsAndThoseOfTheDilemmaHeavy) {
  LoopReport report;
  report.scenario = "small";
  ScoredLoop dilemma{{{"attacks", "rival_threat"}, {0}, true}, "R2", Polarity::kReinforcing, {}, {}};
  ScoredLoop other{{{"attacks", "insecurity"}, {1}, false}, "B1", Polarity::kBalancing, {}, {}};
  report.paths = {other, dilemma};
  report.drawn = {{"attacks", "insecurity", Polarity::kBalancing},
                  {"attacks", "rival_threat", Polarity::kReinforcing},
                  {"belief", "threat", Polarity::kBoth}};
  const std::string dot = diagram_dot(report, 1);
  EXPECT_NE(dot.find("attacks -> rival_threat [label=\"+\""), std::string::npos) << dot;
  EXPECT_NE(dot.find("penwidth=3"), std::string::npos);
  EXPECT_NE(dot.find("attacks -> insecurity [label=\"\u2212\""), std::string::npos) << "a minus sign";
  EXPECT_EQ(dot.find("belief"), std::string::npos) << "in none of the loops";
  EXPECT_EQ(diagram_dot(report, 0).find("insecurity"), std::string::npos) << "the dilemma is always drawn, others as asked for";
}

TEST(Weeks, AreRanges) {
  EXPECT_EQ(weeks_text({1, 2, 3, 7, 9, 10}), "1-3, 7, 9-10");
  EXPECT_EQ(weeks_text({}), "none");
}

}  // namespace
}  // namespace fulcrum
