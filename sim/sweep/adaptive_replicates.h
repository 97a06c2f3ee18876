/// \file
/// Replicates until certain: how many replicates each design point needs before the difference between two policies is known.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <span>
#include <vector>

#include "output/table.h"
#include "scenarios/study.h"
#include "sim/ensemble/outcomes.h"
#include "sim/ensemble/plan.h"
#include "sim/statistics/sequential_interval.h"

namespace fulcrum {

/// What a design point came to.
struct PointDecision {
  std::int64_t point;
  StoppingTime stopping_time;
};

/// How points are decided; none of it changes a decision.
struct AdaptiveOptions {
  int jobs = 0;                                        ///< threads; 0: one a core
  std::function<bool()> interrupted{};                 ///< true: end early
  std::map<std::int64_t, PointDecision> decided{};     ///< before, by point
  std::function<void(const PointDecision&)> report{};  ///< after each look, by one thread at a time; certainty kMore: not decided yet
};

/// Decides points first to last (not included) of the plan, each by itself: policies `first` and `second` of the request meet the same
/// luck, replicate by replicate, until the rule is met. Pure in the plan and the request: threads and shards change nothing. If it is
/// interrupted the result is empty. Throws std::invalid_argument if the rule cannot be used.
std::vector<PointDecision> decide_points(const Plan& plan, const StopRequest& request, const Outcome& outcome, std::int64_t first,
                                         std::int64_t last, const AdaptiveOptions& how);

/// The decisions as a table for /analysis.
Table decisions_table(const StopRequest& request, const std::string& unit, const std::vector<PointDecision>& decisions);
/// The table read again. Throws std::runtime_error if it has not the columns of decisions_table().
std::vector<PointDecision> decisions_of(const Table& table);
/// Throws FileError unless they are those of `count` points from `first` on, in order, each of 1 to `most` replicates.
void require_decisions(const std::filesystem::path& file, const std::vector<PointDecision>& decisions, std::int64_t first,
                       std::int64_t count, std::int64_t most);
/// A decision as bytes of this program version, and back.
std::vector<std::byte> decision_bytes(const PointDecision& decision);
PointDecision decision_of(std::span<const std::byte> bytes);
/// "certain", "sign known", "undecided".
std::string_view certainty_name(Certainty certainty);
/// "none", "skewed", "jumps".
std::string_view doubt_name(Doubt doubt);
/// Points whose interval may miss more often than its confidence says.
std::int64_t doubtful_points(std::span<const PointDecision> decisions);

}  // namespace fulcrum
