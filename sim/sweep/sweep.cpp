#include "sim/sweep/sweep.h"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>

#include "build_info.h"
#include "output/files/file_descriptor.h"
#include "output/files/sha256.h"
#include "output/results_reader.h"
#include "sim/ensemble/design_points.h"
#include "sim/ensemble/execute.h"
#include "sim/ensemble/storing.h"
#include "sim/ensemble/study_plan.h"
#include "sim/sweep/variance_reduction.h"

namespace fulcrum {

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

Table design_table(const Study& study, const DesignPoints* points, std::int64_t first, std::int64_t count) {
  std::vector<std::int64_t> ids;
  std::vector<std::vector<double>> values(study.design.factors.size());
  for (std::int64_t point = first; point < first + count; ++point) {
    ids.push_back(point);
    if (points == nullptr) continue;
    const auto at = points->values(point);
    for (std::size_t f = 0; f < at.size(); ++f) values[f].push_back(at[f]);
  }
  Table table{"design", {{"point_id", "1", "design point", std::move(ids)}}};
  for (std::size_t f = 0; f < values.size(); ++f) {
    const Factor& factor = study.design.factors[f];
    const std::vector<double> range{factor.distribution.low, factor.distribution.high};
    table.columns.push_back(
        {factor.key.key, factor.key.unit, "factor", std::move(values[f]), {{"range", range}, {"source", factor.key.source}}});
  }
  return table;
}

// A kill before the first row was laid out leaves a file in which nothing is worth keeping, and that could not be resumed.
void empty_what_was_never_begun(const std::string& output) {
  const auto partial = ResultsFile::partial_path(output);
  if (!std::filesystem::exists(partial)) return;
  const auto journal = Journal::read(Journal::path_for(output));
  if (journal && journal->runs > 0) return;
  FileDescriptor left = FileDescriptor::open_or_create(partial);
  if (left.lock()) left.resize(0);
}

// Nobody would keep single attacks beside anything but trajectories.
Study without_single_attacks(Study study) {
  for (Scenario& scenario : study.policies) scenario.setup.agents.events = false;
  return study;
}

}  // namespace

Sweep::Sweep(Study study, SweepOptions options)
    : study_(std::move(study)), options_(std::move(options)), outcomes_(known_outcomes(study_)) {
  const int replicates = study_.stop ? static_cast<int>(study_.stop->max_replicates) : study_.run.replicates;
  plan_ = std::make_unique<Plan>(plan_of(options_.store == Store::kTrajectories ? study_ : without_single_attacks(study_), replicates));
  check_lethality(plan_->policies(), study_.design, plan_->design());
  first_point_ = plan_->points() * (options_.shard.index - 1) / options_.shard.count;
  last_point_ = plan_->points() * options_.shard.index / options_.shard.count;
  first_run_ = first_point_ * plan_->runs_per_point();
  rows_ = (last_point_ - first_point_) * plan_->runs_per_point();
  stored_columns_ = Selection(options_.series, plan_->theatre()).columns().size();
  selection_ =
      std::make_unique<Selection>(with_needs(options_.series, outcomes_, plan_->policies().front().setup.resolution), plan_->theatre());

  make_layout();
}

void Sweep::make_layout() {
  layout_ = layout_of(study_, *plan_, study_.title.empty() ? study_.name : study_.title, options_.command_line);
  layout_.runs = rows_;
  layout_.run_id = [plan = plan_.get(), first = first_run_](std::int64_t row) { return plan->run_id(first + row); };
  layout_.store = options_.store;
  layout_.compression = options_.compression;
  layout_.series = stored_series(options_.series, plan_->theatre());
  layout_.outcomes = outcome_infos(outcomes_);
  layout_.bytes_beside = 2 * journal_bytes();
  layout_.points_summarised = options_.summary_by_point ? last_point_ - first_point_ : 0;
  constexpr std::int64_t kMostDesignRows = 10000000;
  if (options_.store != Store::kSummary && last_point_ - first_point_ <= kMostDesignRows)
    layout_.design = design_table(study_, plan_->design(), first_point_, last_point_ - first_point_);
  for (const auto& [what, value] : identity())
    if (!what.starts_with("program ") && what != "compiler") layout_.study.identity.emplace_back(what, value);  // root attributes say it
}

