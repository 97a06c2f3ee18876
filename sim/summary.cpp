#include "sim/summary.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <stdexcept>

#include "models/parameters.h"

namespace fulcrum {

namespace {

// Unbounded grid: six bits of mantissa a power of two from 2^-30 to 2^20.
constexpr int kSteps = 64, kLeastPower2 = -30, kPowers = 50, kOneSign = kSteps * kPowers;
constexpr double kFineUnit = 0x1p40, kCoarseUnit = 0x1p24;

// Nearest whole number of steps; beyond 2^50 of them the value is held there (no series comes near). A block of runs sums to less than
// 2^63.
std::int64_t steps(double value, double unit) {
  constexpr double kRound = 6755399441055744.0, kMost = 0x1p50;
  const double limited = std::min(std::max(value * unit, -kMost), kMost);
  return std::bit_cast<std::int64_t>(limited + kRound) - std::bit_cast<std::int64_t>(kRound);
}

int magnitude_bin(double size) {
  const auto bits = std::bit_cast<std::int64_t>(size);
  const std::int64_t bin = (bits >> 46) - (static_cast<std::int64_t>(1023 + kLeastPower2) << 6);
  return static_cast<int>(std::clamp<std::int64_t>(bin, 0, kOneSign - 1));
}

double magnitude_edge(int bin) {
  if (bin <= 0) return 0;
  return std::bit_cast<double>((static_cast<std::int64_t>(bin) + (static_cast<std::int64_t>(1023 + kLeastPower2) << 6)) << 46);
}

}  // namespace

Grid::Grid(const SeriesInfo& series) : lower_(series.lower), upper_(series.upper) {
  bounded_ = std::isfinite(lower_) && std::isfinite(upper_);
  signed_ = !bounded_ && lower_ < 0;
  bins_ = bounded_ ? kBins : (signed_ ? 2 * kOneSign : kOneSign);
  per_unit_ = bounded_ ? kBins / (upper_ - lower_) : 1;
}

void Grid::bins_of(std::span<const double> values, std::int32_t* bins) const {
  if (!bounded_) {
    for (std::size_t i = 0; i < values.size(); ++i) bins[i] = bin_of(values[i]);
    return;
  }
  for (std::size_t i = 0; i < values.size(); ++i) bins[i] = bounded_bin(values[i]);
}

int Grid::bounded_bin(double value) const {
  const double bin = (value - lower_) * per_unit_;
  return static_cast<int>(std::min(std::max(bin, 0.0), static_cast<double>(kBins - 1)));
}

int Grid::bin_of(double value) const {
  if (bounded_) return bounded_bin(value);
  if (!signed_) return magnitude_bin(std::max(value, 0.0));
  return value < 0 ? kOneSign - 1 - magnitude_bin(-value) : kOneSign + magnitude_bin(value);
}

double Grid::edge(int bin) const {
  if (bounded_) return lower_ + bin / per_unit_;
  if (!signed_) return magnitude_edge(bin);
  return bin < kOneSign ? -magnitude_edge(kOneSign - bin) : magnitude_edge(bin - kOneSign);
}

Summary::Summary(const Selection& selection, std::size_t columns, int weeks) : weeks_(weeks) {
  std::size_t counts = 0;
  for (std::size_t c = 0; c < columns; ++c) {
    const SeriesInfo& series = *selection.columns()[c].series;
    grids_.emplace_back(series);
    first_count_.push_back(counts);
    counts += static_cast<std::size_t>(grids_.back().bins()) * static_cast<std::size_t>(weeks);
    unit_.push_back(std::isfinite(series.lower) && std::isfinite(series.upper) ? kFineUnit : kCoarseUnit);
  }
  cells_.resize(columns * static_cast<std::size_t>(weeks));
  counts_.resize(counts);
  clear();
}

void Summary::clear() {
  runs_ = 0;
  std::fill(cells_.begin(), cells_.end(), Cell{0, 0, kUnbounded, -kUnbounded});
  std::fill(counts_.begin(), counts_.end(), 0u);
}

void Summary::add(std::span<const double* const> runs, std::size_t column_stride) {
  runs_ += runs.size();
  for (std::size_t c = 0; c < grids_.size(); ++c) add_column(c, runs, c * column_stride);
}

// A tile of weeks at a time: its sums stay in registers, its rows of counts in the nearest cache.
void Summary::add_column(std::size_t column, std::span<const double* const> runs, std::size_t offset) {
  constexpr int kTile = 8;
  const Grid& grid = grids_[column];
  const double unit = unit_[column];
  const auto bins = static_cast<std::size_t>(grid.bins());
  for (int from = 0; from < weeks_; from += kTile) {
    const int weeks = std::min(kTile, weeks_ - from);
    std::array<std::int64_t, kTile> sum{}, squares{};
    std::array<double, kTile> low, high;
    low.fill(kUnbounded);
    high.fill(-kUnbounded);
    std::uint32_t* counts = counts_.data() + first_count_[column] + static_cast<std::size_t>(from) * bins;
    for (const double* run : runs) {
      std::array<double, kTile> values{};
      std::array<std::int32_t, kTile> bin;
      std::copy_n(run + offset + from, weeks, values.begin());
      for (std::size_t t = 0; t < kTile; ++t) {
        sum[t] += steps(values[t], unit);
        squares[t] += steps(values[t] * values[t], unit);
        low[t] = std::min(low[t], values[t]);
        high[t] = std::max(high[t], values[t]);
      }
      grid.bins_of(values, bin.data());
      for (std::size_t t = 0; t < static_cast<std::size_t>(weeks); ++t) ++counts[t * bins + static_cast<std::size_t>(bin[t])];
    }
    Cell* cells = cells_.data() + column * static_cast<std::size_t>(weeks_) + static_cast<std::size_t>(from);
    for (std::size_t t = 0; t < static_cast<std::size_t>(weeks); ++t) {
      cells[t].sum += sum[t];
      cells[t].squares += squares[t];
      cells[t].min = std::min(cells[t].min, low[t]);
      cells[t].max = std::max(cells[t].max, high[t]);
    }
  }
}

void Summary::merge(const Summary& other) {
  if (cells_.size() != other.cells_.size() || counts_.size() != other.counts_.size())
    throw std::logic_error("summaries of different shape");
  runs_ += other.runs_;
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    cells_[i].sum += other.cells_[i].sum;
    cells_[i].squares += other.cells_[i].squares;
    cells_[i].min = std::min(cells_[i].min, other.cells_[i].min);
    cells_[i].max = std::max(cells_[i].max, other.cells_[i].max);
  }
  for (std::size_t i = 0; i < counts_.size(); ++i) counts_[i] += other.counts_[i];
}

