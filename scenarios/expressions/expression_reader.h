/// \file
/// Formulas from their text: docs/expressions.md says what may be written.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "models/expression.h"
#include "scenarios/expressions/lexer.h"
#include "scenarios/input/checker.h"

namespace fulcrum {

/// What a formula is wanted for.
enum class Wanted {
  kCondition,  ///< true or false in a week, from that week and those before it
  kSeries,     ///< a number in a week, from that week and those before it
  kOutcome,    ///< one number a run
  kOfRun,      ///< true or false of a run
  kRow,        ///< a number in a row of a table; a condition counts as 1 or 0
};

/// Reads a formula over the columns of a table with these names, whose value(columns, row) is that of a row. Throws ExpressionError.
Expression parse_row_formula(std::string_view text, std::span<const std::string> names);

/// The formula over a table's rows that a node holds as a string or a number, or a problem. `what` names it in messages.
std::optional<Expression> read_row_formula(const toml::node& node, const std::string& what, std::span<const std::string> names,
                                           Checker& check);

/// Reads a formula over the series of a theatre's runs of that many weeks. Throws ExpressionError.
Expression parse_expression(std::string_view text, Wanted wanted, const Theatre& theatre, int weeks);

/// The formula that a node holds, or a problem at the character that is wrong. `what` names it in messages.
std::optional<Expression> read_expression(const toml::node& node, const std::string& what, Wanted wanted, const Theatre& theatre, int weeks,
                                          Checker& check);

}  // namespace fulcrum
