#include "sim/commands/command.h"

namespace fulcrum {

void add_format_flag(CLI::App& command, Format& format) {
  static const std::vector<std::pair<std::string, Format>> formats{
      {"table", Format::kTable}, {"csv", Format::kCsv}, {"json", Format::kJson}};
  command.add_option("--format", format, "form of the answer: table, csv or json")
      ->transform(CLI::CheckedTransformer(formats))
      ->default_str("table");
}

void add_path_flag(CLI::App& command, std::vector<std::string>& paths) {
  command.add_option("--path", paths, "look for scenarios, theatres and tables in this folder too")->type_name("DIR");
}

void add_run_flags(CLI::App& command, RunFlags& flags) {
  command.add_option("-o,--output", flags.output, "results file to write (default: <name>.h5 in the working folder)")->type_name("FILE");
  command.add_option("--set", flags.set, "set one value over all files, e.g. direct.threat_gain=4; repeatable")->type_name("KEY=VALUE");
  add_path_flag(command, flags.paths);
  command.add_option("--seed", flags.seed, "seed of all draws (default: the scenario's)");
  command.add_option("--replicates", flags.replicates, "futures to run of each policy (default: the scenario's)");
  command.add_option("-j,--jobs", flags.jobs, "threads (default: one a core); never changes a result")->check(CLI::Range(0, 4096));
  command.add_option("--series", flags.series, "series to store: core, all, or names separated by commas")->default_str("core");
  command.add_option("--compress", flags.compress, "filter of the stored series: none, deflate or blosc")
      ->check(CLI::IsMember({"none", "deflate", "blosc"}))
      ->default_str("none");
  add_format_flag(command, flags.format);
  command.add_flag("--force", flags.force, "overwrite an existing results file");
}

void add_all_commands(CLI::App& app, Console& console, Invocation& chosen) {
  add_run_command(app, chosen);
  add_compare_command(app, chosen);
  add_describe_command(app, chosen);
  add_validate_command(app, chosen);
  add_schema_command(app, chosen);
  add_new_command(app, chosen);
  add_export_command(app, chosen);
  for (CLI::App* command : app.get_subcommands({})) {
    command->add_flag("-q,--quiet", console.quiet, "warnings and errors only");
    command->add_flag("-v,--verbose", console.verbosity, "say more");
    command->add_flag("!--no-progress", console.progress, "no progress bar or lines");
  }
}

}  // namespace fulcrum
