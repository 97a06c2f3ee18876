/// \file
/// A study of two policies on the default theatre, for tests that read no file.
#pragma once

#include "scenarios/study.h"
#include "tests/support/default_setup.h"

namespace fulcrum::testing_support {

/// "first" and "second", both the status quo for so many weeks; seed 11.
inline Study two_policies(int weeks) {
  Study study;
  for (const char* name : {"first", "second"}) {
    Scenario scenario;
    scenario.name = name;
    scenario.setup = default_setup();
    scenario.setup.weeks = weeks;
    study.policies.push_back(scenario);
  }
  study.run.seed = 11;
  return study;
}

}  // namespace fulcrum::testing_support
