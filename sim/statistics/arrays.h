/// \file
/// Vectors of numbers seen as Eigen arrays, and sums whose bits do not depend on how they are computed.
#pragma once

#include <Eigen/Core>

#include <functional>
#include <span>
#include <vector>

namespace fulcrum {

/// A row-major block, as results are kept: the last index is the fastest.
using Rows = Eigen::Array<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// The values as an array, without a copy.
inline Eigen::Map<const Eigen::ArrayXd> array(std::span<const double> values) {
  return {values.data(), static_cast<Eigen::Index>(values.size())};
}
inline Eigen::Map<Eigen::ArrayXd> array(std::vector<double>& values) { return {values.data(), static_cast<Eigen::Index>(values.size())}; }
inline Eigen::Map<const Eigen::ArrayXd> array(const std::vector<double>& values) { return array(std::span<const double>(values)); }

/// Sum from the first value to the last; 0 of none. Eigen's own sum() adds in the order that the processor's registers suggest, so its last
/// bits are another machine's; what is stored is summed by this (docs/decisions/0018-eigen-and-boost-random.md).
template <class Values>
double ordered_sum(const Eigen::DenseBase<Values>& values) {
  static_assert(Values::SizeAtCompileTime == Eigen::Dynamic, "Eigen adds arrays of a fixed size pairwise");
  return values.size() == 0 ? 0 : 0 + values.redux(std::plus<double>());
}

/// Mean by ordered_sum(); not a number of none.
template <class Values>
double ordered_mean(const Eigen::DenseBase<Values>& values) {
  return ordered_sum(values) / static_cast<double>(values.size());
}

}  // namespace fulcrum
