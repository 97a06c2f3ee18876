/// \file
/// Work that may bring the process down, done in a child process first.
#pragma once

#include <filesystem>
#include <functional>
#include <stdexcept>

namespace fulcrum {

/// Thrown by work in a child process: the file must not be read at all, and what is wrong with it.
class Unusable : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Does the work in a child process. Throws FileError with the path if the child is ended by a signal, takes far longer than reading
/// can take, or throws Unusable: HDF5 1.10.8 has faults that a damaged file sets off (docs/hardening.md). Any other exception in the child
/// means nothing here: the work gives it again.
void try_in_child(const std::filesystem::path& path, const std::function<void()>& work);

}  // namespace fulcrum
