/// \file
/// HDF5's way to a file that it writes.
///
/// HDF5 1.10 writes much of what it is given later, when a dataset or the file is closed; it loses some of the errors that come then, and
/// may crash after one. So it writes through this driver, which keeps the first error to itself and tells the library that all went well.
/// Hdf5File throws the error at its next check.
#pragma once

#include <hdf5.h>

#include <exception>
#include <memory>

namespace fulcrum {

/// The first error in writing a file; none: null.
struct WriteProblem {
  std::exception_ptr first;
};

/// Has files that are opened with these access properties written through the driver, which keeps its error in `problem`.
void write_through_checks(hid_t access, const std::shared_ptr<WriteProblem>& problem);

}  // namespace fulcrum
