/// \file
/// What the commands share: how they register themselves, their common flags, and the errors that end them.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "models/kernel.h"
#include "sim/ensemble/declared_factors.h"
#include "sim/terminal/console.h"
#include "sim/terminal/usage_error.h"  // IWYU pragma: export

namespace fulcrum {

enum class Format { kTable, kCsv, kJson };

/// What the command line asked for: set by the command that was named.
using Invocation = std::function<int(Console&)>;

/// Flags of the commands that run scenarios.
struct RunFlags {
  std::string output;
  std::vector<std::string> set;
  std::vector<std::string> paths;
  std::optional<std::uint64_t> seed;
  std::optional<int> replicates;
  std::string series = "core";
  std::string compress = "none";
  int jobs = 0;
  Format format = Format::kTable;
  bool force = false;
  Kernel kernel = widest_kernel();   ///< changes no result
  std::string uncertainty;           ///< of run, compare and pathways: what differs from future to future; empty: as the scenario says
  std::string record;                ///< of run and compare: the set that `record` draws from; empty: the shipped one
  std::vector<std::string> require;  ///< of run and compare: conditions on states of the world
  std::string outcome = "direct_last_year";  ///< that the answer of run and compare is about
  bool all = false;                          ///< every table
  int check_cells = 0;                       ///< of compare: futures in which the reduction is checked with cells
};

/// -o, --set, --path, --seed, --replicates, -j, --series, --compress, --format, --force; --kernel, which help does not show.
void add_run_flags(CLI::App& command, RunFlags& flags, const std::string& default_output);
/// Says in the help of --resolution that the command runs cells by default.
void say_cells_by_default(CLI::App& command);
/// --check-cells, of commands that compare policies.
void add_check_flag(CLI::App& command, RunFlags& flags);
/// Which states of the world: --uncertainty, --record, --require.
void add_uncertainty_flags(CLI::App& command, RunFlags& flags);
/// Those, --outcome, --all: of commands that answer over states of the world.
void add_answer_flags(CLI::App& command, RunFlags& flags);
void add_format_flag(CLI::App& command, Format& format);
/// --ranges: today's exploration ranges, or those of the first edition.
void add_ranges_flag(CLI::App& command, Ranges& ranges);
/// Whether a name given to a command is that of a results file.
inline bool is_results_name(const std::string& name) { return name.ends_with(".h5"); }
void add_path_flag(CLI::App& command, std::vector<std::string>& paths);

/// Every command, with the flags that all have: --quiet, --verbose, --no-progress.
void add_all_commands(CLI::App& app, Console& console, Invocation& chosen);

void add_run_command(CLI::App& app, Invocation& chosen);
void add_compare_command(CLI::App& app, Invocation& chosen);
void add_claims_command(CLI::App& app, Invocation& chosen);
void add_explain_command(CLI::App& app, Invocation& chosen);
void add_rerun_command(CLI::App& app, Invocation& chosen);
void add_courses_command(CLI::App& app, Invocation& chosen);
void add_describe_command(CLI::App& app, Invocation& chosen);
void add_validate_command(CLI::App& app, Invocation& chosen);
void add_schema_command(CLI::App& app, Invocation& chosen);
void add_new_command(CLI::App& app, Invocation& chosen);
void add_export_command(CLI::App& app, Invocation& chosen);
void add_sweep_command(CLI::App& app, Invocation& chosen);
void add_resume_command(CLI::App& app, Invocation& chosen);
void add_status_command(CLI::App& app, Invocation& chosen);
void add_merge_command(CLI::App& app, Invocation& chosen);
void add_report_command(CLI::App& app, Invocation& chosen);
void add_archive_command(CLI::App& app, Invocation& chosen);
void add_game_command(CLI::App& app, Invocation& chosen);
void add_lab_command(CLI::App& app, Invocation& chosen);
void add_loops_command(CLI::App& app, Invocation& chosen);
void add_hindcast_command(CLI::App& app, Invocation& chosen);
void add_calibrate_command(CLI::App& app, Invocation& chosen);

}  // namespace fulcrum
