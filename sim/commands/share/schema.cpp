// fulcrum schema [scenario|theatre|study|claims]: the JSON Schema of an input file, for editors.
#include "scenarios/claims.h"
#include "sim/commands/command.h"

namespace fulcrum {

void add_schema_command(CLI::App& app, Invocation& chosen) {
  auto* command = app.add_subcommand("schema", "Print the JSON Schema of scenario, theatre, study or claims files, for editors");
  auto kind = std::make_shared<std::string>("scenario");
  command->add_option("KIND", *kind, "scenario, theatre, study or claims")
      ->check(CLI::IsMember({"scenario", "theatre", "study", "claims"}))
      ->default_str("scenario");
  command->callback([=, &chosen] {
    chosen = [=](Console& console) {
      if (*kind == "theatre") console.data(theatre_schema());
      if (*kind == "study") console.data(study_schema());
      if (*kind == "claims") console.data(claims_schema());
      if (*kind == "scenario") console.data(scenario_schema());
      return static_cast<int>(kDone);
    };
  });
}

}  // namespace fulcrum
