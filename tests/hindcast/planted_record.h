/// \file
/// A record that a run explains in full, and the run.
#pragma once

#include <chrono>
#include <cmath>
#include <memory>

#include "sim/hindcast/scores.h"
#include "tests/support/default_setup.h"
#include "tests/support/planted_run.h"

namespace fulcrum::testing_support {

/// 52 weeks from 2003-12-29: the record is a hundred times the mean of `attacks` in each month, in training up to June.
struct PlantedRecord {
  static constexpr int kWeeks = 52;

  explicit PlantedRecord(double noise = 0) {
    const Theatre theatre = default_setup().theatre;
    model.name = "attacks";
    model.quantity_text = "attacks";
    model.quantity = Expression({{.op = Expression::Op::kColumn, .first = 0}}, {{find_series("attacks"), 0}});
    record.model = &model;
    std::vector<double> attacks, forces;
    for (int week = 0; week < kWeeks; ++week) {
      attacks.push_back(.3 + .2 * std::sin(.3 * week));
      forces.push_back(.8);
    }
    run = std::make_unique<PlantedRun>(std::initializer_list<std::string_view>{"direct", "indirect", "lever_forces", "attacks"}, theatre,
                                       kWeeks);
    run->set("attacks", attacks).set("lever_forces", forces).set("direct", .5).set("indirect", .5);
    const std::vector<double> x = months.means(attacks);
    troops = months.means(forces);
    for (int month = 0; month < static_cast<int>(x.size()); ++month)
      record.months.push_back({month, std::round(100 * x[static_cast<std::size_t>(month)] + noise * (month % 2 == 0 ? 1 : -1)),
                               month < 6 ? DataSplit::kTrain : DataSplit::kTest});
  }
  std::vector<FittedSeries> fitted() const { return fit_series(std::span(&record, 1), run->view(), months); }

  ObservationModel model;
  Record record;
  Months months{std::chrono::sys_days(std::chrono::year(2003) / 12 / 29), kWeeks};
  std::unique_ptr<PlantedRun> run;
  std::vector<double> troops;
};

}  // namespace fulcrum::testing_support
