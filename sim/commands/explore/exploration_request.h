/// \file
/// What the commands that explore have in common: what is explored, over which factors, and where the answer goes.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "output/table.h"
#include "sim/commands/command.h"
#include "sim/exploration/experiment.h"

namespace fulcrum {

void add_sensitivity_command(CLI::App& app, Invocation& chosen);
void add_discover_command(CLI::App& app, Invocation& chosen);
void add_robust_command(CLI::App& app, Invocation& chosen);
void add_pathways_command(CLI::App& app, Invocation& chosen);

/// Flags of commands that run many futures and store no series: those of add_run_flags without --series and --compress.
void add_ensemble_flags(CLI::App& command, RunFlags& flags, const std::string& default_output);
/// Those of commands that write no results file.
void add_futures_flags(CLI::App& command, RunFlags& flags);

/// Flags of sensitivity, discover and robust.
struct ExploreFlags {
  RunFlags run;
  std::vector<std::string> targets;  ///< scenarios, one study, or one results file
  std::vector<std::string> outcomes;
  std::vector<std::string> factors;  ///< keys and patterns, for scenarios
  std::int64_t points = 0;           ///< 0: as the study says, or the command's own
  bool difference = false;
  Ranges ranges = Ranges::kToday;   ///< of the factors, for scenarios
  std::string policy;               ///< only this one; empty: all
  const CLI::App* given = nullptr;  ///< with what was given on the command line
};

/// TARGET ..., --outcome, --factors, --points, --policy, --difference, and the flags of running.
void add_explore_flags(CLI::App& command, ExploreFlags& flags, const std::string& default_output);

/// The design that a command wants where the user has not made one.
struct WantedDesign {
  DesignKind kind = DesignKind::kSobol;
  std::int64_t points = 1024;
  bool second_order = false;
  bool groups = false;
  bool force = false;  ///< whatever kind the study names
};

/// What is to be explored, before anything runs: a study (of scenarios, one is made over the ranges that are declared), or a results file.
struct Exploration {
  std::optional<Study> study;
  std::string results;  ///< the file, if one was named
  std::vector<Outcome> outcomes;
  std::string command;  ///< as it can be typed again
  std::string name;     ///< of a file with the answer
  bool from_scenarios = false;
};
/// Reads the targets and chooses outcomes: those asked for, else `usual`. Throws InputError and UsageError.
Exploration read_exploration(const Console& console, const std::string& command, const ExploreFlags& flags, const WantedDesign& wanted,
                             const std::vector<std::string>& usual);
/// Runs the study or reads the file; nothing if it was interrupted, which has been said. Failed runs have been said too.
std::unique_ptr<Experiment> make_experiment(const Console& console, const Exploration& exploration, const ExploreFlags& flags);
/// The responses that were asked for.
std::vector<Response> responses(const Experiment& experiment, const Exploration& exploration, const ExploreFlags& flags);

/// Factors of a study of scenarios: patterns such as direct.*, structure.*, initial.direct, all (every parameter). Throws UsageError.
std::vector<Factor> chosen_factors(const std::vector<std::string>& patterns, const Scenario& first, bool noise,
                                   Ranges ranges = Ranges::kToday);

/// Settings that every analysis keeps: command, seed, points, runs, failures.
Remarks settings_of(const Experiment& experiment, const Exploration& exploration);
/// Stores the tables in /analysis: of the results file that was named, or a new one of the study with its design and outcomes.
/// Returns the name of the file.
std::string store_analyses(const Exploration& exploration, const Experiment& experiment, const std::vector<Table>& tables,
                           const ExploreFlags& flags);
/// What goes to standard output: the tables as CSV or JSON, or what `for_reading` writes and the disclaimer.
std::string analysis_text(const std::vector<Table>& tables, const Exploration& of, Format format,
                          const std::function<std::string()>& for_reading);

}  // namespace fulcrum
