/// \file
/// How many values fell into each bin of a grid, in as little room as the counts need.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace fulcrum {

/// Counts of one row of bins. Few bins that are not 0 take 4 bytes each, with room to find them; many take 2 bytes for every bin of the
/// grid, and 4 where the row has too many values for that. Which of these it is cannot be seen from outside.
class BinCounts {
 public:
  /// A bin and its count.
  struct Entry {
    std::uint32_t bin, count;
  };

  BinCounts() = default;
  BinCounts(BinCounts&&) noexcept = default;
  BinCounts& operator=(BinCounts&&) noexcept = default;
  BinCounts(const BinCounts& other) { *this = other; }
  BinCounts& operator=(const BinCounts& other);
  ~BinCounts() = default;

  /// Makes the row ready for values so that it then holds `values` in all, on a grid of so many bins (at most 8,192). Must come before
  /// they are added.
  void expect(std::uint64_t values, std::size_t bins);
  /// Adds one value, or so many.
  void add(std::size_t bin, std::uint32_t count = 1);
  /// The counts of all bins where they have four or two bytes each, or null: add to them instead of calling add() where much is added.
  template <class Count>
  Count* plain() {
    static_assert(sizeof(Count) == 4 || sizeof(Count) == 2);
    return form_ == (sizeof(Count) == 4 ? Form::kWide : Form::kNarrow) ? reinterpret_cast<Count*>(store_.get()) : nullptr;
  }
  /// Calls visit(bin, count) for the bins that are not 0, in the order in which they stand.
  template <class Visit>
  void each(const Visit& visit) const {
    if (form_ == Form::kFew) {
      for (std::size_t at = 0; at < count_of_places(); ++at)
        if (const std::uint32_t place = places()[at]; place != 0) visit(bin_of(place), place >> kBitsOfBin);
    } else if (form_ != Form::kEmpty) {
      for (std::uint32_t bin = 0; bin < bins_; ++bin)
        if (const std::uint32_t count = form_ == Form::kNarrow ? narrow()[bin] : places()[bin]; count != 0) visit(bin, count);
    }
  }
  /// Appends the bins that are not 0 in ascending order.
  void list(std::vector<Entry>& entries) const;
  void clear();
  /// Bytes that it takes besides itself.
  std::size_t memory() const;
  /// Bytes that a row of so many bins takes at most, itself included.
  static std::size_t most_memory(std::size_t bins) { return sizeof(BinCounts) + bins * sizeof(std::uint32_t) + kPadding; }

 private:
  enum class Form : std::uint8_t { kEmpty, kFew, kNarrow, kWide };
  // Rows of neighbouring weeks must not contend for the same lines of a cache.
  static constexpr std::size_t kPadding = 64;

  // A place of the few: the bin in the lowest 13 bits, its count above them; 0 where the place is free.
  static constexpr unsigned kBitsOfBin = 13;
  static constexpr std::uint32_t bin_of(std::uint32_t place) { return place & ((1u << kBitsOfBin) - 1); }
  std::uint32_t* places() const { return reinterpret_cast<std::uint32_t*>(store_.get()); }
  std::uint16_t* narrow() const { return reinterpret_cast<std::uint16_t*>(store_.get()); }
  std::size_t count_of_places() const { return std::size_t{1} << log2_places_; }
  std::uint32_t& place_of(std::size_t bin) const;
  void become(Form form, unsigned log2_places = 0);
  void grow();

  std::unique_ptr<std::byte[]> store_;
  std::uint16_t bins_ = 0, used_ = 0;  ///< bins of the grid; places taken
  std::uint8_t log2_places_ = 0;
  bool many_values_ = false;  ///< more than two bytes hold
  Form form_ = Form::kEmpty;
};

}  // namespace fulcrum
