/// \file
/// The answer over states of the world: what each policy does to an outcome, what splits the verdict, and what the spread is made of.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "output/results_layout.h"
#include "sim/analysis/information.h"
#include "sim/analysis/prim.h"
#include "sim/exploration/experiment.h"
#include "sim/statistics/order_statistics.h"
#include "sim/statistics/paired.h"
#include "sim/statistics/paired_futures.h"

namespace fulcrum {

/// What an answer is worked out from. Values that are not numbers are of runs that failed.
struct AnswerInput {
  std::vector<std::string> policies;  ///< the first is the one that others are held against
  OutcomeInfo outcome;
  std::vector<std::vector<double>> values;       ///< [policy][future]; future 0 is the reference case
  std::vector<int> scramble;                     ///< [future]: independent scramble it was drawn from; -1: the reference case
  std::vector<ExperimentFactor> factors;         ///< what differs from future to future
  std::vector<std::vector<double>> settings;     ///< [factor][future], in the factors' units
  std::vector<std::vector<double>> other_luck;   ///< [policy][future 1 ...]: with luck drawn anew; empty: there is no luck
  std::vector<std::vector<double>> other_forms;  ///< [policy][future 1 ...]: with luck and structural forms drawn anew; empty: none vary
};

/// In how many futures something is so, with its 95 % interval.
struct FutureShare {
  double value = 0;
  double low = 0, high = 1;
};
/// Share of the futures in which `is` holds. The interval is Student's t over the independent scrambles, which are as many draws of the
/// share; where none or all hold, the rule of three (Hanley and Lippman-Hand 1983, JAMA 249).
FutureShare share_of(const std::vector<bool>& is, std::span<const int> scramble);

/// A policy against the first.
struct PolicyAnswer {
  std::string policy;
  std::size_t number = 0;  ///< in the order given
  FuturesVerdict verdict = FuturesVerdict::kNoDifference;
  Spread level;                     ///< the outcome itself
  Spread difference;                ///< from the first policy, future by future
  FutureShare lower, tie, higher;   ///< futures in which it is lower, in a tie, higher
  FutureShare best;                 ///< futures in which no other policy has a lower outcome; ties count by parts
  bool never_differs = false;       ///< not by a bit
  int futures = 0, failed = 0;      ///< pairs, and those of which a run failed
  double reference = 0;             ///< difference in the reference case
  double reference_percentile = 0;  ///< share of futures whose difference is smaller, in per cent; ties count one half
  double luck = 0;  ///< nine in ten futures of the same parameters and forms lie at most so far from what luck makes on average
};

/// Where a policy does not do what it mostly does: a box of settings, found in some futures and judged on others.
struct Split {
  std::string policy;
  std::string way;        ///< "is higher", "is lower"; of a policy that lowers or raises it "does not lower it", "does not raise it"
  std::string words;      ///< "direct.threat_gain > 3.2 and ..."; empty: no box is denser than all futures
  Box box;                ///< a range a factor
  BoxScore found, fresh;  ///< on the futures that it was sought in, and on the others
  double base_rate() const { return static_cast<double>(fresh.interest) / static_cast<double>(fresh.cases); }
};

/// Parts of the variance over policies and futures; they add up to 1.
struct SpreadParts {
  double parameters = 0;  ///< of the mean over policies
  double forms = 0;       ///< structural forms, at the same parameters
  double luck = 0;
  double policy = 0;       ///< between policies, over all futures
  double interaction = 0;  ///< policies differ by more in some futures than in others
};

struct Answer {
  OutcomeInfo outcome;
  std::string first;                   ///< policy
  double tie = 0;                      ///< a difference that is smaller is none to speak of [unit of the outcome]
  std::vector<PolicyAnswer> policies;  ///< those after the first by their median difference, lowest first; then the first
  std::vector<Split> splits;
  std::optional<SpreadParts> parts;                    ///< nothing if there are too few futures to tell
  std::optional<InformationValue> information;         ///< policies and factors by their numbers; nothing if it cannot be told
  std::vector<std::string> names, factors;             ///< what those numbers mean
  std::vector<std::pair<std::string, double>> movers;  ///< factors that explain most of the first policy's level: share of its variance
};

/// Works out the answer. What is a tie depends on the unit: see tie_of().
Answer answer_of(const AnswerInput& input);

}  // namespace fulcrum
