/// \file
/// A results file with everything in it but the results: groups, attributes, dimensions and datasets at their full size.
///
/// It is made before the first run and closed again. What runs add is written to fixed places of the file, past HDF5, so that a kill at any
/// moment leaves a file that opens.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "output/hdf5/hdf5_handle.h"
#include "output/results_layout.h"

namespace fulcrum {

/// Where in the file the results of runs go [bytes from its start].
struct Placement {
  std::uint64_t runs = 0;                           ///< first row of /runs
  std::vector<std::uint64_t> outcomes;              ///< first value, by outcome
  std::vector<std::vector<std::uint64_t>> columns;  ///< first value, by column of series and by block; empty if packed
};

/// Rows in a chunk of a series: a block, several where there are very many runs, or all runs if there are fewer.
std::int64_t rows_per_chunk(const ResultsLayout& layout);
/// Where the chunk of an entity that begins with a row stands in its dataset: the row, an index for each dimension, week 0.
std::vector<hsize_t> chunk_origin(const StoredSeries& series, hsize_t row, std::size_t entity);
/// Paths of the series' datasets.
std::string series_path(const StoredSeries& series);
inline constexpr std::string_view kSummaryByPoint = "/summary_by_point";

/// Writes the file with everything but the results of runs.
void preallocate_file(const std::filesystem::path& path, const ResultsLayout& layout);
/// Reads where everything goes; throws FileError if the file has not that layout.
Placement read_placement(const std::filesystem::path& path, const ResultsLayout& layout);

}  // namespace fulcrum
