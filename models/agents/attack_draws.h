/// \file
/// A week's attacks of many attackers, drawn together: agents.md section 4, rules 9 and 11; docs/decisions/0030-attacks-in-aggregate.md.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "models/agents/attack_counts.h"
#include "models/agents/attack_uniforms.h"
#include "models/agents/events.h"

namespace fulcrum {

/// What the attacks of a week do: to their sums, to communities, and to a log if there is one.
struct EventEffects {
  int week = 0;
  Luck luck;
  Communities* communities = nullptr;
  EventSums* sums = nullptr;
  std::vector<AttackEvent>* log = nullptr;  ///< in the order of attackers and targets, those that kill first
};

/// Draws how many attacks each attacker makes on each target, how many of them kill whom, and where sectarian ones happen. What an
/// attacker's attacks become depends on no other. Nothing is allocated once it was used.
class AttackDraws {
 public:
  explicit AttackDraws(const CellsKernel& kernel) : count_(kernel.count), draw_(kernel.draw) {}
  /// Begins a week. The maker and what effects point to must live until finish().
  void begin(const EventMaker& maker, const EventEffects& effects);
  /// An attacker and the attacks that are expected of it.
  void add(const EventMaker::Place& attacker, const AttackMeans& means);
  /// Draws what is left.
  void finish();

 private:
  enum class Kind : std::uint8_t { kSeverities, kPlaces };
  /// Attacks of one attacker on one target of which each has a uniform: how many it kills, or where it is.
  struct Stretch {
    EventMaker::Place attacker;
    std::size_t target = 0;
    Kind kind = Kind::kSeverities;
    std::size_t first_block = 0, attacks = 0;
    std::size_t sparing = 0;  ///< behind those that kill, for the log
  };
  void count();
  void ask(Stretch stretch);
  void draw();
  void settle(const Stretch& stretch);

  CountAttacks count_;
  DrawAttacks draw_;
  const EventMaker* maker_ = nullptr;
  EventEffects to_;
  AttackCounts counts_;
  std::size_t rows_ = 0;                     ///< waiting to be counted
  std::vector<EventMaker::Place> attacker_;  ///< by row
  AttackUniforms uniforms_;
  std::size_t blocks_ = 0;  ///< waiting to be drawn
  std::vector<Stretch> stretches_;
};

}  // namespace fulcrum
