#include "sim/loops/graph.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace fulcrum {

namespace {

constexpr double kNoChange = 1e-14;    // of an input's size: rounding
constexpr double kNoFlow = 1e-13;      // a change of a level's flow, of the level's size
constexpr double kSmallChange = 1e-6;  // below it a difference quotient would be blurred by rounding
constexpr double kNoWeight = 1e-9;     // a level whose flow does not depend on itself: 1 - 1

// Values of an input by week, without the last week (from 0) or without the first one (from 1).
Eigen::ArrayXd by_week(const EquationCourse& course, EquationInput input, bool level, int from) {
  Eigen::ArrayXd values(static_cast<Eigen::Index>(course.values[input.quantity].size()) - 1);
  for (Eigen::Index row = 0; row < values.size(); ++row) values[row] = course.value(input, static_cast<int>(row) + from, level);
  return values;
}

// What changes of single inputs change in an equation, from each week to the next.
class PartialChanges {
 public:
  PartialChanges(const EquationProgram& program, const EquationCourse& course, std::size_t quantity)
      : program_(program), quantity_(quantity) {
    const auto& inputs = program.equation(quantity).inputs;
    before_.resize(program.weeks() - 1, static_cast<Eigen::Index>(inputs.size()));
    now_.resizeLike(before_);
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      before_.col(static_cast<Eigen::Index>(i)) = by_week(course, inputs[i], program.is_level(inputs[i].quantity), 0);
      now_.col(static_cast<Eigen::Index>(i)) = by_week(course, inputs[i], program.is_level(inputs[i].quantity), 1);
    }
  }

  Eigen::ArrayXd change_of_input(std::size_t by) const { return now_.col(place(by)) - before_.col(place(by)); }

  /// The equation's change when only this input changes, over that change. 0 where the input does not change. For changes below a millionth
  /// of the input's size the derivative stands in, which rounding does not blur.
  Eigen::ArrayXd over_change(std::size_t by) {
    const Eigen::ArrayXd change = change_of_input(by), size = now_.col(place(by)).abs().max(1);
    Eigen::ArrayXd part = Eigen::ArrayXd::Zero(change.size());
    if ((change.abs() > kSmallChange * size).any()) {
      if (was_.size() == 0) was_ = program_.values(quantity_, before_, 0);
      Eigen::ArrayXXd moved = before_;
      moved.col(place(by)) = now_.col(place(by));
      part = (change.abs() > kSmallChange * size).select((program_.values(quantity_, moved, 0) - was_) / change, 0);
    }
    for (Eigen::Index row = 0; row < change.size(); ++row)
      if (std::abs(change[row]) > kNoChange * size[row] && std::abs(change[row]) <= kSmallChange * size[row]) part[row] = slope(row, by);
    return part;
  }

 private:
  static Eigen::Index place(std::size_t by) { return static_cast<Eigen::Index>(by); }
  double slope(Eigen::Index row, std::size_t by) const {
    const Eigen::ArrayXd inputs = before_.row(row);
    return program_.slope(quantity_, {inputs.begin(), inputs.end()}, static_cast<int>(row), by);
  }

  const EquationProgram& program_;
  std::size_t quantity_;
  Eigen::ArrayXXd before_, now_;  ///< [week][input]
  Eigen::ArrayXd was_;            ///< the equation's values for `before_`, once they are needed
};

}  // namespace

CausalGraph::CausalGraph(const EquationProgram& program, const std::set<std::string>& kept)
    : program_(program), kept_(program.size()), into_(program.size()), out_of_(program.size()), slot_of_input_(program.size()) {
  for (std::size_t q = 0; q < program.size(); ++q) kept_[q] = program.is_level(q) || kept.contains(program.names()[q]);
  for (std::size_t q = 0; q < program.size(); ++q)
    for (const EquationInput& input : program.equation(q).inputs) slot_of_input_[q].push_back(slot({input.quantity, q}));
  for (const std::size_t q : program.order())
    if (!kept_[q]) eliminate(q);
  std::vector<std::pair<CausalLink, std::size_t>> found;
  for (std::size_t s = 0; s < slots_.size(); ++s)
    if (kept_[slots_[s].from] && kept_[slots_[s].to]) found.emplace_back(slots_[s], s);
  const auto by_name = [&](const auto& a, const auto& b) {
    const auto& names = program.names();
    return std::pair(names[a.first.from], names[a.first.to]) < std::pair(names[b.first.from], names[b.first.to]);
  };
  std::sort(found.begin(), found.end(), by_name);
  for (const auto& [link, s] : found) {
    links_.push_back(link);
    slot_of_link_.push_back(s);
  }
}

