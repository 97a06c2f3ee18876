/// \file
/// The stepper of the core model for one width of pack. Included by one file a kernel.
#pragma once

#include <array>
#include <cstring>

#include "models/core/core_model.h"
#include "models/kernel.h"
#include "models/kernels/makers.h"
#include "models/numbers/transpose.h"

namespace fulcrum {

template <class Real>
class CoreStepper final : public Stepper {
 public:
  explicit CoreStepper(const Selection& selection) : columns_(selection.columns()) {}
  int lanes() const override { return kLanes<Real>; }

  std::vector<std::optional<Fault>> run(std::span<const RunInput> runs, std::span<double* const> recordings,
                                        std::size_t column_stride) override {
    const int weeks = runs.front().setup->weeks;
    model_.initialise(runs);
    places_.clear();
    for (const Column& column : columns_) places_.push_back(model_.locate(column));
    recorded_.resize(columns_.size() * static_cast<std::size_t>(weeks));
    fleeting_ = 0.0;
    for (int t = 0; t < weeks; ++t) {
      model_.step();
      fleeting_ += (model_.now().z_cost + model_.now().i_substitution) * 0.0;
      Real* next = recorded_.data() + static_cast<std::size_t>(t) * places_.size();
      for (const Real* place : places_) *next++ = *place;
    }
    for (std::size_t c = 0; c < columns_.size(); ++c)
      hand_out(c, recordings.first(runs.size()), column_stride, static_cast<std::size_t>(weeks));
    return faults(runs);
  }

  std::vector<RunEvent> events(std::size_t run) const override { return model_.events(static_cast<int>(run)); }

 private:
  // As many weeks at a time as there are runs, and what is left week by week.
  void hand_out(std::size_t c, std::span<double* const> recordings, std::size_t column_stride, std::size_t weeks) const {
    std::size_t from = 0;
    if constexpr (kLanes<Real> != 1) {
      std::array<Real, kLanes<Real>> tile;
      for (; from + tile.size() <= weeks; from += tile.size()) {
        for (std::size_t t = 0; t < tile.size(); ++t) tile[t] = recorded_[(from + t) * columns_.size() + c];
        transpose(tile);
        for (std::size_t l = 0; l < recordings.size(); ++l) std::memcpy(recordings[l] + c * column_stride + from, &tile[l], sizeof(Real));
      }
    }
    for (std::size_t l = 0; l < recordings.size(); ++l)
      for (std::size_t t = from; t < weeks; ++t)
        recordings[l][c * column_stride + t] = lane(recorded_[t * columns_.size() + c], static_cast<int>(l));
  }

  // A level that is not a number stays so: what is finite in the last week was finite in all. Only the terms of expected cost and of
  // substitution may overflow in one week and leave no trace in a level; they are watched week by week.
  std::vector<std::optional<Fault>> faults(std::span<const RunInput> runs) const {
    Real sum = fleeting_;
    const Week<Real>& last = model_.now();
#define FULCRUM_SERIES(name, ...) sum += last.name * 0.0;
#include "models/series.def"
#undef FULCRUM_SERIES
    for (const MilitiaState<Real>& k : model_.militias()) sum += (k.capability + k.control + k.rage) * 0.0;
    std::vector<std::optional<Fault>> found(runs.size());
    for (std::size_t l = 0; l < runs.size(); ++l)
      if (!(lane(sum, static_cast<int>(l)) == 0.0)) found[l] = first_fault(runs[l]);
    return found;
  }

  std::vector<Column> columns_;
  CoreModel<Real> model_;
  std::vector<const Real*> places_;
  std::vector<Real> recorded_;  // [week][column]
  Real fleeting_{0.0};          // not a number as soon as such a term was not finite
};

}  // namespace fulcrum
