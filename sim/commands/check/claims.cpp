// fulcrum claims [ID...]: which claims of the sources hold, at the defaults and over the wide parameter space.
#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "output/results_file.h"
#include "sim/claims/study_claims.h"
#include "sim/commands/command.h"
#include "sim/ensemble/study_plan.h"
#include "sim/terminal/interrupt.h"
#include "sim/terminal/progress.h"

namespace fulcrum {

namespace {

constexpr std::int64_t kPointsOfGiven = 2000;  // of the space where --given asks for one and --space does not say how large
constexpr std::int64_t kMostPoints = 100000;   // values of all measures at all points stay in memory

struct ClaimsFlags {
  std::vector<std::string> ids;
  std::vector<std::string> files;
  std::vector<std::string> set;
  std::vector<std::string> paths;
  std::string output;
  std::string format = "table";
  std::uint64_t seed = 1;
  int replicates = 200;
  std::int64_t points = 0;
  Ranges ranges = Ranges::kToday;
  std::vector<std::string> given;
  int jobs = 0;
  bool force = false;
};

ClaimSet chosen_set(const ClaimsFlags& flags) {
  if (flags.files.empty()) return shipped_claims();
  const Library library{flags.paths};
  std::vector<SourceFile> files;
  for (const std::string& file : flags.files) files.push_back(open_named(file, library));
  return read_claims(files, library);
}

// P66 stands for P66a and P66b.
std::vector<const Claim*> chosen_claims(const ClaimSet& set, const std::vector<std::string>& ids) {
  std::vector<const Claim*> claims;
  std::vector<std::string> known;
  for (const Claim& claim : set.claims) known.push_back(claim.id);
  for (const Claim& claim : set.claims)
    if (ids.empty() || std::any_of(ids.begin(), ids.end(), [&](const std::string& id) {
          return claim.id == id || (claim.id.size() == id.size() + 1 && claim.id.starts_with(id) && claim.id.back() >= 'a');
        }))
      claims.push_back(&claim);
  for (const std::string& id : ids)
    if (std::none_of(claims.begin(), claims.end(), [&](const Claim* claim) { return claim->id.starts_with(id); }))
      throw UsageError(fmt::format("there is no claim '{}'", id) + suggestion(id, known));
  return claims;
}

std::vector<const Claim*> given_claims(const ClaimSet& set, const std::vector<std::string>& ids) {
  auto given = chosen_claims(set, ids);
  for (const Claim* claim : given)
    if (!claim->untested.empty()) throw UsageError(fmt::format("--given: claim {} cannot be tested: {}", claim->id, claim->untested));
  return given;
}

Settings settings_of(const std::vector<std::string>& texts) {
  static const Setup kDefault = read_scenario("status_quo", Library{}).setup;
  Settings settings;
  for (const std::string& text : texts) {
    const auto equals = text.find('=');
    const std::string key = text.substr(0, equals), given = equals == std::string::npos ? "" : text.substr(equals + 1);
    const auto found = find_setup_key(key, kDefault);
    if (!found && (key.starts_with("time.") || key.starts_with("run.")))
      throw UsageError(
          fmt::format("--set {}: claims keep the time of their runs, and have --seed and --replicates; a claims file of your own says time "
                      "= {{ weeks = 52 }} in its runs",
                      key));
    if (!found) throw UsageError(fmt::format("--set: unknown key '{}'", key) + suggestion(key, setup_keys(kDefault)));
    double value = 0;
    const auto form = std::find(found->forms.begin(), found->forms.end(), given);
    const auto [end, error] = std::from_chars(given.data(), given.data() + given.size(), value);
    if (form != found->forms.end())
      value = static_cast<double>(form - found->forms.begin());
    else if (error != std::errc() || end != given.data() + given.size() || value < found->bounds.lower || value > found->bounds.upper)
      throw UsageError(fmt::format("--set {}: not a value of {}", text, key));
    settings.emplace_back(*found, value);
  }
  return settings;
}

std::string command_text(const ClaimsFlags& flags) {
  std::string text = "fulcrum claims";
  for (const std::string& id : flags.ids) text += " " + id;
  for (const std::string& file : flags.files) text += " --file " + file;
  for (const std::string& setting : flags.set) text += " --set " + setting;
  if (flags.points > 0) text += fmt::format(" --space {}", flags.points);
  if (flags.ranges == Ranges::kFirst) text += " --ranges first";
  for (const std::string& id : flags.given) text += " --given " + id;
  return text + fmt::format(" --replicates {} --seed {}", flags.replicates, flags.seed);
}

// A results file without runs of its own: the scenario that claims start from, and the tables of the answer.
void store(const ClaimsReport& report, const ClaimsFlags& flags) {
  const Scenario base = read_scenario("status_quo", Library{flags.paths});
  const Study study = study_of({base}, {flags.seed, flags.replicates, flags.replicates > 1});
  ResultsLayout layout = layout_of(study, plan_of(study), "Claims of the sources", command_text(flags));
  layout.runs = 0;
  layout.store = Store::kSummary;
  ResultsFile file = ResultsFile::create(flags.output, layout, flags.force ? Existing::kReplace : Existing::kRefuse, Unfinished::kRemove);
  file.finish({.summary = {}, .analyses = claims_tables(report)});
}

int answer(const Console& console, const ClaimsFlags& flags) {
  catch_interrupts();
  const ClaimSet set = chosen_set(flags);
  ClaimsRequest request;
  request.claims = chosen_claims(set, flags.ids);
  request.replicates = flags.replicates;
  request.points = flags.points == 0 && !flags.given.empty() ? kPointsOfGiven : flags.points;
  request.ranges = flags.ranges;
  if (!flags.given.empty()) request.given = given_claims(set, flags.given);
  request.seed = flags.seed;
  request.settings = settings_of(flags.set);
  for (const std::string& text : flags.set) request.settings_text += (request.settings_text.empty() ? "" : ", ") + text;
  request.jobs = flags.jobs;
  request.interrupted = interrupted;
  std::optional<Progress> progress;
  request.progress = [&](std::int64_t done, std::int64_t of) {
    if (done == 1) progress.emplace(console, of);
    progress->update(done, 0);
  };
  const auto report = study_claims(set, request);
  progress.reset();
  if (!report) {
    console.error("interrupted; nothing was stored; the same command starts again");
    return kInterrupted;
  }
  if (flags.format == "csv") console.data(claims_csv(*report));
  if (flags.format == "json") console.data(claims_json(*report));
  if (flags.format == "md") console.data(claims_markdown(*report));
  if (flags.format == "table") console.data(request.claims.size() <= 3 ? claims_details(*report) : claims_text(*report));
  if (!flags.output.empty()) {
    store(*report, flags);
    console.say("stored: " + flags.output + " (/analysis/claims)");
  }
  return kDone;
}

}  // namespace

void add_claims_command(CLI::App& app, Invocation& chosen) {
  auto* command = app.add_subcommand("claims", "Show which claims of the sources hold, and where in parameter space");
  auto flags = std::make_shared<ClaimsFlags>();
  command->add_option("ID", flags->ids, "claims to test, e.g. P66 (default: all); up to three are shown in full")
      ->expected(0, CLI::detail::expected_max_vector_size);
  command->add_option("--space", flags->points, "also test at this many points of the wide parameter space (try 2000)")
      ->type_name("N")
      ->check(CLI::Range(std::int64_t{0}, kMostPoints).description(""));
  add_ranges_flag(*command, flags->ranges);
  command
      ->add_option("--given", flags->given,
                   "shares only among the points at which these claims hold, e.g. P3,P5,P6; with the share of those")
      ->type_name("ID,...")
      ->delimiter(',')
      ->allow_extra_args(false);
  command->add_option("--replicates", flags->replicates, "futures of each policy at the defaults; 1: noise off")
      ->capture_default_str()
      ->check(CLI::Range(1, 100000).description(""));
  command->add_option("--seed", flags->seed, "seed of all draws")->capture_default_str();
  command->add_option("--set", flags->set, "set one value in every run that does not set it itself; repeatable")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
  command->add_option("--file", flags->files, "your own claims file instead of the shipped ones; repeatable")
      ->type_name("FILE")
      ->allow_extra_args(false);
  add_path_flag(*command, flags->paths);
  command->add_option("-o,--output", flags->output, "results file to write (default: none)")->type_name("FILE");
  command->add_option("-j,--jobs", flags->jobs, "threads (default: one per core); never changes a result")
      ->check(CLI::Range(0, 4096).description(""));
  command->add_option("--format", flags->format, "output format: table, csv, json or md (Markdown)")
      ->check(CLI::IsMember({"table", "csv", "json", "md"}))
      ->default_str("table");
  command->add_flag("--force", flags->force, "overwrite an existing results file");
  command->callback([=, &chosen] { chosen = [=](Console& console) { return answer(console, *flags); }; });
}

}  // namespace fulcrum