std::size_t CausalGraph::slot(CausalLink link) {
  for (const std::size_t s : out_of_[link.from])
    if (slots_[s].to == link.to) return s;
  slots_.push_back(link);
  into_[link.to].push_back(slots_.size() - 1);
  out_of_[link.from].push_back(slots_.size() - 1);
  return slots_.size() - 1;
}

void CausalGraph::eliminate(std::size_t quantity) {
  for (const std::size_t in : std::vector(into_[quantity]))
    for (const std::size_t out : std::vector(out_of_[quantity])) {
      if (slots_[in].from == quantity) throw std::logic_error("loops: '" + program_.names()[quantity] + "' acts on itself without a level");
      joins_.push_back({in, out, slot({slots_[in].from, slots_[out].to})});
    }
  for (const std::size_t in : into_[quantity]) std::erase(out_of_[slots_[in].from], in);
  for (const std::size_t out : out_of_[quantity]) std::erase(into_[slots_[out].to], out);
  into_[quantity].clear();
  out_of_[quantity].clear();
}

// 1 over the change of a level's flow, from each week to the next; 0 where the flow does not change.
Eigen::ArrayXd CausalGraph::level_factors(const EquationCourse& course, std::size_t level) const {
  const Eigen::ArrayXd now = by_week(course, {level, 0}, true, 1), before = by_week(course, {level, 0}, true, 0),
                       earlier = by_week(course, {level, 1}, true, 0), change = (now - before) - (before - earlier);
  return (change.abs() <= kNoFlow * now.abs().max(1)).select(0, 1 / change.abs());
}

std::vector<std::size_t> CausalGraph::between(CausalLink link) const {
  std::vector<bool> after(program_.size(), false);
  std::vector<std::size_t> reached;
  for (const std::size_t q : program_.order()) {
    if (kept_[q]) continue;
    const auto& inputs = program_.equation(q).inputs;
    after[q] =
        std::any_of(inputs.begin(), inputs.end(), [&](const EquationInput& i) { return i.quantity == link.from || after[i.quantity]; });
    if (after[q]) reached.push_back(q);
  }
  return reached;
}

Eigen::ArrayXXd CausalGraph::weights(const EquationCourse& course) const {
  Eigen::ArrayXXd weight = Eigen::ArrayXXd::Zero(program_.weeks() - 1, static_cast<Eigen::Index>(slots_.size()));
  for (std::size_t q = 0; q < program_.size(); ++q) {
    const auto& inputs = program_.equation(q).inputs;
    PartialChanges changes(program_, course, q);
    const Eigen::ArrayXd scale = program_.is_level(q) ? level_factors(course, q) : Eigen::ArrayXd::Ones(program_.weeks() - 1);
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      Eigen::ArrayXd part = changes.over_change(i);
      if (inputs[i].quantity == q) part = (part != 0).select(part - 1, 0);  // what is left of a level is no change of it
      part = (part.abs() <= kNoWeight).select(0, part * scale);
      if (program_.is_level(inputs[i].quantity)) part *= changes.change_of_input(i).abs();
      weight.col(static_cast<Eigen::Index>(slot_of_input_[q][i])) += part;
    }
  }
  for (const auto& [first, second, whole] : joins_)
    weight.col(static_cast<Eigen::Index>(whole)) +=
        weight.col(static_cast<Eigen::Index>(first)) * weight.col(static_cast<Eigen::Index>(second));
  return weight(Eigen::all, slot_of_link_);
}

}  // namespace fulcrum
