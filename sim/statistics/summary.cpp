#include "sim/statistics/summary.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <stdexcept>
#include <tuple>
#include <utility>

#include "models/parameters.h"

// Compiled once for each set of instructions and chosen when the program starts: whole numbers and IEEE 754's operations only, so the bits
// are the same (docs/decisions/0002-same-bits.md).
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define FULCRUM_FOR_EVERY_PROCESSOR __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define FULCRUM_FOR_EVERY_PROCESSOR
#endif

namespace fulcrum {

namespace {

// Unbounded grid: six bits of mantissa a power of two from 2^-30 to 2^20.
constexpr int kSteps = 64, kLeastPower2 = -30, kPowers = 50, kOneSign = kSteps * kPowers;
constexpr double kBoundedUnit = 0x1p40, kUnboundedUnit = 0x1p55;

__extension__ using Wide = __int128;

// Adding this to a double rounds it to a whole number and leaves that in its low bits.
constexpr double kRound = 6755399441055744.0, kMostSteps = 0x1p50;

// Nearest whole number of steps. Right up to 2^50 of them; a block of runs sums to less than 2^63.
std::int64_t steps(double value, double unit) {
  return std::bit_cast<std::int64_t>(value * unit + kRound) - std::bit_cast<std::int64_t>(kRound);
}

// The same, held at 2^50 steps: for values that no series should have.
std::int64_t limited_steps(double value, double unit) { return steps(std::min(std::max(value * unit, -kMostSteps), kMostSteps), 1); }

/// Sums of unbounded series, whose values may be a millionth or a million: in steps of 2^-55, of which an integer of 64 bits holds too few.
/// So a value is rounded to coarse steps, what that leaves to fine ones, and both are summed by themselves. Together they are the nearest
/// number of fine steps, since a coarse one is an even number of them. One sum for each week of a tile, side by side.
template <std::size_t kWeeks>
struct UnboundedSums {
  double coarse_unit;
  std::array<std::int64_t, kWeeks> coarse{}, fine{};
  [[gnu::always_inline]] void add(std::size_t week, double value) {
    const double scaled = value * coarse_unit, whole = (scaled + kRound) - kRound;
    coarse[week] += steps(scaled, 1);
    fine[week] += steps((scaled - whole) * (kUnboundedUnit / coarse_unit), 1);
  }
  Wide in_steps(std::size_t week) const {
    return static_cast<Wide>(coarse[week]) * static_cast<Wide>(kUnboundedUnit / coarse_unit) + fine[week];
  }
};
constexpr double kCoarseOfValues = 0x1p20, kCoarseOfSquares = 0x1p4;
/// Up to this size UnboundedSums are right; beyond kLargest no series should be.
constexpr double kLargestInTwo = 0x1p23, kLargest = 0x1p26;

Wide wide_steps(double value) { return static_cast<Wide>(std::nearbyint(value * kUnboundedUnit)); }

/// The same for values of any size, a week at a time.
std::pair<Wide, Wide> wide_sums(std::span<const double* const> runs, std::size_t at) {
  Wide sum = 0, squares = 0;
  for (const double* run : runs) {
    const double value = std::clamp(run[at], -kLargest, kLargest);
    sum += wide_steps(value);
    squares += wide_steps(value * value);
  }
  return {sum, squares};
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

constexpr const char* kDamaged = "the checkpoint of a summary is damaged, or of another shape";

void append_bytes(std::vector<std::byte>& bytes, std::span<const std::byte> more) { bytes.insert(bytes.end(), more.begin(), more.end()); }

// A whole number in seven bits a byte, the lowest first; the eighth bit says that more follow.
void append_whole(std::vector<std::byte>& bytes, std::uint64_t number) {
  for (; number > 0x7f; number >>= 7) bytes.push_back(static_cast<std::byte>(number | 0x80));
  bytes.push_back(static_cast<std::byte>(number));
}

std::uint64_t take_whole(std::span<const std::byte>& bytes) {
  std::uint64_t number = 0;
  for (unsigned shift = 0; shift < 63; shift += 7) {
    if (bytes.empty()) break;
    const auto byte = static_cast<std::uint64_t>(bytes.front());
    bytes = bytes.subspan(1);
    number |= (byte & 0x7f) << shift;
    if (byte < 0x80) return number;
  }
  throw std::runtime_error(kDamaged);
}

}  // namespace

Grid::Grid(const SeriesInfo& series) : lower_(series.lower), upper_(series.upper) {
  bounded_ = std::isfinite(lower_) && std::isfinite(upper_);
  signed_ = !bounded_ && lower_ < 0;
  bins_ = bounded_ ? kBins : (signed_ ? 2 * kOneSign : kOneSign);
  per_unit_ = bounded_ ? kBins / (upper_ - lower_) : 1;
}

int Grid::bin_of(double value) const {
  if (bounded_) return static_cast<int>(std::min(std::max((value - lower_) * per_unit_, 0.0), static_cast<double>(kBins - 1)));
  if (!signed_) return magnitude_bin(std::max(value, 0.0));
  return value < 0 ? kOneSign - 1 - magnitude_bin(-value) : kOneSign + magnitude_bin(value);
}

double Grid::edge(int bin) const {
  if (bounded_) return lower_ + bin / per_unit_;
  if (!signed_) return magnitude_edge(bin);
  return bin < kOneSign ? -magnitude_edge(kOneSign - bin) : magnitude_edge(bin - kOneSign);
}

Summary::Summary(const Selection& selection, std::size_t columns, int weeks) : weeks_(weeks) {
  for (std::size_t c = 0; c < columns; ++c) {
    const SeriesInfo& series = *selection.columns()[c].series;
    grids_.emplace_back(series);
    unit_.push_back(std::isfinite(series.lower) && std::isfinite(series.upper) ? kBoundedUnit : kUnboundedUnit);
  }
  cells_.resize(columns * static_cast<std::size_t>(weeks));
  counts_.resize(cells_.size());
  clear();
}

std::size_t Summary::memory() const {
  std::size_t bytes = sizeof runs_ + cells_.size() * (sizeof(Cell) + sizeof(BinCounts));
  for (const BinCounts& counts : counts_) bytes += counts.memory();
  return bytes;
}

std::size_t Summary::most_memory() const {
  std::size_t of_week = 0;
  for (const Grid& grid : grids_) of_week += sizeof(Cell) + BinCounts::most_memory(static_cast<std::size_t>(grid.bins()));
  return sizeof runs_ + static_cast<std::size_t>(weeks_) * of_week;
}

void Summary::clear() {
  runs_ = 0;
  std::fill(cells_.begin(), cells_.end(), Cell{0, 0, kUnbounded, -kUnbounded});
  for (BinCounts& counts : counts_) counts.clear();
}

void Summary::add(std::span<const double* const> runs, std::size_t column_stride) {
  runs_ += runs.size();
  for (std::size_t c = 0; c < grids_.size(); ++c) add_column(c, runs, c * column_stride);
}

// A tile of weeks at a time: its sums stay in registers, its rows of counts in the nearest cache.
void Summary::add_column(std::size_t column, std::span<const double* const> runs, std::size_t offset) {
  for (int from = 0; from < weeks_; from += kTile) {
    Tile tile;
    tile.weeks = std::min(kTile, weeks_ - from);
    tile.counts = counts_.data() + column * static_cast<std::size_t>(weeks_) + static_cast<std::size_t>(from);
    for (std::size_t t = 0; t < static_cast<std::size_t>(tile.weeks); ++t)
      tile.counts[t].expect(runs_, static_cast<std::size_t>(grids_[column].bins()));
    add_tile(column, runs, offset + static_cast<std::size_t>(from), tile);
    Cell* cells = cells_.data() + column * static_cast<std::size_t>(weeks_) + static_cast<std::size_t>(from);
    if (unit_[column] == kUnboundedUnit) add_unbounded(runs, offset + static_cast<std::size_t>(from), tile);
    for (std::size_t t = 0; t < static_cast<std::size_t>(tile.weeks); ++t) {
      cells[t].sum += tile.sum[t];
      cells[t].squares += tile.squares[t];
      cells[t].min = std::min(cells[t].min, tile.low[t]);
      cells[t].max = std::max(cells[t].max, tile.high[t]);
    }
  }
}

template <class Count>
auto Summary::Tile::plain() const -> std::optional<std::array<Count*, kTile>> {
  std::array<Count*, kTile> rows{};
  for (std::size_t t = 0; t < static_cast<std::size_t>(weeks); ++t)
    if ((rows[t] = counts[t].plain<Count>()) == nullptr) return std::nullopt;
  return rows;
}

// Where all runs have one value, which many attack counts have, their bin is found once.
FULCRUM_FOR_EVERY_PROCESSOR void Summary::count_tile(const Grid& grid, std::span<const double* const> runs, std::size_t offset,
                                                     Tile& tile) {
  const auto weeks = static_cast<std::size_t>(tile.weeks);
  if (std::equal(tile.low.begin(), tile.low.begin() + tile.weeks, tile.high.begin())) {
    for (std::size_t t = 0; t < weeks; ++t)
      tile.counts[t].add(static_cast<std::size_t>(grid.bin_of(tile.low[t])), static_cast<std::uint32_t>(runs.size()));
    return;
  }
  const auto wide = tile.plain<std::uint32_t>();
  const auto narrow = wide ? std::nullopt : tile.plain<std::uint16_t>();
  std::array<double, kTile> short_tile{};
  std::array<std::int32_t, kTile> bins;
  for (const double* run : runs) {
    const double* values = run + offset;
    if (weeks < kTile) {
      std::copy_n(values, weeks, short_tile.begin());
      values = short_tile.data();
    }
    grid.bins_of(std::span<const double, kTile>(values, kTile), bins.data());
    if (wide)
      for (std::size_t t = 0; t < weeks; ++t) ++(*wide)[t][bins[t]];
    else if (narrow)
      for (std::size_t t = 0; t < weeks; ++t) ++(*narrow)[t][bins[t]];
    else
      for (std::size_t t = 0; t < weeks; ++t) tile.counts[t].add(static_cast<std::size_t>(bins[t]));
  }
}

FULCRUM_FOR_EVERY_PROCESSOR void Summary::add_tile(std::size_t column, std::span<const double* const> runs, std::size_t offset,
                                                   Tile& tile) const {
  const double unit = unit_[column] == kUnboundedUnit ? 0 : unit_[column];  // add_unbounded() adds those
  const auto weeks = static_cast<std::size_t>(tile.weeks);
  std::array<double, kTile> short_tile{};
  std::array<std::int64_t, kTile> sum{}, squares{};
  tile.low.fill(kUnbounded);
  tile.high.fill(-kUnbounded);
  for (const double* run : runs) {
    const double* values = run + offset;
    if (weeks < kTile) {
      std::copy_n(values, weeks, short_tile.begin());
      values = short_tile.data();
    }
    for (std::size_t t = 0; t < kTile; ++t) {
      sum[t] += steps(values[t], unit);
      squares[t] += steps(values[t] * values[t], unit);
      tile.low[t] = std::min(tile.low[t], values[t]);
      tile.high[t] = std::max(tile.high[t], values[t]);
    }
  }
  count_tile(grids_[column], runs, offset, tile);
  std::copy(sum.begin(), sum.end(), tile.sum.begin());
  std::copy(squares.begin(), squares.end(), tile.squares.begin());
  double largest = 0;
  for (std::size_t t = 0; t < weeks; ++t) largest = std::max({largest, -tile.low[t], tile.high[t]});
  if (std::max(largest, largest * largest) * unit < kMostSteps) return;
  for (std::size_t t = 0; t < weeks; ++t) {
    tile.sum[t] = tile.squares[t] = 0;
    for (const double* run : runs) {
      tile.sum[t] += limited_steps(run[offset + t], unit);
      tile.squares[t] += limited_steps(run[offset + t] * run[offset + t], unit);
    }
  }
}

FULCRUM_FOR_EVERY_PROCESSOR void Summary::add_unbounded(std::span<const double* const> runs, std::size_t offset, Tile& tile) {
  const auto weeks = static_cast<std::size_t>(tile.weeks);
  UnboundedSums<kTile> values{kCoarseOfValues}, squares{kCoarseOfSquares};
  std::array<double, kTile> short_tile{};
  for (const double* run : runs) {
    const double* from = run + offset;
    if (weeks < kTile) {
      std::copy_n(from, weeks, short_tile.begin());
      from = short_tile.data();
    }
    for (std::size_t t = 0; t < kTile; ++t) {
      values.add(t, from[t]);
      squares.add(t, from[t] * from[t]);
    }
  }
  for (std::size_t t = 0; t < weeks; ++t) {
    tile.sum[t] = values.in_steps(t);
    tile.squares[t] = squares.in_steps(t);
    if (std::max(-tile.low[t], tile.high[t]) >= kLargestInTwo) std::tie(tile.sum[t], tile.squares[t]) = wide_sums(runs, offset + t);
  }
}

void Summary::merge(const Summary& other) {
  if (cells_.size() != other.cells_.size() || grids_.size() != other.grids_.size()) throw std::logic_error("summaries of different shape");
  const bool first = runs_ == 0;
  runs_ += other.runs_;
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    cells_[i].sum += other.cells_[i].sum;
    cells_[i].squares += other.cells_[i].squares;
    cells_[i].min = std::min(cells_[i].min, other.cells_[i].min);
    cells_[i].max = std::max(cells_[i].max, other.cells_[i].max);
    counts_[i].expect(runs_, static_cast<std::size_t>(grids_[i / static_cast<std::size_t>(weeks_)].bins()));
    if (first)
      counts_[i] = other.counts_[i];
    else
      other.counts_[i].each([&](std::uint32_t bin, std::uint32_t count) { counts_[i].add(bin, count); });
  }
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
  double value = 0;
  quantiles(column, week, {&share, 1}, {&value, 1});
  return value;
}

void Summary::quantiles(std::size_t column, int week, std::span<const double> shares, std::span<double> values) const {
  const Grid& grid = grids_[column];
  std::vector<BinCounts::Entry> entries;
  counts(column, week).list(entries);
  std::size_t at = 0;
  double below = 0;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const double wanted = shares[i] * static_cast<double>(runs_);
    for (; at < entries.size() && below + entries[at].count < wanted; ++at) below += entries[at].count;
    const bool found = at < entries.size();
    const int bin = found ? static_cast<int>(entries[at].bin) : grid.bins() - 1;
    const double within = found ? std::clamp((wanted - below) / entries[at].count, 0.0, 1.0) : 1.0;
    const double value = grid.edge(bin) + within * (grid.edge(bin + 1) - grid.edge(bin));
    values[i] = std::clamp(value, min(column, week), max(column, week));
  }
}

