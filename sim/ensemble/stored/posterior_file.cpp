#include "sim/ensemble/stored/posterior_file.h"

#include <algorithm>

#include "output/files/file_error.h"
#include "output/results_reader.h"

namespace fulcrum {

Table read_posterior(const std::string& file) {
  const ResultsReader results(file);
  const std::vector<std::string> analyses = results.analyses();
  if (std::find(analyses.begin(), analyses.end(), "posterior") == analyses.end())
    throw FileError(file, "has no posterior: it is not a file of `fulcrum calibrate --posterior`");
  return results.analysis("posterior");
}

std::string text_remark(const Table& table, const std::string& name) {
  for (const auto& [key, value] : table.remarks)
    if (key == name && std::holds_alternative<std::string>(value)) return std::get<std::string>(value);
  return "";
}

}  // namespace fulcrum
