/// \file
/// The journal of a sweep: what is asked, how far it is, and the summaries of what is done. It stands beside the unfinished results file
/// and is replaced as a whole, so a kill leaves the last one.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sim/statistics/summary.h"

namespace fulcrum {

struct Journal {
  std::map<std::string, std::string> request;   ///< what must be known to go on: study, flags
  std::map<std::string, std::string> identity;  ///< what must be the same to go on: what it is -> SHA-256 or version
  std::int64_t done = 0;                        ///< runs that are summarised: the first so many rows
  std::int64_t failed = 0;
  std::int64_t runs = 0;             ///< rows in all
  std::vector<std::byte> summaries;  ///< of Summary::append(), policy by policy

  /// What was asked under a name; empty if nothing was.
  std::string asked(const std::string& name) const;

  static std::filesystem::path path_for(const std::filesystem::path& results);
  void write(const std::filesystem::path& path) const;
  /// Reads a journal; nothing if there is none. Throws FileError if it is damaged, or if not 0 <= failed <= done <= runs.
  static std::optional<Journal> read(const std::filesystem::path& path);
};

/// Packs the summaries of all policies, and puts them back; throws std::runtime_error if they are not those of such summaries.
std::vector<std::byte> pack_summaries(const std::vector<Summary>& summaries);
void unpack_summaries(std::span<const std::byte> bytes, std::vector<Summary>& summaries);

/// Throws FileError unless the journal goes with the file beside it, which has `rows` rows in all and `stored` at its beginning, and with
/// the summaries that it holds. What it says of itself decides which runs are not computed again.
void require_consistent(const Journal& journal, const std::vector<Summary>& summaries, std::int64_t rows, std::int64_t stored,
                        const std::filesystem::path& path);

/// What differs between two identities, a line each, in words; empty if nothing does.
std::string differences(const std::map<std::string, std::string>& was, const std::map<std::string, std::string>& is);

}  // namespace fulcrum
