/// \file
/// Whether a results file is what it says: held against its own layout once, when it is opened, so that whatever reads it later may take
/// weeks, rows, points and policies as indices.
#pragma once

#include <vector>

#include "output/hdf5/hdf5_handle.h"
#include "output/results_layout.h"

namespace fulcrum {

/// Throws FileError with the dataset's name unless every dataset has the shape and type that belong to the layout.
void check_results(const Hdf5File& file, const ResultsLayout& layout);

/// Lengths of the dataset of a series: `first`, the names along each of its dimensions, weeks.
std::vector<hsize_t> series_lengths(std::vector<hsize_t> first, const StoredSeries& series, const ResultsLayout& layout);

}  // namespace fulcrum
