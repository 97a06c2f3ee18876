// What the core makes of what the host side tells it (models/host_inputs.h), one input after the other; at neutral values nothing.
#include "models/host_inputs.h"

#include <gtest/gtest.h>

#include <bit>
#include <functional>

#include "models/core/core_model.h"
#include "tests/models/default_theatre.h"

namespace fulcrum {
namespace {

using testing_support::default_setup;
using testing_support::lever_number;
using testing_support::set_lever;

// A model of the default theatre under raids and an offensive of the host, told something before its first week.
class Told {
 public:
  explicit Told(
      const std::function<void(CoreModel<double>&)>& tell = [](CoreModel<double>&) {}, int weeks = 12)
      : setup_(default_setup(weeks)) {
    set_lever(setup_, "raids", .5);
    set_lever(setup_, "host_offensive.special_groups", .4);
    setup_.deadlines = {{.name = "out", .at = weeks - 1, .known = 0}};
    levers_ = lever_path(setup_);
    const RunInput run{.setup = &setup_, .levers = &levers_, .luck = {}, .noise = false};
    model_.initialise({&run, 1});
    tell(model_);
    for (int week = 0; week < weeks; ++week) model_.step();
  }
  CoreModel<double>* operator->() { return &model_; }
  double capability(std::size_t k) { return model_.militias()[k].capability; }

