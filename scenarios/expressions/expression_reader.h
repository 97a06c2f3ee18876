/// \file
/// Formulas from their text: docs/expressions.md says what may be written.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "models/expression.h"
#include "scenarios/input/checker.h"

namespace fulcrum {

/// What a formula is wanted for.
enum class Wanted {
  kCondition,  ///< true or false in a week, from that week and those before it
  kSeries,     ///< a number in a week, from that week and those before it
  kOutcome,    ///< one number a run
  kOfRun,      ///< true or false of a run
};

/// What is wrong with a formula, and at which character of its text (from 0).
struct ExpressionError : std::runtime_error {
  ExpressionError(std::size_t offset, const std::string& message) : std::runtime_error(message), at(offset) {}
  std::size_t at;
};

/// Reads a formula over the series of a theatre's runs of that many weeks. Throws ExpressionError.
Expression parse_expression(std::string_view text, Wanted wanted, const Theatre& theatre, int weeks);

/// The formula that a node holds, or a problem at the character that is wrong. `what` names it in messages.
std::optional<Expression> read_expression(const toml::node& node, const std::string& what, Wanted wanted, const Theatre& theatre, int weeks,
                                          Checker& check);

}  // namespace fulcrum
