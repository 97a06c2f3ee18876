#include "sim/designs/permutation.h"

#include <algorithm>
#include <boost/random/uniform_int_distribution.hpp>
#include <cmath>
#include <numeric>
#include <utility>

#include "sim/designs/keyed_engine.h"

namespace fulcrum {

namespace {

constexpr std::uint64_t kMostKept = 4096;

/// A word of which every bit depends on every bit of the argument: variant 13 of Stafford's mixers, as in SplitMix64 (Steele, Lea and Flood
/// 2014, "Fast splittable pseudorandom number generators", OOPSLA).
std::uint64_t mixed(std::uint64_t word) {
  word = (word ^ (word >> 30)) * 0xbf58476d1ce4e5b9ULL;
  word = (word ^ (word >> 27)) * 0x94d049bb133111ebULL;
  return word ^ (word >> 31);
}

__extension__ using Wide = unsigned __int128;
/// A word taken to [0, modulus): the high half of their product.
std::uint64_t scaled(std::uint64_t word, std::uint64_t modulus) {
  return static_cast<std::uint64_t>((static_cast<Wide>(word) * modulus) >> 64);
}

/// x modulo m, for x below 2 m.
std::uint64_t reduced(std::uint64_t x, std::uint64_t m) { return x < m ? x : x - m; }

}  // namespace

Permutation::Permutation(std::uint64_t size, std::uint64_t seed, const Entity& entity, std::int64_t number) : size_(size) {
  if (size <= kMostKept) {
    shuffle(seed, entity, number);
    return;
  }
  a_ = static_cast<std::uint64_t>(std::ceil(std::sqrt(static_cast<double>(size))));
  b_ = (size + a_ - 1) / a_;
  for (std::size_t block = 0; block < kRounds / 4; ++block) {
    const auto words = draw_words({seed, 0}, Purpose::kDesign, entity, number, block);
    std::copy(words.begin(), words.end(), keys_.begin() + static_cast<std::ptrdiff_t>(4 * block));
  }
}

void Permutation::shuffle(std::uint64_t seed, const Entity& entity, std::int64_t number) {
  things_.resize(size_);
  places_.resize(size_);
  std::iota(things_.begin(), things_.end(), std::uint16_t{0});
  KeyedEngine engine(seed, entity, number);
  for (std::uint64_t last = size_; last-- > 1;)
    std::swap(things_[last], things_[boost::random::uniform_int_distribution<std::uint64_t>(0, last)(engine)]);
  for (std::uint64_t place = 0; place < size_; ++place) places_[things_[place]] = static_cast<std::uint16_t>(place);
}

std::uint64_t Permutation::place_of(std::uint64_t i) const {
  if (!places_.empty()) return places_[i];
  do i = forwards(i);
  while (i >= size_);
  return i;
}

std::uint64_t Permutation::thing_at(std::uint64_t place) const {
  if (!things_.empty()) return things_[place];
  do place = backwards(place);
  while (place >= size_);
  return place;
}

std::uint64_t Permutation::shift(int round, std::uint64_t other, std::uint64_t modulus) const {
  return scaled(mixed(keys_[static_cast<std::size_t>(round)] + other * 0x9e3779b97f4a7c15ULL), modulus);
}

std::uint64_t Permutation::forwards(std::uint64_t i) const {
  std::uint64_t left = i / b_, right = i % b_;
  for (int round = 0; round < kRounds; round += 2) {
    left = reduced(left + shift(round, right, a_), a_);
    right = reduced(right + shift(round + 1, left, b_), b_);
  }
  return left * b_ + right;
}

std::uint64_t Permutation::backwards(std::uint64_t i) const {
  std::uint64_t left = i / b_, right = i % b_;
  for (int round = kRounds; round > 0; round -= 2) {
    right = reduced(right + b_ - shift(round - 1, left, b_), b_);
    left = reduced(left + a_ - shift(round - 2, right, a_), a_);
  }
  return left * b_ + right;
}

}  // namespace fulcrum
