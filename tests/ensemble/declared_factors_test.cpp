// Factors over declared ranges, and which of them would have no effect.
#include "sim/ensemble/declared_factors.h"

#include <gtest/gtest.h>

#include "sim/ensemble/batch.h"
#include "tests/support/default_setup.h"

namespace fulcrum {
namespace {

std::vector<double> outcomes_of(const fulcrum::Setup& setup) {
  const Plan plan({{"alone", setup}}, 1, 11, false);
  const auto outcomes = standard_outcomes();
  const Selection selection(with_needs({}, outcomes, Resolution::kOrganisations), plan.theatre());
  Batch batch;
  BatchRunner(plan, selection, outcomes, Kernel::kScalar).compute(0, 1, batch);
  return batch.outcomes;
}

TEST(DeclaredFactors, ANumberSpansItsExplorationRange) {
  const fulcrum::Setup setup = testing_support::default_setup();
  for (const ParameterInfo& p : parameter_table()) {
    const Factor factor = declared_factor(*find_setup_key(p.key, setup));
    EXPECT_EQ(factor.distribution.low, p.explore_low) << p.key;
    EXPECT_EQ(factor.distribution.high, p.explore_high) << p.key;
    EXPECT_TRUE(factor.distribution.values.empty()) << p.key;
  }
}

TEST(DeclaredFactors, ASwitchTakesEachOfItsForms) {
  const SetupKey key = *find_setup_key("structure.direct", testing_support::default_setup());
  const Factor factor = declared_factor(key);
  EXPECT_EQ(factor.distribution.kind, FactorDistribution::Kind::kValues);
  ASSERT_EQ(factor.distribution.values.size(), key.forms.size());
  for (std::size_t form = 0; form < key.forms.size(); ++form) EXPECT_EQ(factor.distribution.values[form], static_cast<double>(form));
}

TEST(DeclaredFactors, RangesOfTheFirstEditionAreThoseThatItDeclared) {
  const fulcrum::Setup setup = testing_support::default_setup();
  bool differ = false;
  for (const ParameterInfo& p : parameter_table()) {
    const auto range = explored_range(*find_setup_key(p.key, setup), Ranges::kFirst);
    EXPECT_EQ(range, std::pair(p.first.explore_low, p.first.explore_high)) << p.key;
    differ = differ || range != std::pair(p.explore_low, p.explore_high);
  }
  EXPECT_TRUE(differ);
  const SetupKey lever = *find_setup_key("levers.rhetoric", setup);
  EXPECT_EQ(explored_range(lever, Ranges::kFirst), std::pair(lever.explore_low, lever.explore_high)) << "no parameter: as today";
}

// The default setup has no cells, no adaptive rival, no deadline and no tables of the host's politics; here it has no noise either.
TEST(DeclaredFactors, WhatIsIdleHasNoEffectOnAnyOutcome) {
  const fulcrum::Setup setup = testing_support::default_setup();
  const std::vector<double> as_they_are = outcomes_of(setup);
  int idle = 0;
  for (const ParameterInfo& p : parameter_table()) {
    if (!is_idle(std::string(p.key), setup, false)) continue;
    ++idle;
    for (const double value : {p.explore_low, p.explore_high}) {
      fulcrum::Setup changed = setup;
      p.in(changed.parameters) = value;
      EXPECT_EQ(outcomes_of(changed), as_they_are) << p.key << " at " << value;
    }
  }
  EXPECT_GT(idle, 0);
  EXPECT_LT(idle, static_cast<int>(parameter_table().size()));
}

TEST(DeclaredFactors, NothingIsIdleWhereWhatReadsItIsThere) {
  fulcrum::Setup setup = testing_support::default_setup();
  EXPECT_TRUE(is_idle("perception.noise_sd", setup, false));
  EXPECT_FALSE(is_idle("perception.noise_sd", setup, true));
  EXPECT_TRUE(is_idle("cells.size_min", setup, true));
  EXPECT_TRUE(is_idle("structure.choice", setup, true));
  for (const ParameterInfo& p : parameter_table()) {
    if (!p.key.starts_with("posture.")) continue;
    EXPECT_TRUE(is_idle(std::string(p.key), setup, true)) << p.key;
  }
  EXPECT_EQ(lacking_for("kinds.arms_build", setup, true), "a militia that names vehicles");
  EXPECT_EQ(lacking_for("levers.funds_cut", setup, true), "a militia that names vehicles");
  EXPECT_EQ(lacking_for("social.cover", setup, true), "a recipient that is an organisation");
  setup.theatre.militias[0].vehicles = {{"arms", 1}};
  EXPECT_EQ(lacking_for("kinds.political_pull", setup, true), "tables of the host's politics");
  EXPECT_FALSE(is_idle("levers.funds_cut", setup, true));
  setup.theatre.recipients.push_back({.name = "clinics", .kind = "organisation", .share = 1, .provinces = {}, .militia = "badr"});
  setup.resolution = Resolution::kCells;
  setup.rival = Rival::kAdaptive;
  setup.deadlines.push_back({.at = 30});
  setup.theatre.host.blocs.emplace_back();
  for (const ParameterInfo& p : parameter_table()) EXPECT_FALSE(is_idle(std::string(p.key), setup, true)) << p.key;
  EXPECT_FALSE(is_idle("structure.choice", setup, true));
}

}  // namespace
}  // namespace fulcrum
