/// \file
/// The rival's levers as they stand in a week, generated from levers.def and militia_levers.def.
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

/// Levers that every militia has of its own.
enum : int {
#define FULCRUM_MILITIA_LEVER(member, ...) kMilitiaLever_##member,
#include "models/militia_levers.def"
#undef FULCRUM_MILITIA_LEVER
  kMilitiaLeverCount
};

/// Levers of a week; `Real` is double, or a pack of several runs. Units and limits: lever_table().
template <class Real>
struct Levers {
#define FULCRUM_LEVER(name, value, ...) Real name{static_cast<double>(value)};
#include "models/levers.def"
#undef FULCRUM_LEVER
  // By militia, in the theatre's order.
#define FULCRUM_MILITIA_LEVER(member, ...) std::vector<Real> member;
#include "models/militia_levers.def"
#undef FULCRUM_MILITIA_LEVER

  /// Values of a lever of the militias, by its number.
  std::vector<Real>& of_militias(int lever) {
    switch (lever) {
#define FULCRUM_MILITIA_LEVER(member, ...) \
  case kMilitiaLever_##member:             \
    return member;
#include "models/militia_levers.def"
#undef FULCRUM_MILITIA_LEVER
      default:
        return crackdown;
    }
  }

  /// Place of a lever by number: those of levers.def, then each of militia_levers.def by militia.
  Real& at(int lever) {
    switch (lever) {
#define FULCRUM_LEVER(name, ...) \
  case kLever_##name:            \
    return name;
#include "models/levers.def"
#undef FULCRUM_LEVER
      default: {
        const auto number = static_cast<std::size_t>(lever - kLeverCount);
        return of_militias(static_cast<int>(number / crackdown.size()))[number % crackdown.size()];
      }
    }
  }
};

/// What is known of a lever.
struct LeverInfo {
  std::string_view name;
  double value;  ///< default, of what a theatre leaves out: nothing is done
  double lower, upper;
  std::string_view unit, claims, meaning;
};
/// The levers of levers.def in their order.
std::span<const LeverInfo> lever_table();
/// The levers of militia_levers.def in their order; `name` stands before the militia's.
std::span<const LeverInfo> militia_lever_table();
/// The name under which a lever of the militias is recorded, behind `lever_`: one that no other lever has.
std::string_view militia_lever_series(int lever);
/// Whether a name is that of a lever of the militias, without a militia behind it.
bool is_militia_lever(std::string_view name);
/// What is known of a lever by number (see Levers::at) in a theatre with that many militias.
const LeverInfo& lever_info(int lever, int militias);
/// Number of a lever by its name (`raids`, `crackdown.mahdi_army`), or -1. `troops` is not a lever of its own.
int find_lever(std::string_view name, std::span<const std::string> militias);
/// Name of a lever by number.
std::string lever_name(int lever, std::span<const std::string> militias);

}  // namespace fulcrum
