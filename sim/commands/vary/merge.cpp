// fulcrum merge -o OUT.h5 SHARD.h5 ...: joins the shards of a sweep into the file that one machine would have written.
#include <fmt/core.h>

#include <algorithm>
#include <filesystem>

#include "output/results_reader.h"
#include "sim/commands/vary/sweep_request.h"
#include "sim/terminal/interrupt.h"
#include "sim/terminal/progress.h"

namespace fulcrum {

namespace {

namespace fs = std::filesystem;

struct ShardFile {
  std::string file;
  Shard shard;
  Journal journal;  ///< without summaries: they are large, and those of one shard at a time are enough
};

Journal journal_beside(const std::string& file) {
  auto journal = Journal::read(Journal::path_for(file));
  if (!journal)
    throw FileError(Journal::path_for(file), "does not exist; the summaries of a shard are made from its journal, which must be beside it");
  return std::move(*journal);
}

std::vector<ShardFile> open_shards(const std::vector<std::string>& files) {
  std::vector<ShardFile> shards;
  for (const std::string& file : files) {
    Journal journal = journal_beside(file);
    journal.summaries = std::vector<std::byte>();  // = {} would keep the room
    shards.push_back({file, parse_shard(journal.asked("shard")), std::move(journal)});
  }
  std::sort(shards.begin(), shards.end(), [](const ShardFile& a, const ShardFile& b) { return a.shard.index < b.shard.index; });
  return shards;
}

// Every shard once, all of one study and all complete; returns what is wrong, a line each.
std::string problems_of(const std::vector<ShardFile>& shards) {
  std::string text;
  const int count = shards.front().shard.count;
  for (const ShardFile& s : shards) {
    const std::string changed = differences(shards.front().journal.identity, s.journal.identity);
    if (!changed.empty()) text += fmt::format("\n{} is not part of the same sweep as {}:{}", s.file, shards.front().file, changed);
    if (s.shard.count != count)
      text += fmt::format("\n{} is shard {} of {}, the others are of {}", s.file, s.shard.index, s.shard.count, count);
    if (s.journal.done < s.journal.runs)
      text += fmt::format("\n{} has {} of {} runs; continue with: fulcrum resume {}", s.file, count_text(s.journal.done),
                          count_text(s.journal.runs), s.file);
  }
  for (int index = 1; index <= count; ++index) {
    const auto there = std::count_if(shards.begin(), shards.end(), [&](const ShardFile& s) { return s.shard.index == index; });
    if (there == 0) text += fmt::format("\nshard {} of {} is missing", index, count);
    if (there > 1) text += fmt::format("\nshard {} of {} is given {} times", index, count, there);
  }
  return text;
}

// A shard's file has what its journal says, piece by piece as the whole will have it: its datasets are copied by their place.
void require_part(const ResultsReader& reader, const ShardFile& shard, const ResultsLayout& whole) {
  const ResultsLayout& part = reader.layout();
  const auto refuse = [&](const std::string& what) { throw FileError(shard.file, "is not the file of its journal: " + what); };
  if (part.runs != shard.journal.runs) refuse(fmt::format("it holds {} runs, and the journal {}", part.runs, shard.journal.runs));
  if (part.store != whole.store || part.compression != whole.compression) refuse("it stores something else");
  if (part.weeks != whole.weeks || part.start != whole.start) refuse("its weeks are others");
  if (policy_names(part.study) != policy_names(whole.study)) refuse("its policies are others");
  const auto same_series = [](const StoredSeries& a, const StoredSeries& b) {
    return a.info.name == b.info.name && a.entities == b.entities;
  };
  // A file has the series and outcomes of single runs only where it stores them.
  if (whole.store == Store::kTrajectories &&
      !std::equal(part.series.begin(), part.series.end(), whole.series.begin(), whole.series.end(), same_series))
    refuse("its series are others");
  const auto same_outcome = [](const OutcomeInfo& a, const OutcomeInfo& b) { return a.name == b.name; };
  if (whole.store != Store::kSummary &&
      !std::equal(part.outcomes.begin(), part.outcomes.end(), whole.outcomes.begin(), whole.outcomes.end(), same_outcome))
    refuse("its outcomes are others");
}

// Copies the rows of a shard to where they belong in the whole.
void copy_rows(const ResultsReader& reader, std::int64_t first_row, ResultsFile& into, const std::function<void(std::int64_t)>& done) {
  const ResultsLayout& layout = reader.layout();
  if (layout.store == Store::kSummary) {
    const auto rows = reader.rows(0, reader.row_count());
    for (const RunRow& row : rows) into.write({.first_row = row.run_id, .runs = {&row, 1}, .series = {}, .outcomes = {}});
    return done(layout.runs);
  }
  const auto weeks = static_cast<std::size_t>(layout.weeks);
  const std::vector<Event> events = reader.events();  // in the order of rows
  std::size_t next_event = 0;
  for (std::int64_t row = 0; row < layout.runs;) {
    // Blocks of the whole: packed files take nothing else.
    const std::int64_t step = runs_per_batch(layout.weeks);
    const std::int64_t count = std::min(step - (first_row + row) % step, layout.runs - row);
    const auto rows = reader.rows(row, count);
    std::vector<double> series, outcomes(static_cast<std::size_t>(count) * layout.outcomes.size());
    if (layout.store == Store::kTrajectories)
      for (const StoredSeries& one : layout.series) {
        const auto values = reader.values(one, row, count);  // [run][entity][week], to [entity][run][week]
        for (std::size_t e = 0; e < one.columns(); ++e)
          for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
            const auto from = values.begin() + static_cast<std::ptrdiff_t>((i * one.columns() + e) * weeks);
            series.insert(series.end(), from, from + static_cast<std::ptrdiff_t>(weeks));
          }
      }
    for (std::size_t o = 0; o < layout.outcomes.size(); ++o) {
      const auto values = reader.outcome(layout.outcomes[o], row, count);
      for (std::size_t i = 0; i < values.size(); ++i) outcomes[i * layout.outcomes.size() + o] = values[i];
    }
    const std::size_t first_event = next_event;
    while (next_event < events.size() && events[next_event].run_id <= rows.back().run_id) ++next_event;
    into.write({.first_row = first_row + row,
                .runs = rows,
                .series = series,
                .outcomes = outcomes,
                .events = std::span(events).subspan(first_event, next_event - first_event)});
    row += count;
    done(count);
  }
}

// Copies the summaries of a shard's points, the first of which has that place in the whole.
std::int64_t copy_points(const ResultsReader& reader, std::int64_t first, std::int64_t count, ResultsFile& into) {
  for (std::int64_t point = 0; point < count; ++point) {
    std::vector<double> statistics;
    for (const StoredSeries& series : reader.summarised()) {
      const auto values = reader.summary_of_point(series, point);
      statistics.insert(statistics.end(), values.begin(), values.end());
    }
    into.write_point(first + point, statistics);
  }
  return first + count;
}

int merge(const Console& console, const std::vector<std::string>& files, const std::string& output, bool force) {
  catch_interrupts();
  std::vector<ShardFile> shards = open_shards(files);
  const std::string wrong = problems_of(shards);
  if (!wrong.empty()) {
    console.error("cannot merge:" + wrong);
    return kCheckFailed;
  }
  SweepRequest request = SweepRequest::from(shards.front().journal.request);
  request.flags.shard.clear();
  const fs::path here = fs::current_path();
  fs::current_path(shards.front().journal.asked("folder"));  // the study is named from there
  Study study = read_requested_study(request);
  fs::current_path(here);
  request.flags.run.output = output;
  const std::string file = request.output(study);
  const auto whole = make_sweep(request, std::move(study), {});
  const std::string changed = differences(shards.front().journal.identity, whole->identity());
  if (!changed.empty()) {
    console.error("cannot merge: the study has changed since the shards were made:" + changed);
    return kCheckFailed;
  }
  if (whole->layout().compression != Compression::kNone && shards.size() > 1)
    throw UsageError("compressed shards cannot be merged; sweep with --compress none");

  if (whole->adaptive_replicates()) {
    std::vector<PointDecision> decisions;
    for (const ShardFile& s : shards)
      for (const PointDecision& decision : decisions_of(ResultsReader(s.file).analysis("adaptive_replicates")))
        decisions.push_back(decision);
    require_decisions(files.front(), decisions, 0, whole->points(), whole->plan().replicates());
    whole->take_decisions(std::move(decisions));
  }
  ResultsFile into = ResultsFile::create(file, whole->layout(), force ? Existing::kReplace : Existing::kRefuse, Unfinished::kRemove);
  std::vector<Summary> summaries = whole->empty_summaries();
  Progress progress(console, whole->rows());
  std::int64_t row = 0, point = 0, failed = 0, copied = 0;
  for (const ShardFile& s : shards) {
    const ResultsReader reader(s.file);
    require_part(reader, s, whole->layout());
    copy_rows(reader, row, into, [&](std::int64_t runs) {
      if (interrupted()) throw Interrupted("interrupted; nothing was stored, and the same command starts again");
      progress.update(copied += runs, 0);
    });
    if (whole->layout().points_summarised > 0) {
      const std::int64_t all = whole->points(), of = s.shard.count;
      point = copy_points(reader, point, all * s.shard.index / of - all * (s.shard.index - 1) / of, into);
    }
    row += s.journal.runs;
    failed += s.journal.failed;
    if (s.journal.runs == 0) continue;  // a shard without points has nothing to summarise
    std::vector<Summary> of_shard = whole->empty_summaries();
    const Journal journal = journal_beside(s.file);
    unpack_summaries(journal.summaries, of_shard);
    require_consistent(journal, of_shard, s.journal.runs, s.journal.runs, Journal::path_for(s.file));
    for (std::size_t p = 0; p < summaries.size(); ++p) summaries[p].merge(of_shard[p]);
  }
  into.finish(whole->final_tables(summaries, ResultsFile::partial_path(file)));
  console.say(fmt::format("results: {} ({} runs from {} shards, {} failed)", file, count_text(row), shards.size(), count_text(failed)));
  return kDone;
}

}  // namespace

void add_merge_command(CLI::App& app, Invocation& chosen) {
  auto* command = app.add_subcommand("merge", "Join the shards of a sweep; their journals must stand beside them");
  auto files = std::make_shared<std::vector<std::string>>();
  auto output = std::make_shared<std::string>();
  auto force = std::make_shared<bool>(false);
  command->add_option("SHARD", *files, "results files of all shards, in any order")->required();
  command->add_option("-o,--output", *output, "results file to write (default: <name>.h5)")->type_name("FILE");
  command->add_flag("--force", *force, "overwrite an existing results file");
  command->callback([=, &chosen] { chosen = [=](Console& console) { return merge(console, *files, *output, *force); }; });
}

}  // namespace fulcrum
