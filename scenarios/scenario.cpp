// From files to a scenario: extends, theatre, overrides, and the order in which they win.
#include "scenarios/scenario.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "scenarios/overrides.h"
#include "scenarios/readers/actions_reader.h"
#include "scenarios/readers/deadline_reader.h"
#include "scenarios/readers/host_reader.h"
#include "scenarios/readers/left_out_reader.h"
#include "scenarios/readers/rules_reader.h"
#include "scenarios/readers/scenario_document.h"
#include "scenarios/readers/theatre_reader.h"
#include "scenarios/readers/uncertainty_reader.h"
#include "scenarios/readers/values_reader.h"

namespace fulcrum {

namespace {

constexpr int kLongestChain = 32;
constexpr std::int64_t kMostWeeks = 10000;
constexpr std::int64_t kMostReplicates = 1000000000;

// A scenario with all that it extends, merged, and the files that were read.
struct Merged {
  toml::table document;
  std::vector<SourceFile> files;     ///< the scenario first, then what it extends
  std::vector<toml::table> militia;  ///< [militia.NAME] of each file, what is extended first
};

Problem place_in(const toml::table& table, std::string_view key) { return place_of(table.get(key)->source()); }

bool is_theatre(const toml::table& document) {
  const bool scenario =
      document.contains("theatre") || document.contains("extends") || document.contains("time") || document.contains("action");
  return !scenario && (document.contains("forces_reference") || document.contains("militia") || document.contains("neighbour") ||
                       document.contains("base"));
}

// What every file needs of its own, whatever it extends.
void check_head(const toml::table& document, Checker& check) {
  if (!document.contains("schema")) check.missing(document, "schema", "a scenario");
  check.whole(document, "schema", "schema", 1, 1, "");
  if (!document.contains("name")) check.missing(document, "name", "a scenario");
}

// A theatre or a study where a scenario is wanted has one thing wrong with it, not many.
void refuse_other_kinds(const toml::table& document, const SourceFile& file, const Problem& place) {
  Problem problem = place;
  if (document.contains("study"))
    problem.message = fmt::format("'{}' is a study, not a scenario; `fulcrum sweep` runs it", shown(file.name));
  else if (is_theatre(document))
    problem.message =
        fmt::format("'{}' is a theatre, not a scenario; a scenario names it as theatre = \"{}\"", shown(file.name), shown(file.name));
  else
    return;
  throw InputError({problem});
}

/// Reads a scenario and what it extends, what is extended first. A file that several extend is read once.
class Chain {
 public:
  Chain(const Library& library, Checker& check) : library_(library), check_(check) {}

  Merged read(toml::table&& document, const SourceFile& first) && {
    add(std::move(document), first, {first.name, 1, 1, ""}, 1);
    return std::move(merged_);
  }

 private:
  using Place = std::pair<std::string, const toml::node*>;

  /// `place`: where the file is named.
  void add(toml::table&& document, const SourceFile& file, const Problem& place, int depth) {
    merged_.files.push_back(file);
    under_way_.push_back(file);
    refuse_other_kinds(document, file, place);
    check_head(document, check_);
    std::vector<std::string> fragments;
    for (const auto& [name, node] : parents(document)) add_parent(name, *node, file, depth, fragments);
    under_way_.pop_back();
    take_militia(document);
    if (merged_.document.empty())
      merged_.document = std::move(document);  // whose place stands for the whole
    else
      merge_over(merged_.document, std::move(document));
  }

  // extends = "one.toml", or a list of which each goes over those before it.
  std::vector<Place> parents(const toml::table& document) {
    const toml::node* extends = document.get("extends");
    if (extends == nullptr) return {};
    if (const auto* name = extends->as_string()) return {{name->get(), extends}};
    const toml::array* list = extends->as_array();
    std::vector<Place> names;
    for (std::size_t i = 0; list != nullptr && i < list->size(); ++i)
      if (const auto* name = (*list)[i].as_string()) names.emplace_back(name->get(), &(*list)[i]);
    if (list == nullptr || list->empty() || names.size() < list->size())
      check_.problem(extends->source(), fmt::format("extends must be a scenario's name or a list of names, not {}", kind_of(*extends)));
    return names;
  }

