/// \file
/// A share of independent cases with the interval that it stands for.
#pragma once

namespace fulcrum {

/// A share with its 95 % interval after Wilson (1927, Journal of the American Statistical Association 22).
struct ShareInterval {
  double share = 0, low = 0, high = 0;
};
/// Of `holds` cases among `of`; not numbers if there are none.
ShareInterval wilson_share(double holds, double of);

}  // namespace fulcrum
