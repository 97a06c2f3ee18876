// fulcrum: the program. Commands stand in sim/commands.
#include <CLI/CLI.hpp>

#include "build_info.h"
#include "output/file_error.h"
#include "scenarios/input_error.h"
#include "sim/commands/command.h"

namespace {

int carry_out(const fulcrum::Invocation& chosen, fulcrum::Console& console) {
  using namespace fulcrum;
  try {
    const int code = chosen(console);
    if (console.flush()) return code;
    console.error("cannot write to standard output");
    return kCannotReadOrWrite;
  } catch (const InputError& error) {
    console.error(error.what());
    return kInvalidInput;
  } catch (const UsageError& error) {
    console.error(error.what());
    return kUsage;
  } catch (const std::exception& error) {
    console.error(error.what());
    return kCannotReadOrWrite;
  }
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{
      "fulcrum explores how a patron state's support for groups next door moves under alternative policies of a rival power.\n"
      "It explores and explains; it does not forecast.",
      "fulcrum"};
  app.set_version_flag("--version", std::string(fulcrum::kProgramVersion));
  app.require_subcommand(1);
  fulcrum::Console console;
  fulcrum::Invocation chosen;
  fulcrum::add_all_commands(app, console, chosen);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? fulcrum::kDone : fulcrum::kUsage;
  }
  return carry_out(chosen, console);
}
