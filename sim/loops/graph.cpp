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

double size_of(double x) { return std::max(1.0, std::abs(x)); }

double change_of(const EquationCourse& course, EquationInput input, int week, bool level) {
  return course.value(input, week, level) - course.value(input, week - 1, level);
}

}  // namespace

double partial_change(const EquationProgram& program, const EquationCourse& course, std::size_t quantity, int week, std::size_t by) {
  std::vector<double> before = program.inputs(course, quantity, week - 1);
  const EquationInput& input = program.equation(quantity).inputs[by];
  const double now = course.value(input, week, program.is_level(input.quantity));
  const double change = now - before[by];
  if (std::abs(change) <= kNoChange * size_of(now)) return 0;
  if (std::abs(change) <= kSmallChange * size_of(now)) return program.slope(quantity, before, week - 1, by);
  const double was = program.value(quantity, before, week - 1);
  before[by] = now;
  return (program.value(quantity, before, week - 1) - was) / change;
}

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

// 1 over the change of a level's flow; 0 where the flow does not change.
double CausalGraph::level_factor(const EquationCourse& course, std::size_t level, int week) const {
  const auto flow = [&](int w) { return change_of(course, {level, 0}, w, true); };
  const double before = week == 1 ? course.values[level][0] - course.start[level] : flow(week - 1);
  const double change = flow(week) - before;
  return std::abs(change) <= kNoFlow * size_of(course.values[level][static_cast<std::size_t>(week)]) ? 0 : 1 / std::abs(change);
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

std::vector<double> CausalGraph::weights(const EquationCourse& course, int week) const {
  std::vector<double> weight(slots_.size(), 0);
  for (std::size_t q = 0; q < program_.size(); ++q) {
    const auto& inputs = program_.equation(q).inputs;
    const double scale = program_.is_level(q) ? level_factor(course, q, week) : 1;
    for (std::size_t i = 0; scale != 0 && i < inputs.size(); ++i) {
      double part = partial_change(program_, course, q, week, i);
      if (inputs[i].quantity == q && part != 0) part -= 1;  // what is left of a level is no change of it
      if (std::abs(part) <= kNoWeight) continue;
      const bool level = program_.is_level(inputs[i].quantity);
      weight[slot_of_input_[q][i]] += part * scale * (level ? std::abs(change_of(course, inputs[i], week, true)) : 1);
    }
  }
  for (const Join& join : joins_) weight[join.whole] += weight[join.first] * weight[join.second];
  std::vector<double> of_links;
  for (const std::size_t s : slot_of_link_) of_links.push_back(weight[s]);
  return of_links;
}

}  // namespace fulcrum
