#include "sim/loops/compiled.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <stdexcept>
#include <utility>

#include "sim/loops/dual.h"

namespace fulcrum {

namespace {

using Kind = EquationStep::Kind;

constexpr std::size_t kDeepest = 64;  // numbers that wait on the stack; the table's equations need less than 20

double constant(double x, double /*like*/) { return x; }
Dual constant(double x, Dual /*like*/) { return {x, 0}; }

// Numbers that wait for an operation. T is double or Dual.
template <class T>
class Stack {
 public:
  void push(T x) { waiting_.at(size_++) = x; }
  T pop() { return waiting_.at(--size_); }

 private:
  std::array<T, kDeepest> waiting_;
  std::size_t size_ = 0;
};

template <class T>
T arithmetic(Kind kind, T a, T b) {
  switch (kind) {
    case Kind::kAdd:
      return a + b;
    case Kind::kSubtract:
      return a - b;
    case Kind::kMultiply:
      return a * b;
    default:
      return a / b;
  }
}

template <class T>
T of_two(Kind kind, T a, T b) {
  const double x = value_of(a), y = value_of(b);
  using std::pow;
  switch (kind) {
    case Kind::kLess:
      return constant(x < y ? 1 : 0, a);
    case Kind::kLessEqual:
      return constant(x <= y ? 1 : 0, a);
    case Kind::kMore:
      return constant(x > y ? 1 : 0, a);
    case Kind::kMoreEqual:
      return constant(x >= y ? 1 : 0, a);
    case Kind::kMax:
      return x < y ? b : a;
    case Kind::kMin:
      return y < x ? b : a;
    case Kind::kPow:
      return pow(a, b);
    default:
      return arithmetic(kind, a, b);
  }
}

template <class T>
T of_one(Kind kind, T a) {
  using std::exp, std::sqrt, std::tanh;
  const T one = constant(1, a), zero = constant(0, a);
  switch (kind) {
    case Kind::kExp:
      return exp(a);
    case Kind::kSqrt:
      return sqrt(a);
    case Kind::kTanh:
      return tanh(a);
    default:
      return one / (one + exp(zero - a));
  }
}

bool takes_three(Kind kind) { return kind == Kind::kClip || kind == Kind::kIf; }
bool takes_one(Kind kind) { return kind >= Kind::kExp && kind != Kind::kPow; }

template <class T>
void operate(Kind kind, Stack<T>& stack) {
  const T last = stack.pop();
  if (takes_one(kind)) return stack.push(of_one(kind, last));
  const T middle = stack.pop();
  if (!takes_three(kind)) return stack.push(of_two(kind, middle, last));
  const T first = stack.pop();
  if (kind == Kind::kIf) return stack.push(value_of(first) != 0 ? middle : last);
  stack.push(value_of(first) < value_of(middle) ? middle : (value_of(last) < value_of(first) ? last : first));
}

// `input` gives the value of an input by its number.
template <class T>
T evaluated(const CompiledEquation& equation, const auto& input, const std::vector<std::vector<double>>& levers, int week) {
  Stack<T> stack;
  for (const EquationStep& step : equation.steps) {
    if (step.kind == Kind::kNumber)
      stack.push(constant(step.number, T()));
    else if (step.kind == Kind::kInput)
      stack.push(input(step.index));
    else if (step.kind == Kind::kLever)
      stack.push(constant(levers[step.index][static_cast<std::size_t>(week)], T()));
    else if (step.kind == Kind::kWeek)
      stack.push(constant(week, T()));
    else
      operate(step.kind, stack);
  }
  return stack.pop();
}

// The same stack, with a column of many weeks in place of a number.
class StackOfWeeks {
 public:
  explicit StackOfWeeks(Eigen::Index weeks) : waiting_(weeks, static_cast<Eigen::Index>(kDeepest)) {}
  auto pushed() { return waiting_.col(size_++); }
  auto last() { return waiting_.col(size_ - 1); }

