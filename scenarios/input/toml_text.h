/// \file
/// Values as TOML text.
#pragma once

#include <string>
#include <vector>

namespace fulcrum {

/// A text in quotes, escaped.
std::string quoted(const std::string& text);
/// A number that TOML reads as a float again, with all its digits.
std::string float_text(double value);
/// An array of such numbers.
std::string list_of(const std::vector<double>& values);

}  // namespace fulcrum
