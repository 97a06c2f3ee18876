/// \file
/// Work that may bring the process down, done in a child process first.
#pragma once

#include <filesystem>
#include <functional>

namespace fulcrum {

/// Does the work in a child process. Throws FileError with the path if the child is ended by a signal or takes far longer than reading
/// can take: HDF5 1.10.8 has faults that a damaged file sets off (docs/hardening.md). An exception in the child means nothing here: the
/// work gives it again.
void try_in_child(const std::filesystem::path& path, const std::function<void()>& work);

}  // namespace fulcrum
