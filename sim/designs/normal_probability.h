/// \file
/// The standard normal distribution function with the same bits on every machine.
#pragma once

namespace fulcrum {

/// Share of a standard normal below z. Relative error below 1e-14 for z >= -37; tested against Boost.Math.
double normal_probability(double z);

}  // namespace fulcrum
