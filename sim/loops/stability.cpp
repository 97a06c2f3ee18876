#include "sim/loops/stability.h"

#include <Eigen/Eigenvalues>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "sim/loops/circuits.h"

namespace fulcrum {

namespace {

// What the weekly map keeps: a quantity's value of so many weeks ago, as the next week sees it.
using Kept = std::map<std::pair<std::size_t, int>, Eigen::Index>;

Kept kept_by(const EquationProgram& program) {
  Kept kept;
  for (std::size_t q = 0; q < program.size(); ++q)
    for (const EquationInput& input : program.equation(q).inputs)
      for (int ago = 1; ago <= input.weeks_ago; ++ago) kept.try_emplace({input.quantity, ago}, 0);
  Eigen::Index next = 0;
  for (auto& [what, at] : kept) at = next++;
  return kept;
}

// Derivatives of an equation by its inputs at a week's values.
std::vector<std::vector<double>> slopes_at(const EquationProgram& program, const EquationCourse& course, int week) {
  std::vector<std::vector<double>> slopes(program.size());
  for (std::size_t q = 0; q < program.size(); ++q) {
    const std::vector<double> inputs = program.inputs(course, q, week);
    for (std::size_t i = 0; i < inputs.size(); ++i) slopes[q].push_back(program.slope(q, inputs, week, i));
  }
  return slopes;
}

// The Jacobian of the weekly map, by the chain rule through the week's equations in their order.
class WeeklyMap {
 public:
  WeeklyMap(const EquationProgram& program, const EquationCourse& course, int week)
      : program_(program), kept_(kept_by(program)), slopes_(slopes_at(program, course, week)), block_(largest_block(whole({}, 1))) {}

  /// The Jacobian's largest block of states that act on each other: the rest adds eigenvalues that no loop between quantities moves.
  Eigen::MatrixXd jacobian(std::optional<CausalLink> link, double strength) const { return whole(link, strength)(block_, block_); }

 private:
  Eigen::MatrixXd whole(std::optional<CausalLink> link, double strength) const {
    const auto size = static_cast<Eigen::Index>(kept_.size());
    Eigen::MatrixXd rows = Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(program_.size()), size);
    for (const std::size_t q : program_.order()) add_row(rows, q, link, strength);
    Eigen::MatrixXd map = Eigen::MatrixXd::Zero(size, size);
    for (const auto& [what, at] : kept_) {
      if (what.second == 1)
        map.row(at) = rows.row(static_cast<Eigen::Index>(what.first));
      else
        map(at, kept_.at({what.first, what.second - 1})) = 1;
    }
    return map;
  }
  static std::vector<Eigen::Index> largest_block(const Eigen::MatrixXd& map) {
    std::vector<CausalLink> links;
    for (Eigen::Index to = 0; to < map.rows(); ++to)
      for (Eigen::Index from = 0; from < map.cols(); ++from)
        if (map(to, from) != 0) links.push_back({static_cast<std::size_t>(from), static_cast<std::size_t>(to)});
    const auto parts = component_of_links(links);
    std::map<std::size_t, std::set<Eigen::Index>> members;
    for (std::size_t l = 0; l < links.size(); ++l)
      if (parts[l] < static_cast<std::size_t>(map.rows())) members[parts[l]].insert(static_cast<Eigen::Index>(links[l].from));
    std::set<Eigen::Index> largest;
    for (const auto& [part, states] : members)
      if (states.size() > largest.size()) largest = states;
    return {largest.begin(), largest.end()};
  }
  void add_row(Eigen::MatrixXd& rows, std::size_t q, std::optional<CausalLink> link, double strength) const {
    const auto row = static_cast<Eigen::Index>(q);
    const auto& inputs = program_.equation(q).inputs;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      const bool scaled = link && link->from == inputs[i].quantity && link->to == q;
      const double slope = slopes_[q][i] * (scaled ? strength : 1);
      if (slope == 0) continue;
      if (inputs[i].weeks_ago == 0)
        rows.row(row) += slope * rows.row(static_cast<Eigen::Index>(inputs[i].quantity));
      else
        rows(row, kept_.at({inputs[i].quantity, inputs[i].weeks_ago})) += slope;
    }
  }