Sweep::~Sweep() = default;

void Sweep::take_decisions(std::vector<PointDecision> decisions) {
  decisions_ = std::move(decisions);
  std::vector<int> by_point;
  for (const PointDecision& decision : decisions_) by_point.push_back(decision.stopping_time.replicates);
  plan_->set_replicates(first_point_, by_point);
  first_run_ = 0;
  rows_ = plan_->runs();
  make_layout();
}

std::filesystem::path Sweep::decisions_path(const std::string& output) { return output + ".decided"; }

// What was decided is kept beside the results file at once, so that a kill loses the points in flight. Whether all was decided.
bool Sweep::decide(bool resume) {
  FileDescriptor unfinished = FileDescriptor::open_or_create(ResultsFile::partial_path(options_.output));
  if (!unfinished.lock()) throw FileError(options_.output, "is being written by another process");
  if (!resume) {
    if (!options_.force && std::filesystem::exists(Journal::path_for(options_.output)))
      throw FileError(unfinished.path(), "is unfinished; resume it, or start afresh with --force");
    std::filesystem::remove(decisions_path(options_.output));
    Journal{options_.request, identity(), 0, 0, 0, {}}.write(Journal::path_for(options_.output));
  }
  RecordLog record_log(decisions_path(options_.output));
  AdaptiveOptions how{options_.jobs, options_.interrupted, extension_.decided, {}};
  for (const LogRecord& record : record_log.records(RecordKind::kDecision)) how.decided[record.row] = decision_of(record_log.read(record));
  how.report = [&](const PointDecision& decision) {
    if (decision.stopping_time.look.certainty != Certainty::kMore)
      record_log.append(RecordKind::kDecision, decision.point, 0, decision_bytes(decision));
    if (options_.deciding) options_.deciding(decision);
  };
  auto decisions = decide_points(*plan_, *study_.stop, find_outcome(study_.stop->outcome, outcomes_), first_point_, last_point_, how);
  if (static_cast<std::int64_t>(decisions.size()) < last_point_ - first_point_) return false;
  require_decisions(decisions_path(options_.output), decisions, first_point_, last_point_ - first_point_, plan_->replicates());
  take_decisions(std::move(decisions));
  return true;
}

// What is in the way is told before anything is computed.
void Sweep::prepare(bool resume) {
  if (!options_.extend.empty()) extension_ = open_extension(options_.extend, study_, identity(), plan_->design());
  if (replaces_extended() && !extension_.summaries.empty())
    throw NoExtension("its journal is needed until the sweep is finished; write the larger file under another name with -o");
  if (options_.summary_by_point && !extension_.summaries.empty())
    throw NoExtension("its series are not stored, and summaries by point need those of all runs; store trajectories");
  if (!resume) ResultsFile::require_free(options_.output, existing());
}

bool Sweep::replaces_extended() const {
  std::error_code ignored;
  return !options_.extend.empty() && std::filesystem::equivalent(options_.output, options_.extend, ignored);
}

// The file that is extended is replaced when all is done.
Existing Sweep::existing() const { return options_.force || replaces_extended() ? Existing::kReplace : Existing::kRefuse; }

ResultsFile Sweep::open_file(bool resume) const {
  if (resume) return ResultsFile::resume(options_.output, layout_, existing());
  return ResultsFile::create(options_.output, layout_, existing(), Unfinished::kKeep);
}

