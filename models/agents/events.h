/// \file
/// Attacks as events: whom each was meant for, how many it killed and where; agents.md section 4, rule 11.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "models/agents/cells.h"
#include "models/agents/layout.h"
#include "models/agents/street.h"

namespace fulcrum {

enum Target : std::size_t { kAtRival, kAtSect, kAtHost, kTargets };
enum Side : std::size_t { kKilledRival, kKilledHost, kKilledCosect, kKilledOthers, kSides };
using TargetWeights = std::array<double, kTargets>;

/// A single attack, for those who want them one by one.
struct AttackEvent {
  int week = 0;
  std::uint32_t province = 0;
  std::uint32_t attacker = 0;  ///< organisation; the number of organisations for insurgents
  std::uint32_t target = 0;
  std::uint32_t killed = 0;
};

/// Numbers killed by an attack that kills: p(k) ~ k^-exponent, k = 1..most.
class Severity {
 public:
  Severity() = default;
  Severity(double exponent, int most);
  /// Smallest k whose cumulative probability reaches u.
  std::uint32_t quantile(double u) const;
  double mean() const { return mean_; }
  /// Probability of k or fewer.
  double cumulative(std::size_t k) const { return cumulative_[k - 1]; }

 private:
  std::vector<double> cumulative_;
  double mean_ = 0;
};

/// Sums of a week's events; with noise off their expectations.
struct EventSums {
  std::vector<double> attacks;  ///< [province][organisation, then insurgents][target]
  std::array<double, kSides> killed{};

  void resize(std::size_t provinces, std::size_t attackers) { attacks.assign(provinces * attackers * kTargets, 0.0); }
  void clear();
};

/// What decides about an attack's target in a province this week.
struct Sight {
  TargetWeights by_militias{}, by_insurgents{};  ///< how well a target is seen
};

/// Turns numbers of attacks into events.
class EventMaker {
 public:
  void initialise(const Setup& setup, const AgentLayout& layout);
  /// Weights of the targets of an attack that is led and free to these degrees.
  TargetWeights of_cell(std::size_t organisation, double led, double free, const Sight& sight) const;
  TargetWeights of_insurgents(const Sight& sight) const;

  /// Who attacks, from where.
  struct Attacker {
    Entity entity;  ///< for the draws
    std::size_t province = 0;
    std::size_t organisation = 0;  ///< the number of organisations for insurgents
    double skill = 0.5;
    TargetWeights weights{};
  };
  /// What decides what becomes of each of an attacker's attacks.
  struct Odds {
    double rival = 0, rival_or_sect = 0, all = 0;  ///< running sums of the weights of targets
    std::array<double, kTargets> chance{};         ///< to kill
    std::array<std::size_t, kTargets> side{};      ///< that is killed
    std::size_t first_count = 0;                   ///< of the attacker in EventSums::attacks
    std::size_t province = 0, organisation = 0;
    bool insurgents = false;
    /// Whom an attack is meant for, by a uniform.
    std::size_t target(double u) const {
      const double at = u * all;
      return (at <= rival ? 0u : 1u) + (at <= rival_or_sect ? 0u : 1u);
    }
  };
  Odds odds_of(const Attacker& attacker) const;
  /// The community where a sectarian attack happens, by a uniform.
  std::size_t place_of(const Odds& odds, double u, const Communities& communities) const;
  /// Attacks of a week without luck: shares and means. With luck: EventDraws.
  void expect(const Attacker& attacker, double attacks, Communities& communities, EventSums& sums) const;

  const Severity& severity() const { return severity_; }

 private:
  double chance_to_kill(std::size_t target, double skill) const;
  bool of_insurgents(const Attacker& attacker) const { return attacker.organisation + 1 == attackers_; }

  std::vector<ProvincePlace> provinces_;
  std::size_t attackers_ = 0;
  TargetWeights order_{}, insurgents_{};
  std::vector<TargetWeights> own_;
  std::array<double, kTargets> lethal_{};
  double skill_lethality_ = 0;
  Severity severity_;
};

/// Entity of a province's insurgents, which meets no cell's.
inline Entity insurgents_of(const ProvincePlace& province) { return {province.entity.name, ~std::uint64_t{0}}; }

}  // namespace fulcrum
