/// \file
/// The quantile function of beta distributions with the same bits on every machine.
#pragma once

namespace fulcrum {

/// Value below which a share u in (0, 1) of a beta distribution with shapes a, b >= 1 lies. Absolute error below 1e-12; tested against
/// Boost.Math.
double beta_quantile(double a, double b, double u);

}  // namespace fulcrum