std::vector<std::byte> Summary::bytes() const {
  std::vector<std::byte> bytes;
  append(bytes);
  return bytes;
}

// Runs, cells as they stand in memory, then the counts that are not 0: how many zeros come before each, and the count. Zeros at the end of
// a column and week are told by what its counts add up to.
void Summary::append(std::vector<std::byte>& bytes) const {
  append_bytes(bytes, std::as_bytes(std::span(&runs_, 1)));
  append_bytes(bytes, std::as_bytes(std::span(cells_)));
  std::vector<BinCounts::Entry> entries;
  for (const BinCounts& counts : counts_) {
    entries.clear();
    counts.list(entries);
    std::uint64_t next = 0;
    for (const BinCounts::Entry& entry : entries) {
      append_whole(bytes, entry.bin - next);
      append_whole(bytes, entry.count);
      next = std::uint64_t{entry.bin} + 1;
    }
  }
}

std::span<const std::byte> Summary::restore(std::span<const std::byte> bytes) {
  clear();
  const std::size_t cells = cells_.size() * sizeof(Cell);
  if (bytes.size() < sizeof runs_ + cells) throw std::runtime_error(kDamaged);
  std::memcpy(&runs_, bytes.data(), sizeof runs_);
  if (cells > 0) std::memcpy(cells_.data(), bytes.data() + sizeof runs_, cells);
  bytes = bytes.subspan(sizeof runs_ + cells);
  const Wide most = Wide{1} << 120;  // so that no sum of summaries can overflow
  for (const Cell& cell : cells_)
    if (cell.sum > most || cell.sum < -most || cell.squares > most || cell.squares < -most || (runs_ > 0 && !(cell.min <= cell.max)))
      throw std::runtime_error(kDamaged);
  restore_counts(bytes);
  return bytes;
}

