/// \file
/// A run with everything it recorded, for tests.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "models/kernel.h"
#include "models/recording.h"
#include "models/setup.h"

namespace fulcrum::testing_support {

/// Luck of a test run.
struct Noise {
  bool on = false;
  Luck luck{};
};

/// Every series of a run.
class RecordedRun {
 public:
  RecordedRun(Selection selection, int weeks);
  /// A value a week; of a series by militia, neighbour or recipient: of that number. The series must exist.
  std::span<const double> series(std::string_view name, std::size_t entity = 0) const;
  double last(std::string_view name) const { return series(name).back(); }
  /// Mean of the last weeks, of all if there are fewer.
  double mean_of_last(std::string_view name, std::size_t weeks = 52) const;
  /// 1 - exp(-sum of hazards).
  double confrontation() const;

  const Selection& selection() const { return selection_; }
  int weeks() const { return weeks_; }
  std::span<const double> column(std::size_t c) const;
  std::span<const double> values() const { return values_; }
  double* data() { return values_.data(); }
  /// The run's fault, if it had one.
  std::optional<Fault> fault;

 private:
  Selection selection_;
  int weeks_;
  std::vector<double> values_;  // [column][week]
};

/// Runs several setups of one shape side by side, with all series recorded.
std::vector<RecordedRun> record(std::span<const Setup> setups, std::span<const Noise> noise, Kernel kernel);
/// Runs one setup alone, one run at a time.
RecordedRun record(const Setup& setup, const Noise& noise = {});

/// Whether two runs recorded the same bits in everything.
bool same_bits(const RecordedRun& a, const RecordedRun& b);
/// The largest difference of two runs in any week of any series that is no actor's own: those may stand elsewhere, or in one run only.
double largest_difference(const RecordedRun& a, const RecordedRun& b);

}  // namespace fulcrum::testing_support
