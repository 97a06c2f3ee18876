/// \file
/// In what policies differ: levers week by week, and whatever else of their setups is not the same.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "models/setup.h"

namespace fulcrum {

/// The setup with the levers of every week written out: constants and tables, no actions, no shift. Its runs are the same.
Setup with_levers_by_week(const Setup& setup);

/// One thing in which setups differ.
struct SetupDifference {
  std::string key;                                         ///< as scenario files write it: rhetoric, direct.threat_gain, initial.direct
  std::string kind;                                        ///< lever, parameter, initial value, militia, structure
  std::string meaning;                                     ///< in words
  std::vector<std::string> values;                         ///< by setup, as text
  std::function<void(Setup& to, const Setup& from)> take;  ///< makes `to` like `from` in this; both with_levers_by_week()
};
/// Everything in which any of the setups differs from another one, levers first. The setups share theatre and weeks.
std::vector<SetupDifference> setup_differences(const std::vector<const Setup*>& setups);

/// A lever over the weeks, in words: "0.3", "0.88, 0.3 from week 104".
std::string path_text(const LeverPath& path, int lever);

}  // namespace fulcrum
