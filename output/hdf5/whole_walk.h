/// \file
/// Everything of an HDF5 file in which its library may break, read once.
#pragma once

#include "output/hdf5/hdf5_handle.h"

namespace fulcrum {

/// Opens every object and reads what is not plain numbers in one piece: attributes, texts, indices of chunks, scales. What cannot be read
/// is passed over; throws Unusable for a text or list that is not where the file says it is. For a process that ends with it: the library
/// no longer keeps memory that it has freed.
void walk_through(const Hdf5File& file);

}  // namespace fulcrum
