/// \file
/// Everything a run needs but its luck: who, where, with which parameters, from which start, under which levers.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "models/initial.h"
#include "models/levers.h"
#include "models/parameters.h"
#include "models/resolution.h"
#include "models/rules.h"
#include "models/schedule.h"
#include "models/stream.h"
#include "models/theatre.h"

namespace fulcrum {

/// What outcomes of the last year are over.
inline constexpr int kWeeksOfYear = 52;

/// How finely the agent layer is drawn. Settings, no parameters: they change what an agent stands for, not what is claimed.
struct AgentSettings {
  double scale = 1;                 ///< cells that one agent stands for
  double community_people = 80000;  ///< people in a community, where a province does not say how many there are
  bool events = false;              ///< keep every single attack
  bool operator==(const AgentSettings&) const = default;
};
inline constexpr Bounds kScaleBounds{1e-6, 1e6};
inline constexpr Bounds kCommunityBounds{1, 1e9};

/// Most cells, or communities, of a run: slots are numbered in 32 bits.
inline constexpr double kMostAgents = 2e9;

/// Values of a lever from a table: week 0 first, one a week of the run.
struct LeverTable {
  int lever;
  std::vector<double> by_week;
};

/// A date of the rival's departure; model.md step 9. Weeks count from the start of the run and may lie outside it.
struct Deadline {
  std::string name{};  ///< as the scenario calls it; may be empty
  int at = 0;          ///< week of the date
  int known = -1;      ///< first week in which it counts; below 0: always
  double weight = 1;   ///< how far it binds [0-1]
  int ramp_weeks = 1;  ///< over which the law takes the forces out, where there are blocs; at least 1
  bool operator==(const Deadline&) const = default;
};

/// Whether the rival does what the policy says, or besides chooses its posture each quarter.
enum class Rival { kScripted, kAdaptive };

/// One policy in one world. Immutable once the reader has checked it; a sweep changes copies.
struct Setup {
  std::chrono::sys_days start{};  ///< a Monday
  int weeks = 208;
  Theatre theatre;
  Parameters<double> parameters;
  Structure structure;
  Initial initial;
  Resolution resolution = Resolution::kOrganisations;
  AgentSettings agents{};
  Rival rival = Rival::kScripted;
  std::vector<double> levers;      ///< constants by number (Levers::at); those of every militia included
  std::vector<LeverTable> tables;  ///< in file order, over the constants
  std::vector<Action> actions;     ///< in file order, over the tables
  std::vector<Deadline> deadlines{};
  HostAgenda agenda{};           ///< what is dated in the host's politics
  std::vector<Rule> rules{};     ///< in file order, over the schedule; tripwires behind them
  int shift_weeks = 0;           ///< how much later the whole policy begins; until then the levers are those of `before`
  std::vector<double> before{};  ///< the theatre's status quo, by number; needed only for a shift
};

/// How many cells, and communities, agents.md section 1 gives a setup: what initialising would allocate.
double cells_wanted(const Setup& setup);
double communities_wanted(const Setup& setup);

/// Takes the host's politics out: the theatre as if its file had none of their tables. Deadlines stay.
void take_out_host(Setup& setup);

/// Constants of all levers at their defaults in a theatre with that many militias, by number.
std::vector<double> default_levers(std::size_t militias);

/// The levers of every week of a setup: constants, then tables, then actions.
LeverPath lever_path(const Setup& setup);
/// Ends the run after so many weeks, at most those that it has; its tables end with it.
void shorten(Setup& setup, int weeks);

/// One run: a setup, its levers and its luck. The pointers must outlive the run.
struct RunInput {
  const Setup* setup = nullptr;
  const LeverPath* levers = nullptr;
  Luck luck;
  bool noise = true;
};

}  // namespace fulcrum
