/// \file
/// Small studies for tests of sweeps: two policies of 16 weeks over listed points.
#pragma once

#include <fmt/core.h>

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

#include "models/recording.h"
#include "sim/sweep/sweep.h"
#include "tests/output/test_folder.h"

namespace fulcrum::testing_support {

/// A study as it is asked for. A negative gain stands for a point at which no run is possible.
struct WrittenStudy {
  std::vector<double> gains{2, 3, 4};  ///< of direct.threat_gain, a point each
  int replicates = 2;
  int seed = 7;
  std::string rest{};
};

inline Study read(const testing_support::TestFolder& folder, const WrittenStudy& asked) {
  std::string points;
  for (const double gain : asked.gains)
    points += fmt::format("{{ \"direct.threat_gain\" = {}, \"direct.floor\" = {} }}, ", std::max(gain, 0.0), gain < 0 ? 1.0 : 0.0);
  const auto path = folder / "study.toml";
  std::ofstream(folder / "short.toml") << "schema = 1\nname = \"short\"\nextends = \"status_quo.toml\"\n[time]\nweeks = 16\n";
  std::ofstream(path) << fmt::format(
      "schema = 1\n[study]\nname = \"small\"\nseed = {}\nreplicates = {}\n"
      "policies = [\"short\", {{ name = \"quiet\", extends = \"short.toml\", levers = {{ rhetoric = 0.0 }} }}]\n"
      "[design]\nkind = \"list\"\nlist = [{}]\n[design.factors]\n\"direct.threat_gain\" = {{}}\n\"direct.floor\" = {{}}\n{}",
      asked.seed, asked.replicates, points, asked.rest);
  return read_study(path.string(), {});
}

/// Options of a sweep that stores two series in a file of that name.
inline SweepOptions options_for(const testing_support::TestFolder& folder, const std::string& name, Store store = Store::kTrajectories) {
  SweepOptions options;
  options.output = (folder / name).string();
  options.store = store;
  options.compression = Compression::kNone;
  options.series = {find_series("direct"), find_series("control")};
  options.jobs = 1;
  options.journal_batches = 1;
  return options;
}

}  // namespace fulcrum::testing_support
