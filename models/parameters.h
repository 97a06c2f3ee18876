/// \file
/// The parameters of the model, generated from parameters.def: one struct a group, and a table of what is known of each.
#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace fulcrum {

inline constexpr double kUnbounded = std::numeric_limits<double>::infinity();

/// Where the equations stop making sense: values outside are refused. All must be finite.
enum class Limit {
  Any,
  NotNegative,
  Positive,       ///< at least 1e-6: a divisor
  Share,          ///< 0 to 1
  PositiveShare,  ///< 1e-6 to 1
  Rate,           ///< 0 to 1 a week
  SignedRate,     ///< -1 to 1 a week
  YearlyRate,     ///< 0 to 52 a year
  QuarterRate,    ///< 0 to 1/4 a week: of a step every fourth week
  AtLeastOne,     ///< weeks, or any time constant of a weekly step
  AtLeastFour,    ///< weeks: of a step every fourth week
  ZeroOrWeeks,    ///< 0, or weeks of at least 1: contradiction() refuses what lies between
  Persistence,    ///< share of a week that stays, below 1
  LagWeeks,       ///< whole weeks, 0 to 52
  LeadWeeks,      ///< whole weeks, 0 to 26
  TrainingWeeks,  ///< whole weeks, at least 1
  WholeWeeks,     ///< whole weeks, at least 0
  WholeCount,     ///< whole number, at least 1
};

/// Bounds of a limit, both included; `whole` if only integers are allowed.
struct Bounds {
  double lower;
  double upper;
  bool whole = false;
};
constexpr Bounds bounds_of(Limit limit) {
  switch (limit) {
    case Limit::Any:
      return {-kUnbounded, kUnbounded};
    case Limit::NotNegative:
      return {0, kUnbounded};
    case Limit::Positive:
      return {1e-6, kUnbounded};
    case Limit::Share:
      return {0, 1};
    case Limit::PositiveShare:
      return {1e-6, 1};
    case Limit::Rate:
      return {0, 1};
    case Limit::SignedRate:
      return {-1, 1};
    case Limit::YearlyRate:
      return {0, 52};
    case Limit::QuarterRate:
      return {0, .25};
    case Limit::AtLeastOne:
      return {1, kUnbounded};
    case Limit::AtLeastFour:
      return {4, kUnbounded};
    case Limit::ZeroOrWeeks:
      return {0, kUnbounded};
    case Limit::Persistence:
      return {0, .999999};
    case Limit::LagWeeks:
      return {0, 52, true};
    case Limit::LeadWeeks:
      return {0, 26, true};
    case Limit::TrainingWeeks:
      return {1, 10000, true};
    case Limit::WholeWeeks:
      return {0, 10000, true};
    case Limit::WholeCount:
      return {1, 1000000, true};
  }
  return {-kUnbounded, kUnbounded};
}

// One struct a group: `DirectParameters<Real>` with a member for every parameter of `direct.`, in the order of parameters.def.
#define FULCRUM_GROUP(group, Type) \
  template <class Real>            \
  struct Type {
#define FULCRUM_PARAMETER(group, name, value, limit, low, high, unit, symbol, source, claims, meaning) Real name{value};
#define FULCRUM_GROUP_END(group, Type) \
  }                                    \
  ;
#include "models/parameters.def"
#undef FULCRUM_GROUP
#undef FULCRUM_PARAMETER
#undef FULCRUM_GROUP_END

/// All parameters of a run at their defaults; `Real` is double, or a pack of several runs.
template <class Real>
struct Parameters {
#define FULCRUM_GROUP(group, Type) Type<Real> group;
#define FULCRUM_PARAMETER(...)
#define FULCRUM_GROUP_END(group, Type)
#include "models/parameters.def"
#undef FULCRUM_GROUP
#undef FULCRUM_PARAMETER
#undef FULCRUM_GROUP_END
};

/// Default and exploration range in the first edition of the model; those of today for a parameter that it did not have.
struct FirstEdition {
  double value, explore_low, explore_high;
};

/// What is known of a parameter: everything but its value in a run.
struct ParameterInfo {
  std::string_view key;  ///< group.name, as in scenario files
  double value;          ///< default
  Limit limit;
  double explore_low, explore_high;
  std::string_view unit, symbol, source, claims, meaning;
  double& (*in)(Parameters<double>&);  ///< its place in a set of parameters
  FirstEdition first;
  Bounds bounds() const { return bounds_of(limit); }
};

/// Every parameter in the order of the specification.
std::span<const ParameterInfo> parameter_table();
/// The entry of a key, or null.
const ParameterInfo* find_parameter(std::string_view key);
/// What forbids these values together (weights all zero, a floor not below its ceiling), or nothing. Values alone are checked by bounds().
std::optional<std::string> contradiction(const Parameters<double>& parameters);

/// Sets one lane of a pack of parameters.
template <class Real>
void set_lane(Parameters<Real>& pack, int lane, const Parameters<double>& one);

/// How direct support answers to propensity: model.md section 9.
enum class DirectForm { kLogistic, kLinear, kThreshold };
/// How the three fronts make up the threat.
enum class FrontsForm { kAdditive, kMultiplicative, kStrongest };
/// Whether perceived threat rises faster than it falls.
enum class PerceptionForm { kAsymmetric, kSymmetric };
/// How tastes are spread where shares of people choose: bounded, or not.
enum class ChoiceForm { kBeta, kLogit };

/// The alternative functional forms of a run.
struct Structure {
  DirectForm direct = DirectForm::kLogistic;
  FrontsForm fronts = FrontsForm::kAdditive;
  PerceptionForm perception = PerceptionForm::kAsymmetric;
  ChoiceForm choice = ChoiceForm::kBeta;
  bool operator==(const Structure&) const = default;
};

/// A structural switch: its key, the names of its forms (the first is the default) and its place in a Structure, as an index.
struct StructureInfo {
  std::string_view key;
  std::span<const std::string_view> forms;
  std::string_view meaning;
  int (*get)(const Structure&);
  void (*set)(Structure&, int form);
};
std::span<const StructureInfo> structure_table();

}  // namespace fulcrum

#include "models/parameters_lanes.h"  // IWYU pragma: export
