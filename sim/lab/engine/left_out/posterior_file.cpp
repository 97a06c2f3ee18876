// Results files are HDF5, which the page does not read.
#include "sim/ensemble/stored/posterior_file.h"

#include "output/files/file_error.h"

namespace fulcrum {

Table read_posterior(const std::string& file) {
  throw FileError(file, "is a results file, which the lab does not read; a CSV file of the set can be read");
}

std::string text_remark(const Table& table, const std::string& name) {
  for (const auto& [key, value] : table.remarks)
    if (key == name && std::holds_alternative<std::string>(value)) return std::get<std::string>(value);
  return "";
}

}  // namespace fulcrum
