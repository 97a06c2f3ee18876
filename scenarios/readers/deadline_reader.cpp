#include "scenarios/readers/deadline_reader.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "scenarios/input/toml_text.h"
#include "scenarios/readers/actions_reader.h"

namespace fulcrum {

namespace {

void read_deadline(const toml::table& table, const NamedDates& dates, const Setup& setup, Deadline& deadline, Checker& check) {
  check.only(table, {"name", "at", "known", "weight", "ramp_weeks", "source", "note"}, "[[deadline]]");
  if (const auto name = check.text(table, "name", "name of a [[deadline]]")) deadline.name = *name;
  for (const char* text : {"source", "note"}) check.text(table, text, fmt::format("{} of a [[deadline]]", text));
  if (!table.contains("at")) check.missing(table, "at", "[[deadline]]");
  for (const auto& [key, week] : {std::pair{"at", &deadline.at}, std::pair{"known", &deadline.known}})
    if (const toml::node* node = table.get(key))
      if (const auto value = read_week(*node, key, dates, setup, check)) *week = static_cast<int>(*value);
  if (const auto weight = check.number(table, "weight", "weight of a [[deadline]]", {0, 1}, "")) deadline.weight = *weight;
  if (const auto ramp = check.whole(table, "ramp_weeks", "ramp_weeks of a [[deadline]]", 1, 1000, "weeks"))
    deadline.ramp_weeks = static_cast<int>(*ramp);
  if (check.problems.empty() && deadline.known > deadline.at)
    check.problem(table.source(), fmt::format("a [[deadline]] is known from week {} on, after its own week {}; it would never count",
                                              deadline.known, deadline.at));
}

}  // namespace

void read_deadlines(const toml::table& document, const NamedDates& dates, Setup& setup, Checker& check) {
  if (!document.contains("deadline")) return;
  std::set<std::string> names;
  for (const toml::table* table : check.tables(document, "deadline")) {
    Deadline deadline;
    read_deadline(*table, dates, setup, deadline, check);
    if (!deadline.name.empty() && !names.insert(deadline.name).second)
      check.problem(table->get("name")->source(), fmt::format("[[deadline]] '{}' stands twice; names must differ", shown(deadline.name)));
    const auto there = std::find_if(setup.deadlines.begin(), setup.deadlines.end(),
                                    [&](const Deadline& d) { return !d.name.empty() && d.name == deadline.name; });
    if (there == setup.deadlines.end())
      setup.deadlines.push_back(std::move(deadline));
    else
      *there = std::move(deadline);
  }
}

std::string deadlines_toml(const Setup& setup) {
  std::string text;
  for (const Deadline& d : setup.deadlines) {
    text += "\n[[deadline]]\n";
    if (!d.name.empty()) text += fmt::format("name = {}\n", quoted(d.name));
    text += fmt::format("at = {}\nknown = {}\nweight = {}\nramp_weeks = {}\n", d.at, d.known, float_text(d.weight), d.ramp_weeks);
  }
  return text;
}

}  // namespace fulcrum
