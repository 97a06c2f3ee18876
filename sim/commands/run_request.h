/// \file
/// From the files and flags of a command to a plan and a results file: what run, compare and sweep have in common.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "output/results_file.h"
#include "scenarios/scenario.h"
#include "scenarios/study.h"
#include "sim/commands/command.h"
#include "sim/comparison/comparison.h"
#include "sim/comparison/policy_set.h"  // IWYU pragma: export
#include "sim/ensemble/ensemble.h"

namespace fulcrum {

/// What a command was asked to run.
struct Request : PolicySet {
  std::vector<std::string> inputs_as_given;
};

/// Reads the scenarios; says notes on the console. Policies that differ in start, weeks or actors are refused (UsageError).
/// `unsaid`: the resolution where no scenario says one; analyses of many runs keep the reduction.
Request read_request(const Console& console, const std::vector<std::string>& files, const RunFlags& flags,
                     Resolution unsaid = Resolution::kOrganisations);
/// The resolution of `run` and `compare` where no scenario says one: cells, unless cells only check the reduction.
Resolution resolution_of_answers(const RunFlags& flags);
/// Puts the uncertainty that flags and the first scenario ask for into force, with the number of futures. Throws UsageError.
void take_uncertainty(Request& request, const RunFlags& flags);
/// Says of keys that are set or varied without an effect in such runs what they would need; `verb`: "is set", "varies".
void say_idle_keys(const Console& console, const std::vector<std::string>& keys, const std::string& verb, const Setup& setup, bool noise);
/// The same of a study's factors.
void say_idle_factors(const Console& console, const Study& study);
/// What --set asks for.
std::vector<Override> overrides_of(const RunFlags& flags);
/// The settings of a scenario or study, with the flags over them. Throws UsageError.
RunSettings settings_in_force(RunSettings run, const RunFlags& flags);
Plan make_plan(const PolicySet& request);
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

/// Works out what is stored beside the runs, when all are done.
using Analyse = std::function<std::vector<Table>(const RunResults&)>;
/// Runs the request, stores everything under `file` and returns what the command shows.
std::unique_ptr<RunResults> run_request(const Console& console, const Request& request, const RunFlags& flags, const std::string& file,
                                        const std::string& title, const std::string& command_line, const Analyse& analyse = {});
/// Shows the tables of all outcomes in the form asked for; the exit code.
int print_results(const Console& console, const RunResults& answer, Format format);
/// "5 policies x 1,000 futures of 208 weeks from 2008-01-07, theatre iraq_2008, seed 20080107".
std::string head_of(const Plan& plan);
/// Says that the runs were interrupted, or how many failed; the exit code.
int exit_code_of(const Console& console, const RunResults& answer);

/// The command line as it can be typed again.
std::string command_line_text(const std::string& command, const std::vector<std::string>& files, const RunFlags& flags);

}  // namespace fulcrum
