// A results file says what was asked in any format that a program has ever written.
#include "sim/ensemble/stored_study.h"

#include <gtest/gtest.h>

#include "output/results_reader.h"
#include "sim/ensemble/stored/rerun.h"

namespace fulcrum {
namespace {

const std::string kFormat1 = FULCRUM_TEST_DATA "/format_1";

// A file holds every value; those of its time are not all today's.
void use_defaults_of_then(Parameters<double>& parameters) {
  for (const ParameterInfo& info : parameter_table())
    if (info.in(parameters) == info.value) info.in(parameters) = info.first.value;
}

// format_1.h5 was written by the program of format 1, from format_1.toml and --set time.weeks=12.
TEST(StoredStudy, OfAFileOfFormat1IsTheStudyThatWasAsked) {
  const std::vector<Override> overrides{{"time.weeks=12"}};
  Study asked = read_study(kFormat1 + ".toml", {}, overrides);
  for (Scenario& policy : asked.policies) use_defaults_of_then(policy.setup.parameters);
  Study stored = stored_study(ResultsReader(kFormat1 + ".h5"));
  stored.name = asked.name;  // which that format does not hold
  EXPECT_EQ(study_toml(stored), study_toml(asked));
  for (std::size_t p = 0; p < asked.policies.size(); ++p)
    EXPECT_EQ(identity_toml(stored.policies[p]), identity_toml(asked.policies[p])) << asked.policies[p].name;
}

TEST(StoredStudy, RunsOfAFileOfFormat1AreFoundWithTheStudysOwnOutcomes) {
  const ResultsReader reader(kFormat1 + ".h5");
  const StoredRun run = find_stored_run(reader, 3);
  ASSERT_EQ(run.scenario.outcomes.size(), 1u);
  EXPECT_EQ(run.scenario.outcomes.front().name, "peak");
  EXPECT_EQ(run.scenario.name, "engaged");
}

}  // namespace
}  // namespace fulcrum
