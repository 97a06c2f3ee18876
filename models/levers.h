/// \file
/// The rival's levers as they stand in a week, generated from levers.def.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fulcrum {

/// Number of levers that do not belong to one militia.
enum : int {
#define FULCRUM_LEVER(name, ...) kLever_##name,
#include "models/levers.def"
#undef FULCRUM_LEVER
  kLeverCount
};

/// Levers of a week; `Real` is double, or a pack of several runs. Units and limits: lever_table().
template <class Real>
struct Levers {
#define FULCRUM_LEVER(name, value, ...) Real name{static_cast<double>(value)};
#include "models/levers.def"
#undef FULCRUM_LEVER
  std::vector<Real> crackdown;  ///< by militia, in the theatre's order
  std::vector<Real> restraint;  ///< by militia, in the theatre's order

  /// Place of a lever by number: those of levers.def, then crackdown and then restraint by militia.
  Real& at(int lever) {
    switch (lever) {
#define FULCRUM_LEVER(name, ...) \
  case kLever_##name:            \
    return name;
#include "models/levers.def"
#undef FULCRUM_LEVER
      default: {
        const auto of_militia = static_cast<std::size_t>(lever - kLeverCount);
        return of_militia < crackdown.size() ? crackdown[of_militia] : restraint[of_militia - crackdown.size()];
      }
    }
  }
};

/// What is known of a lever.
struct LeverInfo {
  std::string_view name;
  double value;  ///< default: the status quo
  double lower, upper;
  std::string_view unit, claims, meaning;
};
/// The levers of levers.def in their order.
std::span<const LeverInfo> lever_table();
/// What is known of crackdown.<militia> and restraint.<militia>.
const LeverInfo& crackdown_info();
const LeverInfo& restraint_info();
/// What is known of a lever by number (see Levers::at) in a theatre with that many militias.
const LeverInfo& lever_info(int lever, int militias);
/// Number of a lever by its name (`raids`, `crackdown.mahdi_army`), or -1. `troops` is not a lever of its own.
int find_lever(std::string_view name, std::span<const std::string> militias);
/// Name of a lever by number.
std::string lever_name(int lever, std::span<const std::string> militias);

}  // namespace fulcrum
