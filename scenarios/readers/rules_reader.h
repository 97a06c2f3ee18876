/// \file
/// [[rule]] and [[tripwire]]: what is done, or said, when conditions hold. docs/rules.md
#pragma once

#include <string>
#include <vector>

#include "models/setup.h"
#include "scenarios/input/checker.h"
#include "scenarios/readers/theatre_reader.h"

namespace fulcrum {

/// Most rules and tripwires of a scenario.
inline constexpr std::size_t kMostRules = 200;

/// Reads [[rule]], then [[tripwire]], into setup.rules; setup must know its start, weeks and theatre.
void read_rules(const toml::table& document, const NamedDates& dates, Setup& setup, Checker& check);

/// The tripwires that `fulcrum courses` watches in scenarios that have none of their own: one an indicator.
std::vector<Rule> default_tripwires(const Setup& setup);

/// Rules and tripwires as TOML.
std::string rules_toml(const Setup& setup);

}  // namespace fulcrum