std::map<std::string, std::string> Sweep::identity() const {
  std::map<std::string, std::string> is{{"program version", std::string(kProgramVersion)},
                                        {"program commit", std::string(kGitSha1)},
                                        {"compiler", std::string(kCompiler)},
                                        {"what is stored", std::string(store_name(options_.store))},
                                        {"compression", std::string(compression_name(options_.compression))}};
  for (const OutcomeRequest& outcome : own_outcomes(study_))
    is["outcome " + outcome.name] = fmt::format("{} [{}] {}", outcome.formula, outcome.unit, outcome.title);
  for (const auto& [what, value] : study_.design_parts()) is[what] = value.size() < 1000 ? value : sha256_of(value);
  if (options_.summary_by_point) is["summaries by point"] = "yes";
  std::string series;
  for (const SeriesInfo* s : options_.series) series += (series.empty() ? "" : ",") + s->name;
  is["series"] = series;
  std::string order;
  for (const Scenario& scenario : study_.policies) {
    Scenario unshifted = scenario;  // points may change actions, which a resolved shift has no more
    unshifted.setup.shift_weeks = 0;
    unshifted.run = RunSettings();  // the study's, told by themselves
    is["scenario " + scenario.name] = sha256_of(fmt::format("shift {}\n", scenario.setup.shift_weeks) + resolved_toml(unshifted));
    order += (order.empty() ? "" : ",") + scenario.name;
  }
  is["policies"] = order;
  return is;
}

std::uint64_t Sweep::journal_bytes() const {
  constexpr std::uint64_t kHead = 65536;  // request and identity
  const auto policies = static_cast<std::uint64_t>(plan_->policies().size()), rows = static_cast<std::uint64_t>(rows_);
  return kHead + policies * Summary::packed_bytes(*selection_, stored_columns_, plan_->weeks(), (rows + policies - 1) / policies);
}

EnsembleOptions Sweep::ensemble_options() const {
  EnsembleOptions options;
  options.jobs = options_.jobs;
  options.runs_per_batch = runs_per_batch(plan_->weeks());
  options.summary_columns = stored_columns_;
  options.interrupted = options_.interrupted;
  return options;
}

double Sweep::expected_seconds() const {
  constexpr std::int64_t kMostRuns = 4096;
  constexpr double kEnough = .3;
  const auto started = Clock::now();
  Execution probe{.plan = *plan_, .selection = *selection_, .outcomes = outcomes_, .options = ensemble_options()};
  probe.last = std::min(rows_, kMostRuns);
  probe.options.interrupted = [&] { return seconds_since(started) > kEnough; };
  TakeEach nowhere([](const Batch&, std::int64_t /*failed*/) {});
  const std::int64_t done = execute(std::move(probe), nowhere).done;
  return done > 0 ? seconds_since(started) / static_cast<double>(done) * static_cast<double>(rows_) : 0;
}

// Runs whose rows were stored after the last journal: their series are read back instead of computing them again.
std::int64_t Sweep::read_back(std::int64_t done, std::int64_t computed, std::vector<Summary>& summaries, std::int64_t& failed) const {
  if (options_.store != Store::kTrajectories || options_.compression != Compression::kNone || computed <= done) return done;
  const ResultsReader reader(ResultsFile::partial_path(options_.output), Accept::kPartial, Writer::kThisProcess);
  const auto weeks = static_cast<std::size_t>(plan_->weeks());
  for (const std::int64_t step = runs_per_batch(plan_->weeks()); done < computed;) {
    const std::int64_t count = std::min(step, computed - done);
    const auto rows = reader.rows(done, count);
    std::vector<std::vector<double>> runs(static_cast<std::size_t>(count));  // [column][week] of each
    for (const StoredSeries& series : layout_.series) {
      const auto values = reader.values(series, done, count);
      const std::size_t size = series.columns() * weeks;
      for (std::size_t i = 0; i < runs.size(); ++i)
        runs[i].insert(runs[i].end(), values.begin() + static_cast<std::ptrdiff_t>(i * size),
                       values.begin() + static_cast<std::ptrdiff_t>((i + 1) * size));
    }
    for (std::size_t i = 0; i < runs.size(); ++i) {
      failed += rows[i].status == RunStatus::kFailed ? 1 : 0;
      if (rows[i].status != RunStatus::kDone) continue;
      const double* first = runs[i].data();
      summaries[static_cast<std::size_t>(rows[i].policy)].add({&first, 1}, weeks);
    }
    done += count;
  }
  return done;
}

