#include "sim/statistics/bin_counts.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

namespace fulcrum {

namespace {

constexpr unsigned kFirstLog2Places = 3;
constexpr std::uint64_t kMostNarrow = std::numeric_limits<std::uint16_t>::max(), kMostFew = (1u << 19) - 1;
// A grid of so few bins is counted whole where values are many: that is the fastest, and 4 kB.
constexpr std::size_t kSmallGrid = 1024;
// Where values of a small grid spread over more places than this, they will fill much of it: 2 kB for all bins are soon needed.
constexpr unsigned kMostLog2PlacesOfSmallGrid = 6;

}  // namespace

BinCounts& BinCounts::operator=(const BinCounts& other) {
  if (this == &other) return *this;
  bins_ = other.bins_;
  many_values_ = other.many_values_;
  used_ = other.used_;
  log2_places_ = other.log2_places_;
  form_ = other.form_;
  const std::size_t bytes = other.memory();
  store_ = bytes > 0 ? std::make_unique<std::byte[]>(bytes) : nullptr;
  if (bytes > 0) std::memcpy(store_.get(), other.store_.get(), bytes);
  return *this;
}

std::size_t BinCounts::memory() const {
  switch (form_) {
    case Form::kEmpty:
      return 0;
    case Form::kFew:
      return count_of_places() * sizeof(std::uint32_t);
    case Form::kNarrow:
      return bins_ * sizeof(std::uint16_t) + kPadding;
    case Form::kWide:
      return bins_ * sizeof(std::uint32_t) + kPadding;
  }
  return 0;
}

void BinCounts::clear() {
  store_.reset();
  used_ = 0;
  form_ = Form::kEmpty;
}

void BinCounts::expect(std::uint64_t values, std::size_t bins) {
  bins_ = static_cast<std::uint16_t>(bins);
  many_values_ = values > kMostNarrow;
  const bool whole = form_ == Form::kNarrow || bins <= kSmallGrid || values > kMostFew;
  if (many_values_ && whole && form_ != Form::kWide)
    become(Form::kWide);
  else if (form_ == Form::kEmpty)
    become(Form::kFew, kFirstLog2Places);
}

// Where a bin is or would be among the few: at a place scattered by a multiplication, or at the next free one behind it.
std::uint32_t& BinCounts::place_of(std::size_t bin) const {
  constexpr std::uint32_t kScatter = 0x9E3779B1;  // 2^32 over the golden ratio: Knuth, TAOCP 3, section 6.4
  const std::size_t mask = count_of_places() - 1;
  std::size_t at = static_cast<std::uint32_t>(static_cast<std::uint32_t>(bin) * kScatter) >> (32 - log2_places_);
  while (places()[at] != 0 && bin_of(places()[at]) != bin) at = (at + 1) & mask;
  return places()[at];
}

void BinCounts::add(std::size_t bin, std::uint32_t count) {
  if (form_ == Form::kWide) {
    plain<std::uint32_t>()[bin] += count;
  } else if (form_ == Form::kNarrow) {
    narrow()[bin] = static_cast<std::uint16_t>(narrow()[bin] + count);
  } else if (count > 0) {
    std::uint32_t& place = place_of(bin);
    const bool is_new = place == 0;
    place = (is_new ? static_cast<std::uint32_t>(bin) : place) + (count << kBitsOfBin);
    if (is_new && std::size_t{4} * ++used_ > 3 * count_of_places()) grow();
  }
}

// Twice the places, unless a count for every bin takes no more.
void BinCounts::grow() {
  const unsigned log2_places = log2_places_ + 1u;
  const std::size_t whole = bins_ * (many_values_ ? sizeof(std::uint32_t) : sizeof(std::uint16_t));
  const bool spread = bins_ <= kSmallGrid && log2_places > kMostLog2PlacesOfSmallGrid;
  if (!spread && (sizeof(std::uint32_t) << log2_places) < whole)
    become(Form::kFew, log2_places);
  else
    become(many_values_ ? Form::kWide : Form::kNarrow);
}

void BinCounts::become(Form form, unsigned log2_places) {
  BinCounts other;
  other.bins_ = bins_;
  other.many_values_ = many_values_;
  other.form_ = form;
  other.log2_places_ = static_cast<std::uint8_t>(log2_places);
  other.store_ = std::make_unique<std::byte[]>(other.memory());
  each([&](std::uint32_t bin, std::uint32_t count) { other.add(bin, count); });
  *this = std::move(other);
}

void BinCounts::list(std::vector<Entry>& entries) const {
  const std::size_t first = entries.size();
  each([&](std::uint32_t bin, std::uint32_t count) { entries.push_back({bin, count}); });
  if (form_ == Form::kFew)
    std::sort(entries.begin() + static_cast<std::ptrdiff_t>(first), entries.end(),
              [](const Entry& a, const Entry& b) { return a.bin < b.bin; });
}

}  // namespace fulcrum
