// fulcrum schema [scenario|theatre]: the JSON Schema of an input file, for editors.
#include "scenarios/scenario.h"
#include "sim/commands/command.h"

namespace fulcrum {

void add_schema_command(CLI::App& app, Invocation& chosen) {
  auto* command = app.add_subcommand("schema", "Print the JSON Schema of scenario or theatre files, for editors");
  auto kind = std::make_shared<std::string>("scenario");
  command->add_option("KIND", *kind, "scenario or theatre")->check(CLI::IsMember({"scenario", "theatre"}))->default_str("scenario");
  command->callback([=, &chosen] {
    chosen = [=](Console& console) {
      console.data(*kind == "theatre" ? theatre_schema() : scenario_schema());
      return static_cast<int>(kDone);
    };
  });
}

}  // namespace fulcrum