  const EquationProgram& program_;
  Kept kept_;
  std::vector<std::vector<double>> slopes_;
  std::vector<Eigen::Index> block_;
};

std::vector<std::complex<double>> eigenvalues_of(const Eigen::MatrixXd& map) {
  if (map.size() == 0) return {};
  const Eigen::VectorXcd found = Eigen::EigenSolver<Eigen::MatrixXd>(map, false).eigenvalues();
  std::vector<std::complex<double>> all(found.data(), found.data() + found.size());
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return std::abs(a) > std::abs(b); });
  return all;
}

double largest(const Eigen::MatrixXd& map) {
  const auto all = eigenvalues_of(map);
  return all.empty() ? 0 : std::abs(all.front());
}

std::set<CausalLink> links_of(const EquationProgram& program) {
  std::set<CausalLink> links;
  for (std::size_t q = 0; q < program.size(); ++q)
    for (const EquationInput& input : program.equation(q).inputs)
      if (input.quantity != q) links.insert({input.quantity, q});
  return links;
}

// A link adds a matrix of rank one to the map. The gain at frequency 0 around it is the trace of (I - without)^-1 (with - without).
double lasting_gain(const Eigen::MatrixXd& with, const Eigen::MatrixXd& without) {
  if (with.size() == 0) return 0;
  const Eigen::MatrixXd rest = Eigen::MatrixXd::Identity(with.rows(), with.cols()) - without;
  return rest.partialPivLu().solve(with - without).trace();
}

// Of levels that others read: a sum that nothing reads moves for ever.
double largest_move(const EquationProgram& program, const EquationCourse& course) {
  std::set<std::size_t> read;
  for (const CausalLink& link : links_of(program)) read.insert(link.from);
  double most = 0;
  for (std::size_t q = 0; q < program.size(); ++q)
    if (program.is_level(q) && read.contains(q) && program.weeks() > 1) {
      const auto& values = course.values[q];
      most = std::max(most, std::abs(values.back() - values[values.size() - 2]));
    }
  return most;
}

}  // namespace

std::vector<std::complex<double>> weekly_eigenvalues(const EquationProgram& program, const EquationCourse& course, int week,
                                                     std::optional<CausalLink> link, double strength) {
  return eigenvalues_of(WeeklyMap(program, course, week).jacobian(link, strength));
}

Stability stability_at_end(const EquationProgram& program, const EquationCourse& course, CausalLink dilemma) {
  constexpr double kStep = 1e-3;
  const WeeklyMap map(program, course, program.weeks() - 1);
  Stability found{eigenvalues_of(map.jacobian({}, 1)), largest_move(program, course), {}, {}, {}};
  if (dilemma.from < program.size() && dilemma.to < program.size()) {
    found.without_dilemma = largest(map.jacobian(dilemma, 0));
    found.dilemma_gain = lasting_gain(map.jacobian({}, 1), map.jacobian(dilemma, 0));
  }
  const double whole = found.eigenvalues.empty() ? 0 : std::abs(found.eigenvalues.front());
  for (const CausalLink& link : links_of(program)) {
    if (whole == 0 || whole == 1) break;
    const double elasticity = (whole - largest(map.jacobian(link, 1 + kStep))) / (kStep * (1 - whole));
    if (std::abs(elasticity) > 1e-6) found.elasticities.push_back({program.names()[link.from], program.names()[link.to], elasticity});
  }
  std::stable_sort(found.elasticities.begin(), found.elasticities.end(),
                   [](const auto& a, const auto& b) { return std::abs(a.elasticity) > std::abs(b.elasticity); });
  return found;
}

}  // namespace fulcrum