  void add_parent(const std::string& name, const toml::node& node, const SourceFile& from, int depth, std::vector<std::string>& before) {
    const Problem place = place_of(node.source());
    const SourceFile next = open_from(from, name, ".toml", library_, place);
    const auto same = [&](const SourceFile& seen) { return seen.name == next.name && seen.embedded() == next.embedded(); };
    if (std::any_of(under_way_.begin(), under_way_.end(), same))
      throw InputError(
          {{place.file, place.line, place.column, fmt::format("extends leads in a cycle: '{}' is extended already", next.name)}});
    if (std::any_of(merged_.files.begin(), merged_.files.end(), same)) return;
    if (depth == kLongestChain || merged_.files.size() >= kMostFiles)
      throw InputError({{place.file, place.line, place.column, fmt::format("more than {} files extend each other", kLongestChain)}});
    toml::table document = parse_toml(next);
    if (!before.empty()) note_levers_set_twice(document, node, next.name, before);
    before.push_back(next.name);
    add(std::move(document), next, place, depth + 1);
  }

  // A lever that a fragment before has set, other than by the file that both extend.
  void note_levers_set_twice(const toml::table& document, const toml::node& node, const std::string& name,
                             const std::vector<std::string>& before) {
    const toml::table* levers = document["levers"].as_table();
    if (levers == nullptr) return;
    for (const auto& [key, value] : *levers)
      if (const toml::node* there = merged_.document["levers"][key.str()].node())
        if (const std::string of = place_of(there->source()).file; std::find(before.begin(), before.end(), of) != before.end())
          check_.note(node.source(), fmt::format("lever {} is set by '{}' and by '{}': the latter holds", key.str(), of, name));
  }

  // [militia.badr] changes one militia's traits; [[militia]] lists them all, and stays in the document.
  void take_militia(toml::table& document) {
    toml::table* traits = document["militia"].as_table();
    if (traits == nullptr) return;
    merged_.militia.push_back(std::move(*traits));
    document.erase("militia");
  }