 private:
  Setup setup_;
  LeverPath levers_;
  CoreModel<double> model_;
};

constexpr std::size_t kMahdi = 0, kSpecial = 2;

TEST(HostInputs, AtTheirNeutralValuesChangeNoBit) {
  Told alone, told([](CoreModel<double>&m) { m.host().militias.assign(3, {}); });
#define FULCRUM_SERIES(name, ...) \
  EXPECT_EQ(std::bit_cast<std::uint64_t>(alone->now().name), std::bit_cast<std::uint64_t>(told->now().name)) << #name;
#include "models/series.def"
#undef FULCRUM_SERIES
}

TEST(Ceiling, TakesForcesOut) {
  Told half([](CoreModel<double>& m) {
    m.tables().blocs = true;
    m.host().ceiling = .5;
  });
  Told all([](CoreModel<double>& m) { m.tables().blocs = true; });
  EXPECT_NEAR(half->now().forces_present, .5 * all->now().forces_present, .01);  // the alarm moves a little besides
}

TEST(Relation, CapsPresence) {
  Told none([](CoreModel<double>& m) {
    m.tables().blocs = true;
    m.host().relation = 0;
  });
  EXPECT_NEAR(none->now().presence, .1, 1e-15);  // host.consent_cap
}

TEST(Consent, IsTheGroundOfRaidsAndOfThePatronsProgress) {
  const auto with = [](double consent) {
    return [consent](CoreModel<double>& m) {
      m.tables().blocs = true;
      m.host().consent = consent;
    };
  };
  Told full(with(1)), half(with(.5));
  EXPECT_NEAR(half->memory().raids, .5 * full->memory().raids, .01);
  EXPECT_GT(half->now().progress, full->now().progress + .3);
}

TEST(Shelter, KeepsRaidsAndOffensivesOffOneOrganisation) {
  Told open, sheltered([](CoreModel<double>&m) { m.host().militias[kSpecial].shelter = 1; });
  EXPECT_GT(sheltered.capability(kSpecial), open.capability(kSpecial));
  EXPECT_EQ(sheltered->militias()[kSpecial].offensive, 0);
}

TEST(Offensives, OfTheGovernmentAreAimedAtFoesAndLastWithStamina) {
  Told planned([](CoreModel<double>& m) {
    m.host().offensive_chance = .5;
    m.host().stamina = .8;
    m.host().militias[kMahdi].foe = .6;
  });
  EXPECT_NEAR(planned->militias()[kMahdi].planned, .3, 1e-15);
  EXPECT_NEAR(planned->militias()[kMahdi].offensive, .24, 1e-15);
  EXPECT_NEAR(planned->militias()[kSpecial].planned, .5, 1e-15);  // the larger of the government's and the lever's
}

TEST(Freeze, HoldsAnOrganisationsOwnFire) {
  Told frozen([](CoreModel<double>& m) { m.host().militias[kMahdi].freeze = 1; });
  EXPECT_EQ(frozen->militias()[kMahdi].own, 0);
}

TEST(Integration, CalmsAnOrganisationAndArmsItWithHostAid) {
  Told outside, inside([](CoreModel<double>&m) {
    m.tables().blocs = true;
    m.host().calm = .6;
    m.host().aid_leak = .3;
    m.host().militias[kMahdi].integration = 1;
  });
  EXPECT_LT(inside->militias()[kMahdi].act, .6 * outside->militias()[kMahdi].act);
  EXPECT_GT(inside.capability(kMahdi), outside.capability(kMahdi));
  EXPECT_GT(inside->now().host_capacity, outside->now().host_capacity);  // recruits
}

TEST(Coordination, ShiftsFreeFireToOrders) {
  Told front([](CoreModel<double>&m) { m.host().coordination = .25; }), none;
  EXPECT_LT(front->memory().turnout, 1);
  EXPECT_NE(front->militias()[kMahdi].act, none->militias()[kMahdi].act);
}

TEST(Skill, OfAnIntermediaryRaisesWhatIsDelivered) {
  Told trained([](CoreModel<double>&m) { m.host().militias[kSpecial].skill = .3; }, 1), alone([](CoreModel<double>&) {}, 1);
  EXPECT_NEAR(trained->militias()[kSpecial].delivered, 1.3 * alone->militias()[kSpecial].delivered, 1e-12);
}

TEST(Openness, LeavesDeniabilityToThePatron) {
  Told hidden([](CoreModel<double>& m) {
    m.tables().intermediaries = true;
    m.host().openness = .5;
  });
  Told open;
  EXPECT_NEAR(hidden->memory().deniability, .5, 1e-15);
  EXPECT_LT(hidden->now().proof, open->now().proof);
}

TEST(Feuds, CostCapabilityAndCalm) {
  Told feuding([](CoreModel<double>& m) {
    m.host().feud = .2;
    m.host().militias[kMahdi].feud = .05;
  });
  Told calm;
  EXPECT_LT(feuding.capability(kMahdi), calm.capability(kMahdi));
  EXPECT_GT(feuding->now().insecurity, calm->now().insecurity);
}

TEST(Turnout, OfOrganisersStandsForTheCall) {
  Told crowds([](CoreModel<double>& m) {
    m.tables().organisers = true;
    m.host().turnout = .4;
  });
  Told none;
  EXPECT_EQ(crowds->now().turnout, .4);
  EXPECT_LT(crowds->now().resolve, none->now().resolve);
}

TEST(Front, OfRivalsAndAlliesStandsForTheOldFormula) {
  Told joined([](CoreModel<double>& m) {
    m.tables().rivalries = true;
    m.host().front = .9;
  });
  EXPECT_EQ(joined->now().front, .9);
}

TEST(Deadlines, CountAsFarAsMotionsHaveLeftThem) {
  Told half([](CoreModel<double>&m) { m.deadlines()[0].weight = .5; }), whole;
  EXPECT_NEAR(half->now().deadline, .5 * whole->now().deadline, 1e-15);
  EXPECT_NEAR(whole->now().deadline, .5, 1e-15);  // the last day, and half of it is taken away by commitment
}

TEST(CapacityCost, WearsTheHost) {
  Told tired([](CoreModel<double>&m) { m.host().capacity_cost = .03; }), rested;
  EXPECT_LT(tired->now().host_capacity, rested->now().host_capacity - .05);
}

}  // namespace
}  // namespace fulcrum
