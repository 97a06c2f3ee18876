#include "sim/ensemble/claims/claim_values.h"

#include <algorithm>
#include <limits>
#include <stdexcept>

#include "sim/ensemble/declared_factors.h"
#include "sim/ensemble/design_points.h"
#include "sim/ensemble/execute.h"
#include "sim/ensemble/measures.h"

namespace fulcrum {

namespace {

using MeasuredRun = std::vector<std::pair<Measure, std::vector<double>>>;

void set_all(const Settings& settings, Setup& setup) {
  for (const auto& [key, value] : settings) key.set(setup, value);
}

bool change_levers(const Settings& settings) {
  return std::any_of(settings.begin(), settings.end(), [](const auto& setting) { return setting.first.changes_levers; });
}

// The space as one run sees it: what the run sets itself wins.
class PointsOfRun final : public DesignPoints {
 public:
  PointsOfRun(const ClaimFutures& futures, const ClaimRun& run) : futures_(futures), run_(run) {}
  std::int64_t count() const override { return futures_.space->points; }
  std::vector<double> values(std::int64_t point) const override {
    const auto first = futures_.space->values.begin() + point * static_cast<std::ptrdiff_t>(futures_.space->factors.size());
    return {first, first + static_cast<std::ptrdiff_t>(futures_.space->factors.size())};
  }
  void apply(const std::vector<double>& values, Setup& setup) const override {
    for (std::size_t i = 0; i < values.size(); ++i) futures_.space->factors[i].set(setup, values[i]);
    set_all(futures_.settings, setup);
    set_all(run_.fixed, setup);
    set_all(futures_.broken, setup);
  }
  bool changes_levers() const override { return change_levers(futures_.settings) || change_levers(futures_.broken); }

 private:
  const ClaimFutures& futures_;
  const ClaimRun& run_;
};

Selection selection_of(const MeasuredRun& measures, const Theatre& theatre) {
  std::vector<const SeriesInfo*> series;
  for (const auto& [measure, values] : measures) {
    const SeriesInfo* needed = find_series(measure.series);
    if (std::find(series.begin(), series.end(), needed) == series.end()) series.push_back(needed);
  }
  return {series, theatre};
}

struct Count {
  std::int64_t runs, failed;
  bool complete;
};

Count run_one(const ClaimRun& run, const ClaimFutures& futures, MeasuredRun& measures) {
  Setup setup = run.setup;
  std::shared_ptr<const DesignPoints> points;
  if (futures.space != nullptr) {
    points = std::make_shared<PointsOfRun>(futures, run);
  } else {
    set_all(futures.settings, setup);
    set_all(run.fixed, setup);
    set_all(futures.broken, setup);
  }
  const bool noise = futures.space == nullptr && futures.replicates > 1;
  const Plan plan({{run.name, setup}}, futures.space != nullptr ? 1 : futures.replicates, futures.seed, noise, points);
  const Selection selection = selection_of(measures, run.setup.theatre);
  std::vector<MeasureReading> readings;
  for (const auto& [measure, values] : measures) readings.emplace_back(measure, selection, run.setup.theatre);

  TakeEach sink([&](const Batch& batch, std::int64_t /*failed*/) {
    for (int i = 0; i < batch.runs; ++i) {
      if (!batch.errors[static_cast<std::size_t>(i)].empty()) continue;
      const RecordingView view = batch.run(selection, i);
      for (std::size_t m = 0; m < readings.size(); ++m)
        measures[m].second[static_cast<std::size_t>(batch.first + i)] = readings[m].of(view);
    }
  });
  const EnsembleOptions options{.jobs = futures.jobs, .kernel = futures.kernel, .interrupted = futures.interrupted};
  const Executed executed = execute({.plan = plan, .selection = selection, .outcomes = {}, .options = options}, sink);
  return {executed.done, executed.failed, executed.done == plan.runs()};
}

}  // namespace

Space wide_space(std::int64_t points, std::uint64_t seed, Ranges ranges) {
  Space space;
  space.points = points;
  const Setup none;
  DesignRequest design;
  design.kind = DesignKind::kLatinHypercube;
  design.points = points;
  for (const ParameterInfo& parameter : parameter_table()) {
    if (is_of_cells(parameter.key)) continue;
    Factor factor{*find_setup_key(parameter.key, none), {}};
    const auto [low, high] = explored_range(factor.key, ranges);
    if (!(low < high)) continue;
    factor.distribution.low = low;
    factor.distribution.high = high;
    space.factors.push_back(factor.key);
    design.factors.push_back(std::move(factor));
  }
  const auto made = make_design_points(design, seed);
  space.values.reserve(static_cast<std::size_t>(points) * space.factors.size());
  for (std::int64_t point = 0; point < points; ++point) {
    const auto values = made->values(point);
    space.values.insert(space.values.end(), values.begin(), values.end());
  }
  return space;
}

std::span<const double> ClaimValues::of(const Measure& measure) const {
  const auto run = by_run_.find(measure.run);
  if (run != by_run_.end())
    for (const auto& [known, values] : run->second)
      if (known == measure) return values;
  throw std::logic_error("measure not run: " + measure.series + " of " + measure.run);
}

ClaimValues run_claims(const ClaimSet& set, std::span<const Claim* const> claims, const ClaimFutures& futures) {
  ClaimValues all;
  all.samples_ = futures.samples();
  for (const Claim* claim : claims)
    for (Condition condition : claim->holds)
      for (ClaimExpression* side : {&condition.left, &condition.right})
        visit_measures(*side, [&](const Measure& measure) {
          MeasuredRun& measures = all.by_run_[measure.run];
          const bool there = std::any_of(measures.begin(), measures.end(), [&](const auto& m) { return m.first == measure; });
          if (!there) measures.emplace_back(measure, std::vector<double>(all.samples_, std::numeric_limits<double>::quiet_NaN()));
        });
  std::size_t done = 0;
  for (auto& [name, measures] : all.by_run_) {
    const auto run = std::find_if(set.runs.begin(), set.runs.end(), [&, &wanted = name](const ClaimRun& r) { return r.name == wanted; });
    const Count count = run_one(*run, futures, measures);
    all.runs_ += count.runs;
    all.failed_ += count.failed;
    all.complete_ = all.complete_ && count.complete;
    if (futures.progress) futures.progress(++done, all.by_run_.size());
    if (!all.complete_) break;
  }
  return all;
}

}  // namespace fulcrum
