/// \file
/// Packing a chunk of a series as HDF5's filters would, without the file.
#pragma once

#include <hdf5.h>

#include <cstddef>
#include <span>
#include <vector>

#include "output/results_layout.h"

namespace fulcrum {

/// Whether HDF5 finds its blosc plugin on this machine.
bool blosc_available();

/// Adds the filters of a compression to the creation properties of a chunked dataset.
void set_filters(hid_t creation, Compression compression);

/// The bytes that a chunk of doubles becomes under those filters. For deflate any thread may call it at any time; blosc's plugin is
/// HDF5's own and takes turns.
std::vector<std::byte> packed_chunk(std::span<const double> chunk, Compression compression);

}  // namespace fulcrum
