/// \file
/// The core model with cells and communities in place of its militias' attacks and its street: agents.md.
///
/// A week: the core's steps 1 to 13; A and B, blocks of cells in any order; C, events; memories; the core's step 15; D and E, the
/// street; the core's steps 17 and 18. What a phase reads was finished before it began, so neither the order of blocks nor who works on
/// them can change a bit.
#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "models/agents/attack_draws.h"
#include "models/agents/cells.h"
#include "models/agents/events.h"
#include "models/agents/layout.h"
#include "models/agents/street.h"
#include "models/core/core_model.h"

namespace fulcrum {

/// Calls work(0) to work(tasks - 1), each once, in any order, also at once, and returns when all are done.
using Crew = std::function<void(std::size_t tasks, const std::function<void(std::size_t)>& work)>;
/// One after another.
void work_alone(std::size_t tasks, const std::function<void(std::size_t)>& work);

/// What the layer records in a week; agent_series.def says what it means.
struct AgentWeek {
  std::array<double, 4> cells{};
  std::vector<double> fighters, joined, left, refounded, lost, own_drive;  ///< by organisation
  std::vector<double> province_insecurity, province_segregation, province_dissimilarity, province_insurgents, province_grievance;
  double own_agenda = 0, freelance_share = 0, effective_control = 0, splinter_share = 0, splinter_capability = 0, mean_skill = 0;
};

/// One run. Nothing is allocated in a step unless events are logged.
class AgentModel {
 public:
  explicit AgentModel(const CellsKernel& kernel, DrawSectShares sects = draw_sect_shares)
      : step_cells_(kernel.step), draw_sect_shares_(std::move(sects)), attack_draws_(kernel) {}
  /// Starts the run; the input's setup must outlive it.
  /// `pause` is called now and then where that takes long; what it throws ends it.
  void initialise(const RunInput& run, const std::function<void()>& pause = {});
  /// The next week.
  void step(const Crew& crew = work_alone);
  int week() const { return core_.week(); }
  /// Where a recorded quantity of the core or of the layer stands, for the life of the model once initialised.
  const double* locate(const Column& column);
  /// Appends every attack to a log from now on.
  void log_events(std::vector<AttackEvent>* log) { log_ = log; }

  const CoreModel<double>& core() const { return core_; }
  CoreModel<double>& core() { return core_; }
  const AgentLayout& layout() const { return layout_; }
  const Cells& cells() const { return cells_; }
  Cells& cells() { return cells_; }
  const Communities& communities() const { return communities_; }
  const std::vector<ProvinceState>& provinces() const { return provinces_; }
  const EventSums& events() const { return events_; }
  const AgentWeek& record() const { return record_; }

 private:
  void start_cells();
  void start_street(const std::function<void()>& pause);
  void derive_constants();
  void set_tempo();
  void prepare();    // constants of the week by group
  void set_guard();  // from attacks and host capacity as they stand
  GroupWeek group_week(std::size_t index) const;
  void move_cells(const Crew& crew);
  void add_up();
  void add_blocks();
  void draw_attacks();
  void expect_attacks();
  double insurgents_lambda(std::size_t province);
  EventMaker::Place place_of(std::size_t province, std::size_t organisation) const;
  EventMaker::Attacker cell_attacker(const CellGroup& group, std::size_t slot) const;
  void remember();
  void tell_core();
  void record_week();
  double splitting(std::size_t k) const;
  double largest_control() const;

  StepCells step_cells_;
  DrawSectShares draw_sect_shares_;
  const Setup* setup_ = nullptr;
  Luck luck_;
  bool noise_ = true;
  CoreModel<double> core_;
  AgentLayout layout_;
  Cells cells_;
  Communities communities_;
  std::vector<ProvinceState> provinces_;
  std::vector<double> attack_memory_;  // x, by group
  std::vector<double> route_;          // by group
  std::vector<double> lethality_;      // lethality', by organisation
  std::vector<std::uint64_t> names_;   // of the organisations' entities
  double all_fighters_ = 0;
  double log_tempo_ = 0, tempo_ = 1;

  EventMaker event_maker_;
  AttackDraws attack_draws_;
  EventSums events_;
  std::vector<Sight> sight_;
  std::vector<GroupWeek> groups_;
  std::vector<BlockResult> results_;
  std::vector<CellTotals> by_group_, by_organisation_;
  CellTotals all_{};
  std::vector<double> insurgent_mu_, insurgent_attacks_;  // by province
  std::vector<AttackEvent>* log_ = nullptr;
  AgentWeek record_;
};

}  // namespace fulcrum
