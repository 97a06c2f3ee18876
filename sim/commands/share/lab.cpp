// fulcrum lab [R.h5 | SCENARIO...]: the model itself as one page that opens in any browser.
#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "output/files/whole_file.h"
#include "output/results_reader.h"
#include "scenarios/scenario.h"
#include "sim/commands/command.h"
#include "sim/lab/lab_data.h"
#include "sim/lab/lab_page.h"

namespace fulcrum {

namespace {

struct LabFlags {
  std::vector<std::string> files, paths;
  std::string output = "lab.html";
  std::optional<std::uint64_t> seed;
  bool force = false;
};

// Whether a scenario is a shipped one as it is: then the page has it already.
bool is_shipped(const std::string& name, const std::string& resolved) {
  const auto files = embedded_files();
  const bool there = std::any_of(files.begin(), files.end(), [&](const EmbeddedFile& file) { return file.name == name + ".toml"; });
  return there && identity_toml(read_scenario(name, {})) == identity_toml(read_resolved(name, resolved));
}

void add_policy(LabPolicy policy, LabStart& start) {
  if (start.reference.empty())
    start.reference = policy.name;
  else if (start.policy.empty())
    start.policy = policy.name;
  const bool there = std::any_of(start.own.begin(), start.own.end(), [&](const LabPolicy& one) { return one.name == policy.name; });
  if (there) throw UsageError(fmt::format("two policies are called '{}'; names must differ", policy.name));
  if (!is_shipped(policy.name, policy.toml)) start.own.push_back(std::move(policy));
}

// The policies of a results file, without cells: a page that answers at once has the time for their mean-field reduction only.
void add_stored(const Console& console, const ResultsReader& results, LabStart& start) {
  bool cells = false;
  for (const PolicyText& policy : results.layout().study.policies) {
    Scenario scenario = read_resolved(policy.name, policy.scenario);
    cells = cells || scenario.setup.resolution == Resolution::kCells;
    scenario.setup.resolution = Resolution::kOrganisations;
    add_policy({policy.name, policy.title, "", resolved_toml(scenario)}, start);
  }
  if (cells) console.say("note: the file's runs have cells; the page runs their mean-field reduction (organisations)");
}

LabStart start_of(const Console& console, const LabFlags& flags) {
  LabStart start;
  start.seed = flags.seed;
  for (const std::string& file : flags.files) {
    if (is_results_name(file)) {
      const ResultsReader results(file);
      if (!start.seed) start.seed = results.layout().provenance.root_seed;
      add_stored(console, results, start);
    } else {
      const Scenario scenario = read_scenario(file, {flags.paths});
      add_policy({scenario.name, scenario.title, scenario.description, resolved_toml(scenario)}, start);
    }
  }
  if (start.policy.empty()) start.policy = start.reference;
  return start;
}

int lab(Console& console, const LabFlags& flags) {
  require_output(flags.output, flags.force);
  const std::string page = lab_page(lab_data(start_of(console, flags)));
  write_whole_file(flags.output, [&](std::ostream& out) { out << page; });
  console.say(fmt::format("wrote {}: open it in a browser", flags.output));
  return kDone;
}

}  // namespace

void add_lab_command(CLI::App& app, Invocation& chosen) {
  auto* command = app.add_subcommand("lab", "Write the lab: the model itself as one HTML page in which policies are tried out");
  auto flags = std::make_shared<LabFlags>();
  command->add_option("FILE", flags->files,
                      "scenarios, or a results file whose policies are taken; the first is the reference, the second is shown first "
                      "(default: status_quo and engagement)");
  command->add_option("-o,--output", flags->output, "page to write")->type_name("FILE")->capture_default_str();
  command->add_option("--seed", flags->seed, "seed of all luck (default: the reference's)");
  add_path_flag(*command, flags->paths);
  command->add_flag("--force", flags->force, "overwrite an existing file");
  command->callback([=, &chosen] { chosen = [=](Console& console) { return lab(console, *flags); }; });
}

}  // namespace fulcrum
