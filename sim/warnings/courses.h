/// \file
/// Courses of action over an ensemble: which came when, and how good the indicators and tripwires were as warnings. docs/rules.md
///
/// A warning of week t is about the weeks t+1 to t+window. Weeks in which the course is in force, and the last `window` weeks, do not
/// count.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "models/recording.h"
#include "output/table.h"

namespace fulcrum {

/// How often a course came.
struct CourseCount {
  std::int64_t runs = 0;  ///< in which it came
  std::int64_t onsets = 0;
  std::int64_t weeks = 0;                   ///< in force
  std::vector<std::int64_t> first_weeks{};  ///< by week: runs in which it came first then
};

/// An indicator as an instrument that warns of a course.
struct IndicatorScore {
  double base_rate;  ///< share of readings that an onset follows
  double auc;        ///< area under the ROC curve: 1/2 tells nothing; not a number where there is no onset or nothing else
  double brier;      ///< mean squared error of the probabilities read from it
  double skill;      ///< 1 - brier over that of the base rate
  std::vector<double> hit_rate, false_alarm_rate;  ///< ROC curve at kRocThresholds
};

/// A tripwire as a warning of a course.
struct TripwireScore {
  std::int64_t onsets = 0, warned = 0;  ///< onsets, and those that it fired before within the window
  double lead_weeks = 0;                ///< mean, of those that it warned of
  std::int64_t fired = 0, in_vain = 0;  ///< firings, and those that no onset followed within the window
};

/// Gathers runs of one policy, in any order.
class CourseWatch {
 public:
  CourseWatch(int weeks, int window, std::vector<std::string> tripwires);
  /// A run: its courses and indicators by week, and the weeks in which each tripwire fired.
  void add(std::int64_t replicate, std::span<const double> course, std::span<const std::span<const double>> indicators,
           std::span<const std::vector<int>> fired);

  std::int64_t runs() const { return runs_; }
  const CourseCount& course(int course) const { return courses_[static_cast<std::size_t>(course)]; }
  IndicatorScore indicator(int course, int indicator) const;
  const TripwireScore& tripwire(int course, std::size_t tripwire) const {
    return tripwires_[static_cast<std::size_t>(course) * names_.size() + tripwire];
  }
  const std::vector<std::string>& tripwire_names() const { return names_; }
  int window() const { return window_; }

 private:
  /// Readings by whether an onset followed, half (even and odd replicates) and bin.
  using Counts = std::array<std::array<std::vector<std::int64_t>, 2>, 2>;
  void add_readings(int course, int half, const std::vector<int>& onsets, std::span<const double> in_force,
                    std::span<const std::span<const double>> indicators);
  void add_firings(int course, const std::vector<int>& onsets, std::span<const double> in_force, std::span<const std::vector<int>> fired);

  int weeks_, window_;
  std::vector<std::string> names_;
  std::int64_t runs_ = 0;
  std::array<CourseCount, std::size(kCourseNames)> courses_{};
  std::vector<Counts> counts_;  ///< [course][indicator]
  std::vector<TripwireScore> tripwires_;
};

/// Thresholds at which ROC curves are given: 0, 0.05, ..., 1.
std::vector<double> roc_thresholds();

/// What a watch found, as tables for /analysis: courses, indicators, roc, tripwires.
std::vector<Table> course_tables(const CourseWatch& watch);

}  // namespace fulcrum
