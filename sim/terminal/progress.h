/// \file
/// How far a batch of runs is: a bar with rate and time left on a terminal, a line every few seconds otherwise.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "sim/terminal/console.h"

namespace fulcrum {

class Progress {
 public:
  /// `kept` runs were done before (resumed) and count as done, but not for the rate.
  Progress(const Console& console, std::int64_t runs, std::int64_t kept = 0, std::string what = "runs");
  /// Says so if it is time; `extra` stands at the end of the line.
  void update(std::int64_t done, std::int64_t failed, const std::string& extra = "");
  /// Clears the bar.
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

 private:
  using Clock = std::chrono::steady_clock;
  std::string line(std::int64_t done, std::int64_t failed, const std::string& extra) const;

  const Console& console_;
  std::int64_t runs_, kept_;
  std::string what_;
  Clock::time_point started_ = Clock::now(), shown_ = started_;
  bool bar_, drawn_ = false;
};

/// Seconds in words a person reads: 12 s, 3 min 20 s, 2 h 5 min.
std::string duration_text(double seconds);
/// A count with a thin separator between thousands: 1,250,000.
std::string count_text(std::int64_t count);

}  // namespace fulcrum
