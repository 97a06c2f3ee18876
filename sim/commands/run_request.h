/// \file
/// From the files and flags of a command to a plan and a results file: what run, compare and sweep have in common.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "output/results_file.h"
#include "scenarios/scenario.h"
#include "sim/commands/command.h"
#include "sim/comparison/comparison.h"
#include "sim/ensemble/ensemble.h"

namespace fulcrum {

/// Scenarios that are run together, checked to fit each other.
struct Request {
  std::vector<Scenario> scenarios;
  std::vector<std::string> inputs_as_given;
  RunSettings run;  ///< in force: flags, then the first scenario's
};

/// Reads the scenarios; says notes on the console. Policies that differ in start, weeks or actors are refused (UsageError).
Request read_request(const Console& console, const std::vector<std::string>& files, const RunFlags& flags);
/// What --set asks for.
std::vector<Override> overrides_of(const RunFlags& flags);
/// The settings of a scenario or study, with the flags over them. Throws UsageError.
RunSettings settings_in_force(RunSettings run, const RunFlags& flags);
Plan make_plan(const Request& request);
/// Refuses policies that differ in start, weeks or actors (UsageError).
void check_fit(const Scenario& first, const Scenario& other);
/// The series that --series asks for. Throws UsageError with the nearest name.
std::vector<const SeriesInfo*> chosen_series(const std::string& text, const Setup& setup);
Compression chosen_compression(const std::string& text);

/// What a command has after its runs.
struct RunResults {
  RunResults(Plan planned, std::vector<Outcome> asked, std::string name)
      : plan(std::move(planned)), outcomes(plan, std::move(asked)), file(std::move(name)) {}
  RunResults(const RunResults&) = delete;
  RunResults& operator=(const RunResults&) = delete;

  Plan plan;
  OutcomeTable outcomes;
  std::vector<Summary> summaries{};  ///< by policy
  std::int64_t done = 0;
  std::int64_t failed = 0;
  std::size_t direct_column = 0;
  std::string file;
};

/// Runs the request, stores everything under `file` and returns what the command shows.
std::unique_ptr<RunResults> run_request(const Console& console, const Request& request, const RunFlags& flags, const std::string& file,
                                        const std::string& title, const std::string& command_line);
/// Shows the answer in the form asked for; the exit code.
int print_results(const Console& console, const RunResults& answer, Format format);

/// The command line as it can be typed again.
std::string command_line_text(const std::string& command, const std::vector<std::string>& files, const RunFlags& flags);

}  // namespace fulcrum
