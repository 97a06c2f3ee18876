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

enum Side : std::size_t { kKilledRival, kKilledHost, kKilledCosect, kKilledOthers, kSides };

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
  static constexpr std::size_t kGuides = 256;
  std::vector<double> cumulative_;
  std::array<std::uint32_t, kGuides> guide_{};  ///< by the first byte of a uniform, where to begin to look; Chen and Asau (1974)
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

/// Attacks of a week that are expected, by target, and those of them that kill.
struct AttackMeans {
  TargetWeights all{}, killing{};
};

/// What attackers attack, whom they kill, and where.
class EventMaker {
 public:
  void initialise(const Setup& setup, const AgentLayout& layout);
  /// Writes into a group's constants what its cells' targets depend on.
  void set_targets(std::size_t organisation, const Sight& sight, GroupWeek& group) const;
  /// Weights of the targets of an attack that is led and free to these degrees.
  TargetWeights of_cell(std::size_t organisation, double led, double free, const Sight& sight) const;
  TargetWeights of_insurgents(const Sight& sight) const;
  /// So many attacks of insurgents by target.
  AttackMeans insurgents_means(double attacks, const Sight& sight) const;

  /// An organisation in a province, or a province's insurgents.
  struct Place {
    Entity entity;  ///< for the draws
    std::size_t province = 0;
    std::size_t organisation = 0;  ///< the number of organisations for insurgents
  };
  /// The first of a place's counts in EventSums::attacks.
  std::size_t first_count(const Place& at) const { return (at.province * attackers_ + at.organisation) * kTargets; }
  Side side_of(const Place& attacker, std::size_t target) const;
  /// The community where a sectarian attack happens, by a uniform.
  std::size_t community_of(const Place& attacker, double u, const Communities& communities) const;
  const Severity& severity() const { return severity_; }

  /// One who attacks without luck.
  struct Attacker {
    Place place;
    double skill = 0.5;
    TargetWeights weights{};
  };
  /// Attacks of a week without luck: shares and means. With luck: AttackDraws.
  void expect(const Attacker& attacker, double attacks, Communities& communities, EventSums& sums) const;

 private:
  double chance_to_kill(std::size_t target, double skill) const;
  bool of_insurgents(const Place& at) const { return at.organisation + 1 == attackers_; }

  std::vector<ProvincePlace> provinces_;
  std::size_t attackers_ = 0;
  TargetWeights order_{}, insurgents_{};
  std::vector<TargetWeights> own_;
  TargetWeights lethal_{};
  double skill_lethality_ = 0;
  Severity severity_;
};

/// Entity of a province's insurgents, which meets no cell's and no group's.
inline Entity insurgents_of(const ProvincePlace& province) { return {province.entity.name, ~std::uint64_t{0}}; }
/// Entity of an organisation's cells in a province.
inline Entity group_of(std::uint64_t organisation, const ProvincePlace& province) { return {organisation, province.entity.name}; }

}  // namespace fulcrum
