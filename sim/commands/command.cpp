#include "sim/commands/command.h"

#include <charconv>

#include "sim/commands/explore/exploration_request.h"

namespace fulcrum {

void add_format_flag(CLI::App& command, Format& format) {
  static const std::map<std::string, Format> formats{{"table", Format::kTable}, {"csv", Format::kCsv}, {"json", Format::kJson}};
  command
      .add_option_function<std::string>(
          "--format", [&format](const std::string& name) { format = formats.at(name); }, "output format: table, csv or json")
      ->check(CLI::IsMember({"table", "csv", "json"}))
      ->default_str("table");
}

void add_ranges_flag(CLI::App& command, Ranges& ranges) {
  command
      .add_option_function<std::string>(
          "--ranges", [&ranges](const std::string& name) { ranges = name == "first" ? Ranges::kFirst : Ranges::kToday; },
          "exploration ranges of the parameters: today's, or those of the first edition, for comparison")
      ->check(CLI::IsMember({"today", "first"}))
      ->default_str("today");
}

void add_path_flag(CLI::App& command, std::vector<std::string>& paths) {
  command.add_option("--path", paths, "also look for scenarios, theatres and tables in this folder; repeatable")
      ->type_name("DIR")
      ->allow_extra_args(false);
}

namespace {

// CLI11 would take -1 and 2^64 for 2^64 - 1.
std::string seed_problem(const std::string& text) {
  std::uint64_t seed = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  return whole ? "" : "'" + text + "' is not a whole number from 0 to 18446744073709551615";
}

void add_kernel_flag(CLI::App& command, Kernel& kernel) {
  const auto choose = [&kernel](const std::string& name) {
    for (const KernelInfo& info : kernels())
      if (name == info.name && info.supported()) {
        kernel = info.kernel;
        return;
      }
    throw CLI::ValidationError("--kernel", "'" + name + "' is not a kernel of this build that this processor supports");
  };
  command.add_option_function<std::string>("--kernel", choose, "processor instructions to use")->group("");  // for tests: not in --help
}

}  // namespace

void add_futures_flags(CLI::App& command, RunFlags& flags) {
  command.add_option("--set", flags.set, "set one value, overriding all files, e.g. direct.threat_gain=4; repeatable")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
  command
      .add_option_function<std::string>(
          "--resolution", [&flags](const std::string& resolution) { flags.set.emplace_back("run.resolution=" + resolution); },
          "cells: the agents, cell by cell and place by place; organisations: their mean-field reduction (default: the scenario's, else "
          "organisations)")
      ->check(CLI::IsMember({"organisations", "cells"}));
  command
      .add_option_function<std::string>(
          "--rival", [&flags](const std::string& rival) { flags.set.emplace_back("run.rival=" + rival); },
          "who decides for the rival: the script of the scenario, or the rival itself, from what it observes (default: the scenario's)")
      ->check(CLI::IsMember({"scripted", "adaptive"}));
  command.add_flag_callback(
      "--no-host", [&flags] { flags.set.emplace_back("run.host=false"); }, "without the host's politics: the core alone");
  add_path_flag(command, flags.paths);
  command.add_option("--seed", flags.seed, "seed of all draws (default: the scenario's)")->check(CLI::Validator(seed_problem, ""));
  command.add_option("--replicates,--futures", flags.replicates, "futures (replicates) of each policy (default: the scenario's)")
      ->check(CLI::Range(1, 1000000000).description(""));
  command.add_option("-j,--jobs", flags.jobs, "threads (default: one per core); never changes a result")
      ->check(CLI::Range(0, 4096).description(""));
  add_format_flag(command, flags.format);
  add_kernel_flag(command, flags.kernel);
}

void add_ensemble_flags(CLI::App& command, RunFlags& flags, const std::string& default_output) {
  command.add_option("-o,--output", flags.output, "results file to write (default: " + default_output + " in the current folder)")
      ->type_name("FILE");
  add_futures_flags(command, flags);
  command.add_flag("--force", flags.force, "overwrite an existing results file");
}

void add_run_flags(CLI::App& command, RunFlags& flags, const std::string& default_output) {
  command.add_option("--series", flags.series, "series to store: core, all, or names separated by commas")->default_str("core");
  command.add_option("--compress", flags.compress, "compression of the stored series: none, deflate or blosc")
      ->check(CLI::IsMember({"none", "deflate", "blosc"}))
      ->default_str("none");
  add_ensemble_flags(command, flags, default_output);
}

void say_cells_by_default(CLI::App& command) {
  command.get_option("--resolution")
      ->description(
          "cells: the agents, cell by cell and place by place; organisations: their mean-field reduction, many times faster (default: "
          "the scenario's, else cells where the theatre has provinces, one agent for ten)");
}

void add_check_flag(CLI::App& command, RunFlags& flags) {
  command
      .add_option("--check-cells", flags.check_cells,
                  "run so many of the futures again with cells (cells.scale=10), and say whether signs, order and levels are the same")
      ->check(CLI::Range(1, 1000000000).description(""));
}

void add_uncertainty_flags(CLI::App& command, RunFlags& flags) {
  command.get_option("--replicates")
      ->description("futures (replicates) of each policy (default: 1,000; with --uncertainty luck the scenario's)");
  command
      .add_option(
          "--uncertainty", flags.uncertainty,
          "what differs from future to future: assumptions (parameters over their ranges, structural forms, luck), record, luck or none "
          "(default: the scenario's, else assumptions)")
      ->check(CLI::IsMember({"assumptions", "record", "luck", "none"}));
  command
      .add_option(
          "--record", flags.record,
          "parameter values that records leave standing, from which --uncertainty record draws: OUTPUT.csv or OUTPUT.h5 of calibrate "
          "(default: the shipped posterior)")
      ->type_name("FILE");
  command
      .add_option("--require", flags.require,
                  "keep only states of the world in which this holds at the first policy, e.g. 'mean(direct) < 0.7', or in which claims of "
                  "the sources hold, e.g. 'claims P3, P5 and P6 hold'; repeatable")
      ->type_name("CONDITION")
      ->allow_extra_args(false);
}

void add_answer_flags(CLI::App& command, RunFlags& flags) {
  add_uncertainty_flags(command, flags);
  command.add_option("--outcome", flags.outcome, "outcome that the answer is about")->type_name("NAME")->default_str("direct_last_year");
  command.add_flag("--all", flags.all, "also print every table: levers, all outcomes, goals, intervals of means");
}

}  // namespace fulcrum
