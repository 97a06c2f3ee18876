#include "tests/output/sample_results.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "tests/models/default_theatre.h"
#include "tests/models/reference_case.h"

namespace fulcrum::testing_support {

namespace {

constexpr std::uint64_t kSeed = 20080107;

ResultsLayout layout_of(const SampleRequest& request, const Theatre& theatre) {
  ResultsLayout layout;
  layout.provenance = {.title = "Sample \u2013 for tests",
                       .program_version = "0.1.0",
                       .git_sha1 = "0000000",
                       .compiler = "a compiler",
                       .build_type = "Release",
                       .library_versions = output_library_versions(),
                       .created_utc = "2024-02-29T12:00:00Z",
                       .command_line = "fulcrum compare",
                       .root_seed = kSeed,
                       .generator = "Threefry4x32-20"};
  for (const std::string& name : request.strategies)
    layout.study.policies.push_back({name, "Title of " + name, "name = \"" + name + "\"\n"});
  layout.study.theatre = "schema = 1\n";
  layout.study.inputs = {{"status_quo.toml", std::string(64, 'a'), 120}};
  layout.start = std::chrono::sys_days{std::chrono::year{2008} / 1 / 7};
  layout.weeks = request.weeks;
  layout.runs = static_cast<std::int64_t>(request.strategies.size()) * request.replicates;
  layout.store = request.store;
  layout.compression = request.compression;
  layout.series = stored_series(core_series(), theatre);
  layout.outcomes = {{"direct_mean", "index", "mean of direct support"}, {"cost", "years", "the rival's burden in all"}};
  layout.design =
      Table{"design", {{"point_id", "", "point", std::vector<std::int64_t>{0}}, {"policy", "", "", std::vector<std::string>{""}}}};
  return layout;
}

}  // namespace

Sample::Sample(const SampleRequest& request)
    : selection_(core_series(), default_theatre()), layout_(layout_of(request, default_theatre())), values_(selection_.columns().size()) {
  for (auto& column : values_) column.resize(static_cast<std::size_t>(layout_.runs * layout_.weeks));
  compute(request);
}

void Sample::compute(const SampleRequest& request) {
  const Json strategies = read_reference("strategies.json");
  const auto stepper = make_stepper(selection_, Kernel::kScalar);
  std::vector<double> recording(columns() * static_cast<std::size_t>(layout_.weeks));
  std::int64_t run = 0;
  for (std::size_t p = 0; p < request.strategies.size(); ++p) {
    Setup setup = setup_of_strategy(strategies.at(request.strategies[p]));
    setup.weeks = layout_.weeks;
    const LeverPath levers = lever_path(setup);
    for (int replicate = 0; replicate < request.replicates; ++replicate, ++run) {
      const RunInput input{&setup, &levers, {kSeed, static_cast<std::uint64_t>(replicate)}, true};
      double* const first = recording.data();
      stepper->run(std::span(&input, 1), std::span(&first, 1), static_cast<std::size_t>(layout_.weeks));
      for (std::size_t c = 0; c < columns(); ++c)
        std::copy_n(recording.begin() + static_cast<std::ptrdiff_t>(c) * layout_.weeks, layout_.weeks,
                    values_[c].begin() + static_cast<std::ptrdiff_t>(index(run, 0)));
      rows_.push_back({run, 0, static_cast<int>(p), replicate, kSeed, RunStatus::kDone, "", layout_.weeks, 1e-4});
    }
  }
}

double Sample::mean_of_direct(std::int64_t run) const {
  double sum = 0;
  for (int week = 0; week < layout_.weeks; ++week) sum += value(0, run, week);
  return sum / layout_.weeks;
}

RunBatch Sample::batch(std::int64_t first, std::int64_t runs) {
  const auto end = std::min(first + runs, layout_.runs);
  const auto burden = static_cast<std::size_t>(selection_.find("burden_total"));
  block_rows_.assign(rows_.begin() + first, rows_.begin() + end);
  block_series_.clear();
  block_outcomes_.clear();
  for (const auto& column : values_)
    block_series_.insert(block_series_.end(), column.begin() + static_cast<std::ptrdiff_t>(index(first, 0)),
                         column.begin() + static_cast<std::ptrdiff_t>(index(end, 0)));
  for (std::int64_t run = first; run < end; ++run) {
    block_outcomes_.push_back(mean_of_direct(run));
    block_outcomes_.push_back(value(burden, run, layout_.weeks - 1));
  }
  return {first, block_rows_, block_series_, block_outcomes_};
}

FinalTables Sample::ending() const {
  SummaryTable table{layout_.series, {}};
  const std::size_t policies = layout_.study.policies.size(), replicates = rows_.size() / policies;
  for (std::size_t c = 0; c < columns(); ++c)
    for (std::size_t p = 0; p < policies; ++p) {
      std::vector<std::vector<double>> weeks(static_cast<std::size_t>(layout_.weeks));
      for (std::size_t week = 0; week < weeks.size(); ++week)
        for (std::size_t r = 0; r < replicates; ++r)
          weeks[week].push_back(value(c, static_cast<std::int64_t>(p * replicates + r), static_cast<int>(week)));
      std::vector<double> mean, sd;
      for (auto& values : weeks) {
        std::sort(values.begin(), values.end());
        mean.push_back(std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(replicates));
        double squares = 0;
        for (const double v : values) squares += (v - mean.back()) * (v - mean.back());
        sd.push_back(replicates > 1 ? std::sqrt(squares / static_cast<double>(replicates - 1)) : 0);
      }
      const auto add = [&](const std::vector<double>& row) { table.values.insert(table.values.end(), row.begin(), row.end()); };
      add(mean);
      add(sd);
      for (const double share : {0., 1., .05, .25, .5, .75, .95}) {
        std::vector<double> row;
        for (const auto& values : weeks)
          row.push_back(values[static_cast<std::size_t>(std::lround(share * static_cast<double>(replicates - 1)))]);
        add(row);
      }
    }
  return {{table}, {}};
}

void Sample::write_to(const std::filesystem::path& path) {
  ResultsFile file = ResultsFile::create(path, layout_, Existing::kReplace, Unfinished::kRemove);
  const std::int64_t step = runs_per_batch(layout_.weeks);
  for (std::int64_t first = 0; first < layout_.runs; first += step) file.write(batch(first, step));
  file.finish(ending());
}

}  // namespace fulcrum::testing_support
