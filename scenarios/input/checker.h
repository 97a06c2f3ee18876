/// \file
/// Strict reading of TOML nodes: every problem is noted with its place, and reading goes on.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/parameters.h"
#include "scenarios/input/document.h"

namespace fulcrum {

/// Collects problems and notes while a document is read.
class Checker {
 public:
  std::vector<Problem> problems;
  std::vector<Problem> notes;

  void problem(const toml::source_region& at, std::string message);
  void note(const toml::source_region& at, std::string message);
  /// Throws InputError if anything was wrong, problems in the order of files and lines.
  void finish();

  /// "; did you mean 'x'?", or nothing; nothing either when there are far more problems than are shown, for the search takes its time.
  std::string suggest(std::string_view word, const std::vector<std::string>& candidates) const;

  /// Refuses keys that are not among those allowed; `where` names the table, e.g. "[time]".
  void only(const toml::table& table, const std::vector<std::string>& allowed, std::string_view where);

  // Each returns the value if it is there and right; a missing key is no problem. `what` names the value in messages.
  std::optional<double> number(const toml::node& node, const std::string& what, const Bounds& bounds, std::string_view unit);
  std::optional<double> number(const toml::table& table, std::string_view key, const std::string& what, const Bounds& bounds,
                               std::string_view unit);
  std::optional<std::int64_t> whole(const toml::node& node, const std::string& what, std::int64_t low, std::int64_t high,
                                    std::string_view unit);
  std::optional<std::int64_t> whole(const toml::table& table, std::string_view key, const std::string& what, std::int64_t low,
                                    std::int64_t high, std::string_view unit);
  std::optional<std::string> text(const toml::table& table, std::string_view key, const std::string& what);
  /// Text that may name a file, a column, an entity: letters, digits, '_' and '-', at most 80.
  std::optional<std::string> name(const toml::table& table, std::string_view key, const std::string& what);
  std::optional<bool> truth(const toml::table& table, std::string_view key, const std::string& what);
  std::optional<std::string> one_of(const toml::node& node, const std::string& what, const std::vector<std::string>& allowed);
  std::optional<std::chrono::sys_days> date(const toml::node& node, const std::string& what);
  const toml::table* table(const toml::table& in, std::string_view key, const std::string& what);
  /// The tables of [[key]], in file order; none if it is not there.
  std::vector<const toml::table*> tables(const toml::table& in, std::string_view key);
  /// Says that a key must be there, at the table's place.
  void missing(const toml::table& table, std::string_view key, std::string_view where);
};

/// What a node is, in words: "a string", "an integer".
std::string kind_of(const toml::node& node);
/// A day as 2008-01-07.
std::string date_text(std::chrono::sys_days day);
/// A number as short as it can be read back.
std::string number_text(double value);
/// "0 to 1", "at least 0", "any finite number"; with a unit behind it.
std::string allowed_text(const Bounds& bounds, std::string_view unit);

}  // namespace fulcrum
