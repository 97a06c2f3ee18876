// fulcrum describe [KEY]: what every parameter, lever, initial value, series and outcome is.

#include <fmt/core.h>
#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include "models/initial.h"
#include "models/levers.h"
#include "models/parameters.h"
#include "models/recording.h"
#include "scenarios/scenario.h"
#include "sim/commands/command.h"
#include "sim/ensemble/outcomes.h"
#include "sim/terminal/json_number.h"
#include "sim/terminal/text_table.h"

namespace fulcrum {

namespace {

using Json = nlohmann::ordered_json;

// "default 0.5, 0 to 1 explored" where the first edition of the model differs; else nothing.
std::string first_edition(const ParameterInfo& p) {
  const FirstEdition& first = p.first;
  if (first.value == p.value && first.explore_low == p.explore_low && first.explore_high == p.explore_high) return "";
  return fmt::format("default {}, {} to {} explored", first.value, first.explore_low, first.explore_high);
}

Json parameters() {
  Json list = Json::array();
  for (const ParameterInfo& p : parameter_table())
    list.push_back({{"key", p.key},
                    {"default", p.value},
                    {"lower", json_number(p.bounds().lower)},
                    {"upper", json_number(p.bounds().upper)},
                    {"whole", p.bounds().whole},
                    {"explore_low", p.explore_low},
                    {"explore_high", p.explore_high},
                    {"first_edition", first_edition(p)},
                    {"unit", p.unit},
                    {"symbol", p.symbol},
                    {"source", p.source},
                    {"claims", p.claims},
                    {"meaning", p.meaning}});
  return list;
}

Json structure() {
  Json list = Json::array();
  for (const StructureInfo& s : structure_table())
    list.push_back({{"key", s.key}, {"default", s.forms[0]}, {"forms", s.forms}, {"meaning", s.meaning}});
  return list;
}

Json levers() {
  Json list = Json::array();
  const auto add = [&](const LeverInfo& l, const std::string& name) {
    list.push_back({{"name", name},
                    {"default", l.value},
                    {"lower", l.lower},
                    {"upper", l.upper},
                    {"unit", l.unit},
                    {"claims", l.claims},
                    {"meaning", l.meaning}});
  };
  for (const LeverInfo& l : lever_table()) add(l, std::string(l.name));
  for (const LeverInfo& l : militia_lever_table()) add(l, std::string(l.name) + ".<militia>");
  return list;
}

Json initial() {
  Json list = Json::array();
  for (const InitialInfo& i : initial_table())
    list.push_back(
        {{"name", i.name}, {"default", i.value}, {"lower", i.lower}, {"upper", i.upper}, {"unit", i.unit}, {"meaning", i.meaning}});
  for (const OptionalInitialInfo& i : optional_initial_table())
    list.push_back({{"name", i.name},
                    {"default", nullptr},
                    {"lower", i.lower},
                    {"upper", i.upper},
                    {"unit", i.unit},
                    {"meaning", fmt::format("{}; without it {}", i.meaning, i.absent)}});
  return list;
}

// "militia"; "province x attacker x target".
std::string axis_words(Axis axis) {
  std::string words;
  for (const Dimension& dimension : axis_dimensions(axis, {})) words += (words.empty() ? "" : " x ") + dimension.name;
  return words;
}

// The tables of the host's politics of which a theatre must have one for a series to be recorded.
const char* tables_needed(HostPart part) {
  switch (part) {
    case HostPart::kNone:
      return "";
    case HostPart::kAny:
      return "bloc, government, organiser, rivalry or intermediary";
    case HostPart::kBlocs:
      return "bloc";
    case HostPart::kGovernment:
      return "government";
    case HostPart::kOrganisers:
      return "organiser";
    case HostPart::kFront:
      return "rivalry or intermediary";
    case HostPart::kIntermediaries:
      return "intermediary";
  }
  return "";
}

Json series() {
  Json list = Json::array();
  for (const SeriesInfo& s : series_catalogue())
    list.push_back({{"name", s.name},
                    {"axis", axis_words(s.axis)},
                    {"set", s.core ? "core" : "all"},
                    {"resolution", s.agents ? "cells" : "organisations"},
                    {"needs", tables_needed(s.part)},
                    {"lower", json_number(s.lower)},
                    {"upper", json_number(s.upper)},
                    {"unit", s.unit},
                    {"long_name", s.long_name}});
  return list;
}

Json outcomes() {
  Json list = Json::array();
  for (const auto outcomes : {standard_outcomes(), agent_outcomes()})
    for (const Outcome& o : outcomes) list.push_back({{"name", o.name}, {"unit", o.unit}, {"long_name", o.long_name}});
  return list;
}

// First sentence of a description, in one line.
std::string first_sentence(const std::string& text) {
  std::string line = text.substr(0, text.find(". "));
  std::replace(line.begin(), line.end(), '\n', ' ');
  while (!line.empty() && (line.back() == ' ' || line.back() == '.')) line.pop_back();
  return line;
}

// Shipped scenarios and theatres go by the names under which run, compare and validate find them.
std::vector<std::string> scenario_names() {
  constexpr std::string_view kEnding = ".toml";
  std::vector<std::string> names;
  for (const EmbeddedFile& file : embedded_files())
    if (file.name.ends_with(kEnding)) names.emplace_back(file.name.substr(0, file.name.size() - kEnding.size()));
  return names;
}

Json scenario(const std::string& name) {
  const auto row = [&](const char* kind, const auto& read) -> Json {
    return {{"name", name}, {"kind", kind}, {"title", read.title}, {"description", first_sentence(read.description)}};
  };
  const std::string file = name + ".toml";
  const auto embedded = embedded_files();
  const auto found = std::find_if(embedded.begin(), embedded.end(), [&](const EmbeddedFile& one) { return one.name == file; });
  if (looks_like_theatre({file, std::string(found->text), {}, {}})) return row("theatre", read_theatre(name, {}));
  return row("scenario", read_scenario(name, {}));
}

Json scenarios() {
  Json list = Json::array();
  for (const std::string& name : scenario_names()) list.push_back(scenario(name));
  return list;
}

/// A kind of things, in the order in which they are shown.
struct Described {
  const char* kind;
  Json (*list)();
};
constexpr Described kDescribed[] = {{"parameters", parameters}, {"structure", structure}, {"levers", levers},      {"initial", initial},
                                    {"series", series},         {"outcomes", outcomes},   {"scenarios", scenarios}};

std::string cell(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_null()) return "-";
  if (!value.is_array()) return value.dump();
  std::string joined;
  for (const Json& item : value) joined += (joined.empty() ? "" : " | ") + cell(item);
  return joined;
}

TextTable table_of(const Json& list) {
  std::vector<std::string> heads;
  for (const auto& [key, value] : list.front().items()) heads.push_back(key);
  TextTable table(heads);
  for (const Json& row : list) {
    std::vector<std::string> cells;
    for (const auto& [key, value] : row.items()) cells.push_back(cell(value));
    table.add(cells);
  }
  for (std::size_t c = 0; c < heads.size(); ++c)
    if (list.front()[heads[c]].is_string()) table.align_left(c);
  return table;
}

std::string identifier(const Json& row) { return row.contains("key") ? row["key"].get<std::string>() : row["name"].get<std::string>(); }

// All things of that name (a lever and a series may share it), by kind. Scenarios are read only if they are asked for: that takes longest.
Json called(const std::string& key) {
  Json found = Json::object();
  std::vector<std::string> names;
  const auto asked_for = [&](const std::string& kind, const std::string& id) {
    names.push_back(id);
    return id == key || kind + "." + id == key || (kind == "series" && "lever_" + key == id);
  };
  for (const auto& [kind, list] : kDescribed) {
    if (list == scenarios) continue;
    for (const Json& row : list())
      if (asked_for(kind, identifier(row))) found[kind].push_back(row);
  }
  for (const std::string& name : scenario_names())
    if (asked_for("scenarios", name)) found["scenarios"].push_back(scenario(name));
  if (found.empty()) {
    const std::string near = suggestion(key, names);
    throw UsageError("there is nothing called '" + key + "'" + (near.empty() ? "; `fulcrum describe` lists everything there is" : near));
  }
  return found;
}

// What the key asks for, by kind: everything, one kind, or what goes by that name.
Json chosen(const std::string& key) {
  Json all = Json::object();
  for (const auto& [kind, list] : kDescribed)
    if (key.empty() || key == kind) all[kind] = list();
  return all.empty() ? called(key) : all;
}

// A page a thing: its name, and a line for each of its properties.
std::string pages(const Json& found) {
  std::string text;
  for (const auto& [kind, list] : found.items())
    for (const Json& row : list) {
      text += (text.empty() ? "" : "\n") + identifier(row) + " (" + kind + ")\n";
      for (const auto& [name, value] : row.items())
        if (name != "key" && name != "name" && !cell(value).empty())
          text += "  " + name + std::string(13 - std::min<std::size_t>(name.size(), 12), ' ') + cell(value) + "\n";
    }
  return text;
}

// One table a kind, with a heading if there are several; CSV tables are parted by an empty line.
std::string tables(const Json& found, bool csv) {
  std::string text;
  for (const auto& [kind, list] : found.items()) {
    const TextTable table = table_of(list);
    if (found.size() > 1) text += (text.empty() ? "" : "\n") + kind + (csv ? "\n" : "\n\n");
    text += csv ? table.csv() : table.text();
  }
  return text;
}

int describe(Console& console, const std::string& key, Format format) {
  const Json found = chosen(key);
  const bool whole_kinds = key.empty() || found.contains(key);
  if (format == Format::kJson)
    console.data((key.empty() || !whole_kinds ? found : found[key]).dump(1) + "\n");
  else if (format == Format::kTable && !whole_kinds)
    console.data(pages(found));
  else
    console.data(tables(found, format == Format::kCsv));
  return kDone;
}

}  // namespace

void add_describe_command(CLI::App& app, Invocation& chosen) {
  auto* command = app.add_subcommand("describe", "Describe parameters, levers, initial values, series and outcomes, one or all");
  auto key = std::make_shared<std::string>();
  auto format = std::make_shared<Format>(Format::kTable);
  command->add_option(
      "KEY", *key, "a name (direct.threat_gain, forces, attacks), or parameters, structure, levers, initial, series, outcomes, scenarios");
  add_format_flag(*command, *format);
  command->callback([=, &chosen] { chosen = [=](Console& console) { return describe(console, *key, *format); }; });
}

}  // namespace fulcrum
