// Every command: in which group help lists it, and what it shows as examples. docs/commands.md has the same examples, which a test runs.
#include <fmt/format.h>

#include <string>
#include <vector>

#include "sim/commands/command.h"
#include "sim/commands/explore/exploration_request.h"

namespace fulcrum {

namespace {

struct Listed {
  void (*add)(CLI::App& app, Invocation& chosen);
  const char* group;
  std::vector<std::string> examples;
};

constexpr const char *kAsk = "Ask", *kVary = "Vary", *kExplore = "Explore", *kCheck = "Check", *kWrite = "Write and look up",
                     *kShare = "Share";

const std::vector<Listed>& all_listed() {
  static const std::vector<Listed> all{
      {add_run_command, kAsk, {"fulcrum run engagement", "fulcrum run engagement --set levers.host_aid=0.1 -o less_aid.h5"}},
      {add_compare_command, kAsk, {"fulcrum compare status_quo engagement engage_then_coerce"}},
      {add_explain_command, kAsk, {"fulcrum explain engage_then_coerce", "fulcrum explain status_quo engagement"}},
      {add_courses_command, kAsk, {"fulcrum courses strike_2020"}},
      {add_game_command, kAsk, {"fulcrum game crisis_2020", "fulcrum game crisis_2020.game --continue"}},
      {add_sweep_command, kVary, {"fulcrum sweep study.toml --dry-run", "fulcrum sweep study.toml --store outcomes"}},
      {add_status_command, kVary, {"fulcrum status my_study.h5"}},
      {add_resume_command, kVary, {"fulcrum resume my_study.h5"}},
      {add_merge_command, kVary, {"fulcrum merge my_study.shard-1-of-2.h5 my_study.shard-2-of-2.h5"}},
      {add_sensitivity_command, kExplore, {"fulcrum sensitivity status_quo"}},
      {add_discover_command, kExplore, {"fulcrum discover status_quo engagement --difference --above -0.05 --points 500"}},
      {add_robust_command, kExplore, {"fulcrum robust status_quo engagement engage_then_coerce --points 128"}},
      {add_pathways_command,
       kExplore,
       {"fulcrum pathways status_quo engagement engage_then_coerce --at-most 0.4",
        "fulcrum pathways status_quo engagement --series resolve --at-least 0.4 --format csv"}},
      {add_loops_command,
       kExplore,
       {"fulcrum loops status_quo", "fulcrum loops engage_then_coerce -o loops.svg", "fulcrum loops engage_then_coerce --futures 1000"}},
      {add_claims_command, kCheck, {"fulcrum claims", "fulcrum claims P66 P68 --space 200 -o claims.h5"}},
      {add_hindcast_command, kCheck, {"fulcrum hindcast hindcast_2003_2011 --series my_records"}},
      {add_calibrate_command, kCheck, {"fulcrum calibrate scenarios/studies/hindcast_core.toml --series my_records -o core"}},
      {add_rerun_command, kCheck, {"fulcrum rerun quickstart.h5", "fulcrum rerun quickstart.h5 --run 7", "fulcrum rerun quickstart.zip"}},
      {add_new_command, kWrite, {"fulcrum new my_policy", "fulcrum new my_study --kind study"}},
      {add_validate_command, kWrite, {"fulcrum validate my_policy.toml"}},
      {add_describe_command, kWrite, {"fulcrum describe levers", "fulcrum describe direct.threat_gain", "fulcrum describe isolation"}},
      {add_schema_command, kWrite, {"fulcrum schema > fulcrum.schema.json"}},
      {add_report_command, kShare, {"fulcrum report quickstart.h5", "fulcrum report quickstart.h5 -o briefing.md"}},
      {add_archive_command, kShare, {"fulcrum archive quickstart.h5"}},
      {add_lab_command, kShare, {"fulcrum lab", "fulcrum lab status_quo my_policy.toml -o my_lab.html"}},
      {add_export_command,
       kShare,
       {"fulcrum export quickstart.h5 > quickstart.csv", "fulcrum export quickstart.h5 --table runs -o outcomes.csv",
        "fulcrum export quickstart.h5 --table comparison", "fulcrum export --xmile engagement --set run.noise=false -o engagement.xmile"}},
  };
  return all;
}

}  // namespace

void add_all_commands(CLI::App& app, Console& console, Invocation& chosen) {
  for (const Listed& listed : all_listed()) {
    listed.add(app, chosen);
    CLI::App* command = app.get_subcommands({}).back();
    command->group(listed.group)->footer(fmt::format("Examples:\n  {}", fmt::join(listed.examples, "\n  ")));
    command->add_flag("-q,--quiet", console.quiet, "print only warnings and errors");
    command->add_flag("-v,--verbose", console.verbosity, "say more");
    command->add_flag_callback(
        "--no-progress", [&console] { console.progress = false; }, "no progress output");
  }
}

}  // namespace fulcrum