  static constexpr std::size_t kMostFiles = 256;
  const Library& library_;
  Checker& check_;
  Merged merged_;
  std::vector<SourceFile> under_way_;
};

std::vector<std::string> scenario_keys() {
  std::vector<std::string> keys{"schema",     "name",      "title",   "description", "extends",  "theatre",    "time",     "run",
                                "parameters", "structure", "initial", "levers",      "dates",    "action",     "schedule", "rule",
                                "tripwire",   "outcome",   "cells",   "communities", "deadline", "uncertainty"};
  for (auto&& more : {actor_keys(), host_keys()}) keys.insert(keys.end(), more.begin(), more.end());
  return keys;
}

void read_head(const toml::table& document, Scenario& scenario, Checker& check) {
  check.only(document, scenario_keys(), "a scenario");
  if (const auto name = check.name(document, "name", "name")) scenario.name = *name;
  if (const auto title = check.text(document, "title", "title")) scenario.title = *title;
  if (const auto description = check.text(document, "description", "description")) scenario.description = *description;
}

// The Monday of the week that the run is to start in; a start on another day is a problem.
std::chrono::sys_days monday_of(std::chrono::sys_days start, const toml::node& node, Checker& check) {
  static constexpr std::array kDays{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
  const std::chrono::weekday day(start);
  const std::chrono::sys_days monday = start - (day - std::chrono::Monday);
  if (day != std::chrono::Monday)
    check.problem(node.source(), fmt::format("time.start = {} is a {}; it must be a Monday, e.g. {} or {}", date_text(start),
                                             kDays.at(day.c_encoding()), date_text(monday), date_text(monday + std::chrono::days(7))));
  return monday;
}

// What cannot be read is left such that it makes no problems of its own: no start, and as many weeks as there may be.
void read_time(const toml::table& document, Setup& setup, Checker& check) {
  setup.start = kNoStart;
  const toml::table* time = check.table(document, "time", "[time]");
  if (time == nullptr) {
    if (!document.contains("time")) check.problem(document.source(), "'start' is missing in [time]; e.g. start = 2008-01-07");
    return;
  }
  check.only(*time, {"start", "weeks", "shift_weeks"}, "[time]");
  if (const toml::node* node = time->get("start")) {
    if (const auto start = check.date(*node, "time.start")) setup.start = monday_of(*start, *node, check);
  } else {
    check.problem(time->source(), "'start' is missing in [time]; e.g. start = 2008-01-07");
  }
  if (const auto weeks = check.whole(*time, "weeks", "time.weeks", 1, kMostWeeks, "weeks"))
    setup.weeks = static_cast<int>(*weeks);
  else if (time->contains("weeks"))
    setup.weeks = kMostWeeks;
  if (const auto shift = check.whole(*time, "shift_weeks", "time.shift_weeks", 0, setup.weeks - 1, "weeks"))
    setup.shift_weeks = static_cast<int>(*shift);
}

void read_run(const toml::table& document, Scenario& scenario, Checker& check) {
  const toml::table* run = check.table(document, "run", "[run]");
  if (run == nullptr) return;
  check.only(*run, {"seed", "replicates", "noise", "resolution", "rival", "host"}, "[run]");
  if (const auto seed = check.whole(*run, "seed", "run.seed", 0, std::numeric_limits<std::int64_t>::max(), ""))
    scenario.run.seed = static_cast<std::uint64_t>(*seed);
  if (const auto replicates = check.whole(*run, "replicates", "run.replicates", 1, kMostReplicates, ""))
    scenario.run.replicates = static_cast<int>(*replicates);
  if (const auto noise = check.truth(*run, "noise", "run.noise")) scenario.run.noise = *noise;
  scenario.says_resolution = run->contains("resolution");
  if (const toml::node* resolution = run->get("resolution"))
    if (const auto name = check.one_of(*resolution, "run.resolution", {"organisations", "cells"}))
      scenario.setup.resolution = *resolution_named(*name);
  if (const toml::node* rival = run->get("rival"))
    if (const auto name = check.one_of(*rival, "run.rival", {"scripted", "adaptive"}))
      scenario.setup.rival = *name == "adaptive" ? Rival::kAdaptive : Rival::kScripted;
}

// How finely cells and communities are drawn: [cells] and [communities].
void read_agents(const toml::table& document, AgentSettings& agents, Checker& check) {
  if (const toml::table* cells = check.table(document, "cells", "[cells]")) {
    check.only(*cells, {"scale", "events"}, "[cells]");
    if (const auto events = check.truth(*cells, "events", "cells.events")) agents.events = *events;
    if (const auto scale = check.number(*cells, "scale", "cells.scale", kScaleBounds, "cells an agent")) agents.scale = *scale;
  }
  if (const toml::table* communities = check.table(document, "communities", "[communities]")) {
    check.only(*communities, {"people"}, "[communities]");
    if (const auto people = check.number(*communities, "people", "communities.people", kCommunityBounds, "persons"))
      agents.community_people = *people;
  }
}

// The agent layer needs somewhere for its cells to be, and not more of them than a machine can hold.
void check_agents(const toml::table& document, const Setup& setup, Checker& check) {
  if (setup.resolution != Resolution::kCells) return;
  const toml::table* run = document["run"].as_table();
  const toml::node* at = run != nullptr ? run->get("resolution") : nullptr;
  const toml::source_region& place = at != nullptr ? at->source() : document.source();
  if (setup.theatre.provinces.empty())
    check.problem(place, "resolution = \"cells\" needs provinces, and the theatre has none; write [[province]] in the theatre");
  else if (setup.theatre.militias.empty())
    return;
  else if (const auto too_many = too_many_agents(setup))
    check.problem(place, *too_many);
}

// Theatre, then the scenario over it. Levers need the militias, and actions the start.
void read_setup(const toml::table* theatre, const Merged& merged, const Library& library, Scenario& scenario, Checker& check) {
  Setup& setup = scenario.setup;
  const toml::table& document = merged.document;
  const toml::table* written = document["theatre"].as_table();
  if (theatre != nullptr) read_theatre_document(*theatre, setup.theatre, scenario.dates, check);
  if (written != nullptr) read_written_theatre(*written, setup.theatre, check);
  read_actors(document, setup.theatre, check);
  if (theatre == nullptr || std::any_of(document.begin(), document.end(), [](const auto& entry) {
        const auto keys = actor_keys();
        return std::find(keys.begin(), keys.end(), entry.first.str()) != keys.end();
      }))
    check_actors(document, setup.theatre, check);
  setup.levers = default_levers(setup.theatre.militias.size());
  std::vector<Annotation> of_theatre;
  if (theatre != nullptr) {
    read_parameters(*theatre, setup, of_theatre, check);
    read_initial(*theatre, setup.initial, check);
    read_levers(*theatre, setup, check);
  }
  if (written != nullptr) read_levers(*written, setup, check);
  setup.before = setup.levers;
  if (theatre != nullptr) read_deadlines(*theatre, scenario.dates, setup, check);
  read_dates(document, scenario.dates, check);
  read_deadlines(document, scenario.dates, setup, check);
  read_parameters(document, setup, scenario.annotations, check);
  read_initial(document, setup.initial, check);
  read_host(theatre, document, scenario.dates, setup, check);
  read_levers(document, setup, check);
  read_agents(document, setup.agents, check);
  const toml::table* cells = document["cells"].as_table();
  scenario.says_scale = cells != nullptr && cells->contains("scale");
  read_schedules(document, merged.files, library, setup, scenario.inputs, check);
  read_actions(document, scenario.dates, setup, check);
  read_rules(document, scenario.dates, setup, check);
  scenario.outcomes = read_outcomes(document, setup.theatre, setup.weeks, check);
}

// A theatre over the one that it names as its base: only what differs is written in it. The base is added to the files that were read.
toml::table over_base(toml::table&& theatre, const SourceFile& file, const Library& library, std::vector<SourceFile>& inputs) {
  if (!theatre.contains("base")) return std::move(theatre);
  Checker check;
  const auto name = check.text(theatre, "base", "base");
  check.finish();
  const Problem place = place_in(theatre, "base");
  const SourceFile base_file = open_from(file, *name, ".toml", library, place);
  toml::table base = parse_toml(base_file);
  const bool is_base = is_theatre(base) && !base.contains("base");
  if (!is_base)
    throw InputError(
        {{place.file, place.line, place.column, fmt::format("base = \"{}\" must name a theatre that has no base itself", shown(*name))}});
  inputs.push_back(base_file);
  merge_over(base, std::move(theatre));
  return base;
}

// The theatre that a scenario names, looked up from the file that names it.
toml::table read_named_theatre(const std::string& name, const Merged& merged, const Library& library, std::vector<SourceFile>& inputs) {
  const Problem place = place_in(merged.document, "theatre");
  const SourceFile file = open_from(file_at(place, merged.files), name, ".toml", library, place);
  inputs.push_back(file);
  toml::table theatre = parse_toml(file);
  if (theatre.contains("theatre") || theatre.contains("extends"))
    throw InputError({{place.file, place.line, place.column,
                       fmt::format("'{}' is a scenario, not a theatre; a scenario extends another by extends = \"{}\"", shown(file.name),
                                   shown(name))}});
  return over_base(std::move(theatre), file, library, inputs);
}

// Who and where, and all that needs to know it. Without a theatre there is nothing to check the rest against.
void read_world(const Merged& merged, const Library& library, Scenario& scenario, Checker& check, LeftOut* left) {
  const toml::table& document = merged.document;
  const bool described = document["theatre"].is_table(), own_actors = document.contains("militia");
  if (described && !own_actors) {
    check.problem(
        document.get("theatre")->source(),
        "theatre is a table, but the scenario has no [[militia]]; to use an existing theatre give its name, e.g. theatre = \"iraq_2008\"");
    return;
  }
  if (const auto name = described ? std::nullopt : check.text(document, "theatre", "theatre")) {
    try {
      const toml::table theatre = read_named_theatre(*name, merged, library, scenario.inputs);
      read_setup(&theatre, merged, library, scenario, check);
      if (left != nullptr) *left = left_out(std::array{&document, &theatre}, scenario.setup);
    } catch (const InputError& error) {
      check.problems.insert(check.problems.end(), error.problems().begin(), error.problems().end());
    }
  } else if (own_actors) {
    read_setup(nullptr, merged, library, scenario, check);
    if (left != nullptr) *left = left_out(std::array{&document}, scenario.setup);
  } else if (!document.contains("theatre") && (!document.contains("extends") || document.get("extends")->is_string())) {
    check.missing(document, "theatre", "a scenario");
  }
}

Scenario read_document(toml::table&& document, const SourceFile& file, const Library& library, std::span<const Override> overrides,
                       LeftOut* left) {
  Checker check;
  Scenario scenario;
  Merged merged = Chain(library, check).read(std::move(document), file);
  std::vector<ActorOverride> actor_overrides = apply_overrides(overrides, merged.document);
  scenario.file = file.name;
  scenario.inputs = merged.files;
  read_head(merged.document, scenario, check);
  read_time(merged.document, scenario.setup, check);
  read_run(merged.document, scenario, check);
  read_world(merged, library, scenario, check, left);
  for (const toml::table& traits : merged.militia) change_traits(traits, scenario.setup.theatre, check);
  if (!scenario.setup.theatre.militias.empty()) apply_actor_overrides(actor_overrides, scenario.setup.theatre, check);
  check_agents(merged.document, scenario.setup, check);
  if (const toml::table* run = merged.document["run"].as_table())
    if (const auto host = check.truth(*run, "host", "run.host"); host && !*host) take_out_host(scenario.setup);
  if (!scenario.setup.theatre.militias.empty()) scenario.uncertainty = read_uncertainty(merged.document, scenario.setup, check);
  check.finish();
  scenario.notes = std::move(check.notes);
  return scenario;
}

Theatre read_theatre_of(const std::string& name, const Library& library, LeftOut* left) {
  Checker check;
  const SourceFile file = open_named(name, library);
  std::vector<SourceFile> inputs;
  const toml::table document = over_base(parse_toml(file), file, library, inputs);
  Setup setup;
  NamedDates dates;
  std::vector<Annotation> annotations;
  read_theatre_document(document, setup.theatre, dates, check);
  setup.levers = default_levers(setup.theatre.militias.size());
  read_parameters(document, setup, annotations, check);
  read_initial(document, setup.initial, check);
  read_levers(document, setup, check);
  setup.start = kNoStart;
  read_deadlines(document, dates, setup, check);
  read_host(nullptr, document, dates, setup, check);
  check.finish();
  if (left != nullptr) *left = left_out(std::array{&document}, setup);
  return setup.theatre;
}

}  // namespace

Scenario read_scenario(const std::string& name, const Library& library, std::span<const Override> overrides) {
  const SourceFile file = open_named(name, library);
  return read_scenario_document(parse_toml(file), file, library, overrides);
}

Scenario read_resolved(const std::string& name, const std::string& text) {
  const SourceFile file{name + ".toml", text, {}, {}};
  return read_scenario_document(parse_toml(file), file, {}, {});
}

Scenario read_scenario_document(toml::table&& document, const SourceFile& file, const Library& library,
                                std::span<const Override> overrides) {
  return read_document(std::move(document), file, library, overrides, nullptr);
}

Theatre read_theatre(const std::string& name, const Library& library) { return read_theatre_of(name, library, nullptr); }

LeftOut left_out_of_scenario(const std::string& name, const Library& library, std::span<const Override> overrides) {
  LeftOut left;
  const SourceFile file = open_named(name, library);
  read_document(parse_toml(file), file, library, overrides, &left);
  return left;
}

LeftOut left_out_of_theatre(const std::string& name, const Library& library) {
  LeftOut left;
  read_theatre_of(name, library, &left);
  return left;
}

bool looks_like_theatre(const SourceFile& file) { return is_theatre(parse_toml(file)); }

}  // namespace fulcrum
