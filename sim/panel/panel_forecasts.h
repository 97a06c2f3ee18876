/// \file
/// Forecasts of the rows of a panel out of sample: each fitted to the training rows of a split, and read where the split tests.
#pragma once

#include <string>
#include <vector>

#include "sim/panel/likelihood.h"

namespace fulcrum {

/// Training and test rows of one part of a split.
struct PanelPart {
  std::vector<std::size_t> train, test;
};
/// The parts of a split: one for each value that is held out, or one. Throws InputError if a part has no row to train on or to test.
std::vector<PanelPart> parts_of(const PanelRows& rows, const PanelSplit& split);

/// What the record says of the rows, with one detection. Throws InputError: outcomes, se or sp outside 0 to 1, se + sp not above 1.
Recorded recorded_with(const Panel& panel, const PanelRows& rows, const PanelDetection& detection);

/// Probabilities, by row, that the record names a support, from a forecast fitted in every part of a split; not numbers in rows that the
/// split does not test. `level`: direct support of the default model, by row.
std::vector<double> forecast_rows(const PanelModel& model, const PanelRows& rows, const PanelForecast& forecast, const Recorded& recorded,
                                  const std::vector<PanelPart>& parts, const std::vector<double>& level);

/// How many numbers a forecast fits.
int numbers_fitted(const PanelRows& rows, const PanelForecast& forecast);

}  // namespace fulcrum
