/// \file
/// Weeks to months: means of a weekly quantity over calendar months, weighted by days.
#pragma once

#include <chrono>
#include <span>
#include <string>
#include <vector>

namespace fulcrum {

/// The months that a run touches, first to last.
class Months {
 public:
  Months(std::chrono::sys_days start, int weeks);
  /// "2004-09", in order.
  const std::vector<std::string>& names() const { return names_; }
  std::size_t count() const { return names_.size(); }
  /// Place of a month, or -1.
  int find(const std::string& name) const;
  /// Mean by month of a value a week, over the days of the month that the run covers.
  std::vector<double> means(std::span<const double> by_week) const;

 private:
  struct Share {
    int week;
    double weight;  ///< days of the week in the month / days of the month in the run
  };
  std::vector<std::string> names_;
  std::vector<std::vector<Share>> shares_;
};

}  // namespace fulcrum