double Summary::mean(std::size_t column, int week) const {
  return static_cast<double>(static_cast<long double>(cell(column, week).sum) / static_cast<long double>(unit_[column]) /
                             static_cast<long double>(runs_));
}

double Summary::sd(std::size_t column, int week) const {
  if (runs_ < 2) return 0;
  const Cell& at = cell(column, week);
  const long double n = static_cast<long double>(runs_), unit = unit_[column];
  const long double sum = static_cast<long double>(at.sum) / unit, squares = static_cast<long double>(at.squares) / unit;
  return static_cast<double>(std::sqrt(std::max<long double>(0, (squares - sum * sum / n) / (n - 1))));
}

double Summary::quantile(std::size_t column, int week, double share) const {
  const Grid& grid = grids_[column];
  const std::uint32_t* counts =
      counts_.data() + first_count_[column] + static_cast<std::size_t>(week) * static_cast<std::size_t>(grid.bins());
  const double wanted = share * static_cast<double>(runs_);
  double below = 0;
  int bin = 0;
  for (; bin < grid.bins() - 1 && below + counts[bin] < wanted; ++bin) below += counts[bin];
  while (bin < grid.bins() - 1 && counts[bin] == 0) ++bin;
  const double within = counts[bin] > 0 ? std::clamp((wanted - below) / counts[bin], 0.0, 1.0) : 0.0;
  const double value = grid.edge(bin) + within * (grid.edge(bin + 1) - grid.edge(bin));
  return std::clamp(value, min(column, week), max(column, week));
}

std::vector<std::byte> Summary::bytes() const {
  std::vector<std::byte> bytes(sizeof runs_ + cells_.size() * sizeof(Cell) + counts_.size() * sizeof(std::uint32_t));
  std::byte* at = bytes.data();
  std::memcpy(at, &runs_, sizeof runs_);
  std::memcpy(at += sizeof runs_, cells_.data(), cells_.size() * sizeof(Cell));
  std::memcpy(at += cells_.size() * sizeof(Cell), counts_.data(), counts_.size() * sizeof(std::uint32_t));
  return bytes;
}

void Summary::restore(std::span<const std::byte> bytes) {
  if (bytes.size() != sizeof runs_ + cells_.size() * sizeof(Cell) + counts_.size() * sizeof(std::uint32_t))
    throw std::runtime_error("checkpoint of a summary has another size");
  const std::byte* at = bytes.data();
  std::memcpy(&runs_, at, sizeof runs_);
  std::memcpy(cells_.data(), at += sizeof runs_, cells_.size() * sizeof(Cell));
  std::memcpy(counts_.data(), at += cells_.size() * sizeof(Cell), counts_.size() * sizeof(std::uint32_t));
}

}  // namespace fulcrum
