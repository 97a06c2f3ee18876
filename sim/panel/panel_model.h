/// \file
/// The model at a fixed point in the rows of a panel.
#pragma once

#include <span>
#include <vector>

#include "scenarios/panels/panel_rows.h"

namespace fulcrum {

/// The model over the rows of a panel. The panel and its rows must outlive it.
class PanelModel {
 public:
  PanelModel(const Panel& panel, const PanelRows& rows);

  /// The program's defaults: what no row sets.
  const Parameters<double>& defaults() const { return defaults_; }
  /// Numbers of the parameters that rows set, in the order of the panel.
  const std::vector<std::size_t>& all_set() const { return all_set_; }
  /// What rows set but for the parameters that are fitted.
  std::vector<std::size_t> set_beside(std::span<const ParameterInfo* const> fitted) const;
  /// Where a fit of a parameter begins: what the first row sets, or its default.
  double start_of(const ParameterInfo& parameter) const;

  /// The fixed point of a row with parameters `p`, among which those of `set` take the row's values.
  FixedOutputs at(Parameters<double>& p, std::span<const std::size_t> set, std::size_t row) const;
  /// Propensity z [logit] of some rows.
  std::vector<double> propensity(const Parameters<double>& p, std::span<const std::size_t> set, std::span<const std::size_t> rows) const;

 private:
  const Panel& panel_;
  const PanelRows& rows_;
  Parameters<double> defaults_;
  std::vector<std::size_t> all_set_;
  std::vector<FixedInputs> inputs_;     ///< by row
  std::vector<Levers<double>> levers_;  ///< by row
};

/// Puts the outputs of the default model into the columns of a panel's rows, where terms of forecasts read them.
void add_outputs(const Panel& panel, PanelRows& rows);

}  // namespace fulcrum
