// From files to a scenario: extends, theatre, overrides, and the order in which they win.
#include "scenarios/scenario.h"

#include <fmt/core.h>

#include <algorithm>

#include "scenarios/actions_reader.h"
#include "scenarios/overrides.h"
#include "scenarios/scenario_document.h"
#include "scenarios/theatre_reader.h"
#include "scenarios/values_reader.h"

namespace fulcrum {

namespace {

constexpr int kLongestChain = 32;
constexpr std::int64_t kMostWeeks = 10000;
constexpr std::int64_t kMostReplicates = 1000000000;

// A scenario with all that it extends, merged, and the files that were read.
struct Merged {
  toml::table document;
  std::vector<SourceFile> files;  ///< the scenario first, then what it extends
};

Problem place_in(const toml::table& table, std::string_view key) { return place_of(table.get(key)->source()); }

Merged read_chain(toml::table&& document, const SourceFile& first, const Library& library, Checker& check) {
  Merged merged;
  std::vector<toml::table> chain;
  for (SourceFile file = first;;) {
    chain.push_back(chain.empty() ? std::move(document) : parse_toml(file));
    merged.files.push_back(file);
    const auto parent = check.text(chain.back(), "extends", "extends");
    if (!parent) break;
    const Problem place = place_in(chain.back(), "extends");
    const SourceFile next = open_from(file, *parent, ".toml", library, place);
    for (const SourceFile& seen : merged.files)
      if (seen.name == next.name && seen.embedded() == next.embedded())
        throw InputError(
            {{place.file, place.line, place.column, fmt::format("extends leads in a circle: '{}' is extended already", next.name)}});
    if (chain.size() == kLongestChain)
      throw InputError({{place.file, place.line, place.column, fmt::format("more than {} files extend each other", kLongestChain)}});
    file = next;
  }
  merged.document = std::move(chain.back());
  for (auto child = chain.rbegin() + 1; child != chain.rend(); ++child) merge_over(merged.document, std::move(*child));
  return merged;
}

std::vector<std::string> scenario_keys() {
  std::vector<std::string> keys{"schema",     "name",      "title",   "description", "extends", "theatre", "time",     "run",
                                "parameters", "structure", "initial", "levers",      "dates",   "action",  "schedule", "rule"};
  for (std::string& key : actor_keys()) keys.push_back(std::move(key));
  return keys;
}

void read_head(const toml::table& document, Scenario& scenario, Checker& check) {
  check.only(document, scenario_keys(), "a scenario");
  if (!document.contains("schema"))
    check.missing(document, "schema", "a scenario");
  else
    check.whole(document, "schema", "schema", 1, 1, "");
  if (const auto name = check.name(document, "name", "name"))
    scenario.name = *name;
  else if (!document.contains("name"))
    check.missing(document, "name", "a scenario");
  if (const auto title = check.text(document, "title", "title")) scenario.title = *title;
  if (const auto description = check.text(document, "description", "description")) scenario.description = *description;
}

void read_time(const toml::table& document, Setup& setup, Checker& check) {
  const toml::table* time = check.table(document, "time", "[time]");
  if (time == nullptr || !time->contains("start")) {
    if (!document.contains("time") || time != nullptr)
      check.problem(time != nullptr ? time->source() : document.source(), "'start' is missing in [time]; e.g. start = 2008-01-07");
  }
  if (time == nullptr) return;
  check.only(*time, {"start", "weeks"}, "[time]");
  if (const toml::node* node = time->get("start"))
    if (const auto start = check.date(*node, "time.start")) {
      setup.start = *start;
      const std::chrono::weekday day(*start);
      if (day != std::chrono::Monday) {
        const std::chrono::year_month_day monday(*start - (day - std::chrono::Monday));
        check.problem(node->source(),
                      fmt::format("time.start is no Monday; the Monday of that week is {:04}-{:02}-{:02}", static_cast<int>(monday.year()),
                                  static_cast<unsigned>(monday.month()), static_cast<unsigned>(monday.day())));
      }
    }
  if (const auto weeks = check.whole(*time, "weeks", "time.weeks", 1, kMostWeeks, "weeks")) setup.weeks = static_cast<int>(*weeks);
}

void read_run(const toml::table& document, Scenario& scenario, Checker& check) {
  const toml::table* run = check.table(document, "run", "[run]");
  if (run == nullptr) return;
  check.only(*run, {"seed", "replicates", "noise", "resolution"}, "[run]");
  if (const auto seed = check.whole(*run, "seed", "run.seed", 0, std::numeric_limits<std::int64_t>::max(), ""))
    scenario.run.seed = static_cast<std::uint64_t>(*seed);
  if (const auto replicates = check.whole(*run, "replicates", "run.replicates", 1, kMostReplicates, ""))
    scenario.run.replicates = static_cast<int>(*replicates);
  if (const auto noise = check.truth(*run, "noise", "run.noise")) scenario.run.noise = *noise;
  const toml::node* resolution = run->get("resolution");
  if (resolution == nullptr) return;
  if (const auto name = check.one_of(*resolution, "run.resolution", {"organisations", "cells"}))
    if (*name == "cells")
      check.problem(resolution->source(),
                    "resolution = \"cells\" (the agent layer) is not supported by this version; allowed: organisations");
}

void refuse_rules(const toml::table& document, Checker& check) {
  for (const toml::table* rule : check.tables(document, "rule"))
    check.problem(rule->source(), "[[rule]] (adaptive policies) is not supported by this version; use [[action]]");
}

// Theatre, then the scenario over it. Levers need the militias, and actions the start.
void read_setup(const toml::table* theatre, const Merged& merged, const Library& library, Scenario& scenario, Checker& check) {
  Setup& setup = scenario.setup;
  const toml::table& document = merged.document;
  if (theatre != nullptr) read_theatre_document(*theatre, setup.theatre, scenario.dates, check);
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
  setup.before = setup.levers;
  read_dates(document, scenario.dates, check);
  read_time(document, setup, check);
  read_run(document, scenario, check);
  read_parameters(document, setup, scenario.annotations, check);
  read_initial(document, setup.initial, check);
  read_levers(document, setup, check);
  read_schedules(document, merged.files.front(), library, setup, scenario.inputs, check);
  read_actions(document, scenario.dates, setup, check);
  refuse_rules(document, check);
}

}  // namespace

Scenario read_scenario(const std::string& name, const Library& library, std::span<const Override> overrides) {
  const SourceFile file = open_named(name, library);
  return read_scenario_document(parse_toml(file), file, library, overrides);
}

Scenario read_scenario_document(toml::table&& document, const SourceFile& file, const Library& library,
                                std::span<const Override> overrides) {
  Checker check;
  Scenario scenario;
  Merged merged = read_chain(std::move(document), file, library, check);
  std::vector<ActorOverride> actor_overrides = apply_overrides(overrides, merged.document);
  scenario.file = file.name;
  scenario.inputs = merged.files;
  read_head(merged.document, scenario, check);
  toml::table theatre;
  bool has_theatre = false;
  if (const auto theatre_name = check.text(merged.document, "theatre", "theatre")) {
    const Problem place = place_in(merged.document, "theatre");
    const auto named_by = std::find_if(merged.files.begin(), merged.files.end(), [&](const SourceFile& f) { return f.name == place.file; });
    const SourceFile& from = named_by == merged.files.end() ? merged.files.front() : *named_by;
    const SourceFile theatre_file = open_from(from, *theatre_name, ".toml", library, place);
    scenario.inputs.push_back(theatre_file);
    theatre = parse_toml(theatre_file);
    has_theatre = true;
  } else if (!merged.document.contains("theatre") && !merged.document.contains("militia")) {
    check.missing(merged.document, "theatre", "a scenario");
  }
  read_setup(has_theatre ? &theatre : nullptr, merged, library, scenario, check);
  apply_actor_overrides(actor_overrides, scenario.setup.theatre, check);
  check.finish();
  scenario.notes = std::move(check.notes);
  return scenario;
}

Theatre read_theatre(const std::string& name, const Library& library) {
  Checker check;
  const toml::table document = parse_toml(open_named(name, library));
  Setup setup;
  NamedDates dates;
  std::vector<Annotation> annotations;
  read_theatre_document(document, setup.theatre, dates, check);
  setup.levers = default_levers(setup.theatre.militias.size());
  read_parameters(document, setup, annotations, check);
  read_initial(document, setup.initial, check);
  read_levers(document, setup, check);
  check.finish();
  return setup.theatre;
}

bool looks_like_theatre(const SourceFile& file) {
  const toml::table document = parse_toml(file);
  const bool scenario =
      document.contains("theatre") || document.contains("extends") || document.contains("time") || document.contains("action");
  return !scenario && (document.contains("forces_reference") || document.contains("militia") || document.contains("neighbour"));
}

}  // namespace fulcrum
