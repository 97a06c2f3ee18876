// fulcrum discover TARGET: under which conditions an outcome is of interest.
#include <fmt/core.h>

#include <cmath>
#include <ostream>

#include "output/files/whole_file.h"
#include "sim/commands/explore/exploration_request.h"
#include "sim/exploration/discovery.h"
#include "sim/statistics/order_statistics.h"
#include "sim/terminal/progress.h"

namespace fulcrum {

namespace {

struct DiscoverFlags {
  ExploreFlags explore;
  Interest interest;
  std::optional<double> worst;
  std::string cases;
  DiscoverySettings settings;
};

// The limit that so many per cent of the points lie above.
Interest interest_in(const Response& response, const DiscoverFlags& flags) {
  Interest interest = flags.interest;
  if (interest.above || interest.below) return interest;
  if (!flags.worst && response.difference) return {.above = 0.0, .below = {}};
  std::vector<double> sorted;
  for (const double y : response.by_point)
    if (std::isfinite(y)) sorted.push_back(y);
  return {.above = quantile_of(sorted, 1 - flags.worst.value_or(25) / 100), .below = {}};
}

int carry_out(const Console& console, const DiscoverFlags& flags) {
  if (flags.worst && (flags.interest.above || flags.interest.below)) throw UsageError("give --highest, or --above or --below, not both");
  const Exploration exploration =
      read_exploration(console, "discover", flags.explore, {DesignKind::kLatinHypercube, 2048, false, false}, {"direct_last_year"});
  if (!flags.cases.empty()) require_output(flags.cases, flags.explore.run.force);
  const auto experiment = make_experiment(console, exploration, flags.explore);
  if (!experiment) return kInterrupted;
  std::vector<Discovery> all;
  try {
    ExploreFlags chosen = flags.explore;
    if (chosen.outcomes.empty()) chosen.outcomes = {"direct_last_year"};
    for (const Response& response : responses(*experiment, exploration, chosen))
      all.push_back(discover(*experiment, response, interest_in(response, flags), flags.settings));
  } catch (const std::invalid_argument& error) {
    throw UsageError(error.what());
  }
  const auto tables = discovery_tables(all, experiment->factors, settings_of(*experiment, exploration));
  const std::string file = store_analyses(exploration, *experiment, tables, flags.explore);
  if (!flags.cases.empty()) write_whole_file(flags.cases, [&](std::ostream& out) { out << cases_csv(*experiment, all); });
  console.data(analysis_text(tables, exploration, flags.explore.run.format, [&] {
    std::string text;
    for (const Discovery& d : all) text += discovery_text(d, experiment->factors);
    return text;
  }));
  console.say(fmt::format("{} points for the search, {} held out, seed {}; trade-off and tables: /analysis of {}",
                          count_text(all.front().trained), count_text(all.front().held_out), experiment->seed, file));
  if (!flags.cases.empty()) console.say("a second opinion: scripts/results/regression_tree.py " + flags.cases);
  return experiment->failed > 0 ? kSomeRunsFailed : kDone;
}

}  // namespace

void add_discover_command(CLI::App& app, Invocation& chosen) {
  auto* command = app.add_subcommand("discover", "Find the conditions under which an outcome is of interest (PRIM)");
  auto flags = std::make_shared<DiscoverFlags>();
  add_explore_flags(*command, flags->explore, "<name>.discover.h5");
  command->add_option("--above", flags->interest.above, "outcomes above this are of interest (default with --difference: 0)");
  command->add_option("--below", flags->interest.below, "outcomes below this are of interest");
  command->add_option("--highest", flags->worst, "this highest percentage of outcomes is of interest (default: 25)")
      ->check(CLI::Range(.1, 99.9).description(""));
  command->add_option("--boxes", flags->settings.boxes, "number of boxes to find, one after the other")
      ->check(CLI::Range(1, 100).description(""))
      ->default_str("3");
  command->add_option("--step", flags->settings.step,
                      "take the box at this step of the trade-off (default: the best combination of coverage and density)");
  command->add_option("--hold-out", flags->settings.hold_out, "share of the points held out to judge the boxes")
      ->check(CLI::Range(0.0, .9).description(""))
      ->default_str("0.3");
  command->add_option("--peel", flags->settings.prim.peel, "share of a box that each peel removes")
      ->check(CLI::Range(.001, .5).description(""))
      ->default_str("0.05");
  command->add_option("--least-mass", flags->settings.prim.least_mass, "smallest share of the points that a box may hold")
      ->check(CLI::Range(.0001, .9).description(""))
      ->default_str("0.02");
  command
      ->add_option("--cases", flags->cases,
                   "write points, outcome and whether each is of interest to this file, for scripts/results/regression_tree.py")
      ->type_name("CSV");
  command->callback([=, &chosen] { chosen = [=](Console& console) { return carry_out(console, *flags); }; });
}

}  // namespace fulcrum
