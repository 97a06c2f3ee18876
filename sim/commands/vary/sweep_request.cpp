#include "sim/commands/vary/sweep_request.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <limits>
#include <sstream>

#include "output/design_file.h"
#include "output/results_reader.h"
#include "sim/commands/run_request.h"
#include "sim/comparison/comparison_report.h"
#include "sim/ensemble/storing.h"
#include "sim/ensemble/uncertainty_in_force.h"
#include "sim/terminal/disclaimer.h"
#include "sim/terminal/interrupt.h"
#include "sim/terminal/progress.h"
#include "sim/terminal/shell_word.h"
#include "sim/terminal/text_table.h"

namespace fulcrum {

namespace {

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

Store store_of(const std::string& text) {
  return text == "summary" ? Store::kSummary : (text == "outcomes" ? Store::kOutcomes : Store::kTrajectories);
}
OnFailure failure_of(const std::string& text) {
  return text == "off" ? OnFailure::kOff : (text == "fast" ? OnFailure::kFast : OnFailure::kSlow);
}

std::string bytes_text(std::uint64_t bytes) {
  const double b = static_cast<double>(bytes);
  if (b < 1e6) return fmt::format("{:.0f} kB", b / 1e3);
  return b < 1e9 ? fmt::format("{:.1f} MB", b / 1e6) : fmt::format("{:.1f} GB", b / 1e9);
}

// What common random numbers have gained in each difference from the first policy, as stored; empty if it was not.
std::string variance_reductions_text(const Plan& plan, const ResultsReader& reader) {
  const std::vector<std::string> analyses = reader.analyses();
  if (std::find(analyses.begin(), analyses.end(), "variance_reduction") == analyses.end()) return "";
  const Table stored = reader.analysis("variance_reduction");
  const auto& factors = std::get<std::vector<double>>(stored.columns.at(2).values);
  std::vector<std::string> heads{"variance reduction by common random numbers [times]"};
  for (std::size_t p = 1; p < plan.policies().size(); ++p) heads.push_back(plan.policies()[p].name);
  TextTable table(heads);
  auto factor = factors.begin();
  for (const OutcomeInfo& outcome : reader.layout().outcomes) {
    std::vector<std::string> row{"  " + outcome.long_name};
    for (std::size_t p = 1; p < plan.policies().size(); ++p, ++factor)
      row.push_back(std::isfinite(*factor) ? fmt::format("{:.3g}", *factor) : "-");
    table.add(std::move(row));
  }
  return table.text() + "\n";
}

// Outcomes of a finished sweep, from its file.
void show_outcomes(const Console& console, const Sweep& sweep, const std::string& file, Format format) {
  const Plan& plan = sweep.plan();
  const ResultsReader reader(file, Accept::kComplete, Writer::kThisProcess);
  OutcomeTable table(plan, sweep.outcomes());
  const std::vector<OutcomeInfo> outcomes = outcome_infos(sweep.outcomes());
  for (std::size_t o = 0; o < outcomes.size(); ++o) table.fill(o, sweep.first_run(), reader.outcome(outcomes[o], 0, sweep.rows()));
  const auto rows = reader.rows(0, sweep.rows());
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (rows[i].status == RunStatus::kNotRun) table.leave_out(sweep.first_run() + static_cast<std::int64_t>(i));
  const ComparisonReport report = comparison_report(plan, table);
  if (format == Format::kCsv) console.data(comparison_csv(report));
  if (format == Format::kJson) console.data(comparison_json(plan, report, file));
  if (format != Format::kTable) return;
  console.data(comparison_text(plan, report) + "\n" + variance_reductions_text(plan, reader) + disclaimer(plan.theatre().name) + "\n");
}

// What became of the points of a study that asks for replicates until certain.
void show_decisions(const Console& console, const Sweep& sweep) {
  TextTable table({"certainty", "design points", "replicates at least", "at most"});
  table.align_left(0);
  for (const Certainty certainty : {Certainty::kCertain, Certainty::kSignKnown, Certainty::kUndecided}) {
    std::int64_t points = 0;
    int least = std::numeric_limits<int>::max(), most = 0;
    for (const PointDecision& decision : sweep.decisions()) {
      if (decision.stopping_time.look.certainty != certainty) continue;
      ++points;
      least = std::min(least, decision.stopping_time.replicates);
      most = std::max(most, decision.stopping_time.replicates);
    }
    if (points > 0) table.add({std::string(certainty_name(certainty)), count_text(points), count_text(least), count_text(most)});
  }
  console.data(table.text() + "\n" + kDisclaimer + "\n");
}

void warn_of_doubt(const Console& console, const Sweep& sweep) {
  const std::int64_t doubtful = doubtful_points(sweep.decisions());
  if (doubtful == 0) return;
  console.warn(
      fmt::format("at {} of {} design points the differences are so skewed, or jump so, that the intervals of [stop] may miss the mean "
                  "more often than their confidence says; give stop.range, or a narrower half_width (docs/sweeps.md)",
                  count_text(doubtful), count_text(static_cast<std::int64_t>(sweep.decisions().size()))));
}

int report(const Console& console, const Sweep& sweep, const SweepResult& result, const SweepRequest& request, const std::string& file) {
  if (result.undecided_yet) {
    console.error(fmt::format(
        "interrupted while deciding how many replicates each point needs; decided points are kept. Continue with: fulcrum resume {}",
        file));
    return kInterrupted;
  }
  if (result.taken_over > 0)
    console.say(fmt::format("reused {} of {} runs of {}", count_text(result.taken_over), count_text(result.runs), request.flags.extend));
  if (result.kept > 0) console.say(fmt::format("kept {} of {} runs", count_text(result.kept), count_text(result.runs)));
  if (!result.redone.empty()) console.say("computed again: " + result.redone);
  if (result.done < result.runs) {
    const char* why = result.stopped_by_failure ? "stopped at a failed run" : "interrupted";
    console.error(fmt::format("{} after {} of {} runs; completed runs are saved. Continue with: fulcrum resume {}", why,
                              count_text(result.done), count_text(result.runs), file));
    return result.stopped_by_failure ? kSomeRunsFailed : kInterrupted;
  }
  warn_of_doubt(console, sweep);
  if (!sweep.decisions().empty())
    show_decisions(console, sweep);
  else if (store_of(request.flags.store) != Store::kSummary)
    show_outcomes(console, sweep, file, request.flags.run.format);
  console.say(fmt::format("results: {} ({} runs, seed {})", file, count_text(result.runs), sweep.plan().seed()));
  if (result.failed == 0) return kDone;
  console.warn(fmt::format("{} of {} runs failed and are left out; their errors are in /runs of {}", count_text(result.failed),
                           count_text(result.runs), file));
  return failure_of(request.flags.fail) == OnFailure::kOff ? kDone : kSomeRunsFailed;
}

int show_dry_run(const Console& console, const Sweep& sweep, const std::string& file) {
  TextTable table({"what", "how much"});
  const Plan& plan = sweep.plan();
  const std::string most = sweep.adaptive_replicates() ? "at most " : "";
  table.add({"policies", count_text(static_cast<std::int64_t>(plan.policies().size()))});
  table.add({"design points", count_text(plan.points())});
  table.add({"replicates", most + count_text(plan.replicates())});
  table.add({"runs here", most + count_text(sweep.rows())});
  table.add({"runs in all", most + count_text(plan.runs())});
  table.add({"weeks per run", count_text(plan.weeks())});
  table.add({"time, estimated from a short probe", most + duration_text(sweep.expected_seconds())});
  table.add({"size of " + file, most + bytes_text(sweep.expected_bytes())});
  table.add({"its journals while it runs", most + bytes_text(2 * sweep.journal_bytes())});
  console.data(table.text());
  return kDone;
}

// Whether the text from begin to end is a whole number that fits.
template <class Whole>
bool is_whole(const char* begin, const char* end, Whole& number) {
  const auto [stop, error] = std::from_chars(begin, end, number);
  return error == std::errc() && stop == end;
}

template <class Whole>
Whole journalled_number(const std::string& text, const char* what) {
  Whole number{};
  if (is_whole(text.data(), text.data() + text.size(), number)) return number;
  throw UsageError(fmt::format("the journal says that {} is {}, which is no number that it can be; start the sweep anew with --force", what,
                               shown(text)));
}

}  // namespace

Shard parse_shard(const std::string& text) {
  Shard shard;
  if (text.empty()) return shard;
  shard.named = true;
  const auto slash = text.find('/');
  const char* end = text.data() + text.size();
  const bool right = slash != std::string::npos && is_whole(text.data(), text.data() + slash, shard.index) &&
                     is_whole(text.data() + slash + 1, end, shard.count) && shard.index >= 1 && shard.index <= shard.count;
  if (!right) throw UsageError("--shard " + shown(text) + " is not a shard; allowed: I/N with 1 <= I <= N, e.g. 3/16");
  return shard;
}

std::map<std::string, std::string> SweepRequest::fields() const {
  return {{"study", study},
          {"folder", std::filesystem::current_path().string()},
          {"set", joined(flags.run.set)},
          {"path", joined(flags.run.paths)},
          {"seed", flags.run.seed ? std::to_string(*flags.run.seed) : ""},
          {"replicates", flags.run.replicates ? std::to_string(*flags.run.replicates) : ""},
          {"series", flags.run.series},
          {"compress", flags.run.compress},
          {"store", flags.store},
          {"shard", flags.shard},
          {"extend", flags.extend},
          {"summary_by_point", flags.summary_by_point ? "yes" : ""},
          {"keep_journal", flags.keep_journal ? "yes" : ""},
          {"fail", flags.fail}};
}

SweepRequest SweepRequest::from(const std::map<std::string, std::string>& fields) {
  const auto field = [&](const char* name) { return fields.contains(name) ? fields.at(name) : std::string(); };
  SweepRequest request;
  request.study = field("study");
  SweepFlags& flags = request.flags;
  flags.run.set = split(field("set"));
  flags.run.paths = split(field("path"));
  if (!field("seed").empty()) flags.run.seed = journalled_number<std::uint64_t>(field("seed"), "the seed");
  if (!field("replicates").empty()) flags.run.replicates = journalled_number<int>(field("replicates"), "the number of replicates");
  flags.run.series = field("series");
  flags.run.compress = field("compress");
  flags.store = field("store");
  flags.shard = field("shard");
  flags.fail = field("fail");
  flags.extend = field("extend");
  flags.summary_by_point = !field("summary_by_point").empty();
  flags.keep_journal = !field("keep_journal").empty();
  return request;
}

std::string SweepRequest::output(const Study& of) const {
  if (!flags.run.output.empty()) return flags.run.output;
  const Shard shard = parse_shard(flags.shard);
  return shard.named ? fmt::format("{}.shard-{}-of-{}.h5", of.name, shard.index, shard.count) : of.name + ".h5";
}

NumberTable design_table_of(const std::filesystem::path& path) {
  DesignColumns columns = read_design_file(path);
  return {std::move(columns.names), std::move(columns.values)};
}

namespace {

// States of the world vary also without noise, so there are as many as replicates are asked for.
void take_uncertainty(Study& study, std::optional<int> wanted, int replicates, const std::vector<std::string>& paths) {
  if (!study.uncertainty) return;
  UncertaintyRequest asked = *study.uncertainty;
  if (asked.kind == UncertaintyKind::kNone) {
    study.run.noise = false;
    study.run.replicates = 1;
  }
  try {
    read_candidates(asked, study.policies.front().setup, paths);
    study.uncertainty = uncertainty_in_force(asked, study, {});
  } catch (const std::invalid_argument& error) {
    throw UsageError(error.what());
  }
  if (study.uncertainty) study.run.replicates = wanted.value_or(study.uncertainty->futures.value_or(replicates));
}

}  // namespace

Study read_requested_study(const SweepRequest& request) {
  const RunFlags& flags = request.flags.run;
  Study study = read_study(request.study, {flags.paths}, overrides_of(flags), design_table_of);
  for (const Scenario& scenario : study.policies) check_fit(study.policies.front(), scenario);
  const int replicates = study.run.replicates;
  study.run = settings_in_force(study.run, flags);
  take_uncertainty(study, flags.replicates, replicates, flags.paths);
  for (Scenario& scenario : study.policies) scenario.run = study.run;
  return study;
}

std::unique_ptr<Sweep> make_sweep(const SweepRequest& request, Study study, SweepOptions extra) {
  const SweepFlags& flags = request.flags;
  extra.output = request.output(study);
  extra.shard = parse_shard(flags.shard);
  extra.store = store_of(flags.store);
  extra.compression = chosen_compression(flags.run.compress);
  extra.series = chosen_series(flags.run.series, study.policies.front().setup);
  extra.on_failure = failure_of(flags.fail);
  extra.jobs = flags.run.jobs;
  extra.force = flags.run.force;
  extra.request = request.fields();
  extra.command_line = command_line_text("sweep", {request.study}, flags.run);
  if (flags.store != "trajectories") extra.command_line += " --store " + flags.store;
  if (extra.shard.named) extra.command_line += " --shard " + flags.shard;
  if (!flags.extend.empty()) extra.command_line += " --extend " + for_a_shell(flags.extend);
  if (!flags.extend.empty() && extra.shard.named) throw UsageError("--extend extends a whole study; it cannot be combined with --shard");
  if (flags.summary_by_point) extra.command_line += " --summary-by-point";
  extra.extend = flags.extend;
  extra.summary_by_point = flags.summary_by_point && (study.stop || study.run.replicates > 1);
  extra.keep_journal = flags.keep_journal;
  extra.journal_batches = flags.journal_batches;
  try {
    return std::make_unique<Sweep>(std::move(study), std::move(extra));
  } catch (const std::invalid_argument& error) {
    throw UsageError(error.what());
  }
}

namespace {

// Decisions of a study with [stop], as they are made.
class DecidingProgress {
 public:
  DecidingProgress(const Console& console, std::int64_t points, const StopRequest& request)
      : progress_(console, points, 0, "design points decided"), request_(request) {}
  void update(const PointDecision& decision) {
    const Look& look = decision.stopping_time.look;
    if (look.certainty != Certainty::kMore) ++decided_;
    std::string extra = fmt::format("half-width {:.3g}", (look.interval.high - look.interval.low) / 2);
    if (request_.half_width) extra += fmt::format(" ({:.3g} wanted)", *request_.half_width);
    progress_.update(decided_, 0,
                     fmt::format("{} at {} replicates of point {}", extra, count_text(decision.stopping_time.replicates), decision.point));
  }

