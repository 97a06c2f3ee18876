/// \file
/// A results file while it is written: whole under its name, or not there at all.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

#include "output/final_tables.h"
#include "output/results_layout.h"
#include "output/rows.h"

namespace fulcrum {

/// Results of consecutive rows of /runs.
struct RunBatch {
  std::int64_t first_row = 0;
  std::span<const RunRow> runs;
  std::span<const double> series;    ///< [column][run][week], columns in the order of the layout's series; more may follow and are ignored
  std::span<const double> outcomes;  ///< [run][outcome]
  std::span<const Event> events{};
};

/// Packed chunks of a batch, by column; nothing where the file is not compressed.
using PackedBatch = std::vector<std::vector<std::byte>>;

/// What stands where a file is to go.
enum class Existing { kRefuse, kReplace };
/// What happens to an unfinished file that is not finished after all.
enum class Unfinished { kRemove, kKeep };

/// What a finished file has survived when finish() returns. Waiting for the disk can take longer than computing.
enum class Durability {
  kProgram,  ///< whatever happens to the program
  kPower,    ///< also a power cut: it is on the disk
};

/// Writes a results file beside its final name, as `<name>.partial`, and renames it when it is whole. One process at a time has the
/// unfinished file. All functions throw FileError with the path when the machine refuses.
class ResultsFile {
 public:
  /// Creates everything but results. What an earlier process left unfinished is replaced, unless `unfinished` says that such files are
  /// kept.
  static ResultsFile create(const std::filesystem::path& path, const ResultsLayout& layout, Existing existing, Unfinished unfinished);
  /// Takes up a file that was left unfinished. The layout must be that with which it was created.
  static ResultsFile resume(const std::filesystem::path& path, const ResultsLayout& layout, Existing existing);
  ~ResultsFile();
  ResultsFile(ResultsFile&&) noexcept;
  ResultsFile& operator=(ResultsFile&&) = delete;

  /// Packs the series of a batch. Any number of threads may do so at once, also while another one writes.
  PackedBatch pack(const RunBatch& batch) const;
  /// Writes a batch, in any order of batches, and again if need be. Where series are packed a batch must be one of runs_per_batch().
  void write(const RunBatch& batch, const PackedBatch& packed);
  void write(const RunBatch& batch) { write(batch, pack(batch)); }
  /// Writes the statistics of one point, in any order of points, and again if need be: by series [policy][statistic][entity][week],
  /// statistics as in SummaryTable. `row`: the point's place among those of the file, from 0.
  void write_point(std::int64_t row, std::span<const double> statistics);
  /// The points that write_point() has had, in order.
  std::vector<std::int64_t> points_written() const;
  /// Waits until what was written is on the disk.
  void sync();
  /// By row, whether a run was computed; of a file that keeps summaries only, nothing.
  std::vector<bool> computed() const;

  /// Adds what belongs to the whole, declares the file complete and gives it its name.
  void finish(const FinalTables& tables, Durability durability = Durability::kPower);

  /// Throws FileError if nothing can be written under that name.
  static void require_free(const std::filesystem::path& path, Existing existing);
  /// The files beside the final one while it is not finished.
  static std::filesystem::path partial_path(const std::filesystem::path& path);
  static std::filesystem::path record_log_path(const std::filesystem::path& path);
  static std::filesystem::path metadata_backup_path(const std::filesystem::path& path);
  /// Bytes that the file will take, events and analyses left out; without packing.
  static std::uint64_t expected_bytes(const ResultsLayout& layout);

 private:
  struct State;
  explicit ResultsFile(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace fulcrum
