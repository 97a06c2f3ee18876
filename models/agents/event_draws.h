/// \file
/// Attacks drawn many at a time: agents.md section 4, rule 11. What each becomes is what it would be if it were drawn alone.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "models/agents/event_uniforms.h"
#include "models/agents/events.h"

namespace fulcrum {

/// What the attacks of a week do: to their sums, to communities, and to a log if there is one.
struct EventEffects {
  int week = 0;
  Luck luck;
  Communities* communities = nullptr;
  EventSums* sums = nullptr;
  std::vector<AttackEvent>* log = nullptr;  ///< in the order of attackers and of their attacks
};

/// Collects the attacks of a week and draws them together. Nothing is allocated once it was used.
class EventDraws {
 public:
  explicit EventDraws(DrawEvents draw) : draw_(draw) {}
  /// Begins a week. The maker and what effects point to must live until finish().
  void begin(const EventMaker& maker, const EventEffects& effects);
  /// So many attacks of an attacker.
  void add(const EventMaker::Attacker& attacker, std::uint32_t attacks);
  /// Draws what is left.
  void finish();

 private:
  /// Attacks of one attacker, one behind the other.
  struct Stretch {
    EventMaker::Odds odds;
    std::size_t first = 0, events = 0;
  };
  void flush();
  void settle(const Stretch& stretch);
  void log(const Stretch& stretch) const;

  DrawEvents draw_;
  const EventMaker* maker_ = nullptr;
  EventEffects to_;
  EventUniforms uniforms_;
  std::size_t events_ = 0;  ///< waiting
  std::vector<Stretch> stretches_;
  EventUniforms::Each<double> places_{};  ///< uniforms of an attacker's sectarian attacks
};

}  // namespace fulcrum
