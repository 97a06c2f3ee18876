/// \file
/// Summaries that do not grow with the number of runs: mean, standard deviation, range and quantiles of every column and week.
///
/// All that is kept are integers (sums in fixed point, counts on a fixed grid), so the order in which runs are added or summaries are
/// merged cannot change a bit. docs/decisions/0006-summaries.md
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "models/recording.h"
#include "sim/statistics/bin_counts.h"

namespace fulcrum {

/// Fixed grid of a column. A bounded series has kBins equal bins over its valid range: quantiles err by at most half a bin,
/// (upper - lower)/2048. An unbounded one has bins of constant relative width over 2^-30 to 2^20, of either sign: quantiles err by at
/// most 1/128 of their value, and below 2^-30 by less than that.
class Grid {
 public:
  static constexpr int kBins = 1024;
  explicit Grid(const SeriesInfo& series);
  int bins() const { return bins_; }
  int bin_of(double value) const;
  /// Bins of many values at once.
  void bins_of(std::span<const double, 8> values, std::int32_t* bins) const {
    if (bounded_) {
      const double lower = lower_, per_unit = per_unit_;
      for (std::size_t i = 0; i < values.size(); ++i)
        bins[i] = static_cast<std::int32_t>(std::min(std::max((values[i] - lower) * per_unit, 0.0), static_cast<double>(kBins - 1)));
    } else {
      for (std::size_t i = 0; i < values.size(); ++i) bins[i] = bin_of(values[i]);
    }
  }
  /// Lower edge of a bin, or the upper edge of the last for bins().
  double edge(int bin) const;

 private:
  double lower_ = 0, upper_ = 1, per_unit_ = 1;
  bool bounded_ = true, signed_ = false;
  int bins_ = kBins;
};

/// Summary of one policy: of each chosen column and each week.
class Summary {
 public:
  Summary(const Selection& selection, std::size_t columns, int weeks);
  /// Adds runs: each points to its first column of a value a week, and the next column follows `column_stride` values later.
  void add(std::span<const double* const> runs, std::size_t column_stride);
  /// Forgets all runs.
  void clear();
  /// Adds another summary of the same shape.
  void merge(const Summary& other);

  std::uint64_t runs() const { return runs_; }
  int weeks() const { return weeks_; }
  std::size_t columns() const { return grids_.size(); }
  double mean(std::size_t column, int week) const;
  /// Standard deviation over runs (n - 1); 0 for one run.
  double sd(std::size_t column, int week) const;
  double min(std::size_t column, int week) const { return cell(column, week).min; }
  double max(std::size_t column, int week) const { return cell(column, week).max; }
  /// Quantile for a share in [0, 1]; between the runs' minimum and maximum.
  double quantile(std::size_t column, int week, double share) const;
  /// Quantiles for ascending shares; faster than one by one.
  void quantiles(std::size_t column, int week, std::span<const double> shares, std::span<double> values) const;

  /// Bytes that it takes now.
  std::size_t memory() const;
  /// Bytes that it takes at most, whatever the number of runs.
  std::size_t most_memory() const;
  /// Appends the state as bytes of this program version, for checkpoints. Most counts are 0 where runs are few; those take no room.
  void append(std::vector<std::byte>& bytes) const;
  std::vector<std::byte> bytes() const;
  /// Takes the state from the beginning of such bytes and returns those behind it. Throws std::runtime_error, and leaves the summary
  /// without a state, if they are not those of a summary of this shape: every week of every column must count each run once.
  std::span<const std::byte> restore(std::span<const std::byte> bytes);
  /// Bytes that append() adds of so many runs, rather too many than too few.
  static std::uint64_t packed_bytes(const Selection& selection, std::size_t columns, int weeks, std::uint64_t runs);

 private:
  __extension__ using Wide = __int128;
  struct Cell {
    Wide sum = 0, squares = 0;  ///< in steps of 2^-40 (bounded series) or 2^-55 (unbounded) of the value and its square
    double min = 0, max = 0;
  };
  static constexpr int kTile = 8;
  /// What a few weeks of a column gather from a block of runs.
  struct Tile {
    int weeks = 0;
    BinCounts* counts = nullptr;  ///< by week
    std::array<Wide, kTile> sum{}, squares{};
    std::array<double, kTile> low, high;
    /// Where the counts of every week are plain, those; else nothing.
    template <class Count>
    std::optional<std::array<Count*, kTile>> plain() const;
  };
  void restore_counts(std::span<const std::byte>& bytes);
  void add_column(std::size_t column, std::span<const double* const> runs, std::size_t offset);
  static void count_tile(const Grid& grid, std::span<const double* const> runs, std::size_t offset, Tile& tile);
  void add_tile(std::size_t column, std::span<const double* const> runs, std::size_t offset, Tile& tile) const;
  /// Sums of a tile of an unbounded series, whose extremes are known.
  static void add_unbounded(std::span<const double* const> runs, std::size_t offset, Tile& tile);
  const Cell& cell(std::size_t column, int week) const {
    return cells_[column * static_cast<std::size_t>(weeks_) + static_cast<std::size_t>(week)];
  }
  const BinCounts& counts(std::size_t column, int week) const {
    return counts_[column * static_cast<std::size_t>(weeks_) + static_cast<std::size_t>(week)];
  }

  std::vector<Grid> grids_;
  std::vector<double> unit_;  ///< fixed point steps in one
  int weeks_;
  std::uint64_t runs_ = 0;
  std::vector<Cell> cells_;        ///< [column][week]
  std::vector<BinCounts> counts_;  ///< [column][week]
};

/// The quantiles that results files hold.
inline constexpr double kQuantiles[] = {.05, .25, .5, .75, .95};

}  // namespace fulcrum