 private:
  Progress progress_;
  StopRequest request_;
  std::int64_t decided_ = 0;
};

// What summaries by point will take, before anything is computed.
void say_of_points(const Console& console, const Sweep& sweep) {
  const std::int64_t points = sweep.layout().points_summarised;
  if (points == 0) return console.say("note: --summary-by-point has no effect: there is one replicate per point");
  ResultsLayout layout = sweep.layout();
  layout.points_summarised = 0;
  console.say(fmt::format("note: summaries of {} points take {} of the file", count_text(points),
                          bytes_text(sweep.expected_bytes() - ResultsFile::expected_bytes(layout))));
}

// The same study, program and flags as before? Says what is not.
bool is_the_same(const Console& console, const Journal& journal, const Sweep& sweep, const std::string& file) {
  const std::string changed = differences(journal.identity, sweep.identity());
  if (changed.empty()) return true;
  console.error(fmt::format(
      "cannot resume {}: it would mix results of different inputs:{}\nRestore the original, or start afresh with sweep --force.", file,
      changed));
  return false;
}

}  // namespace

int carry_out_sweep(const Console& console, const SweepRequest& request, bool resume) {
  Study study = read_requested_study(request);
  say_idle_factors(console, study);
  const std::optional<StopRequest> stop = study.stop;
  if (stop && parse_shard(request.flags.shard).count > 1) console.say("note: each shard decides only its own design points");
  const std::string file = request.output(study);
  std::unique_ptr<Sweep> sweep;
  std::unique_ptr<DecidingProgress> deciding;
  std::unique_ptr<Progress> progress;
  const auto journal = resume ? Journal::read(Journal::path_for(file)) : std::nullopt;
  SweepOptions extra;
  extra.interrupted = interrupted;
  extra.deciding = [&](const PointDecision& decision) {
    if (!deciding) deciding = std::make_unique<DecidingProgress>(console, sweep->points(), *stop);
    deciding->update(decision);
  };
  extra.progress = [&](std::int64_t done, std::int64_t failed) {
    deciding.reset();
    if (!progress) progress = std::make_unique<Progress>(console, sweep->rows(), journal ? journal->done : 0);
    progress->update(done, failed);
  };
  catch_interrupts();
  sweep = make_sweep(request, std::move(study), std::move(extra));
  if (request.flags.summary_by_point) say_of_points(console, *sweep);
  if (request.flags.dry_run) return show_dry_run(console, *sweep, file);
  if (journal && !is_the_same(console, *journal, *sweep, file)) return kCheckFailed;
  try {
    const SweepResult result = sweep->run(resume);
    deciding.reset();
    progress.reset();
    return report(console, *sweep, result, request, file);
  } catch (const NoExtension& problem) {
    console.error(fmt::format("cannot extend: {}", problem.what()));
    return kCheckFailed;
  }
}

}  // namespace fulcrum
