// fulcrum calibrate STUDY.toml --series DIR --posterior: what the records leave of what was believed, as a weighted set.
#include <fmt/core.h>

#include <filesystem>
#include <ostream>

#include "build_info.h"
#include "output/files/sha256.h"
#include "output/files/whole_file.h"
#include "sim/calibration/posterior_tables.h"
#include "sim/commands/check/calibrate_flags.h"
#include "sim/sweep/journal.h"
#include "sim/terminal/disclaimer.h"
#include "sim/terminal/interrupt.h"
#include "sim/terminal/table_format.h"

namespace fulcrum {

namespace {

// What must be the same for a journal to be gone on with.
std::map<std::string, std::string> identity_of(const PosteriorTask& task, const CalibrateFlags& flags) {
  const SmcSettings& smc = flags.sampler.smc;
  std::map<std::string, std::string> is{{"program version", std::string(kProgramVersion)},
                                        {"program commit", std::string(kGitSha1)},
                                        {"sampler", fmt::format("seed {}, {} particles, {} moves, {} repetitions", smc.seed, smc.particles,
                                                                smc.moves, flags.sampler.repetitions)},
                                        {"drift", flags.drift == ScaleDrift::kRandomWalk ? "yes" : "no"},
                                        {"scenario", sha256_of(resolved_toml(task.calibration().scenario))}};
  for (const Factor& factor : task.calibration().factors) is["factor " + factor.key.key] = distribution_text(factor);
  for (const RecordPrior& prior : task.records()) {
    std::string values = prior.record->model->quantity_text;
    for (std::size_t i = 0; i < prior.seen.months.size(); ++i) values += fmt::format(" {}:{}", prior.seen.months[i], prior.seen.values[i]);
    for (const ObservedYear& year : prior.record->years)
      for (const double count : year.counts) values += fmt::format(" {}:{}", year.year, count);
    is["record " + prior.record->model->name] = sha256_of(values);
  }
  return is;
}

std::string command_text(const std::string& file, const CalibrateFlags& flags) {
  std::string text = fmt::format("fulcrum calibrate {} --series {} --posterior --seed {} --particles {} --moves {} --repetitions {}", file,
                                 flags.records.folder, flags.sampler.smc.seed, flags.sampler.smc.particles, flags.sampler.smc.moves,
                                 flags.sampler.repetitions);
  if (flags.records.observations != RecordFlags().observations) text += " --observations " + flags.records.observations;
  for (const auto& [flag, value] : {std::pair(" --until ", flags.records.until), std::pair(" --split ", flags.records.split)})
    if (!value.empty()) text += flag + value;
  if (flags.drift == ScaleDrift::kNone) text += " --scales constant";
  if (flags.penalty > 0) text += fmt::format(" --penalty {}", flags.penalty);
  if (flags.thin != CalibrateFlags().thin) text += fmt::format(" --thin {}", flags.thin);
  for (const std::string& path : flags.paths) text += " --path " + path;
  return text;
}

Remarks settings_of(const PosteriorTask& task, const Posterior& posterior, const CalibrateFlags& flags, const std::string& split) {
  std::string records;
  for (const RecordPrior& prior : task.records()) records += (records.empty() ? "" : ", ") + prior.record->model->name;
  return {{"theatre", task.calibration().scenario.setup.theatre.name},
          {"scenario", task.calibration().scenario.name},
          {"records", records},
          {"split", split},
          {"scales", flags.drift == ScaleDrift::kRandomWalk ? "drifting" : "constant"},
          {"ordering_cost", flags.penalty},
          {"seed", static_cast<std::int64_t>(flags.sampler.smc.seed)},
          {"particles", static_cast<std::int64_t>(flags.sampler.smc.particles)},
          {"repetitions", static_cast<std::int64_t>(flags.sampler.repetitions)},
          {"evaluations", posterior.evaluations}};
}

std::string head_text(const PosteriorTask& task, const Posterior& posterior, const SoftOrderings& orderings, const CalibrateFlags& flags) {
  std::string text = fmt::format(
      "seed {}; {} particles in {} repetitions, {} evaluations; {} factors, {} records whose scales {}\nlog evidence {:.2f}, Monte Carlo "
      "error {:.2f}",
      flags.sampler.smc.seed, posterior.weights.size(), flags.sampler.repetitions, posterior.evaluations, task.calibration().factors.size(),
      task.records().size(), flags.drift == ScaleDrift::kRandomWalk ? "drift" : "are constant", posterior.evidence.log_mean,
      posterior.evidence.error);
  if (orderings.cost > 0)
    text += fmt::format("; orderings, at a cost of {} each, change it by {:.2f} and leave {:.0f} particles", orderings.cost,
                        orderings.log_evidence, orderings.effective_particles);
  return text + "\n\n";
}

void show(const Console& console, const std::string& head, const std::vector<Table>& tables, Format format) {
  const std::vector<Table> small(tables.begin() + 1, tables.end());
  if (format == Format::kCsv) console.data(tables_csv(small));
  if (format == Format::kJson) console.data(tables_json(small));
  if (format == Format::kTable) console.data(head + posterior_text(tables) + std::string(kDisclaimer) + "\n");
}

// The scenario's own run, with the posterior beside it.
void store(const Console& console, const Scenario& scenario, const CalibrateFlags& flags, const std::string& command,
           const std::vector<Table>& tables) {
  Request request;
  request.scenarios = {scenario};
  request.run = scenario.run;
  request.run.noise = false;
  request.run.replicates = 1;
  RunFlags run;
  run.jobs = flags.jobs;
  run.force = flags.force;
  run_request(console, request, run, flags.output + ".h5", "Posterior: " + scenario.title, command,
              [&](const RunResults&) { return tables; });
}

CalibrationTask read_task(const Console& console, const std::string& file, CalibrateFlags& flags) {
  const Study study = read_study(file, {flags.paths});
  if (study.policies.size() != 1)
    throw UsageError(fmt::format("{} has {} policies; one can be fitted at a time", file, study.policies.size()));
  CalibrationTask task;
  task.scenario = study.policies.front();
  task.scenario.run.noise = false;
  task.penalty = flags.penalty;
  read_task_records(console, read_task_observations(flags.records, flags.paths, task.scenario), flags.records, task);
  read_task_factors(console, file, flags.paths, task, FactorsFor::kPosterior);
  flags.sampler.smc.seed = flags.seed.value_or(study.run.seed);
  flags.sampler.jobs = flags.jobs;
  return task;
}

}  // namespace

void add_posterior_flags(CLI::App& command, CalibrateFlags& flags) {
  command.add_flag(
      "--posterior", flags.posterior,
      "instead of a search: sample the posterior (tempered sequential Monte Carlo), with the evidence of the model; factors may "
      "have any distribution, and be structural forms. Goes on after an interruption");
  command.add_option("--particles", flags.sampler.smc.particles, "with --posterior: particles of each repetition")
      ->check(CLI::Range(16, 1000000))
      ->capture_default_str();
  command.add_option("--moves", flags.sampler.smc.moves, "with --posterior: moves of each particle at each power of the likelihood")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  command
      .add_option("--repetitions", flags.sampler.repetitions, "with --posterior: independent repetitions, which give Monte Carlo errors")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  command.add_option("--thin", flags.thin, "with --posterior: rows of OUTPUT.csv, all of equal weight")
      ->check(CLI::Range(1, 100000))
      ->capture_default_str();
  command
      .add_option("--scales", flags.drift,
                  "with --posterior: drifting (the scale between a quantity and its record moves as a random walk) or constant")
      ->transform(
          CLI::CheckedTransformer(std::map<std::string, ScaleDrift>{{"drifting", ScaleDrift::kRandomWalk}, {"constant", ScaleDrift::kNone}})
              .description("{drifting,constant}"))
      ->default_str("drifting");
}

int calibrate_posterior(const Console& console, const std::string& file, const CalibrateFlags& given) {
  CalibrateFlags flags = given;
  const CalibrationTask task = read_task(console, file, flags);
  const std::string results = flags.output + ".h5", csv = flags.output + ".csv";
  for (const std::string& output : {results, csv}) require_output(output, flags.force);
  const PosteriorTask posterior_task(task, flags.drift);
  const PosteriorJournal journal{Journal::path_for(results), identity_of(posterior_task, flags)};
  if (flags.force) std::filesystem::remove(journal.path);
  catch_interrupts();
  console.say(fmt::format("sampling: {} repetitions of {} particles, {} coordinates, {} records", flags.sampler.repetitions,
                          flags.sampler.smc.particles, posterior_task.coordinates(), posterior_task.records().size()));
  Posterior posterior;
  SoftOrderings orderings;
  try {
    posterior = sample_posterior(posterior_task, flags.sampler, journal, interrupted, [&](int repetition, const SmcState& state) {
      if (console.progress)
        console.say(fmt::format("repetition {} of {}: power {:.4f}, {:.0f} % of moves accepted", repetition + 1, flags.sampler.repetitions,
                                state.power, 100 * state.accepted));
    });
    orderings = soft_orderings(task, posterior_task, posterior, flags.penalty, flags.jobs);
  } catch (const Interrupted&) {
    console.error("interrupted; " + journal.path.string() + " keeps what is done, and the same command goes on with it");
    return kInterrupted;
  }
  const std::vector<Table> tables =
      posterior_tables(posterior_task, posterior, orderings, settings_of(posterior_task, posterior, flags, task.observations->split));
  const std::string rows = posterior_csv(posterior_task, posterior, orderings, flags.thin, flags.sampler.smc.seed);
  store(console, task.scenario, flags, command_text(file, flags), tables);
  write_whole_file(csv, [&](std::ostream& out) { out << rows; });
  std::filesystem::remove(journal.path);
  show(console, head_text(posterior_task, posterior, orderings, flags), tables, flags.format);
  console.say(fmt::format("results: {} (the weighted set, /analysis/posterior), {} ({} rows of equal weight: `compare --record`)", results,
                          csv, flags.thin));
  return kDone;
}

}  // namespace fulcrum
