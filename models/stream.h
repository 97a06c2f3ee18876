/// \file
/// Random draws as pure functions of (seed, replicate, purpose, entity, week): common random numbers by construction.
///
/// Every draw is one uniform, turned by an inverse distribution function; nothing is rejected and no draw depends on an earlier one. So
/// another policy, organisation or replicate shifts no other draw. Generator: Threefry4x64-20 of Random123 (Salmon et al. 2011, "Parallel
/// random numbers: as easy as 1, 2, 3", SC11); why this one: docs/decisions/0003-random-streams.md
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <string_view>

namespace fulcrum {

/// What a draw is for. A number is part of the identity of a run: never reuse or renumber.
enum class Purpose : std::uint32_t {
  kPerception = 1,
  kCoursePatron = 2,
  kCourseMilitia = 3,
  kIndicator = 4,
  kBelief = 5,
  kPower = 6,
  kPosture = 7,
  kMotion = 8,
  kGovernment = 9,
  kCellWeek = 10,   ///< fate, training, loyalty: the first three words of one block
  kTempo = 12,      // 11 and 13 were for attacks drawn cell by cell
  kCellStart = 14,  ///< fighters, sponsored, home
  kSect = 15,
  kBacklash = 16,
  kAttackCount = 17,  ///< attacks, and how many of them kill: two words of one block; ordinal: target
  kAttack = 18,       ///< four severities or places of attacks a block
  kDesign = 20,
};

/// Whom a draw is for: a name, and a number among those of that name.
struct Entity {
  std::uint64_t name = 0;
  std::uint64_t number = 0;
};

/// Entity of that name: 64-bit FNV-1a of its characters.
constexpr Entity entity_of(std::string_view name, std::uint64_t number = 0) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return {hash, number};
}

/// Seed and replicate of a run: what all its draws share.
struct Luck {
  std::uint64_t seed = 1;
  std::uint64_t replicate = 0;
};

/// Uniform in (0, 1) of a word: 52 bits and a half step, exact in double precision and never 0 or 1.
constexpr double uniform_of(std::uint64_t word) { return (static_cast<double>(word >> 12) + 0.5) * 0x1p-52; }

/// The four words for one purpose, entity, index (a week or a block of weeks) and ordinal (an event within the week).
std::array<std::uint64_t, 4> draw_words(const Luck& luck, Purpose purpose, const Entity& entity, std::int64_t index,
                                        std::uint64_t ordinal = 0);

/// The draws of one purpose for one entity, by week. Four weeks share a block of the generator, which is kept until it is used up.
class Stream {
 public:
  Stream(const Luck& luck, Purpose purpose, const Entity& entity) : luck_(luck), purpose_(purpose), entity_(entity) {}
  /// Uniform in (0, 1) of that week; the same whenever and however often it is asked for.
  double uniform(std::int64_t week);

 private:
  Luck luck_;
  Purpose purpose_;
  Entity entity_;
  std::int64_t block_ = std::numeric_limits<std::int64_t>::min();
  std::array<std::uint64_t, 4> words_{};
};

/// The same generator as an engine for Boost.Random, where designs are sampled (UniformRandomBitGenerator).
class DesignEngine {
 public:
  using result_type = std::uint64_t;
  explicit DesignEngine(std::uint64_t seed, std::string_view name = "design") : luck_{seed, 0}, entity_(entity_of(name)) {}
  static constexpr result_type min() { return 0; }
  static constexpr result_type max() { return std::numeric_limits<result_type>::max(); }
  result_type operator()();

 private:
  Luck luck_;
  Entity entity_;
  std::int64_t position_ = 0;
  std::array<std::uint64_t, 4> words_{};
};

}  // namespace fulcrum
