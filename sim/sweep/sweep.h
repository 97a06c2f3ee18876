/// \file
/// Sweeps: many runs of a study, that survive a kill at any moment and give the same bits in any number of pieces.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "output/results_file.h"
#include "scenarios/study.h"
#include "sim/ensemble/ensemble.h"
#include "sim/sweep/adaptive_replicates.h"
#include "sim/sweep/extension.h"
#include "sim/sweep/journal.h"
#include "sim/sweep/point_summary.h"

namespace fulcrum {

/// A part of a study's runs: shard `index` of `count`, from 1. Shards split by design point.
struct Shard {
  int index = 1;
  int count = 1;
  bool named = false;  ///< asked for, be it 1/1: its journal is kept for `merge`
};

/// What to do with runs that fail: go on and say nothing of it in the exit code; go on and say so; stop at the first.
enum class OnFailure { kOff, kSlow, kFast };

/// How a study is run and what is kept. Only store, series, compression and shard are part of what must be the same on resuming.
struct SweepOptions {
  std::string output;
  Shard shard;
  Store store = Store::kTrajectories;
  Compression compression = Compression::kNone;
  std::vector<const SeriesInfo*> series;
  OnFailure on_failure = OnFailure::kSlow;
  int jobs = 0;
  bool force = false;
  bool summary_by_point = false;  ///< of the series, besides that over all points
  bool keep_journal = false;      ///< also when all is done, so that the sweep can be extended
  int journal_batches = 0;        ///< batches from one journal to the next; 0: as many as take some seconds
  std::string extend;             ///< file of an earlier, smaller sweep whose runs are taken over; empty: none
  std::string command_line;
  std::map<std::string, std::string> request;  ///< for the journal
  std::function<bool()> interrupted;
  std::function<void(std::int64_t done, std::int64_t failed)> progress;
  std::function<void(const PointDecision&)> deciding;  ///< after each look at a design point of a study with [stop]
};

/// What came of a sweep.
struct SweepResult {
  std::int64_t runs = 0;  ///< in this shard
  std::int64_t kept = 0;  ///< taken over from before
  std::int64_t done = 0;  ///< kept included
  std::int64_t failed = 0;
  std::int64_t taken_over = 0;  ///< from the earlier sweep that is extended
  bool undecided_yet = false;   ///< interrupted before the number of replicates was known
  bool stopped_by_failure = false;
  std::string redone;  ///< why runs of before were computed again; empty if none were
};

/// A study ready to be run. One with [stop] is first decided, point by point, and then its runs are stored.
class Sweep {
 public:
  Sweep(Study study, SweepOptions options);
  ~Sweep();
  Sweep(const Sweep&) = delete;
  Sweep& operator=(const Sweep&) = delete;

  const Plan& plan() const { return *plan_; }
  /// Runs of this shard: rows of its file are runs first_run() to first_run() + rows(). Of a study with [stop], at most, until decided.
  std::int64_t first_run() const { return first_run_; }
  std::int64_t rows() const { return rows_; }
  const std::vector<Outcome>& outcomes() const { return outcomes_; }
  /// Design points of this shard.
  std::int64_t points() const { return last_point_ - first_point_; }
  /// Whether the number of replicates is decided point by point.
  bool adaptive_replicates() const { return study_.stop.has_value(); }
  const ResultsLayout& layout() const { return layout_; }
  /// What must be the same for a resume or a merge: what it is -> version or SHA-256.
  std::map<std::string, std::string> identity() const;
  /// What each design point came to, where the study asks for replicates until certain.
  const std::vector<PointDecision>& decisions() const { return decisions_; }
  /// Bytes that the results file will take.
  std::uint64_t expected_bytes() const { return ResultsFile::expected_bytes(layout_); }
  /// Bytes that the journal takes when all is done. While it is renewed the old one and the new one stand beside the results file.
  std::uint64_t journal_bytes() const;
  /// Seconds that all runs will take at the speed of a short probe.
  double expected_seconds() const;
  /// Where decisions of an unfinished study with [stop] are kept.
  static std::filesystem::path decisions_path(const std::string& output);

  /// Runs what is not done yet. `resume`: an unfinished file must be there; else there must be none.
  SweepResult run(bool resume);
  /// Takes what each design point came to as decided, as when the shards have done so.
  void take_decisions(std::vector<PointDecision> decisions);
  /// Summaries of no runs, by policy: to add those of shards to.
  std::vector<Summary> empty_summaries() const;
  /// What a finished file gets, from the summaries of all its runs and the outcomes in the unfinished file.
  FinalTables final_tables(const std::vector<Summary>& summaries, const std::filesystem::path& unfinished) const;

 private:
  struct Begun;
  class Storing;

  Begun take_up(const std::optional<Journal>& journal, SweepResult& result) const;
  std::vector<Summary> compute(Begun& begun, SweepResult& result);
  void finish(ResultsFile& file, const std::vector<Summary>& summaries) const;
  EnsembleOptions ensemble_options() const;
  void make_layout();
  void prepare(bool resume);
  bool decide(bool resume);
  bool replaces_extended() const;
  Existing existing() const;
  ResultsFile open_file(bool resume) const;
  std::unique_ptr<PointSummaries> point_summaries(ResultsFile& file);
  void catch_up(const ResultsFile& file, std::int64_t done, PointSummaries& points) const;
  std::int64_t read_back(std::int64_t done, std::int64_t computed, std::vector<Summary>& summaries, std::int64_t& failed) const;
  void write_journal(const std::vector<Summary>& summaries, std::int64_t done, std::int64_t failed) const;

  Study study_;
  SweepOptions options_;
  std::unique_ptr<Plan> plan_;
  std::vector<Outcome> outcomes_;
  std::unique_ptr<Selection> selection_;
  Extension extension_;
  std::size_t stored_columns_ = 0;
  std::vector<PointDecision> decisions_;
  std::int64_t first_point_ = 0, last_point_ = 0;
  std::int64_t first_run_ = 0, rows_ = 0;
  ResultsLayout layout_;
};

}  // namespace fulcrum
