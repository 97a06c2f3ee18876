// fulcrum compare A.toml B.toml ...: policies on common random numbers, and how they differ from the first.
#include "sim/commands/ask/answer_output.h"
#include "sim/commands/run_request.h"

namespace fulcrum {

void add_compare_command(CLI::App& app, Invocation& chosen) {
  auto* command = app.add_subcommand("compare", "Run policies on common random numbers and show how they differ from the first");
  auto files = std::make_shared<std::vector<std::string>>();
  auto flags = std::make_shared<RunFlags>();
  command->add_option("SCENARIO", *files, "scenario files or names of shipped scenarios; differences are from the first")
      ->required()
      ->expected(2, CLI::detail::expected_max_vector_size);
  add_run_flags(*command, *flags, "compare.h5");
  add_answer_flags(*command, *flags);
  say_cells_by_default(*command);
  add_check_flag(*command, *flags);
  command->callback([=, &chosen] {
    chosen = [=](Console& console) {
      Request request = read_request(console, *files, *flags, resolution_of_answers(*flags));
      take_uncertainty(request, *flags);
      FirstAnswer first(request, *flags);
      std::string title;
      for (const Scenario& scenario : request.scenarios) title += (title.empty() ? "" : ", ") + scenario.name;
      const std::string output = flags->output.empty() ? "compare.h5" : flags->output;
      const auto answer =
          run_request(console, request, *flags, output, "Comparison: " + title, command_line_text("compare", *files, *flags),
                      [&](const RunResults& results) { return first.tables(results); });
      return first.print(console, *answer);
    };
  });
}

}  // namespace fulcrum
