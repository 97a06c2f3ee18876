// fulcrum new NAME: a scenario to start from, with every part shown and explained.
#include <fmt/core.h>

#include <ostream>

#include "output/files/whole_file.h"
#include "scenarios/scenario.h"
#include "sim/commands/command.h"

namespace fulcrum {

namespace {

constexpr const char* kTemplate = R"(schema = 1
name = "{0}"
title = "{0}: say in one line what is asked"
extends = "{1}"                  # only what differs from it is written below

[run]
replicates = 200                         # futures; the same luck under every policy

# Levers that hold all the time. `fulcrum describe levers` lists them all.
[levers]
rhetoric = 0.4                           # hostility of public statements, 0 to 1
communication = 0.5                      # direct communication offered, 0 to 1

# What changes when: by week, or by date (at = 2009-01-05).
[[action]]
week = 52
set = {{ host_aid = 0.8 }}
note = "from the second year on"

# Further kinds of action:
#   from = 104, until = 156, ramp = {{ forces = 0.3 }}           to a target, which stays
#   week = 30, pulse = {{ strikes = 0.8 }}                       that week only; weeks = n for longer
#   at = 2011-12-31, decision = {{ lead_weeks = 12, weight = 1.0, name = "deadline" }}

# Assumptions that differ from the defaults. `fulcrum describe parameters` lists them all.
# [parameters]
# direct.intercept = {{ value = -4.5, source = "who says so", note = "why" }}
)";

int create(Console& console, const std::string& name, const std::string& from, bool force) {
  const bool right = !name.empty() && name.size() <= 80 &&
                     name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") == std::string::npos;
  if (!right) throw UsageError("'" + name + "' is no name; allowed: 1 to 80 letters, digits, '_' and '-'");
  const std::string file = name + ".toml";
  refuse_existing(file, force);
  read_scenario(from, {});
  write_whole_file(file, [&](std::ostream& out) { out << fmt::format(kTemplate, name, from.ends_with(".toml") ? from : from + ".toml"); });
  console.say(fmt::format("wrote {0}; next: fulcrum validate {0}, then fulcrum compare {1} {0}", file, from));
  return kDone;
}

}  // namespace

void add_new_command(CLI::App& app, Invocation& chosen) {
  auto* command = app.add_subcommand("new", "Write a scenario to start from into the working folder");
  auto name = std::make_shared<std::string>();
  auto from = std::make_shared<std::string>("status_quo");
  auto force = std::make_shared<bool>(false);
  command->add_option("NAME", *name, "name of the scenario; the file is NAME.toml")->required();
  command->add_option("--from", *from, "scenario that it extends")->default_str("status_quo");
  command->add_flag("--force", *force, "overwrite an existing file");
  command->callback([=, &chosen] { chosen = [=](Console& console) { return create(console, *name, *from, *force); }; });
}

}  // namespace fulcrum
