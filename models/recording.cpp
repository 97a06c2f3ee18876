#include "models/recording.h"

#include <algorithm>

#include "models/agents/agent_series.h"
#include "models/host/host_series.h"
#include "models/levers.h"
#include "models/parameters.h"

namespace fulcrum {

namespace {

std::vector<SeriesInfo> make_catalogue() {
  constexpr bool core = true, all = false;
  std::vector<SeriesInfo> series = {
#define FULCRUM_SERIES(name, set, lower, upper, unit, long_name) {kSeries_##name, #name, Axis::kNone, set, lower, upper, unit, long_name},
#include "models/series.def"
#undef FULCRUM_SERIES
      {kSeries_capability, "capability", Axis::kMilitia, core, 0, 1, "index", "capability of the militia"},
      {kSeries_control, "control", Axis::kMilitia, core, 0, 1, "index", "the patron's control of the militia"},
      {kSeries_delivered, "delivered", Axis::kMilitia, all, 0, kUnbounded, "index", "direct support delivered to the militia"},
      {kSeries_act, "act", Axis::kMilitia, all, -kUnbounded, kUnbounded, "index", "intent of the militia: orders and own agenda"},
      {kSeries_clashes, "clashes", Axis::kMilitia, all, 0, kUnbounded, "index", "clashes of the militia with those who crack down on it"},
      {kSeries_received, "received", Axis::kRecipient, all, 0, 1, "index", "indirect support received"},
      {kSeries_stock_offensive, "stock_offensive", Axis::kNeighbour, all, 0, kUnbounded, "billion USD",
       "the neighbour's stock of offensive arms"},
      {kSeries_stock_defensive, "stock_defensive", Axis::kNeighbour, all, 0, kUnbounded, "billion USD",
       "the neighbour's stock of defensive arms"},
  };
  for (const LeverInfo& lever : lever_table())
    series.push_back({static_cast<int>(series.size()), "lever_" + std::string(lever.name), Axis::kNone, all, lever.lower, lever.upper,
                      std::string(lever.unit), "lever: " + std::string(lever.meaning)});
  for (int i = 0; i < kMilitiaLeverCount; ++i) {
    const LeverInfo& lever = militia_lever_table()[static_cast<std::size_t>(i)];
    series.push_back({static_cast<int>(series.size()), "lever_" + std::string(militia_lever_series(i)), Axis::kMilitia, all, lever.lower,
                      lever.upper, std::string(lever.unit), "lever: " + std::string(lever.meaning)});
  }
  add_agent_series(series);
  add_host_series(series);
  return series;
}

template <class Things>
std::vector<std::string> names_of(const Things& things) {
  std::vector<std::string> names;
  for (const auto& thing : things) names.push_back(thing.name);
  return names;
}

}  // namespace

std::span<const SeriesInfo> series_catalogue() {
  static const std::vector<SeriesInfo> catalogue = make_catalogue();
  return catalogue;
}

const SeriesInfo& indicator_series(int i) {
  return series_catalogue()[static_cast<std::size_t>(kFirstIndicator) + static_cast<std::size_t>(i)];
}

const SeriesInfo* find_series(std::string_view name) {
  const auto catalogue = series_catalogue();
  const auto found = std::find_if(catalogue.begin(), catalogue.end(), [&](const SeriesInfo& s) { return s.name == name; });
  return found == catalogue.end() ? nullptr : &*found;
}

std::string_view axis_name(Axis axis) {
  switch (axis) {
    case Axis::kNone:
      return "";
    case Axis::kMilitia:
      return "militia";
    case Axis::kNeighbour:
      return "neighbour";
    case Axis::kRecipient:
      return "recipient";
    case Axis::kProvince:
      return "province";
    case Axis::kAttack:
      return "attack";
    case Axis::kSide:
      return "side";
    case Axis::kStatus:
      return "status";
    case Axis::kOrganiser:
      return "organiser";
    case Axis::kBloc:
      return "bloc";
  }
  return "";
}

std::vector<Dimension> axis_dimensions(Axis axis, const Theatre& theatre) {
  const auto one = [&](std::vector<std::string> names) { return std::vector<Dimension>{{std::string(axis_name(axis)), std::move(names)}}; };
  switch (axis) {
    case Axis::kNone:
      return {};
    case Axis::kMilitia:
      return one(names_of(theatre.militias));
    case Axis::kNeighbour:
      return one(names_of(theatre.neighbours));
    case Axis::kRecipient:
      return one(names_of(theatre.recipients));
    case Axis::kProvince:
      return one(names_of(theatre.provinces));
    case Axis::kAttack:
      return {{"province", names_of(theatre.provinces)}, {"attacker", attacker_names(theatre)}, {"target", target_names()}};
    case Axis::kSide:
      return one(side_names());
    case Axis::kStatus:
      return one(status_names());
    case Axis::kOrganiser:
      return one(names_of(theatre.host.organisers));
    case Axis::kBloc:
      return one(names_of(theatre.host.blocs));
  }
  return {};
}

std::vector<std::string> joined_names(std::span<const Dimension> dimensions) {
  std::vector<std::string> joined{""};
  for (const Dimension& dimension : dimensions) {
    std::vector<std::string> longer;
    for (const std::string& before : joined)
      for (const std::string& name : dimension.names) {
        std::string both = before;
        if (!both.empty()) both += '.';
        longer.push_back(both += name);
      }
    joined = std::move(longer);
  }
  return joined;
}

std::vector<std::string> axis_names(Axis axis, const Theatre& theatre) { return joined_names(axis_dimensions(axis, theatre)); }

Selection::Selection(std::vector<const SeriesInfo*> series, const Theatre& theatre) : series_(std::move(series)) {
  for (const SeriesInfo* info : series_) {
    first_.push_back(columns_.size());
    const int entities = static_cast<int>(axis_names(info->axis, theatre).size());
    for (int entity = 0; entity < entities; ++entity) columns_.push_back({info, entity});
  }
}

int Selection::find(std::string_view series) const {
  for (std::size_t c = 0; c < columns_.size(); ++c)
    if (columns_[c].series->name == series) return static_cast<int>(c);
  return -1;
}

namespace {

std::vector<const SeriesInfo*> chosen(Resolution resolution, const HostTables& tables, bool only_core) {
  std::vector<const SeriesInfo*> chosen;
  for (const SeriesInfo& series : series_catalogue())
    if ((series.core || !only_core) && (!series.agents || resolution == Resolution::kCells) && tables.has(series.part))
      chosen.push_back(&series);
  return chosen;
}

}  // namespace

std::vector<const SeriesInfo*> core_series(Resolution resolution, const HostTables& tables) { return chosen(resolution, tables, true); }

std::vector<const SeriesInfo*> all_series(Resolution resolution, const HostTables& tables) { return chosen(resolution, tables, false); }

}  // namespace fulcrum
