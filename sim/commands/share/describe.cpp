// fulcrum describe [KEY]: what every parameter, lever, initial value, series and outcome is.

#include <fmt/core.h>
#include <algorithm>
#include <cctype>
#include <cmath>
#include <sstream>

#include <nlohmann/json.hpp>

#include "models/initial.h"
#include "models/levers.h"
#include "models/parameters.h"
#include "models/recording.h"
#include "scenarios/overrides.h"
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

// What --set, scenarios and studies may say of one militia: militia.<name>.<trait>.
Json traits() {
  Json list = Json::array();
  for (const TraitInfo& trait : trait_table())
    list.push_back({{"key", "militia.<name>." + std::string(trait.name)},
                    {"lower", json_number(trait.bounds.lower)},
                    {"upper", json_number(trait.bounds.upper)},
                    {"unit", trait.unit},
                    {"meaning", trait.meaning}});
  return list;
}

// What --set and studies know besides.
Json settings() {
  Json list = Json::array();
  const auto add = [&](const char* key, const char* standard, const char* allowed, const char* factor, const char* meaning) {
    list.push_back({{"key", key}, {"default", standard}, {"allowed", allowed}, {"factor", factor}, {"meaning", meaning}});
  };
  add("time.start", "the scenario's", "a Monday", "no", "first day of the run");
  add("time.weeks", "208", "1 to 10000", "no", "length of the run [weeks]");
  add("run.seed", "1", "a whole number from 0", "no", "seed of all draws");
  add("run.replicates", "200", "1 to 1000000000", "no", "futures of each policy");
  add("run.noise", "true", "true, false", "no", "whether there is luck");
  add("run.resolution", "the command's", "organisations, cells", "no", "whether militias are single cells in provinces");
  add("run.rival", "scripted", "scripted, adaptive", "no", "whether the rival chooses its posture itself besides the script");
  add("run.host", "true", "true, false", "no", "whether the host's politics are taken in");
  add("levers.troops", "of forces", "0 and more", "yes", "troops in theatre, in men: the same lever as forces");
  add("action.<n>.week", "the scenario's", "0 to the last week", "yes", "week of the n-th action of a policy, counted from 1");
  add("cells.scale", "1", "1e-06 to 1e+06", "yes", "cells that one agent stands for; read with cells only");
  add("cells.events", "false", "true, false", "no", "keep every single attack; read with cells only");
  add("communities.people", "80000", "1 to 1e+09", "yes", "people in a community; read with cells only");
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
constexpr Described kDescribed[] = {{"parameters", parameters}, {"structure", structure}, {"levers", levers},
                                    {"initial", initial},       {"traits", traits},       {"settings", settings},
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

// Whether a key is one of those that an identifier with places stands for: militia.badr.tie of militia.<name>.<trait>.
bool stands_for(std::string_view id, std::string_view key) {
  const auto open = id.find('<'), close = id.find('>');
  if (open == std::string_view::npos || close == std::string_view::npos) return id == key;
  const std::string_view rest = id.substr(close + 1);
  const bool ends = key.size() > open + rest.size() && key.starts_with(id.substr(0, open)) && key.ends_with(rest);
  return ends && key.substr(open, key.size() - open - rest.size()).find('.') == std::string_view::npos;
}

std::string lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

// Whether all words stand in the row's name or meaning.
bool speaks_of(const Json& row, const std::string& words) {
  std::string text = identifier(row);
  for (const char* part : {"meaning", "long_name", "title", "description"})
    if (row.contains(part)) text += ' ' + row[part].get<std::string>();
  text = lower_case(text);
  std::istringstream list(lower_case(words));
  bool all = true;
  for (std::string word; list >> word;) all = all && text.find(word) != std::string::npos;
  return all;
}

// All things whose name or meaning has these words, or whose name fits a group (threat.*).
Json search(const std::string& words) {
  Json found = Json::object();
  for (const auto& [kind, list] : kDescribed)
    for (const Json& row : list())
      if (words.ends_with(".*") ? fits_pattern(words, identifier(row)) : speaks_of(row, words)) found[kind].push_back(row);
  return found;
}

// All things of that name (a lever and a series may share it), by kind. Scenarios are read only if they are asked for: that takes longest.
Json called(const std::string& key) {
  Json found = Json::object();
  std::vector<std::string> names;
  const auto asked_for = [&](const std::string& kind, const std::string& id) {
    names.push_back(id);
    const bool of_militia = kind == "levers" && stands_for("levers." + id, key);
    return stands_for(id, key) || kind + "." + id == key || of_militia || (kind == "series" && "lever_" + key == id) ||
           (kind == "settings" && id == "levers." + key);
  };
  for (const auto& [kind, list] : kDescribed) {
    if (list == scenarios) continue;
    for (const Json& row : list())
      if (asked_for(kind, identifier(row))) found[kind].push_back(row);
  }
  for (const std::string& name : scenario_names())
    if (asked_for("scenarios", name)) found["scenarios"].push_back(scenario(name));
  if (found.empty()) found = search(key);
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

std::size_t rows_in(const Json& found) {
  std::size_t rows = 0;
  for (const auto& [kind, list] : found.items()) rows += list.size();
  return rows;
}

// A terminal has no room for every column: name, default, unit if there is one, and the meaning, folded.
std::string narrow(const Json& found, int width) {
  std::string text;
  for (const auto& [kind, list] : found.items()) {
    text += (text.empty() ? "" : "\n") + kind + "\n";
    for (const Json& row : list) {
      std::string line = "  " + identifier(row);
      if (row.contains("default") && !row["default"].is_null()) line += " = " + cell(row["default"]);
      if (row.contains("unit") && row["unit"] != "1") line += " [" + cell(row["unit"]) + "]";
      for (const char* part : {"meaning", "long_name", "title"})
        if (row.contains(part)) line += ": " + cell(row[part]);
      text += folded(line, width, 6) + "\n";
    }
  }
  return text;
}

int describe(Console& console, const std::string& key, Format format) {
  constexpr std::size_t kMostPages = 6;
  const Json found = chosen(key);
  const bool whole_kinds = key.empty() || found.contains(key) || rows_in(found) > kMostPages;
  if (format == Format::kTable && whole_kinds && console.output_is_terminal()) {
    console.data(narrow(found, console.width()));
    return kDone;
  }
  if (format == Format::kJson)
    console.data((found.contains(key) ? found[key] : found).dump(1) + "\n");
  else if (format == Format::kTable && !whole_kinds)
    console.data(pages(found));
  else
    console.data(tables(found, format == Format::kCsv));
  return kDone;
}

}  // namespace

void add_describe_command(CLI::App& app, Invocation& chosen) {
  auto* command = app.add_subcommand("describe", "Describe or search parameters, levers, initial values, traits, series and outcomes");
  auto key = std::make_shared<std::string>();
  auto format = std::make_shared<Format>(Format::kTable);
  command->add_option(
      "KEY", *key,
      "a name (direct.threat_gain, forces, militia.badr.tie), a group (threat.*), words to search for, or parameters, structure, levers, "
      "initial, traits, settings, series, outcomes, scenarios");
  add_format_flag(*command, *format);
  command->callback([=, &chosen] { chosen = [=](Console& console) { return describe(console, *key, *format); }; });
}

}  // namespace fulcrum
