#include "scenarios/input/checker.h"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <tuple>

namespace fulcrum {

namespace {

// "1 to 10 weeks", "1".
std::string range_text(std::int64_t low, std::int64_t high, std::string_view unit) {
  const std::string range = low == high ? fmt::format("{}", low) : fmt::format("{} to {}", low, high);
  return unit.empty() ? range : fmt::format("{} {}", range, unit);
}

// A number that shows that it is not written as a whole one.
std::string with_point(double value) {
  std::string text = number_text(value);
  return text.find_first_of(".en") == std::string::npos ? text + ".0" : text;
}

// The names, as many as fit a line.
std::string all_of(const std::vector<std::string>& allowed) {
  constexpr std::size_t kLine = 300;
  std::string all;
  for (std::size_t i = 0; i < allowed.size(); ++i) {
    if (all.size() + allowed[i].size() > kLine) return all + fmt::format(" and {} more", allowed.size() - i);
    all += (all.empty() ? "; allowed: " : ", ") + allowed[i];
  }
  return all;
}

// A whole number, or one with a point.
std::optional<double> number_in(const toml::node& node) {
  if (node.is_integer()) return static_cast<double>(node.as_integer()->get());
  if (node.is_floating_point()) return node.as_floating_point()->get();
  return std::nullopt;
}

}  // namespace

void Checker::problem(const toml::source_region& at, std::string message) {
  Problem found = place_of(at);
  found.message = std::move(message);
  problems.push_back(std::move(found));
}

void Checker::note(const toml::source_region& at, std::string message) {
  Problem found = place_of(at);
  found.message = std::move(message);
  notes.push_back(std::move(found));
}

void Checker::finish() {
  if (problems.empty()) return;
  std::stable_sort(problems.begin(), problems.end(), [](const Problem& a, const Problem& b) {
    return std::tie(a.file, a.line, a.column) < std::tie(b.file, b.line, b.column);
  });
  throw InputError(problems);
}

std::string Checker::suggest(std::string_view word, const std::vector<std::string>& candidates) const {
  constexpr std::size_t kMostSearches = 1000;  // a hundred thousand names that are not, each against a thousand that are, take minutes
  return problems.size() < kMostSearches ? suggestion(word, candidates) : "";
}

void Checker::only(const toml::table& table, const std::vector<std::string>& allowed, std::string_view where) {
  for (const auto& [key, node] : table)
    if (std::find(allowed.begin(), allowed.end(), key.str()) == allowed.end()) {
      const std::string near = suggest(key.str(), allowed);
      problem(key.source(), fmt::format("unknown key '{}' in {}", shown(key.str()), where) + (near.empty() ? all_of(allowed) : near));
    }
}

std::optional<double> Checker::number(const toml::node& node, const std::string& what, const Bounds& bounds, std::string_view unit) {
  const auto value = number_in(node);
  if (!value) {
    problem(node.source(), fmt::format("{} must be a number, not {}; allowed: {}", what, kind_of(node), allowed_text(bounds, unit)));
    return std::nullopt;
  }
  const bool inside =
      std::isfinite(*value) && *value >= bounds.lower && *value <= bounds.upper && (!bounds.whole || std::floor(*value) == *value);
  if (!inside) {
    const std::string found = node.is_integer() ? fmt::format("{}", node.as_integer()->get()) : number_text(*value);
    problem(node.source(), fmt::format("{} = {} is outside its limits; allowed: {}", what, found, allowed_text(bounds, unit)));
    return std::nullopt;
  }
  return value;
}

std::optional<double> Checker::number(const toml::table& table, std::string_view key, const std::string& what, const Bounds& bounds,
                                      std::string_view unit) {
  const toml::node* node = table.get(key);
  return node == nullptr ? std::nullopt : number(*node, what, bounds, unit);
}

std::optional<std::int64_t> Checker::whole(const toml::node& node, const std::string& what, std::int64_t low, std::int64_t high,
                                           std::string_view unit) {
  if (!node.is_integer()) {
    problem(node.source(), fmt::format("{} must be a whole number, not {}; allowed: {}", what, kind_of(node), range_text(low, high, unit)));
    return std::nullopt;
  }
  const std::int64_t value = node.as_integer()->get();
  if (value < low || value > high) {
    problem(node.source(), fmt::format("{} = {} is outside its limits; allowed: {}", what, value, range_text(low, high, unit)));
    return std::nullopt;
  }
  return value;
}

std::optional<std::int64_t> Checker::whole(const toml::table& table, std::string_view key, const std::string& what, std::int64_t low,
                                           std::int64_t high, std::string_view unit) {
  const toml::node* node = table.get(key);
  return node == nullptr ? std::nullopt : whole(*node, what, low, high, unit);
}

std::optional<std::string> Checker::text(const toml::table& table, std::string_view key, const std::string& what) {
  const toml::node* node = table.get(key);
  if (node == nullptr) return std::nullopt;
  if (node->is_string()) return node->as_string()->get();
  problem(node->source(), fmt::format("{} must be a string, not {}", what, kind_of(*node)));
  return std::nullopt;
}

std::optional<std::string> Checker::name(const toml::table& table, std::string_view key, const std::string& what) {
  auto value = text(table, key, what);
  if (!value) return value;
  const bool right = !value->empty() && value->size() <= 80 && std::all_of(value->begin(), value->end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
  if (right) return value;
  problem(table.get(key)->source(),
          fmt::format("{} = '{}' is not a valid name; allowed: 1 to 80 letters, digits, '_' and '-'", what, shown(*value)));
  return std::nullopt;
}

std::optional<bool> Checker::truth(const toml::table& table, std::string_view key, const std::string& what) {
  const toml::node* node = table.get(key);
  if (node == nullptr) return std::nullopt;
  if (node->is_boolean()) return node->as_boolean()->get();
  problem(node->source(), fmt::format("{} must be true or false, not {}", what, kind_of(*node)));
  return std::nullopt;
}

std::optional<std::string> Checker::one_of(const toml::node& node, const std::string& what, const std::vector<std::string>& allowed) {
  std::string all;
  for (const std::string& one : allowed) all += (all.empty() ? "" : ", ") + one;
  if (!node.is_string()) {
    problem(node.source(), fmt::format("{} must be a string, not {}; allowed: {}", what, kind_of(node), all));
    return std::nullopt;
  }
  const std::string value = node.as_string()->get();
  if (std::find(allowed.begin(), allowed.end(), value) != allowed.end()) return value;
  problem(node.source(), fmt::format("{} = '{}' is not a valid value; allowed: {}", what, shown(value), all) + suggestion(value, allowed));
  return std::nullopt;
}

std::optional<std::chrono::sys_days> Checker::date(const toml::node& node, const std::string& what) {
  if (!node.is_date()) {
    problem(node.source(), fmt::format("{} must be a date like 2008-01-07, not {}", what, kind_of(node)));
    return std::nullopt;
  }
  const toml::date d = node.as_date()->get();
  return std::chrono::sys_days(std::chrono::year(d.year) / d.month / d.day);
}

const toml::table* Checker::table(const toml::table& in, std::string_view key, const std::string& what) {
  const toml::node* node = in.get(key);
  if (node == nullptr) return nullptr;
  if (!node->is_table()) problem(node->source(), fmt::format("{} must be a table, not {}", what, kind_of(*node)));
  return node->as_table();
}

std::vector<const toml::table*> Checker::tables(const toml::table& in, std::string_view key) {
  std::vector<const toml::table*> all;
  const toml::node* node = in.get(key);
  if (node == nullptr) return all;
  if (!node->is_array()) {
    problem(node->source(), fmt::format("'{}' must be written as [[{}]] tables, not {}", key, key, kind_of(*node)));
    return all;
  }
  for (const toml::node& item : *node->as_array()) {
    if (item.is_table())
      all.push_back(item.as_table());
    else
      problem(item.source(), fmt::format("'{}' must be written as [[{}]] tables; this is {}", key, key, kind_of(item)));
  }
  return all;
}

void Checker::missing(const toml::table& table, std::string_view key, std::string_view where) {
  problem(table.source(), fmt::format("'{}' is missing in {}", key, where));
}

std::string kind_of(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::string:
      return fmt::format("the string '{}'", shown(node.as_string()->get()));
    case toml::node_type::integer:
      return fmt::format("the whole number {}", node.as_integer()->get());
    case toml::node_type::floating_point:
      return fmt::format("the number {}", with_point(node.as_floating_point()->get()));
    case toml::node_type::boolean:
      return node.as_boolean()->get() ? "true" : "false";
    case toml::node_type::date:
      return "a date";
    case toml::node_type::time:
      return "a time of day";
    case toml::node_type::date_time:
      return "a date with a time";
    case toml::node_type::array:
      return "an array";
    case toml::node_type::table:
      return "a table";
    case toml::node_type::none:
      break;
  }
  return "nothing";
}

std::string date_text(std::chrono::sys_days day) {
  const std::chrono::year_month_day d(day);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(d.year()), static_cast<unsigned>(d.month()), static_cast<unsigned>(d.day()));
}

std::string number_text(double value) { return fmt::format("{}", value); }

std::string allowed_text(const Bounds& bounds, std::string_view unit) {
  const std::string kind = bounds.whole ? "whole numbers, " : "";
  const std::string with_unit = unit.empty() || unit == "1" ? "" : fmt::format(" [{}]", unit);
  const bool low = std::isfinite(bounds.lower), high = std::isfinite(bounds.upper);
  if (low && high) return fmt::format("{}{} to {}{}", kind, number_text(bounds.lower), number_text(bounds.upper), with_unit);
  if (low) return fmt::format("{}at least {}{}", kind, number_text(bounds.lower), with_unit);
  if (high) return fmt::format("{}at most {}{}", kind, number_text(bounds.upper), with_unit);
  return "any finite number" + with_unit;
}

}  // namespace fulcrum
