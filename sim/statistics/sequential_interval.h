/// \file
/// Replicates until certain: when is the mean difference between two policies known well enough?
///
/// A test that is repeated after every batch of replicates finds a difference sooner or later, whatever there is. The intervals here are
/// *confidence sequences*: with the stated confidence, all of them together, at all numbers of replicates, contain the true mean. So one
/// may look as often as one likes, stop when one likes, and go on later. Method and citations: docs/decisions/0008-until-certain.md
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sim/statistics/paired.h"

namespace fulcrum {

/// Bounds that no paired difference can leave [unit of the outcome].
struct DifferenceRange {
  double low = -1;
  double high = 1;
};

/// When to stop. At least one of `half_width` and `sign` is asked for; the first that is reached stops.
struct StopRule {
  std::optional<double> half_width = std::nullopt;      ///< of the interval [unit of the outcome]
  bool sign = false;                                    ///< stop when the interval leaves 0 outside
  double confidence = .95;                              ///< that no interval at any look misses the mean
  int max_replicates = 10000;                           ///< look no further
  std::optional<DifferenceRange> range = std::nullopt;  ///< given: intervals that hold for any distribution within it, and are wider
};

/// What is wrong with a rule; nothing if it can be used.
std::optional<std::string> problem(const StopRule& rule);

enum class Certainty {
  kMore,       ///< not yet: go on to the next look
  kCertain,    ///< the half width is reached
  kSignKnown,  ///< 0 lies outside the interval
  kUndecided,  ///< neither, and no more replicates are allowed
};

/// Numbers of replicates at which to look: 32, then up to a quarter more each time in steps of 8, the last at the most that are allowed.
/// Only that last one depends on the maximum.
std::vector<int> look_sizes(int max_replicates);

/// Why the normal method's interval may miss more often than its confidence says, as the differences themselves show it.
enum class Doubt {
  kNone,
  kSkewed,  ///< too few differences for their skewness G1: n <= 25 G1^2 (Cochran 1977, Sampling Techniques, section 2.15)
  kJumps,   ///< half of them or more are one value, and the others lie beside it: the mean rests on the few that jump
};
/// Of differences that are numbers. None where all are the same: whether that is by chance is what look() waits for.
Doubt doubt_of(std::span<const double> values);

/// What is known at a look.
struct Look {
  Interval interval;  ///< mean of the differences and its interval, valid together with those of all other looks; NaN without values
  int pairs = 0;      ///< differences that are numbers
  Certainty certainty = Certainty::kMore;
  Doubt doubt = Doubt::kNone;  ///< with a range there is none
};

/// What the differences (other less base) of the first replicates say, in the order of the replicates; those that are not numbers, because
/// a run failed, are left out. `differences.size()` is the number of replicates done.
Look look(const StopRule& rule, std::span<const double> differences);

/// The first look, of those at `look_sizes`, that ends the search; the last one if the differences end before.
struct StoppingTime {
  int replicates = 0;
  Look look;
};
StoppingTime stopping_time(const StopRule& rule, std::span<const double> differences);

/// Interval at one number of values of a confidence sequence for the mean of normal values of unknown variance; for other distributions it
/// holds in the limit of many values. One value has no interval: its ends are infinite.
Interval normal_sequence_interval(std::span<const double> values, double confidence);

/// The same for values of any distribution on a range; holds for any number of values. Throws std::domain_error if one lies outside.
Interval bounded_sequence_interval(std::span<const double> values, const DifferenceRange& range, double confidence);

}  // namespace fulcrum