std::unique_ptr<PointSummaries> Sweep::point_summaries(ResultsFile& file) {
  if (!options_.summary_by_point) return nullptr;
  std::vector<std::size_t> sizes;
  for (const StoredSeries& series : layout_.series) sizes.push_back(series.columns());
  return std::make_unique<PointSummaries>(
      *plan_, *selection_, std::move(sizes),
      [this, &file](std::int64_t point, const std::vector<double>& statistics) { file.write_point(point - first_point_, statistics); });
}

// Runs of before whose point was not summarised yet are computed again, for that alone. A point written after the last journal does not
// count: the run to go on with may lie within it, and a point is summarised from all of its runs.
void Sweep::catch_up(const ResultsFile& file, std::int64_t done, PointSummaries& points) const {
  const std::vector<std::int64_t> written = file.points_written();
  const std::int64_t point_at_hand = done < rows_ ? plan_->place(first_run_ + done).point : last_point_;
  std::int64_t point = first_point_, run = first_run_;
  for (std::size_t i = 0; i < written.size() && written[i] == static_cast<std::int64_t>(i) && point < point_at_hand; ++i) ++point;
  while (run < first_run_ + done && plan_->place(run).point < point) ++run;
  Execution again{.plan = *plan_, .selection = *selection_, .outcomes = outcomes_, .options = ensemble_options()};
  again.options.summary_columns = 0;
  again.options.known = extension_.runs.get();
  again.first = run;
  again.last = first_run_ + done;
  TakeEach sink([&](const Batch& batch, std::int64_t /*failed*/) { points.add(batch); });
  execute(std::move(again), sink);
}

void Sweep::write_journal(const std::vector<Summary>& summaries, std::int64_t done, std::int64_t failed) const {
  Journal journal{options_.request, identity(), done, failed, rows_, pack_summaries(summaries)};
  journal.write(Journal::path_for(options_.output));
}

/// The file, and what it held before.
struct Sweep::Begun {
  ResultsFile file;
  std::vector<Summary> summaries;
  std::int64_t kept = 0, failed = 0;
};

/// Stores runs and keeps the journal.
class Sweep::Storing final : public Sink {
 public:
  Storing(const Sweep& sweep, Begun& begun, PointSummaries* points, SweepResult& result)
      : sweep_(sweep), begun_(begun), points_(points), result_(result) {}

  void take(const Batch& batch, std::int64_t failed) override {
    if (points_ != nullptr) points_->add(batch);
    store_batch(*sweep_.plan_, batch, sweep_.first_run_, sweep_.options_.store, begun_.file);
    const bool fails = std::any_of(batch.errors.begin(), batch.errors.end(), [](const std::string& error) { return !error.empty(); });
    if (fails && sweep_.options_.on_failure == OnFailure::kFast) result_.stopped_by_failure = true;
    if (sweep_.options_.progress) sweep_.options_.progress(batch.first + batch.runs - sweep_.first_run_, begun_.failed + failed);
  }
  bool has_checkpoints() const override { return true; }
  void checkpoint(std::int64_t done, std::int64_t failed, const std::vector<Summary>& summaries) override {
    begun_.file.sync();
    sweep_.write_journal(summaries, done - sweep_.first_run_, begun_.failed + failed);
  }

 private:
  const Sweep& sweep_;
  Begun& begun_;
  PointSummaries* points_;
  SweepResult& result_;
};

SweepResult Sweep::run(bool resume) {
  SweepResult result;
  prepare(resume);
  const auto journal = resume ? Journal::read(Journal::path_for(options_.output)) : std::nullopt;
  if (study_.stop && decisions_.empty() && !decide(resume)) {
    result.undecided_yet = true;
    return result;
  }
  result.runs = rows_;
  if (extension_.runs) result.taken_over = extension_.runs->count();
  Begun begun = take_up(journal, result);
  const std::vector<Summary> summaries = compute(begun, result);
  if (result.done == rows_) finish(begun.file, summaries);
  return result;
}

