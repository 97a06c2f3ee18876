/// \file
/// Numbers as text that keeps their bits.
#pragma once

#include <span>
#include <string>

namespace fulcrum {

/// Doubles, little-endian, as base64 (RFC 4648, with padding).
std::string base64(std::span<const double> values);

}  // namespace fulcrum
