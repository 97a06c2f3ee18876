// fulcrum validate FILE...: reads scenarios, theatres and claims and says what is wrong, without running anything.
#include <fmt/format.h>

#include "scenarios/claims.h"
#include "scenarios/games/game.h"
#include "scenarios/left_out.h"
#include "sim/commands/command.h"
#include "sim/commands/run_request.h"
#include "sim/commands/vary/sweep_request.h"
#include "sim/ensemble/design_points.h"
#include "sim/game/world.h"
#include "sim/terminal/progress.h"
#include "sim/terminal/text_table.h"

namespace fulcrum {

namespace {

void say_study(const Console& console, const Study& study, const std::string& file) {
  for (const Scenario& scenario : study.policies) check_fit(study.policies.front(), scenario);
  const auto points = make_design_points(study.design, study.run.seed);
  console.data(fmt::format("{}: study '{}' is valid: {} policies, {} design points, {} replicates\n", file, study.name,
                           study.policies.size(), count_text(points ? points->count() : 1),
                           study.stop ? "up to " + count_text(study.stop->max_replicates) : count_text(study.run.replicates)));
  for (const Problem& note : study.notes) console.say("note: " + note.text());
  say_idle_factors(console, study);
}

// Goals and futures are checked where runs are made.
void say_game(const Console& console, const std::string& file, const Library& library) {
  const Game game = read_game(file, library);
  const World world(game);
  std::vector<std::string> teams;
  for (const GameTeam& team : game.teams) teams.push_back(team.name);
  console.data(fmt::format("{}: game '{}' is valid: {} turns of {} weeks; teams: {}; questions: {}; injects: {}\n", file, game.name,
                           game.turns, game.weeks_a_turn, fmt::join(teams, ", "), game.questions.size(), game.injects.size()));
  for (const Problem& note : game.scenario.notes) console.say("note: " + note.text());
}

// What was left to defaults, a paragraph a table.
void say_left_out(const Console& console, const LeftOut& left_out) {
  for (const auto& [table, values] : left_out)
    console.data(folded(fmt::format("  left to defaults in {}: {}", table, fmt::join(values, ", ")), console.width(), 4) + "\n");
}

int validate(Console& console, const std::vector<std::string>& files, const std::vector<std::string>& paths,
             const std::vector<std::string>& set) {
  const Library library{paths};
  std::vector<Override> overrides;
  for (const std::string& text : set) overrides.push_back({text});
  bool all_right = true;
  for (const std::string& file : files) {
    try {
      const SourceFile source = open_named(file, library);
      if (looks_like_claims(source)) {
        const ClaimSet claims = read_claims({&source, 1}, library);
        console.data(fmt::format("{}: claims are valid: {} claims, {} runs, {} disputes\n", file, claims.claims.size(), claims.runs.size(),
                                 claims.disputes.size()));
        continue;
      }
      if (looks_like_theatre(source)) {
        const Theatre theatre = read_theatre(file, library);
        console.data(fmt::format("{}: theatre '{}' is valid: {} militias, {} neighbours, {} recipients, {} provinces\n", file, theatre.name,
                                 theatre.militias.size(), theatre.neighbours.size(), theatre.recipients.size(), theatre.provinces.size()));
        if (console.verbosity > 0) say_left_out(console, left_out_of_theatre(file, library));
        continue;
      }
      if (looks_like_game(source)) {
        say_game(console, file, library);
        continue;
      }
      if (looks_like_study(open_named(file, library))) {
        say_study(console, read_study(file, library, overrides, design_table_of), file);
        continue;
      }
      const Scenario scenario = read_scenario(file, library, overrides);
      console.data(fmt::format("{}: scenario '{}' is valid: {} weeks, {} action{}, theatre {}\n", file, scenario.name, scenario.setup.weeks,
                               scenario.setup.actions.size(), scenario.setup.actions.size() == 1 ? "" : "s", scenario.setup.theatre.name));
      for (const Problem& note : scenario.notes) console.say("note: " + note.text());
      say_idle_keys(console, keys_of(set), "is set", scenario.setup, scenario.run.noise);
      if (console.verbosity > 0) say_left_out(console, left_out_of_scenario(file, library, overrides));
      if (console.verbosity > 1) console.data(resolved_toml(scenario));
    } catch (const InputError& error) {
      console.error(error.what());
      all_right = false;
    } catch (const std::invalid_argument& error) {  // a design that cannot be made
      console.error(file + ": " + error.what());
      all_right = false;
    }
  }
  return all_right ? kDone : kInvalidInput;
}

}  // namespace

void add_validate_command(CLI::App& app, Invocation& chosen) {
  auto* command = app.add_subcommand("validate", "Check scenario, theatre, study, game and claims files without running anything");
  auto files = std::make_shared<std::vector<std::string>>();
  auto paths = std::make_shared<std::vector<std::string>>();
  auto set = std::make_shared<std::vector<std::string>>();
  command->add_option("FILE", *files, "scenario, theatre, study, game or claims files, or names of shipped files")->required();
  command->add_option("--set", *set, "check with this value set, e.g. direct.threat_gain=4; repeatable")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
  add_path_flag(*command, *paths);
  command->callback([=, &chosen] { chosen = [=](Console& console) { return validate(console, *files, *paths, *set); }; });
}

}  // namespace fulcrum
