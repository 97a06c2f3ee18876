/// \file
/// Blocks of points for Sobol' indices of sensitivity.
#pragma once

#include <vector>

#include "sim/designs/sobol.h"

namespace fulcrum {

/// Base sample j comes from scramble j mod this. Independent scrambles show how far an index errs, which one of them does not.
constexpr int kSaltelliScrambles = 16;

enum class SaltelliBlocks {
  kFirstAndTotal,  ///< A, A with one column of B, B: d + 2 rows a base sample
  kSecondToo,      ///< and B with one column of A: 2 d + 2 rows
};

struct SaltelliSettings {
  std::uint64_t seed = 1;
  std::int64_t base_samples = 1;  ///< N; 16 times a power of two keeps the balance of the points
  int dimensions = 1;
  SaltelliBlocks blocks = SaltelliBlocks::kFirstAndTotal;
};

/// What is wrong with the settings; nothing if they can be used.
std::optional<std::string> problem(const SaltelliSettings& settings);

/// Which row of a block a point is.
struct SaltelliRow {
  enum class Kind { kA, kAWithB, kBWithA, kB };
  std::int64_t base_sample;
  Kind kind;
  int column;  ///< the factor whose coordinate comes from the other matrix; -1 in A and B
};

/// The radial design of Saltelli 2002 (Comput. Phys. Commun. 145) and Saltelli et al. 2010 (ibid. 181): base sample j is a point of a
/// scrambled Sobol' design in 2 d dimensions, whose first d coordinates are row j of A and whose last d, in an order of the scramble's own,
/// are row j of B. There are 16 independent scrambles, which take turns (Owen 1997, Ann. Statist. 25): some pairs of coordinates of a
/// sequence lie badly together, and with the columns of B in order a factor would meet such a pair in every base sample.
///
/// Rows stand by base sample, so that more of them are appended: A, A with column 1 .. d of B, [B with column 1 .. d of A,] B.
class SaltelliDesign final : public Design {
 public:
  explicit SaltelliDesign(const SaltelliSettings& settings);
  std::int64_t points() const override { return base_samples_ * rows_per_sample(); }
  int dimensions() const override { return dimensions_; }
  std::vector<double> point(std::int64_t i) const override;

  int rows_per_sample() const { return (blocks_ == SaltelliBlocks::kSecondToo ? 2 : 1) * dimensions_ + 2; }
  SaltelliRow row(std::int64_t i) const;

 private:
  /// An independent sequence, and which of its last d coordinates each factor has in B.
  struct Sequence {
    SobolDesign sobol;
    std::vector<std::size_t> columns;
  };

  std::int64_t base_samples_;
  int dimensions_;
  SaltelliBlocks blocks_;
  std::vector<Sequence> sequences_;
};

}  // namespace fulcrum
