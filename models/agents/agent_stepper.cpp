#include "models/agents/agent_stepper.h"

#include <algorithm>
#include <cmath>

#include "models/kernels/makers.h"

namespace fulcrum {

namespace {

class AgentStepper final : public Stepper {
 public:
  AgentStepper(const Selection& selection, Kernel kernel, Crew crew, std::function<void()> between_weeks, DrawSectShares sects)
      : columns_(selection.columns()),
        model_(cells_kernel(kernel), std::move(sects)),
        crew_(std::move(crew)),
        between_weeks_(std::move(between_weeks)) {}
  int lanes() const override { return 1; }

  std::vector<std::optional<Fault>> run(std::span<const RunInput> runs, std::span<double* const> recordings,
                                        std::size_t column_stride) override {
    std::vector<std::optional<Fault>> faults;
    events_.clear();
    for (std::size_t i = 0; i < runs.size(); ++i) {
      faults.push_back(run_one(runs[i], recordings[i], column_stride));
      events_.push_back(with_attacks(model_.core().events(0)));
    }
    return faults;
  }

  std::vector<RunEvent> events(std::size_t run) const override { return events_.at(run); }

 private:
  std::optional<Fault> run_one(const RunInput& run, double* recording, std::size_t column_stride) {
    model_.initialise(run, between_weeks_);
    attacks_.clear();
    model_.log_events(run.setup->agents.events ? &attacks_ : nullptr);
    places_.clear();
    for (const Column& column : columns_) places_.push_back(model_.locate(column));
    std::optional<Fault> fault;
    for (int week = 0; week < run.setup->weeks; ++week) {
      if (between_weeks_) between_weeks_();
      model_.step(crew_);
      if (!fault) fault = fault_of(model_.core().now(), week);
      keep_week(week, week + 1 == run.setup->weeks, recording, column_stride);
    }
    return fault;
  }

  // Columns stand far apart: a line of the cache is filled before it is written.
  void keep_week(int week, bool last, double* recording, std::size_t column_stride) {
    const std::size_t kept = static_cast<std::size_t>(week) % kWeeksKept + 1, from = static_cast<std::size_t>(week) + 1 - kept;
    kept_.resize(places_.size() * kWeeksKept);
    for (std::size_t c = 0; c < places_.size(); ++c) kept_[c * kWeeksKept + kept - 1] = *places_[c];
    if (kept < kWeeksKept && !last) return;
    for (std::size_t c = 0; c < places_.size(); ++c) std::copy_n(kept_.data() + c * kWeeksKept, kept, recording + c * column_stride + from);
  }

  // A week's attacks come after what else happened in it.
  std::vector<RunEvent> with_attacks(std::vector<RunEvent> events) const {
    const std::size_t attackers = model_.layout().cells_of.size() + 1;
    for (const AttackEvent& attack : attacks_)
      events.push_back({attack.week, RunEvent::Kind::kAttack,
                        static_cast<int>((attack.province * attackers + attack.attacker) * kTargets + attack.target),
                        static_cast<double>(attack.killed)});
    std::stable_sort(events.begin(), events.end(), [](const RunEvent& a, const RunEvent& b) { return a.week < b.week; });
    return events;
  }

  static std::optional<Fault> fault_of(const Week<double>& now, int week) {
#define FULCRUM_SERIES(name, ...) \
  if (!std::isfinite(now.name)) return Fault{week, #name};
#include "models/series.def"
#undef FULCRUM_SERIES
    return std::nullopt;
  }

  std::vector<Column> columns_;
  AgentModel model_;
  Crew crew_;
  std::function<void()> between_weeks_;
  static constexpr std::size_t kWeeksKept = 8;
  std::vector<const double*> places_;
  std::vector<double> kept_;                   ///< [column][week] of the weeks that are not written yet
  std::vector<AttackEvent> attacks_;           ///< of the run, if they are kept
  std::vector<std::vector<RunEvent>> events_;  ///< by run of the last call
};

}  // namespace

CellsKernel cells_kernel(Kernel kernel) {
  switch (kernel) {
    case Kernel::kScalar:
      break;
    case Kernel::kBaseline:
      return make_cells_baseline();
#if defined(__x86_64__) && defined(__GNUC__)
    case Kernel::kAvx2:
      return make_cells_avx2();
    case Kernel::kAvx512:
      return make_cells_avx512();
#else
    case Kernel::kAvx2:
    case Kernel::kAvx512:
      break;
#endif
  }
  return make_cells_scalar();
}

std::unique_ptr<Stepper> make_agent_stepper(const Selection& selection, Kernel kernel, Crew crew, std::function<void()> between_weeks,
                                            DrawSectShares sects) {
  return std::make_unique<AgentStepper>(selection, kernel, std::move(crew), std::move(between_weeks), std::move(sects));
}

}  // namespace fulcrum
