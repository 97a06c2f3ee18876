/// \file
/// Results files of real runs, for tests: reference strategies with noise on, computed and written as the program does it.
#pragma once

#include <filesystem>
#include <ostream>
#include <span>
#include <string>
#include <vector>

#include "models/kernel.h"
#include "output/results_file.h"

namespace fulcrum {

/// For names of tests.
inline void PrintTo(Compression compression, std::ostream* out) { *out << compression_name(compression); }

}  // namespace fulcrum

namespace fulcrum::testing_support {

/// What is to be written. Runs are numbered policy by policy, replicate by replicate.
struct SampleRequest {
  std::vector<std::string> strategies{"status_quo", "engage_then_coerce"};  ///< of tests/reference/strategies.json
  int replicates = 3;
  int weeks = 60;
  Compression compression = Compression::kNone;
  Store store = Store::kTrajectories;
};

/// 1,100 weeks make batches of 16 runs, so that 40 runs are two batches and a half.
inline constexpr int kWeeks = 1100, kBlock = 16;
inline SampleRequest several_blocks(Compression compression = Compression::kNone) {
  return {.replicates = 20, .weeks = kWeeks, .compression = compression};
}

/// Runs computed in memory, with everything that is needed to write them.
class Sample {
 public:
  explicit Sample(const SampleRequest& request);

  const ResultsLayout& layout() const { return layout_; }
  std::size_t columns() const { return selection_.columns().size(); }
  /// All runs from `first` on, up to `runs` of them, as a batch; valid until the next call.
  RunBatch batch(std::int64_t first, std::int64_t runs);
  /// A value as it was computed.
  double value(std::size_t column, std::int64_t run, int week) const { return values_[column][index(run, week)]; }
  /// Mean of D over all weeks: the first outcome.
  double mean_of_direct(std::int64_t run) const;
  FinalTables ending() const;
  /// The rest of the runs in batches, then the end.
  void write_to(const std::filesystem::path& path);

 private:
  std::size_t index(std::int64_t run, int week) const {
    return static_cast<std::size_t>(run) * static_cast<std::size_t>(layout_.weeks) + static_cast<std::size_t>(week);
  }
  void compute(const SampleRequest& request);

  Selection selection_;
  ResultsLayout layout_;
  std::vector<std::vector<double>> values_;  ///< [column][run][week]
  std::vector<RunRow> rows_, block_rows_;
  std::vector<double> block_series_, block_outcomes_;
};

}  // namespace fulcrum::testing_support
