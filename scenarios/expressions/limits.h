/// \file
/// Limits of what may be written, the same in formulas and in conditions.
#pragma once

#include <cstddef>

namespace fulcrum {

inline constexpr std::size_t kLongestFormula = 4000;  ///< characters
inline constexpr int kDeepestFormula = 100;           ///< parentheses and signs within each other
inline constexpr int kMostFormulaWeeks = 10000;       ///< number of a week, or of weeks

}  // namespace fulcrum
