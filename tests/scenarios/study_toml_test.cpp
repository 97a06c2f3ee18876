// What a results file holds of a study, read again, is the study: for every kind of design and distribution.
#include <gmock/gmock.h>

#include "scenarios/study.h"
#include "tests/scenarios/written_files.h"

namespace fulcrum {
namespace {

using testing::HasSubstr;

constexpr const char* kFactors = R"toml(
[design.factors]
"levers.host_aid" = { low = 0.1, high = 0.7 }
"direct.threat_gain" = { low = 2, high = 6, distribution = "normal", mean = 4.1, sd = 0.3 }
"power.drain" = { low = 0.001, high = 0.004, distribution = "log-uniform" }
"direct.cost_gain" = { low = 1, high = 3, distribution = "triangular", mode = 1.3 }
"militia.badr.tie" = { values = [0.2, 0.4], weights = [1, 3.5] }
)toml";

constexpr const char* kOutcomeAndStop = R"toml(
[[outcome]]
name = "peak"
formula = "max(direct)"
title = "Highest direct support"
unit = "index"

[stop]
pair = ["status_quo", "other"]
outcome = "peak"
half_width = 0.01
sign = true
max_replicates = 500
confidence = 0.9
range = [-1, 1]
)toml";

class StudyToml : public testing_support::WrittenFiles {
 protected:
  static Study read(const std::string& rest, const std::string& head = "") {
    write("study.toml",
          "schema = 1\n[study]\nname = \"written\"\ntitle = \"A \\\"title\\\"\"\npolicies = [\"status_quo\", { name = \"other\", extends = "
          "\"engagement\", shift_weeks = 4 }]\n" +
              head + rest);
    return read_study("study.toml", {});
  }

  // Through the texts alone, as a results file holds them.
  static Study stored(const Study& study) {
    std::vector<Scenario> policies;
    for (const Scenario& policy : study.policies) policies.push_back(read_resolved(policy.name, resolved_toml(policy)));
    return read_stored_study(study_toml(study), policies);
  }

  static void expect_equal(const Factor& a, const Factor& b) {
    const FactorDistribution &x = a.distribution, &y = b.distribution;
    EXPECT_EQ(a.key.key, b.key.key);
    EXPECT_EQ(std::tie(x.kind, x.low, x.high, x.mode, x.mean, x.sd, x.values, x.weights),
              std::tie(y.kind, y.low, y.high, y.mode, y.mean, y.sd, y.values, y.weights))
        << a.key.key;
  }

  static void expect_equal(const DesignRequest& a, const DesignRequest& b) {
    EXPECT_EQ(std::tie(a.kind, a.points, a.maximin, a.second_order, a.groups, a.levels, a.file, a.listed),
              std::tie(b.kind, b.points, b.maximin, b.second_order, b.groups, b.levels, b.file, b.listed));
    ASSERT_EQ(a.factors.size(), b.factors.size());
    for (std::size_t f = 0; f < a.factors.size(); ++f) expect_equal(a.factors[f], b.factors[f]);
  }

  static void expect_read_again(const Study& asked) {
    const Study again = stored(asked);
    EXPECT_EQ(study_toml(again), study_toml(asked));
    EXPECT_EQ(again.design_parts(), asked.design_parts());
    EXPECT_EQ(std::tie(again.name, again.title, again.run.seed, again.run.replicates, again.run.noise),
              std::tie(asked.name, asked.title, asked.run.seed, asked.run.replicates, asked.run.noise));
    expect_equal(again.design, asked.design);
    ASSERT_EQ(again.policies.size(), asked.policies.size());
    for (std::size_t p = 0; p < asked.policies.size(); ++p) EXPECT_EQ(again.policies[p].name, asked.policies[p].name);
  }
};

TEST_F(StudyToml, OfEveryKindWithRangesIsReadAgain) {
  for (const std::string kind : {"lhs", "sobol", "saltelli", "morris"})
    expect_read_again(read("[design]\nkind = \"" + kind + "\"\npoints = 16\n" + kFactors));
  expect_read_again(read(std::string("[design]\nkind = \"grid\"\nlevels = 3\n") + kFactors));
  expect_read_again(read(std::string("[design]\nkind = \"lhs\"\npoints = 8\nmaximin = true\n") + kFactors));
  expect_read_again(read(std::string("[design]\nkind = \"saltelli\"\npoints = 8\nsecond_order = true\n") + kFactors));
  expect_read_again(read(std::string("[design]\nkind = \"walks\"\npoints = 8\ngroups = true\n") + kFactors));
  expect_read_again(read(std::string("[design]\nkind = \"morris\"\ntrajectories = 8\nlevels = 6\n") + kFactors));
}

TEST_F(StudyToml, WithoutADesignIsReadAgain) { expect_read_again(read("")); }

