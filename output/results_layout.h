/// \file
/// What a results file is told before the first run: where it comes from, which runs it will hold and what of each.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "models/recording.h"
#include "output/table.h"

namespace fulcrum {

/// Version of the layout that this program writes, and the oldest major version that it still reads.
inline constexpr int kFormatMajor = 2, kFormatMinor = 0, kOldestFormatMajor = 1;
inline constexpr std::string_view kFiletype = "fulcrum-results";

/// Where a file comes from.
struct Provenance {
  std::string title;
  std::string program_version;
  std::string git_sha1;
  std::string compiler;
  std::string build_type;
  std::string library_versions;
  std::string created_utc;  ///< utc_now(); with the command line, all that differs between two files of equal input
  std::string command_line;
  std::uint64_t root_seed = 0;
  std::string generator;  ///< of random draws
  std::string disclaimer =
      "Conditional results of a stylised model under stated assumptions: no forecast, and no evidence about any real actor's plans.";
};

/// "2008-01-07T00:00:00Z" of now.
std::string utc_now();
/// "HDF5 1.10.8, zlib 1.2.13, OpenSSL 3.0.15": what this folder is linked with.
std::string output_library_versions();

/// A policy: its name, and the scenario it comes from with everything resolved.
struct PolicyText {
  std::string name;
  std::string title;
  std::string scenario;  ///< TOML
};

/// A file that was read, as the reader of scenarios names it.
struct InputFile {
  std::string name;
  std::string sha256;
  std::int64_t bytes = 0;
};

/// What was asked, as texts from which it can be asked again.
struct StudyTexts {
  std::vector<PolicyText> policies;
  std::string theatre;  ///< TOML
  std::string study;    ///< TOML; empty in files that hold no runs of a study
  std::vector<InputFile> inputs;
  std::vector<std::pair<std::string, std::string>> identity{};  ///< of a sweep: what decides its results beside the build, piece by piece
};

std::vector<std::string> policy_names(const StudyTexts& study);

/// A series as a file holds it: what is known of it, and its dimensions beside run and time; none for Axis::kNone.
struct StoredSeries {
  SeriesInfo info;
  std::vector<std::string> entities{};  ///< names along the axis; of several dimensions joined by points, the last dimension fastest
  std::vector<Dimension> dimensions{};
  std::size_t columns() const { return entities.empty() ? 1 : entities.size(); }
};
/// The series with the names of a theatre; those along an axis on which the theatre has nobody are left out, as Selection does.
std::vector<StoredSeries> stored_series(std::span<const SeriesInfo* const> series, const Theatre& theatre);

/// An outcome as a file holds it.
struct OutcomeInfo {
  std::string name;
  std::string unit;
  std::string long_name;
};

/// What is kept of runs beside the summaries.
enum class Store {
  kSummary,       ///< nothing but the rows of failed runs: the file does not grow with runs
  kOutcomes,      ///< a row a run in /runs and /outcomes
  kTrajectories,  ///< besides, every series of every run
};
std::string_view store_name(Store store);

/// How series are packed. Whatever is chosen is done without loss.
enum class Compression { kNone, kDeflate, kBlosc };
std::string_view compression_name(Compression compression);
/// Throws std::runtime_error, with a remedy, if this machine cannot do it.
void require_compression(Compression compression);

/// Everything a results file needs to know before the first run.
struct ResultsLayout {
  Provenance provenance;
  StudyTexts study;
  std::chrono::sys_days start{};
  int weeks = 0;
  std::int64_t runs = 0;
  /// Number of the run in a row; empty: the row itself. A shard holds only some of a study's runs.
  std::function<std::int64_t(std::int64_t row)> run_id{};
  Store store = Store::kTrajectories;
  Compression compression = Compression::kNone;
  std::vector<StoredSeries> series;
  std::vector<OutcomeInfo> outcomes;
  std::optional<Table> design{};
  std::uint64_t bytes_beside = 0;      ///< that other files need on the same disk until this one is finished
  std::int64_t points_summarised = 0;  ///< points of the file that are summarised each by itself; 0: none
};

/// SHA-256 that stands for all scenarios of a study: that of the resolved text, or of the digests of several, one a line.
std::string scenario_sha256(const StudyTexts& study);

/// Runs in a batch, the unit of work, of storage and of recovery: a power of two whose series take at most 256 KiB, and at most 1024.
/// A pure function, so that a file does not depend on who computed it.
int runs_per_batch(int weeks);

}  // namespace fulcrum
