/// \file
/// The equations of a scenario as a program: run week by week, and taken apart input by input.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "sim/equations/core_equations.h"
#include "sim/statistics/arrays.h"

namespace fulcrum {

/// What an equation reads of another quantity: its value of so many weeks ago (0: of this week).
struct EquationInput {
  std::size_t quantity;  ///< its number among the quantities
  int weeks_ago;
  bool operator==(const EquationInput&) const = default;
};

/// A step of a stack machine.
struct EquationStep {
  enum class Kind {
    kNumber,
    kInput,
    kLever,
    kWeek,
    kAdd,
    kSubtract,
    kMultiply,
    kDivide,
    kLess,
    kLessEqual,
    kMore,
    kMoreEqual,
    kMax,
    kMin,
    kClip,
    kIf,
    kExp,
    kSqrt,
    kTanh,
    kPow,
    kSigma
  };
  Kind kind;
  double number = 0;      ///< of kNumber
  std::size_t index = 0;  ///< of kInput (among the equation's inputs), of kLever
};

/// One equation: its inputs, each once, and its steps.
struct CompiledEquation {
  std::vector<EquationInput> inputs;
  std::vector<EquationStep> steps;
};

/// Every quantity's value in every week, and that of levels before the first week.
struct EquationCourse {
  std::vector<std::vector<double>> values;  ///< [quantity][week]
  std::vector<double> start;                ///< by quantity; 0 where it is no level
  /// Before the first week a level has its start and anything else its value of the first week, as the table of equations says.
  double value(EquationInput input, int week, bool level) const;
};

/// A link along which nothing moves, in a counterfactual: for `to`, `from` keeps its value of week 0.
struct HeldLink {
  std::size_t from, to;
  std::vector<std::size_t> between{};  ///< quantities through which `to` reads it as well, in the order of a week; others see them move
};

/// Levels and terms of a scenario in an order in which they can be worked out, whatever the order in which they come.
class EquationProgram {
 public:
  /// Throws std::logic_error if a name is unknown, if a term's value of last week is asked for, or if the equations of a week go in a
  /// circle.
  explicit EquationProgram(const CoreEquations& equations);

  std::size_t size() const { return names_.size(); }
  int weeks() const { return weeks_; }
  const std::vector<std::string>& names() const { return names_; }
  /// The number of a quantity; size() if there is none of that name.
  std::size_t find(std::string_view name) const;
  bool is_level(std::size_t quantity) const { return level_[quantity]; }
  const CompiledEquation& equation(std::size_t quantity) const { return equations_[quantity]; }
  /// Numbers of the quantities in the order in which a week works them out.
  const std::vector<std::size_t>& order() const { return order_; }

  EquationCourse run() const;
  /// The run with a held link.
  EquationCourse run(const HeldLink& held) const;
  /// Values of an equation's inputs in a week of a course.
  std::vector<double> inputs(const EquationCourse& course, std::size_t quantity, int week) const;
  /// The equation's value for such inputs.
  double value(std::size_t quantity, const std::vector<double>& inputs, int week) const;
  /// Its values in several weeks from `first_week` on, for a row of inputs each: as value(), but for rounding, and many times faster.
  Eigen::ArrayXd values(std::size_t quantity, const Eigen::ArrayXXd& inputs, int first_week) const;
  /// Its derivative by input number `by`.
  double slope(std::size_t quantity, const std::vector<double>& inputs, int week, std::size_t by) const;

 private:
  class Compiler;
  void sort();
  void start(EquationCourse& course) const;
  void work_out(EquationCourse& course, std::size_t quantity, int week) const;

  int weeks_;
  std::vector<std::string> names_;
  std::vector<bool> level_;
  std::vector<CompiledEquation> equations_, starts_;
  std::vector<std::vector<double>> levers_;  ///< [lever][week]
  std::vector<std::size_t> order_;
};

}  // namespace fulcrum
