// fulcrum schema [scenario|theatre|claims]: the JSON Schema of an input file, for editors.
#include "scenarios/claims.h"
#include "sim/commands/command.h"

namespace fulcrum {

void add_schema_command(CLI::App& app, Invocation& chosen) {
  auto* command = app.add_subcommand("schema", "Print the JSON Schema of scenario, theatre or claims files, for editors");
  auto kind = std::make_shared<std::string>("scenario");
  command->add_option("KIND", *kind, "scenario, theatre or claims")
      ->check(CLI::IsMember({"scenario", "theatre", "claims"}))
      ->default_str("scenario");
  command->callback([=, &chosen] {
    chosen = [=](Console& console) {
      console.data(*kind == "theatre" ? theatre_schema() : (*kind == "claims" ? claims_schema() : scenario_schema()));
      return static_cast<int>(kDone);
    };
  });
}

}  // namespace fulcrum
