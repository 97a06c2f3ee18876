/// \file
/// Sobol' points with the direction numbers of Joe and Kuo, scrambled by the seed.
#pragma once

#include <optional>
#include <string>

#include "sim/designs/design.h"

namespace fulcrum {

enum class Scramble {
  kNone,    ///< the points as published, moved up by 2^-53
  kShift,   ///< random digital shift
  kMatrix,  ///< random linear matrix scramble, then a digital shift
};

struct SobolSettings {
  std::uint64_t seed = 1;
  std::int64_t points = 1;
  int dimensions = 1;
  Scramble scramble = Scramble::kMatrix;
};

/// What is wrong with the settings; nothing if they can be used.
std::optional<std::string> problem(const SobolSettings& settings);

/// The first points of a Sobol' sequence (Sobol' 1967), in the order of the Gray code (Antonov and Saleev 1979), beginning with number 0.
///
/// Direction numbers: Joe and Kuo 2008, SIAM J. Sci. Comput. 30, 2635-2654, as Boost.Random has them. Scrambling multiplies the digits of
/// each dimension by a random lower triangular matrix and adds a random digit shift (Matousek 1998, J. Complexity 14): every point becomes
/// uniform, nets stay nets, and the variance of a mean is that of Owen's full scramble (Owen 2003, ACM TOMACS 13). It is folded into the
/// direction numbers, so that a scrambled point costs no more than a plain one. The design of n points is the beginning of every larger
/// one.
class SobolDesign final : public Design {
 public:
  explicit SobolDesign(const SobolSettings& settings);
  std::int64_t points() const override { return settings_.points; }
  int dimensions() const override { return settings_.dimensions; }
  std::vector<double> point(std::int64_t i) const override;

 private:
  SobolSettings settings_;
  std::vector<std::uint64_t> directions_;  ///< for each bit of the number of a point, for each dimension; first digit highest
  std::vector<std::uint64_t> shifts_;      ///< for each dimension
};

}  // namespace fulcrum
