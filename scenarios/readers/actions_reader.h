/// \file
/// [[action]] and [[schedule]]: what changes when.
#pragma once

#include "scenarios/input/checker.h"
#include "scenarios/readers/theatre_reader.h"
#include "scenarios/scenario.h"

namespace fulcrum {

/// Most actions of a scenario, and most lines of a table.
inline constexpr std::size_t kMostActions = 5000;
inline constexpr std::size_t kMostRows = 100000;

/// What setup.start is while it is not known (no Monday): dates then have no weeks, and make no problems.
inline constexpr std::chrono::sys_days kNoStart{};

/// Reads [[action]] into setup.actions; setup must know its start, weeks and theatre.
void read_actions(const toml::table& document, const NamedDates& dates, Setup& setup, Checker& check);
/// The week that a week number, a date or the name of a date means; nothing if it is none, or while the start is not known.
std::optional<std::int64_t> read_week(const toml::node& node, const std::string& what, const NamedDates& dates, const Setup& setup,
                                      Checker& check);
/// Reads [[schedule]] into setup.tables. Files are looked up from the one of `files` that names them; what was read is added to `inputs`.
void read_schedules(const toml::table& document, const std::vector<SourceFile>& files, const Library& library, Setup& setup,
                    std::vector<SourceFile>& inputs, Checker& check);

}  // namespace fulcrum
