/// \file
/// By which paths one policy changes the support of another: steps 4 to 6 and 9 to 11 replayed, with each path from one run or the other.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "models/setup.h"
#include "sim/explain/week_arguments.h"

namespace fulcrum {

/// The paths, each a set of trajectories that enters the replay. Everything else (posture, fronts, perceived threat, lock-in, both
/// levels of support) is worked out anew.
enum Path : int {
  kForcesFront,  ///< levers of the forces front: forces, reach, rhetoric, coercive threat, strikes, raids
  kArmsFront,    ///< neighbours' stocks, coalition, framework
  kMisreading,   ///< channel, wherever steps 4 and 5 read it
  kBelief,       ///< belief that the rival is hostile
  kHost,         ///< what the host's politics and its law leave of the rival's forces
  kStreet,       ///< insecurity and host capacity: feedback through the street
  kRival,        ///< rival threat: feedback through the rival
  kMotive,       ///< motive
  kCost,         ///< expected cost
  kDeadline,     ///< pull of the deadline
  kDirectly,     ///< decision, ardour, inducement, host aid in steps 9 to 11; parameters and start, where they differ
  kPaths
};
std::string_view path_name(int path);

/// A run as paths need it: its setup, its weeks and the errors of perception that it met.
struct PathRun {
  const Setup* setup;
  std::vector<WeekArguments> weeks;
};
/// Errors of perception in standard deviations, by week; empty without noise.
std::vector<double> perception_errors(const Luck& luck, int weeks);

struct Support {
  std::vector<double> direct, indirect;  ///< [week]
};
/// The paths (bit for each) in which two runs differ in any week; the others can make no difference.
unsigned differing_paths(const PathRun& a, const PathRun& b);

/// Support when the paths in `from_other` (bit for each Path) are those of `other` and the rest those of `base`. With none it is that of
/// base, with all that of other, bit for bit.
Support replay(const PathRun& base, const PathRun& other, unsigned from_other, std::span<const double> errors);

}  // namespace fulcrum
