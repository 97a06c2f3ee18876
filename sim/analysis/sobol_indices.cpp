#include "sim/analysis/sobol_indices.h"

#include <algorithm>
#include <cmath>

#include "sim/analysis/jackknife.h"
#include "sim/statistics/missing.h"

namespace fulcrum {

namespace {

using Eigen::ArrayXd, Eigen::Index;

/// Where rows ran: 1, elsewhere 0.
Rows known(const Rows& values) { return values.isFinite().cast<double>(); }
Rows or_zero(const Rows& values) { return values.isFinite().select(values, 0); }

/// Outputs of base samples whose A and B ran; another row that did not is 0 and weighs nothing. Sums go over base samples, all factors side
/// by side, so that each factor's has one order.
struct Outputs {
  explicit Outputs(const SaltelliOutputs& y) : pooled(2 * y.a.size()) {
    pooled << y.a, y.b;
    std::vector<Index> both;
    for (Index j = 0; j < y.a.size(); ++j)
      if (std::isfinite(y.a(j) + y.b(j))) both.push_back(j);
    kept = both;
    a = y.a(both);
    b = y.b(both);
    ab_known = known(y.ab(both, Eigen::all));
    change = or_zero(y.ab(both, Eigen::all).colwise() - a);
    if (y.ba.cols() == 0) return;
    ab = or_zero(y.ab(both, Eigen::all));
    ba = or_zero(y.ba(both, Eigen::all));
    ba_known = known(y.ba(both, Eigen::all));
  }
  ArrayXd pooled;           ///< of all A, then of all B
  std::vector<Index> kept;  ///< base samples
  ArrayXd a, b;             ///< [kept]
  Rows change;              ///< A with a column of B, less A [kept][factor]
  Rows ab, ba, ab_known, ba_known;
};

/// Mean and variance of the pooled outputs of A and B.
struct OutputMoments {
  double mean = 0, variance = 0;
};
OutputMoments moments(const Outputs& y, const ArrayXd& counts) {
  const ArrayXd weight = y.pooled.isFinite().select(counts.replicate(2, 1), 0), values = y.pooled.isFinite().select(y.pooled, 0);
  const double n = ordered_sum(weight), mean = ordered_sum(weight * values) / n;
  return {mean, ordered_sum(weight * (values - mean) * (values - mean)) / n};
}

/// All indices of some base samples, by factor; pairs [factor][factor] above the diagonal.
struct Row {
  ArrayXd first, total;
  Rows pairs;
  OutputMoments m;
  double sum_first = 0;
};

void add_first_and_total(const Outputs& y, const ArrayXd& weight, Row& row) {
  ArrayXd n = ArrayXd::Zero(y.change.cols());
  row.first = row.total = n;
  for (Index j = 0; j < weight.size(); ++j) {
    if (weight(j) == 0) continue;
    const auto change = y.change.row(j).transpose();
    n += weight(j) * y.ab_known.row(j).transpose();
    row.first += weight(j) * (y.b(j) - row.m.mean) * change;
    row.total += weight(j) * change * change;
  }
  row.first /= n * row.m.variance;
  row.total /= 2 * n * row.m.variance;
  row.sum_first = ordered_sum(row.first);
}

// Closed indices of pairs, what both explain together, less what each does alone.
void add_pairs(const Outputs& y, const ArrayXd& weight, Row& row) {
  const double mean = row.m.mean;
  Rows n = Rows::Zero(y.ba.cols(), y.ba.cols()), sum = n;
  for (Index j = 0; j < weight.size(); ++j) {
    if (weight(j) == 0) continue;
    const double apart = (y.a(j) - mean) * (y.b(j) - mean);
    for (Index i = 0; i < y.ba.cols(); ++i) {
      if (y.ba_known(j, i) == 0) continue;
      n.row(i) += weight(j) * y.ab_known.row(j);
      sum.row(i) += weight(j) * ((y.ba(j, i) - mean) * (y.ab.row(j) - mean) - apart) * y.ab_known.row(j);
    }
  }
  row.pairs = ((sum / n / row.m.variance).colwise() - row.first).rowwise() - row.first.transpose();
}

Row row_of(const Outputs& y, const ArrayXd& counts) {
  Row row;
  row.m = moments(y, counts);
  if (!(row.m.variance > 0)) row.m.variance = kNan;
  const ArrayXd weight = counts(y.kept);
  add_first_and_total(y, weight, row);
  if (y.ba.cols() > 0) add_pairs(y, weight, row);
  return row;
}

// The indices without each group of base samples.
std::vector<Row> leave_one_out(const Outputs& y, Index samples, int groups) {
  std::vector<Row> rows;
  for (int group = 0; group < groups && group < samples; ++group) {
    ArrayXd counts = ArrayXd::Ones(samples);
    counts(Eigen::seq(group, Eigen::last, groups)) = 0;
    rows.push_back(row_of(y, counts));
  }
  return rows;
}

}  // namespace

SaltelliOutputs sort_saltelli(const std::vector<double>& by_point, int factors, bool second_order) {
  const Index d = factors, rows = (second_order ? 2 : 1) * d + 2;
  const Eigen::Map<const Rows> all(by_point.data(), static_cast<Index>(by_point.size()) / rows, rows);
  return {all.col(0), all.col(rows - 1), all.middleCols(1, d), all.middleCols(1 + d, second_order ? d : 0)};
}

SobolIndices sobol_indices(const SaltelliOutputs& y, int groups, double confidence) {
  const Outputs outputs(y);
  const Row row = row_of(outputs, ArrayXd::Ones(y.a.size()));
  const std::vector<Row> without = leave_one_out(outputs, y.a.size(), groups);
  const auto estimate = [&](auto&& of) {
    std::vector<double> values;
    for (const Row& r : without) values.push_back(of(r));
    return jackknifed(of(row), values, confidence);
  };

  SobolIndices indices{.mean = row.m.mean, .variance = std::isnan(row.m.variance) ? 0 : row.m.variance, .factors = {}, .pairs = {}};
  for (Index i = 0; i < y.ab.cols(); ++i)
    indices.factors.push_back({estimate([i](const Row& r) { return r.first(i); }), estimate([i](const Row& r) { return r.total(i); }),
                               static_cast<std::int64_t>(outputs.ab_known.col(i).sum())});
  for (Index i = 0; i < y.ba.cols(); ++i)
    for (Index k = i + 1; k < y.ba.cols(); ++k)
      indices.pairs.push_back({static_cast<int>(i), static_cast<int>(k), estimate([i, k](const Row& r) { return r.pairs(i, k); })});
  indices.sum_first = estimate([](const Row& r) { return r.sum_first; });
  return indices;
}

}  // namespace fulcrum
