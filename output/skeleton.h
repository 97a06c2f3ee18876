/// \file
/// A results file with everything in it but the results: groups, attributes, dimensions and datasets at their full size.
///
/// It is made before the first run and closed again. What runs add is written to fixed places of the file, past HDF5, so that a kill at any
/// moment leaves a file that opens.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "output/hdf5_handle.h"
#include "output/results_layout.h"

namespace fulcrum {

/// Where in the file the results of runs go [bytes from its start].
struct Placement {
  std::uint64_t runs = 0;                           ///< first row of /runs
  std::vector<std::uint64_t> outcomes;              ///< first value, by outcome
  std::vector<std::vector<std::uint64_t>> columns;  ///< first value, by column of series and by block; empty if packed
};

/// Rows in a chunk of a series: a block, or all runs if there are fewer.
std::int64_t rows_per_chunk(const ResultsLayout& layout);
/// Paths of the series' datasets.
std::string series_path(const StoredSeries& series);

/// Writes the skeleton into a new file.
void write_skeleton(const std::filesystem::path& path, const ResultsLayout& layout);
/// Reads where everything goes; throws FileError if the file has not that layout.
Placement read_placement(const std::filesystem::path& path, const ResultsLayout& layout);

/// The dimension scales of a group that series of the layout need: time, and the names along each axis. `Dimensions` opens none twice.
class Dimensions {
 public:
  Dimensions(const Hdf5File& file, std::string group, const ResultsLayout& layout);
  hid_t time();
  hid_t entities(const StoredSeries& series);
  /// Points of a design by their number.
  hid_t points(std::int64_t count);

 private:
  const Hdf5File& file_;
  std::string group_;
  const ResultsLayout& layout_;
  Handle time_, points_;
  std::vector<std::pair<Axis, Handle>> axes_;
};

/// Unit, meaning and range of a series, and NaN for what is missing.
void describe_series(const Hdf5File& file, hid_t dataset, const SeriesInfo& series);
/// Writes a table as a group: a dataset a column, and a scale `row_name` that counts rows unless a column bears that name.
void write_table(const Hdf5File& file, const std::string& path, const Table& table, const std::string& row_name);

}  // namespace fulcrum
