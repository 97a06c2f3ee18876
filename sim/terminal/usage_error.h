/// \file
/// The error of a command that cannot be carried out as it was asked for.
#pragma once

#include <stdexcept>

namespace fulcrum {

/// A command that cannot be carried out as it was asked for: exit code 2.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace fulcrum
