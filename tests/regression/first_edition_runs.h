/// \file
/// Runs of the shipped scenarios of the first edition, as one number each: what the test compares and what its kept file was made from.
#pragma once

#include <bit>
#include <cstdint>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "models/agents/agent_stepper.h"
#include "models/kernel.h"
#include "models/recording.h"
#include "models/setup.h"

namespace fulcrum::testing_support {

/// FNV-1a over the bits of doubles, byte by byte.
class BitHash {
 public:
  void add(double value) {
    const auto bits = std::bit_cast<std::uint64_t>(value);
    for (int byte = 0; byte < 8; ++byte) hash_ = (hash_ ^ (bits >> (8 * byte) & 0xff)) * 0x100000001b3ULL;
  }
  std::uint64_t value() const { return hash_; }

 private:
  std::uint64_t hash_ = 0xcbf29ce484222325ULL;
};

/// The hash of every week of the named series in some replicates of a setup; names of the agent layer count only with cells.
inline std::uint64_t hash_of_runs(const Setup& setup, const std::vector<std::string>& names, bool noise, std::uint64_t replicates) {
  std::vector<const SeriesInfo*> series;
  const bool cells = setup.resolution == Resolution::kCells;
  for (const std::string& name : names) {
    const SeriesInfo* info = find_series(name);
    if (info == nullptr) throw std::invalid_argument("no series " + name);
    if (cells || !info->agents) series.push_back(info);
  }
  const Selection selection(series, setup.theatre);
  const LeverPath levers = lever_path(setup);
  const auto stepper = cells ? make_agent_stepper(selection, widest_kernel(), work_alone) : make_stepper(selection, Kernel::kScalar);
  std::vector<double> values(selection.columns().size() * static_cast<std::size_t>(setup.weeks));
  BitHash hash;
  for (std::uint64_t replicate = 0; replicate < replicates; ++replicate) {
    const RunInput input{.setup = &setup, .levers = &levers, .luck = {.seed = 1, .replicate = replicate}, .noise = noise};
    double* const recording = values.data();
    stepper->run({&input, 1}, {&recording, 1}, static_cast<std::size_t>(setup.weeks));
    for (const double value : values) hash.add(value);
  }
  return hash.value();
}

}  // namespace fulcrum::testing_support