  void operate(Kind kind) {
    if (takes_one(kind)) return of_one(kind);
    if (takes_three(kind)) return of_three(kind);
    auto a = waiting_.col(size_ - 2);
    of_two(kind, a, last());
    --size_;
  }

 private:
  void of_one(Kind kind) {
    auto a = last();
    if (kind == Kind::kExp) a = a.exp();
    if (kind == Kind::kSqrt) a = a.sqrt();
    if (kind == Kind::kTanh) a = a.tanh();
    if (kind == Kind::kSigma) a = 1 / (1 + (-a).exp());
  }
  static void of_two(Kind kind, auto a, auto b) {
    switch (kind) {
      case Kind::kAdd:
        a += b;
        break;
      case Kind::kSubtract:
        a -= b;
        break;
      case Kind::kMultiply:
        a *= b;
        break;
      case Kind::kDivide:
        a /= b;
        break;
      case Kind::kMax:
        a = (a < b).select(b, a);
        break;
      case Kind::kMin:
        a = (b < a).select(b, a);
        break;
      case Kind::kPow:
        a = a.binaryExpr(b, [](double x, double y) { return std::pow(x, y); });
        break;
      default:
        a = compared(kind, a, b);
    }
  }
  static Eigen::ArrayXd compared(Kind kind, auto a, auto b) {
    if (kind == Kind::kLess) return (a < b).template cast<double>();
    if (kind == Kind::kLessEqual) return (a <= b).template cast<double>();
    if (kind == Kind::kMore) return (a > b).template cast<double>();
    return (a >= b).template cast<double>();
  }
  void of_three(Kind kind) {
    auto first = waiting_.col(size_ - 3), middle = waiting_.col(size_ - 2), end = waiting_.col(size_ - 1);
    if (kind == Kind::kIf)
      first = (first != 0).select(middle, end);
    else
      first = (first < middle).select(middle, (end < first).select(end, first));
    size_ -= 2;
  }

  Eigen::ArrayXXd waiting_;
  Eigen::Index size_ = 0;
};

const std::map<std::string, Kind>& operations() {
  static const std::map<std::string, Kind> all{
      {"+", Kind::kAdd},        {"-", Kind::kSubtract}, {"*", Kind::kMultiply},   {"/", Kind::kDivide}, {"<", Kind::kLess},
      {"<=", Kind::kLessEqual}, {">", Kind::kMore},     {">=", Kind::kMoreEqual}, {"max", Kind::kMax},  {"min", Kind::kMin},
      {"pow", Kind::kPow},      {"clip", Kind::kClip},  {"if", Kind::kIf},        {"exp", Kind::kExp},  {"sqrt", Kind::kSqrt},
      {"tanh", Kind::kTanh},    {"sigma", Kind::kSigma}};
  return all;
}

}  // namespace

// Turns trees into steps; names into numbers.
class EquationProgram::Compiler {
 public:
  Compiler(const CoreEquations& equations, const EquationProgram& program) : program_(program) {
    for (std::size_t i = 0; i < equations.quantities.size(); ++i) quantities_[equations.quantities[i].name] = i;
    for (std::size_t i = 0; i < equations.levers.size(); ++i) levers_[equations.levers[i].name] = i;
    for (const NamedConstant& c : equations.constants) constants_[c.name] = c.value;
  }
  CompiledEquation compiled(const EquationTree& tree) {
    made_ = {};
    add(tree);
    return std::move(made_);
  }

