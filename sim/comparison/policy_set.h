/// \file
/// Policies that are run together: what they must share, which states of the world they meet, which series are kept.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/recording.h"
#include "scenarios/scenario.h"

namespace fulcrum {

/// Scenarios that are run together, checked to fit each other.
struct PolicySet {
  std::vector<Scenario> scenarios{};
  RunSettings run{};                                ///< in force: what was asked for, then the first scenario's
  std::optional<UncertaintyRequest> uncertainty{};  ///< in force; nothing: futures differ in luck only
};

/// Which states of the world are asked for.
struct FuturesAsked {
  std::string kind{};                   ///< assumptions, record, luck, none; empty: as the first scenario says
  std::optional<int> futures{};         ///< of each policy; nothing: the scenario's, else 1,000
  std::vector<std::string> settings{};  ///< key=value: these keys are held in all futures
  std::string record{};                 ///< the set that `record` draws from; empty: as the first scenario says, else the shipped one
  std::vector<std::string> paths{};     ///< where that file is looked for
  std::vector<std::string> require{};   ///< conditions on states of the world, besides those of the first scenario
};

/// The keys of settings, "key=value" each.
std::vector<std::string> keys_of(const std::vector<std::string>& settings);
/// Gives scenarios that do not say their resolution that of the first one that does. If none does: cells where `unsaid` is cells and the
/// theatre has provinces, one agent for ten cells unless a scenario gives a scale. Throws UsageError where those would be too many.
void take_resolution(std::vector<Scenario>& scenarios, Resolution unsaid);
/// Refuses policies of one name, or that differ in start, weeks or actors (UsageError).
void check_set(const std::vector<Scenario>& scenarios);
/// Refuses policies that differ in start, weeks or actors (UsageError).
void check_fit(const Scenario& first, const Scenario& other);
/// Puts the states of the world that are asked for into force, with their number. Throws UsageError.
void take_uncertainty(PolicySet& set, const FuturesAsked& asked);
/// The series of a list: core, all, or names separated by commas. Throws UsageError with the nearest name.
std::vector<const SeriesInfo*> chosen_series(const std::string& text, const Setup& setup);

}  // namespace fulcrum