void Summary::restore_counts(std::span<const std::byte>& bytes) {
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    const auto bins = static_cast<std::size_t>(grids_[i / static_cast<std::size_t>(weeks_)].bins());
    counts_[i].expect(runs_, bins);
    std::size_t bin = 0;
    for (std::uint64_t left = runs_; left > 0; ++bin) {
      const std::uint64_t zeros = take_whole(bytes), count = take_whole(bytes);
      if (zeros >= bins - bin || count == 0 || count > left || count > std::numeric_limits<std::uint32_t>::max())
        throw std::runtime_error(kDamaged);
      bin += zeros;
      counts_[i].add(bin, static_cast<std::uint32_t>(count));
      left -= count;
      if (left > 0 && bin + 1 >= bins) throw std::runtime_error(kDamaged);
    }
  }
}

std::uint64_t Summary::packed_bytes(const Selection& selection, std::size_t columns, int weeks, std::uint64_t runs) {
  constexpr std::uint64_t kBytesOfCount = 4;  // zeros before it, and itself
  std::uint64_t of_week = 0;
  for (std::size_t c = 0; c < columns; ++c) {
    const Grid grid(*selection.columns()[c].series);
    of_week += sizeof(Cell) + kBytesOfCount * std::min<std::uint64_t>(runs, static_cast<std::uint64_t>(grid.bins()));
  }
  return sizeof(std::uint64_t) + static_cast<std::uint64_t>(weeks) * of_week;
}

}  // namespace fulcrum
