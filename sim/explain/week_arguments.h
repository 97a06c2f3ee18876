/// \file
/// What steps 2 to 10 of a week were computed from, read back from the recorded series of a run.
#pragma once

#include <vector>

#include "models/equations/rival_reaction.h"
#include "models/levers.h"
#include "models/setup.h"
#include "sim/ensemble/outcomes.h"

namespace fulcrum {

/// Arguments and results of steps 4 to 10 in one week; symbols as in docs/model.md. Levels that a step takes from last week hold last
/// week's value.
struct WeekArguments {
  Levers<double> u{};                   ///< what the rival does
  double C = 0;                         ///< channel of this week
  double offensive = 0, defensive = 0;  ///< stocks of all neighbours [billion USD]
  double TR = 0, V = 0, S = 0;          ///< rival threat, insecurity, host capacity of last week
  double unanswered = 0;                ///< of last week
  double balance_seen = 0;              ///< of this week
  double balance_0 = 0;                 ///< balance against which it is seen to move
  double presence_memory = 0;           ///< before this week's update
  double sanctions_felt = 0;
  double alarming = 0, hostile = 0;                  ///< the threat as it alarms, and the belief that the rival is hostile
  double resolve = 0;                                ///< of last week
  double evidence = 0, violation = 0, standing = 0;  ///< of step 8
  double inducement = 0, deadline = 0;               ///< as they are felt
  double relation = 1, ceiling = 1;                  ///< what the host's politics and its law leave of the rival's forces; of last week
  double x_F = 0, x_A = 0, x_V = 0, threat = 0;
  double containment = 0, need = 0, opportunity = 0, motive_wanted = 0;
  double seen = 0, rate = 0, noise = 0;  ///< of step 6: lagged threat, the rate chosen, and what luck added
  double T = 0, B = 0, EC = 0;
  double lock_in = 0, I = 0;  ///< of last week
  double direct_wanted = 0, indirect_wanted = 0;
  double direct = 0, indirect = 0;  ///< after step 11
};

/// What the host leaves of the rival's forces, of last week.
struct HostLeaves {
  double relation = 1;  ///< what politics gives [0-1]
  double ceiling = 1;   ///< what the law leaves [0-1]
};
/// The rival's posture of a week (step 4) from what it does, its alarm [0-1], and what the host leaves of its forces.
Posture<double> posture_of_week(const Setup& setup, const Levers<double>& u, double alarm, const HostLeaves& host);

/// The arguments of every week of a run that recorded all series. D* and I* are worked out with the model's own equations; given those,
/// step 11 yields the recorded D and I bit for bit.
std::vector<WeekArguments> week_arguments(const Setup& setup, const RecordingView& run);

}  // namespace fulcrum