// The file with what was done before: its summaries are those of the journal, and of rows that were stored after it.
Sweep::Begun Sweep::take_up(const std::optional<Journal>& journal, SweepResult& result) const {
  empty_what_was_never_begun(options_.output);
  const bool resumed = journal && journal->runs > 0;
  Begun begun{open_file(resumed), {}};
  if (!study_.stop) std::filesystem::remove(decisions_path(options_.output));  // left by another study
  // Of cells they are large: only where there is something to add.
  if (resumed || !extension_.summaries.empty()) begun.summaries = empty_summaries();
  if (!extension_.summaries.empty()) unpack_summaries(extension_.summaries, begun.summaries);
  if (!resumed) return begun;
  const auto computed_rows = begun.file.computed();
  const auto computed = static_cast<std::int64_t>(std::find(computed_rows.begin(), computed_rows.end(), false) - computed_rows.begin());
  if (journal->done > 0) unpack_summaries(journal->summaries, begun.summaries);
  const std::int64_t stored = options_.store == Store::kSummary ? rows_ : computed;
  require_consistent(*journal, begun.summaries, rows_, stored, Journal::path_for(options_.output));
  begun.failed = journal->failed;
  begun.kept = read_back(journal->done, std::max(computed, journal->done), begun.summaries, begun.failed);
  if (computed > begun.kept)
    result.redone =
        fmt::format("{} stored runs came after the last journal, and only their outcomes are stored, not the series that summaries need",
                    computed - begun.kept);
  return begun;
}

// Summaries of all runs that are done.
std::vector<Summary> Sweep::compute(Begun& begun, SweepResult& result) {
  write_journal(begun.summaries, begun.kept, begun.failed);
  const auto points = point_summaries(begun.file);
  if (points) catch_up(begun.file, begun.kept, *points);
  EnsembleOptions options = ensemble_options();
  options.interrupted = [&] { return result.stopped_by_failure || (options_.interrupted && options_.interrupted()); };
  options.known = extension_.runs.get();
  Storing sink(*this, begun, points.get(), result);
  Executed executed = execute({.plan = *plan_,
                               .selection = *selection_,
                               .outcomes = outcomes_,
                               .options = options,
                               .first = first_run_ + begun.kept,
                               .last = first_run_ + rows_,
                               .before = std::move(begun.summaries),
                               .checkpoint_batches = options_.journal_batches},
                              sink);
  result.kept = begun.kept;
  result.done = executed.done - first_run_;
  result.failed = begun.failed + executed.failed;
  return std::move(executed.summaries);
}

void Sweep::finish(ResultsFile& file, const std::vector<Summary>& summaries) const {
  file.finish(final_tables(summaries, ResultsFile::partial_path(options_.output)));
  if (!options_.shard.named && !options_.keep_journal) std::filesystem::remove(Journal::path_for(options_.output));
  std::filesystem::remove(decisions_path(options_.output));
}

std::vector<Summary> Sweep::empty_summaries() const {
  return std::vector<Summary>(plan_->policies().size(), Summary(*selection_, stored_columns_, plan_->weeks()));
}

FinalTables Sweep::final_tables(const std::vector<Summary>& summaries, const std::filesystem::path& unfinished) const {
  FinalTables final_tables{.summary = summary_table(plan_->weeks(), layout_.series, summaries), .analyses = {}};
  if (study_.stop)
    final_tables.analyses.push_back(decisions_table(*study_.stop, find_outcome(study_.stop->outcome, outcomes_).unit, decisions_));
  if (options_.store != Store::kSummary && plan_->policies().size() > 1 && plan_->noise() && plan_->replicates() > 1) {
    const ResultsReader reader(unfinished, Accept::kPartial, Writer::kThisProcess);
    final_tables.analyses.push_back(
        variance_reductions(*plan_, outcomes_, first_run_, rows_, [&](std::size_t outcome, std::int64_t first, std::int64_t count) {
          return reader.outcome(layout_.outcomes[outcome], first - first_run_, count);
        }));
  }
  return final_tables;
}

}  // namespace fulcrum