TEST_F(StudyToml, OfAListIsReadAgain) {
  expect_read_again(read(R"([design]
kind = "list"
list = [{ "direct.threat_gain" = 4, "levers.host_aid" = 0.1 }, { "levers.host_aid" = 0.3, "direct.threat_gain" = 5.125 }]
[design.factors]
"levers.host_aid" = {}
"direct.threat_gain" = { low = 2, high = 6 }
)"));
}

TEST_F(StudyToml, OfAFileHoldsItsPointsAndNeedsNoFile) {
  write("points.csv", "point,levers.host_aid,direct.threat_gain\n0,0.1,4\n1,0.30000000000000004,5.5\n");
  const Study asked = read("[design]\nkind = \"file\"\nfile = \"points.csv\"\n");
  std::filesystem::remove("points.csv");
  EXPECT_EQ(asked.design.listed, (std::vector<std::vector<double>>{{.1, 4}, {.30000000000000004, 5.5}}));
  expect_read_again(asked);
}

TEST_F(StudyToml, OfStructuralFormsAndWholeNumbersIsReadAgain) {
  const Scenario scenario = read_scenario("status_quo", {});
  std::string forms;
  for (const StructureInfo& info : structure_table())
    if (find_setup_key(info.key, scenario.setup)) forms.append("\"").append(info.key).append("\" = {}\n");
  ASSERT_NE(forms, "");
  expect_read_again(read("[design]\nkind = \"sobol\"\npoints = 4\n[design.factors]\n" + forms));
}

TEST_F(StudyToml, WithOutcomesAndARuleOfStoppingIsReadAgain) {
  const Study asked = read(std::string("[design]\nkind = \"sobol\"\npoints = 2\n") + kFactors + kOutcomeAndStop);
  expect_read_again(asked);
  const Study again = stored(asked);
  ASSERT_EQ(again.outcomes.size(), 1u);
  EXPECT_EQ(again.outcomes[0].formula, "max(direct)");
  ASSERT_TRUE(again.stop);
  EXPECT_EQ(std::tie(again.stop->first, again.stop->second, again.stop->half_width, again.stop->max_replicates, again.stop->range),
            std::tie(asked.stop->first, asked.stop->second, asked.stop->half_width, asked.stop->max_replicates, asked.stop->range));
}

TEST_F(StudyToml, KeepsASeedThatTomlHasNoNumberFor) {
  Study asked = read("");
  asked.run.seed = 18446744073709551615u;
  EXPECT_EQ(read_stored_study(study_toml(asked), asked.policies).run.seed, asked.run.seed);
}

TEST_F(StudyToml, NamesItsKindsAndDistributionsInWords) {
  const std::string text = study_toml(read(std::string("[design]\nkind = \"saltelli\"\npoints = 8\n") + kFactors));
  EXPECT_THAT(text, HasSubstr("kind = \"saltelli\""));
  EXPECT_THAT(text, HasSubstr("\"power.drain\" = { low = 0.001, high = 0.004, distribution = \"log-uniform\" }"));
}

TEST_F(StudyToml, RefusesAListWithColumnsOfDifferentLength) {
  try {
    read(
        "[design]\nkind = \"list\"\nlist = { \"levers.host_aid\" = [0.1, 0.2], \"direct.threat_gain\" = [4] }\n[design.factors]\n"
        "\"levers.host_aid\" = {}\n\"direct.threat_gain\" = {}\n");
    FAIL() << "was read";
  } catch (const InputError& error) {
    EXPECT_THAT(error.what(), HasSubstr("an array for each factor, all of the same length"));
  }
}

// The texts of format 1: numbers stand for the kinds of designs and distributions.
TEST_F(StudyToml, TextsOfFormat1AreReadStill) {
  const Study asked = read("");
  const std::string head = "points = 2\nmaximin = true\nsecond_order = false\nlevels = 4\nseed = 9\nreplicates = 3\nnoise = true\n";
  const std::vector<DesignKind> kinds{DesignKind::kNone,  DesignKind::kGrid,     DesignKind::kList,   DesignKind::kLatinHypercube,
                                      DesignKind::kSobol, DesignKind::kSaltelli, DesignKind::kMorris, DesignKind::kFile};
  for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
    const Study study = read_study_of_format_1("kind = " + std::to_string(kind) + "\n" + head, asked.policies);
    EXPECT_EQ(study.design.kind, kinds[kind]);
    EXPECT_EQ(study.design.points, 2);
    EXPECT_TRUE(study.design.maximin);
    EXPECT_EQ(study.run.seed, 9u);
    EXPECT_EQ(study.run.replicates, 3);
  }
  const Study listed =
      read_study_of_format_1("kind = 2\n" + head +
                                 "levers.host_aid: 0 0.25 0.75 0 0 1\ndirect.threat_gain: 3 2 6 0 4.5 0.5\n0.5 4 \n0.75 5.5 \n"
                                 "\n[[outcome]]\nname = \"peak\"\nformula = \"max(direct)\"\n"
                                 "stop status_quo other peak 0.01 true 500 0.9\nrange -1 1\n",
                             asked.policies);
  EXPECT_EQ(listed.design.listed, (std::vector<std::vector<double>>{{.5, 4}, {.75, 5.5}}));
  ASSERT_EQ(listed.design.factors.size(), 2u);
  EXPECT_EQ(listed.design.factors[1].distribution.kind, FactorDistribution::Kind::kNormal);
  EXPECT_EQ(listed.design.factors[1].distribution.mean, 4.5);
  ASSERT_EQ(listed.outcomes.size(), 1u);
  ASSERT_TRUE(listed.stop);
  EXPECT_EQ(listed.stop->half_width, .01);
  EXPECT_EQ(listed.stop->range, (std::pair{-1.0, 1.0}));
}

TEST_F(StudyToml, TextsOfFormat1WithUnknownNumbersAreRefused) {
  const Study asked = read("");
  EXPECT_THROW(read_study_of_format_1("kind = 8\n", asked.policies), std::runtime_error);
  EXPECT_THROW(read_study_of_format_1("points = many\n", asked.policies), std::runtime_error);
}

}  // namespace
}  // namespace fulcrum
