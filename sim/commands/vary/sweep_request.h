/// \file
/// What a sweep was asked for, as it is kept in its journal and taken up again by resume, status and merge.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "sim/commands/command.h"
#include "sim/sweep/sweep.h"

namespace fulcrum {

/// Flags of `sweep`, beside those that all runs have.
struct SweepFlags {
  RunFlags run;
  std::string store = "trajectories";
  std::string shard;  ///< I/N; empty: everything
  std::string fail = "slow";
  std::string extend;  ///< an earlier file
  bool summary_by_point = false;
  bool keep_journal = false;
  bool dry_run = false;
  int journal_batches = 0;  ///< SweepOptions::journal_batches
};

/// A study with its flags.
struct SweepRequest {
  std::string study;
  SweepFlags flags;

  std::map<std::string, std::string> fields() const;
  static SweepRequest from(const std::map<std::string, std::string>& fields);
  /// Default name of the results file: <name>.h5, or <name>.shard-I-of-N.h5.
  std::string output(const Study& of) const;
};

Shard parse_shard(const std::string& text);
/// The table of a design in an HDF5 file.
NumberTable design_table_of(const std::filesystem::path& path);
Study read_requested_study(const SweepRequest& request);
/// The sweep of a request; `console` gets its progress.
std::unique_ptr<Sweep> make_sweep(const SweepRequest& request, Study study, SweepOptions extra);

/// Runs or resumes the sweep and shows what came of it; the exit code.
int carry_out_sweep(const Console& console, const SweepRequest& request, bool resume);

}  // namespace fulcrum
