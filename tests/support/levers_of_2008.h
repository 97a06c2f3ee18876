/// \file
/// The rival's posture of 2008, on which hand-computed values of the equations rest: that of the theatre iraq_2008, as levers_test says.
#pragma once

#include "models/setup.h"

namespace fulcrum::testing_support {

/// Levers of a week, without those of militias.
inline Levers<double> levers_of_2008() {
  Levers<double> u;
  u.forces = .88;
  u.reach = .30;
  u.rhetoric = .70;
  u.communication = .10;
  u.commitment = .50;
  u.arms_offensive = 3.0;
  u.arms_defensive = 1.0;
  u.evidence = .5;
  u.perceived_decline = .25;
  u.host_aid = .5;
  return u;
}

/// Constants of all levers in a theatre with that many militias, by number.
inline std::vector<double> levers_of_2008(std::size_t militias) {
  std::vector<double> levers = default_levers(militias);
  Levers<double> u = levers_of_2008();
  for (int lever = 0; lever < kLeverCount; ++lever) levers[static_cast<std::size_t>(lever)] = u.at(lever);
  return levers;
}

}  // namespace fulcrum::testing_support
