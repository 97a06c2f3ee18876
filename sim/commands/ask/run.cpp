// fulcrum run S.toml: one scenario over its replicates.
#include "sim/commands/ask/answer_output.h"
#include "sim/commands/run_request.h"

namespace fulcrum {

void add_run_command(CLI::App& app, Invocation& chosen) {
  auto* command = app.add_subcommand("run", "Run one scenario and store what happens week by week");
  auto file = std::make_shared<std::string>();
  auto flags = std::make_shared<RunFlags>();
  command->add_option("SCENARIO", *file, "a scenario file or the name of a shipped scenario")->required();
  add_run_flags(*command, *flags, "<name of the scenario>.h5");
  add_answer_flags(*command, *flags);
  say_cells_by_default(*command);
  command->callback([=, &chosen] {
    chosen = [=](Console& console) {
      Request request = read_request(console, {*file}, *flags, resolution_of_answers(*flags));
      take_uncertainty(request, *flags);
      FirstAnswer first(request, *flags);
      const Scenario& scenario = request.scenarios.front();
      const std::string output = flags->output.empty() ? scenario.name + ".h5" : flags->output;
      const auto answer =
          run_request(console, request, *flags, output, scenario.title.empty() ? scenario.name : scenario.title,
                      command_line_text("run", {*file}, *flags), [&](const RunResults& results) { return first.tables(results); });
      return first.print(console, *answer);
    };
  });
}

}  // namespace fulcrum