 private:
  void add(const EquationTree& tree) {
    if (tree.kind == EquationTree::Kind::kNumber) return step({Kind::kNumber, tree.number});
    if (tree.kind == EquationTree::Kind::kName) return add_name(tree);
    if (tree.name == "delayed") return add_input({number_of_quantity(tree.parts[0].name), static_cast<int>(tree.parts[1].number)});
    for (const EquationTree& part : tree.parts) add(part);
    if (tree.name == "clip" && tree.parts.size() == 1) {
      step({Kind::kNumber, 0});
      step({Kind::kNumber, 1});
    }
    const auto found = operations().find(tree.name);
    if (found == operations().end()) throw std::logic_error("equations: no operation '" + tree.name + "'");
    step({found->second});
  }
  void add_name(const EquationTree& tree) {
    if (tree.name == "week") return step({Kind::kWeek});
    if (const auto c = constants_.find(tree.name); c != constants_.end()) return step({Kind::kNumber, c->second});
    if (const auto lever = levers_.find(tree.name); lever != levers_.end()) return step({Kind::kLever, 0, lever->second});
    const std::size_t quantity = number_of_quantity(tree.name);
    if (tree.last_week && !program_.level_[quantity]) throw std::logic_error("equations: '" + tree.name + "' keeps no value of last week");
    add_input({quantity, tree.last_week ? 1 : 0});
  }
  void add_input(EquationInput input) {
    auto& inputs = made_.inputs;
    const auto found = std::find(inputs.begin(), inputs.end(), input);
    const auto index = static_cast<std::size_t>(found - inputs.begin());
    if (found == inputs.end()) inputs.push_back(input);
    step({Kind::kInput, 0, index});
  }
  std::size_t number_of_quantity(const std::string& name) const {
    const auto found = quantities_.find(name);
    if (found == quantities_.end()) throw std::logic_error("equations: nothing is called '" + name + "'");
    return found->second;
  }
  void step(EquationStep s) { made_.steps.push_back(s); }

