/// \file
/// Designs in HDF5 files: a results file's own, or anybody's columns of numbers.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace fulcrum {

/// Named columns of equal length.
struct DesignColumns {
  std::vector<std::string> names;
  std::vector<std::vector<double>> values;  ///< [column][row]
};

/// The columns of /design, as results files have it, or else of the root: every list of numbers there, by its name. Throws FileError.
DesignColumns read_design_file(const std::filesystem::path& path);

}  // namespace fulcrum
