// fulcrum new NAME: a file of each kind to start from, with every part shown and explained.
#include <fmt/core.h>

#include <filesystem>
#include <ostream>

#include "output/files/whole_file.h"
#include "scenarios/scenario.h"
#include "sim/commands/command.h"
#include "sim/commands/share/templates.h"

namespace fulcrum {

namespace {

struct NewFlags {
  std::string name, from = "status_quo", kind = "scenario";
  bool force = false;
};

std::string text_of(const NewFlags& flags) {
  if (flags.kind == "study") return study_template(flags.name, flags.from);
  if (flags.kind == "theatre") return theatre_template(flags.name);
  if (flags.kind == "claims") return claims_template(flags.name);
  return scenario_template(flags.name, flags.from);
}

// What to type next.
std::string next_of(const NewFlags& flags) {
  const std::string file = flags.name + ".toml";
  if (flags.kind == "study") return fmt::format("fulcrum sweep {} --dry-run", file);
  if (flags.kind == "theatre") return fmt::format("a scenario with theatre = \"{}\"", file);
  if (flags.kind == "claims") return fmt::format("fulcrum claims --file {}", file);
  return fmt::format("fulcrum compare {} {}", flags.from, file);
}

// A scenario of the name of what it extends would be found in its place.
void refuse_itself(const NewFlags& flags) {
  if (flags.kind != "scenario" || std::filesystem::path(flags.from).stem() != flags.name) return;
  throw UsageError(fmt::format("{0}.toml would extend itself; give it another name, e.g. fulcrum new my_{0} --from {0}", flags.name));
}

int create(Console& console, const NewFlags& flags) {
  const std::string& name = flags.name;
  const bool right = !name.empty() && name.size() <= 80 &&
                     name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") == std::string::npos;
  if (!right) throw UsageError("'" + name + "' is not a valid name; allowed: 1 to 80 letters, digits, '_' and '-'");
  refuse_itself(flags);
  const std::string file = name + ".toml";
  require_output(file, flags.force);
  if (flags.kind == "scenario" || flags.kind == "study") read_scenario(flags.from, {});
  write_whole_file(file, [&](std::ostream& out) { out << text_of(flags); });
  console.say(fmt::format("wrote {0}; next: fulcrum validate {0}, then {1}", file, next_of(flags)));
  return kDone;
}

}  // namespace

void add_new_command(CLI::App& app, Invocation& chosen) {
  auto* command = app.add_subcommand("new", "Write a scenario, study, theatre or claims file to start from, in the current folder");
  auto flags = std::make_shared<NewFlags>();
  command->add_option("NAME", flags->name, "name of what is written; the file is NAME.toml")->required();
  command->add_option("--kind", flags->kind, "scenario, study, theatre or claims")
      ->check(CLI::IsMember({"scenario", "study", "theatre", "claims"}))
      ->default_str("scenario");
  command->add_option("--from", flags->from, "scenario that it extends, or first policy of the study")->default_str("status_quo");
  command->add_flag("--force", flags->force, "overwrite an existing file");
  command->callback([=, &chosen] { chosen = [=](Console& console) { return create(console, *flags); }; });
}

}  // namespace fulcrum
