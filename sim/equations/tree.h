/// \file
/// An equation of the table as a tree.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fulcrum {

/// A number, a name, an operation or a function of parts. A name with a prime means last week's value.
struct EquationTree {
  enum class Kind { kNumber, kName, kCall };
  Kind kind = Kind::kNumber;
  double number = 0;
  std::string name{};                 ///< of a name, or of an operation (+ - * / < > <= >=) or function
  bool last_week = false;             ///< of a name: with a prime
  std::vector<EquationTree> parts{};  ///< of a call
};

/// Reads "a + b' * max(c, 2)". Throws std::logic_error, for the table is part of the program.
EquationTree read_equation(std::string_view text);

}  // namespace fulcrum
