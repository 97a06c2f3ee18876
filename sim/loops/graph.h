/// \file
/// The causal graph of equations: which quantity acts on which, and with what weight in each week.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "sim/loops/compiled.h"

namespace fulcrum {

/// A link between two kept quantities. A level's link to itself is what its change owes to its own value.
struct CausalLink {
  std::size_t from, to;
  bool operator==(const CausalLink&) const = default;
  bool operator<(const CausalLink& other) const { return std::pair(from, to) < std::pair(other.from, other.to); }
};

/// Kept quantities and the links between them, in the order of names; quantities that are not kept stand inside the links that pass through
/// them.
class CausalGraph {
 public:
  /// Keeps levels, and the terms that `kept` names. Throws std::logic_error if a term that is not kept acts on itself without a level in
  /// between.
  CausalGraph(const EquationProgram& program, const std::set<std::string>& kept);

  const std::vector<CausalLink>& links() const { return links_; }
  /// Weights of the links from one week to the next, [week - 1][link], weeks from 1 on: what the method's link scores give along a link
  /// when the changes of terms cancel, as they do in every loop (docs/loops.md).
  ///
  ///     weight(x -> z) = sum over paths of prod( d_x z / d x ) * (|d x| if x is a level) / (|d flow of z| if z is a level)
  ///
  /// d_x z is the change of z when only x changes. 0 where x or the flow of z does not change.
  Eigen::ArrayXXd weights(const EquationCourse& course) const;
  /// The quantities that are not kept and that the start of a link acts on, without another kept one in between; in the order of a week.
  std::vector<std::size_t> between(CausalLink link) const;
  const EquationProgram& program() const { return program_; }

 private:
  /// Adds the product of two links to a third, since what lies between the two is not kept.
  struct Join {
    std::size_t first, second, whole;
  };
  std::size_t slot(CausalLink link);
  void eliminate(std::size_t quantity);
  Eigen::ArrayXd level_factors(const EquationCourse& course, std::size_t level) const;

  const EquationProgram& program_;
  std::vector<bool> kept_;
  std::vector<CausalLink> slots_;  ///< links between all quantities, those that elimination adds included
  std::vector<std::vector<std::size_t>> into_, out_of_, slot_of_input_;
  std::vector<Join> joins_;
  std::vector<CausalLink> links_;
  std::vector<std::size_t> slot_of_link_;
};

}  // namespace fulcrum
