/// \file
/// Cells of fighters as a structure of arrays, and what a week asks of them: agents.md section 4.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "models/agents/attack_counts.h"
#include "models/agents/attack_uniforms.h"
#include "models/stream.h"

namespace fulcrum {

enum CellStatus : std::uint8_t { kActive = 0, kTraining = 1, kDormant = 2, kDestroyed = 3, kNoCell = 4 };
/// Whom a cell obeys: its organisation, as one that the patron sponsors, nobody, or the patron's own men who took it over.
enum CellLoyalty : std::uint8_t { kRegular = 0, kSponsored = 1, kSplinter = 2, kTaken = 3 };

/// Whom attacks are meant for.
enum Target : std::size_t { kAtRival, kAtSect, kAtHost, kTargets };
using TargetWeights = std::array<double, kTargets>;

/// State by slot: 32 bytes a cell. A slot behind the last cell of a group has the status kNoCell and stays empty.
struct Cells {
  std::vector<double> fighters;       ///< f [persons in one real cell]
  std::vector<double> arms;           ///< a [index 0-1]
  std::vector<double> skill;          ///< s [index 0-1]
  std::vector<std::uint32_t> home;    ///< number of the community
  std::vector<std::uint16_t> timer;   ///< weeks left away or dormant
  std::vector<std::uint8_t> status;   ///< CellStatus
  std::vector<std::uint8_t> loyalty;  ///< CellLoyalty
  std::vector<double> expected;       ///< with noise off, attacks of this week by slot

  void resize(std::size_t slots, bool noise);
};

/// What holds for all cells of a group in a week: constants of the equations, worked out once.
struct GroupWeek {
  // 1-6: hits, arms, fighters and skill, training, loyalty
  double hazard = 0;         ///< chance of a hit at full exposure [1/week]
  double destroy_share = 0;  ///< of hits
  double refound_rate = 0;
  double skill_cover = 0;
  double build = 0, decay = 0, crackdown = 0;  ///< of arms [1/week]
  double offensive = 0;                        ///< of arms, by the host's offensives, the loss of a leader and feuds [1/week]
  double splinter_supply = 0;
  double recruit_rate = 0, size_min = 0, size_span = 0, skill_new = 0;
  double training_chance = 0, training_weeks = 0, training_gain = 0;
  double dormant_weeks = 0;
  double leave_chance = 0, rejoin_chance = 0;
  double taken_chance = 0;  ///< to be taken over by the patron on leaving; part of leave_chance
  // 7-9: capability, intent, intensity
  double scale = 1;
  std::array<double, 4> obey{};       ///< by loyalty
  double led = 0;                     ///< orders as a fully obedient cell follows them
  double free = 1;                    ///< by what a front and the security forces change the fire of the others
  double agenda = 0, own_forces = 0;  ///< own_forces*F'*presence
  double own_insecurity = 0, grievance = 0;
  double impulse = 0;                                 ///< rage, revenge, credit and escalation
  double unrestrained = 1, unrestrained_if_left = 1;  ///< by a cease-fire: of those who obey, and of those who left
  double rate = 0;                                    ///< attacks a week per unit of capability and intent
  double echo = 0;                                    ///< attacks a week per unit of capability that past attacks bring about
  // 11: targets
  TargetWeights led_at{}, free_at{};  ///< weights of targets as they are seen, by intent that is led and that is free
  TargetWeights unseen{};             ///< shares where no wanted target is seen
  TargetWeights lethal{};             ///< chance to kill of a cell of skill .5
  double skill_lethality = 0;
};

/// Sums over cells. Counts are of agents; fighters and capability of agents too, to be multiplied by the scale where it says so.
enum CellTotal : std::size_t {
  kCapability,  ///< of real cells
  kCapabilityAct,
  kCapabilityFree,
  kCapabilityOwn,
  kCapabilitySplinter,
  kFighters,  ///< of agents
  kFightersObey,
  kFightersSplinter,
  kSkill,
  kJoined,
  kLeft,
  kLost,
  kRefounded,  ///< agents
  kExpected,   ///< mu: attacks a week without echo
  kMade,       ///< attacks; with noise they are drawn for the group
  kActiveCells,
  kTrainingCells,
  kDormantCells,
  kDestroyedCells,
  kEligibleCells,                               ///< active and no splinter
  kMeanByTarget,                                ///< with noise: lambda by target, kTargets of them
  kKillingByTarget = kMeanByTarget + kTargets,  ///< of those, attacks that kill
  kCellTotals = kKillingByTarget + kTargets
};
using CellTotals = std::array<double, kCellTotals>;

/// What a block leaves behind in a week.
struct BlockResult {
  CellTotals totals{};
};

/// A block of cells and all that a week of it depends on.
struct BlockInput {
  const GroupWeek* group = nullptr;
  Luck luck;
  Entity first;  ///< organisation and number of the first cell
  int week = 0;
  std::size_t begin = 0, cells = 0;
  const double* insecurity = nullptr;  ///< by community, last week's
  const double* fear = nullptr;        ///< by community
};

/// Steps a block: phases A and B, with noise on or off. One function a kernel; same bits whichever it is.
using StepCells = void (*)(const BlockInput& input, Cells& cells, BlockResult& result, bool noise);

/// What of the layer is compiled for each set of instructions.
struct CellsKernel {
  StepCells step = nullptr;
  CountAttacks count = nullptr;
  DrawAttacks draw = nullptr;
};

}  // namespace fulcrum
