// Step 4 of model.md: what the rival does beyond its policy when it feels threatened, and what the host lets in.
#include "models/equations/rival_reaction.h"

#include <gtest/gtest.h>

#include "tests/models/exact.h"
#include "tests/support/levers_of_2008.h"

namespace fulcrum {
namespace {

TEST(RivalAlarm, IsThreatAboveItsThresholdWithoutAChannel) {
  const RivalParameters<double> p{.reaction_threshold = 0.3};
  EXPECT_NEAR(rival_alarm(p, 0.7, 0.25), 0.3, kExact);  // .4*.75
  EXPECT_EQ(rival_alarm(p, 0.2, 0.0), 0);
}

TEST(ForcesWanted, AreThoseOfThePolicyAndTheAlarmsShareOfWhatIsUsual) {
  const RivalParameters<double> p{.forces_reaction = 0.5};
  Levers<double> u = testing_support::levers_of_2008();
  u.forces = 0.6;
  EXPECT_NEAR(forces_wanted(p, u, 0.8, 0.25), 0.7, kExact);  // .6 + .5*.8*.25
  u.forces = 1.45;
  EXPECT_EQ(forces_wanted(p, u, 0.8, 0.25), 1.5);
}

TEST(RivalPosture, IsLouderWhenAlarmedAndSeenWithWhatIsInReach) {
  const RivalParameters<double> p{.rhetoric_reaction = 0.4};
  Levers<double> u = testing_support::levers_of_2008();
  u.rhetoric = 0.3;
  u.reach = 0.5;
  const Posture<double> posture = rival_posture(p, 0.2, u, 0.8, 0.25, 0.6);
  EXPECT_NEAR(posture.rhetoric, 0.4, kExact);  // .3 + .4*.25
  EXPECT_EQ(posture.forces, 0.6);
  EXPECT_NEAR(posture.presence, 0.75, kExact);        // .6/.8
  EXPECT_NEAR(posture.forces_in_reach, 0.7, kExact);  // .6 + .2*.5
}

TEST(ForcesLetIn, AreCappedByARelationThatHasCooled) {
  const HostParameters<double> p{.consent_cap = 0.4};
  // Cap at a relation of .2: .5*(.4 + .2/.8) = .325 of the .6 that are wanted; the law leaves nine tenths.
  EXPECT_NEAR(forces_let_in(p, 0.5, 0.6, 0.2, 0.9), 0.2925, kExact);
  EXPECT_NEAR(forces_let_in(p, 0.5, 0.3, 0.2, 0.9), 0.27, kExact);  // below the cap
}

TEST(ForcesLetIn, AreTheWantedOnesUnderAFullRelation) {
  const HostParameters<double> p{.consent_cap = 0.4};
  EXPECT_EQ(forces_let_in(p, 0.5, 1.5, 1.0, 1.0), 1.5);
}

TEST(ForcesLetIn, AreTheCapExactlyWhereItBegins) {
  const HostParameters<double> p{.consent_cap = 0.4};
  for (const double relation : {0.05, 0.2, 0.35, 0.5, 0.65, 0.8}) {
    const double cap = 0.5 * (0.4 + relation / (1 - relation));
    EXPECT_NEAR(forces_let_in(p, 0.5, cap * 1.02, relation, 1.0), cap, kExact) << relation;
    EXPECT_NEAR(forces_let_in(p, 0.5, cap * 0.98, relation, 1.0), cap * 0.98, kExact) << relation;
  }
}

}  // namespace
}  // namespace fulcrum