  const EquationProgram& program_;
  std::map<std::string, std::size_t> quantities_, levers_;
  std::map<std::string, double> constants_;
  CompiledEquation made_;
};

double EquationCourse::value(EquationInput input, int week, bool level) const {
  const int at = week - input.weeks_ago;
  if (at < 0 && level && input.weeks_ago == 1) return start[input.quantity];
  return values[input.quantity][static_cast<std::size_t>(std::max(at, 0))];
}

EquationProgram::EquationProgram(const CoreEquations& equations) : weeks_(equations.weeks) {
  for (const Quantity& quantity : equations.quantities) {
    names_.push_back(quantity.name);
    level_.push_back(quantity.start.has_value());
  }
  for (const NamedLever& lever : equations.levers) levers_.push_back(lever.by_week);
  Compiler compiler(equations, *this);
  for (const Quantity& quantity : equations.quantities) {
    equations_.push_back(compiler.compiled(quantity.value));
    starts_.push_back(quantity.start ? compiler.compiled(*quantity.start) : CompiledEquation{});
  }
  sort();
}

std::size_t EquationProgram::find(std::string_view name) const {
  return static_cast<std::size_t>(std::find(names_.begin(), names_.end(), name) - names_.begin());
}

// A quantity follows those that it reads of this week; a delay is of this week in the first one.
void EquationProgram::sort() {
  enum class Mark { kNew, kOpen, kDone };
  std::vector<Mark> marks(size(), Mark::kNew);
  const auto visit = [&](const auto& self, std::size_t quantity) -> void {
    if (marks[quantity] == Mark::kDone) return;
    if (marks[quantity] == Mark::kOpen) throw std::logic_error("equations: a circle within a week through '" + names_[quantity] + "'");
    marks[quantity] = Mark::kOpen;
    for (const EquationInput& input : equations_[quantity].inputs)
      if (input.weeks_ago == 0 || !level_[input.quantity]) self(self, input.quantity);
    marks[quantity] = Mark::kDone;
    order_.push_back(quantity);
  };
  for (std::size_t quantity = 0; quantity < size(); ++quantity) visit(visit, quantity);
}

double EquationProgram::value(std::size_t quantity, const std::vector<double>& inputs, int week) const {
  return evaluated<double>(
      equations_[quantity], [&](std::size_t i) { return inputs[i]; }, levers_, week);
}

Eigen::ArrayXd EquationProgram::values(std::size_t quantity, const Eigen::ArrayXXd& inputs, int first_week) const {
  StackOfWeeks stack(inputs.rows());
  for (const EquationStep& step : equations_[quantity].steps) {
    if (step.kind == Kind::kNumber)
      stack.pushed() = step.number;
    else if (step.kind == Kind::kInput)
      stack.pushed() = inputs.col(static_cast<Eigen::Index>(step.index));
    else if (step.kind == Kind::kLever)
      stack.pushed() = array(levers_[step.index]).segment(first_week, inputs.rows());
    else if (step.kind == Kind::kWeek)
      stack.pushed() = Eigen::ArrayXd::LinSpaced(inputs.rows(), first_week, first_week + static_cast<int>(inputs.rows()) - 1);
    else
      stack.operate(step.kind);
  }
  return stack.last();
}

double EquationProgram::slope(std::size_t quantity, const std::vector<double>& inputs, int week, std::size_t by) const {
  std::vector<Dual> seeded;
  for (const double input : inputs) seeded.push_back({input, 0});
  seeded[by].slope = 1;
  return evaluated<Dual>(
             equations_[quantity], [&](std::size_t i) { return seeded[i]; }, levers_, week)
      .slope;
}

std::vector<double> EquationProgram::inputs(const EquationCourse& course, std::size_t quantity, int week) const {
  std::vector<double> values;
  for (const EquationInput& input : equations_[quantity].inputs) values.push_back(course.value(input, week, level_[input.quantity]));
  return values;
}

void EquationProgram::work_out(EquationCourse& course, std::size_t quantity, int week) const {
  const CompiledEquation& equation = equations_[quantity];
  const auto input = [&](std::size_t i) { return course.value(equation.inputs[i], week, level_[equation.inputs[i].quantity]); };
  course.values[quantity][static_cast<std::size_t>(week)] = evaluated<double>(equation, input, levers_, week);
}

// A level may start from a term of week 0, which uses no level that starts from a term: the terms are worked out twice.
void EquationProgram::start(EquationCourse& course) const {
  for (int round = 0; round < 2; ++round) {
    for (const std::size_t quantity : order_) {
      if (!level_[quantity]) continue;
      const std::vector<EquationInput>& inputs = starts_[quantity].inputs;
      const auto input = [&](std::size_t i) { return course.value(inputs[i], 0, level_[inputs[i].quantity]); };
      course.start[quantity] = evaluated<double>(starts_[quantity], input, levers_, 0);
    }
    for (const std::size_t quantity : order_) work_out(course, quantity, 0);
  }
}

EquationCourse EquationProgram::run() const {
  EquationCourse course{std::vector(size(), std::vector<double>(static_cast<std::size_t>(weeks_), 0)), std::vector<double>(size(), 0)};
  start(course);
  for (int week = 0; week < weeks_; ++week)
    for (const std::size_t quantity : order_) work_out(course, quantity, week);
  return course;
}

// `still` is the course as `to` sees it: with the source of the link, and what is between, as they would be if the source had not moved.
EquationCourse EquationProgram::run(const HeldLink& held) const {
  EquationCourse course = run();
  EquationCourse still = course;
  auto& source = still.values[held.from];
  std::fill(source.begin(), source.end(), source.front());
  for (int week = 0; week < weeks_; ++week) {
    const auto at = static_cast<std::size_t>(week);
    for (const std::size_t quantity : order_) {
      const bool is_between = std::find(held.between.begin(), held.between.end(), quantity) != held.between.end();
      if (is_between) work_out(still, quantity, week);
      if (quantity == held.to)
        course.values[quantity][at] = value(quantity, inputs(still, quantity, week), week);
      else
        work_out(course, quantity, week);
      if (!is_between && quantity != held.from) still.values[quantity][at] = course.values[quantity][at];
    }
  }
  return course;
}

}  // namespace fulcrum
