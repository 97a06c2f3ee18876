// Designs as points of a plan: how many there are.
#include "sim/ensemble/design_points.h"

#include <gtest/gtest.h>

#include "sim/ensemble/declared_factors.h"
#include "tests/support/default_setup.h"

namespace fulcrum {
namespace {

DesignRequest request(DesignKind kind) {
  DesignRequest design;
  design.kind = kind;
  design.points = 12;
  for (const char* key : {"direct.threat_gain", "threat.arms_half", "direct.motive_gain"})
    design.factors.push_back(declared_factor(*find_setup_key(key, testing_support::default_setup())));
  return design;
}

TEST(DesignRows, AreAsManyAsTheDesignHasPoints) {
  for (const DesignKind kind :
       {DesignKind::kLatinHypercube, DesignKind::kSobol, DesignKind::kSaltelli, DesignKind::kMorris, DesignKind::kWalks}) {
    DesignRequest design = request(kind);
    EXPECT_EQ(design_rows(design), make_design_points(design, 1)->count()) << static_cast<int>(kind);
    design.second_order = design.groups = true;
    EXPECT_EQ(design_rows(design), make_design_points(design, 1)->count()) << static_cast<int>(kind);
  }
}

TEST(WalksOfGroups, HaveARowMoreThanThereAreGroups) {
  DesignRequest design = request(DesignKind::kWalks);
  EXPECT_EQ(design_rows(design), 12 * 4);
  design.groups = true;
  EXPECT_EQ(design_rows(design), 12 * 3) << "direct.* and threat.*";
}

}  // namespace
}  // namespace fulcrum
