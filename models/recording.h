/// \file
/// What a run records: named series with unit, meaning and dimensions, and the columns a chosen set of them makes.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "models/host_inputs.h"
#include "models/resolution.h"
#include "models/theatre.h"

namespace fulcrum {

/// What a series has one value of each week.
enum class Axis {
  kNone,
  kMilitia,
  kNeighbour,
  kRecipient,
  kProvince,
  kAttack,  ///< province, attacker (a militia or the insurgents) and target
  kSide,    ///< whose dead
  kStatus,  ///< of cells
  kOrganiser,
  kBloc,
};
/// Every axis with entities.
inline constexpr Axis kAxes[] = {Axis::kMilitia, Axis::kNeighbour, Axis::kRecipient, Axis::kProvince, Axis::kAttack,
                                 Axis::kSide,    Axis::kStatus,    Axis::kOrganiser, Axis::kBloc};

/// Numbers of the series: those of series.def, then those by militia, recipient and neighbour, then lever_<name> in the order of
/// levers.def, then those of militia_levers.def, then those of the agent layer (models/agents/agent_series.h), then those of the host side
/// (models/host/host_series.h).
enum SeriesId : int {
#define FULCRUM_SERIES(name, ...) kSeries_##name,
#include "models/series.def"
#undef FULCRUM_SERIES
  kSeries_capability,
  kSeries_control,
  kSeries_delivered,
  kSeries_act,
  kSeries_clashes,
  kSeries_received,
  kSeries_stock_offensive,
  kSeries_stock_defensive,
  kSeries_first_lever,
};

/// The indicators of courses of action stand side by side.
inline constexpr int kFirstIndicator = kSeries_fire_volume, kIndicators = kSeries_unit_moves - kSeries_fire_volume + 1;

/// Names of the courses of action, as the series `course` numbers them.
inline constexpr std::string_view kCourseNames[] = {"restraint", "mlcoa", "mdcoa_patron", "mdcoa_militia"};

/// What is known of a recorded series.
struct SeriesInfo {
  int id;  ///< its place in the catalogue
  std::string name;
  Axis axis = Axis::kNone;
  bool core = false;    ///< in the core set: stored unless more is asked
  double lower, upper;  ///< valid range; infinite where unbounded
  std::string unit;
  std::string long_name;
  bool agents = false;              ///< of the agent layer: recorded only with resolution = "cells"
  HostPart part = HostPart::kNone;  ///< of the host side: in the sets only where the theatre has its tables, neutral elsewhere
};

/// Every series, levers included, in the order of the specification; those of the agent layer and of the host side come last.
std::span<const SeriesInfo> series_catalogue();
/// The series of indicator `i` of courses of action, from 0 to kIndicators - 1.
const SeriesInfo& indicator_series(int i);
/// The entry of a name, or null.
const SeriesInfo* find_series(std::string_view name);

/// Name of an axis as a dimension: "militia"; empty of kNone.
std::string_view axis_name(Axis axis);
/// One dimension of a series beside run and time: its name in files, and the names along it.
struct Dimension {
  std::string name;
  std::vector<std::string> names;
};
/// What an axis is made of in a theatre, outermost first: three dimensions of kAttack, one of most, none of kNone.
std::vector<Dimension> axis_dimensions(Axis axis, const Theatre& theatre);
/// Every combination of names along some dimensions, joined by points, the last dimension fastest; of none a single empty name.
std::vector<std::string> joined_names(std::span<const Dimension> dimensions);
/// Names of the entities along an axis in a theatre, in its order; of kNone a single empty name.
std::vector<std::string> axis_names(Axis axis, const Theatre& theatre);

/// Something that happened in a run.
struct RunEvent {
  enum class Kind {
    kRuleFired,
    kRuleReleased,
    kTripwire,
    kCourse,
    kAttack,
    kMotionPassed,
    kMotionFailed,
    kGovernment,
    kBacklash,
    kElection
  };
  int week;  ///< the first in which it counts
  Kind kind;
  int number;    ///< of the rule, the course, the motion, the government's action or the election; of an attack its place along kAttack
  double value;  ///< how often the rule or tripwire fired so far; of a course its number; of an attack how many it killed; of a motion the
                 ///< share of seats that voted yes; of a backlash its chance
};

/// One recorded column: a series, and which entity of its axis.
struct Column {
  const SeriesInfo* series;
  int entity;
};

/// The chosen series of a theatre and the columns they make, series by series, entity by entity.
class Selection {
 public:
  Selection(std::vector<const SeriesInfo*> series, const Theatre& theatre);
  const std::vector<const SeriesInfo*>& series() const { return series_; }
  const std::vector<Column>& columns() const { return columns_; }
  /// First column of the i-th chosen series.
  std::size_t first_column(std::size_t i) const { return first_[i]; }
  /// Column of a series' first entity, or -1 if it was not chosen.
  int find(std::string_view series) const;

 private:
  std::vector<const SeriesInfo*> series_;
  std::vector<Column> columns_;
  std::vector<std::size_t> first_;
};

/// The core set, or everything, that a run of that resolution with those tables of the host side has.
std::vector<const SeriesInfo*> core_series(Resolution resolution = Resolution::kOrganisations, const HostTables& tables = {});
std::vector<const SeriesInfo*> all_series(Resolution resolution = Resolution::kOrganisations, const HostTables& tables = {});

}  // namespace fulcrum
