/// \file
/// What nobody knows: which states of the world the futures of a run are drawn from. Read from [uncertainty] of scenarios and studies.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "models/expression.h"
#include "scenarios/factor.h"

namespace fulcrum {

/// What differs from future to future.
enum class UncertaintyKind {
  kNone,         ///< nothing: one future without noise
  kLuck,         ///< the draws of the model only, at the scenario's values
  kRecord,       ///< parameters among those that records do not rule out, and luck
  kAssumptions,  ///< parameters over their ranges, structural forms, and luck
};
inline constexpr std::pair<std::string_view, UncertaintyKind> kUncertaintyKinds[] = {{"none", UncertaintyKind::kNone},
                                                                                     {"luck", UncertaintyKind::kLuck},
                                                                                     {"record", UncertaintyKind::kRecord},
                                                                                     {"assumptions", UncertaintyKind::kAssumptions}};
std::string_view uncertainty_name(UncertaintyKind kind);
/// Throws std::invalid_argument for a text that names none.
UncertaintyKind uncertainty_named(std::string_view name);

/// A correlation of two uncertain numbers, of the normal values behind them (a Gaussian copula).
struct Correlation {
  std::string first, second;
  double rho = 0;  ///< -1 to 1, both excluded
};

/// What must hold of a state of the world: an expression, at a reference policy, or claims of the sources, in their own runs.
struct FutureCondition {
  std::string text;
  Expression expression{};            ///< true or false of a run; where no claims are named
  std::vector<std::string> claims{};  ///< ids
};

/// What records leave standing: joint values of some keys, each row with a weight.
struct WeightedSet {
  std::string source;                       ///< file that it was read from
  std::vector<std::string> keys;            ///< of numbers and structural forms
  std::vector<std::vector<double>> values;  ///< [key][row], in the keys' units
  std::vector<double> weights;              ///< by row, > 0; they need not add up to 1
};

/// What a file asks for, or what is in force: then `declared` is false and `factors` holds all that varies.
struct UncertaintyRequest {
  std::optional<UncertaintyKind> kind{};
  std::optional<int> futures{};
  bool declared = true;             ///< all parameters and structural forms vary over what they declare, besides those listed
  std::vector<Factor> factors{};    ///< listed
  std::vector<std::string> hold{};  ///< keys and groups (threat.*) that stay at the scenario's values
  std::vector<Correlation> correlations{};
  std::vector<FutureCondition> require{};
  std::string reference{};                   ///< policy whose runs must fulfil `require`; empty: the first
  std::string candidates{};                  ///< of kRecord: file of the set, as `calibrate --posterior` writes it; empty: the shipped one
  std::shared_ptr<const WeightedSet> set{};  ///< of kRecord: what was read; its keys are the first of `factors`
};

/// A key of a weighted set as a factor over the values that the set has.
Factor factor_of_set(SetupKey key, std::span<const double> values);

/// Conditions of flags, read for setups like this one. Throws InputError with the place "--require TEXT".
std::vector<FutureCondition> read_conditions(std::span<const std::string> texts, const Setup& setup);

/// As TOML; nothing for nothing.
std::string uncertainty_toml(const std::optional<UncertaintyRequest>& request);

/// Whether a key is the pattern, or of the group threat.* that it names.
bool fits_pattern(std::string_view pattern, std::string_view key);

}  // namespace fulcrum
