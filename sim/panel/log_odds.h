/// \file
/// Log-odds of the outcome in the rows of a panel as a function of what is fitted: parameters of the model, and coefficients of terms.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "sim/panel/panel_model.h"
#include "sim/statistics/arrays.h"

namespace fulcrum {

/// Log-odds of one forecast: z with its fitted parameters if it is a mechanism, a + b z if it is linked, else a constant; plus coefficient
/// times term, for each term.
class LogOdds {
 public:
  LogOdds(const PanelModel& model, const PanelRows& rows, const PanelForecast& forecast);

  /// Names of what is fitted: the parameters' keys, "slope of z", "constant", the terms.
  const std::vector<std::string>& names() const { return names_; }
  /// Where a fit begins: parameters at what the panel sets or their defaults, no effect of any term.
  const Eigen::VectorXd& start() const { return start_; }
  /// Limits of what is fitted; infinite where there are none.
  const Eigen::VectorXd& lower() const { return lower_; }
  const Eigen::VectorXd& upper() const { return upper_; }

  Eigen::VectorXd at(const Eigen::VectorXd& theta, std::span<const std::size_t> rows) const;
  /// Derivatives, a row for each of `rows`: exact for terms, by forward differences for parameters. `here`: the log-odds at theta.
  Eigen::MatrixXd derivatives(const Eigen::VectorXd& theta, const Eigen::VectorXd& here, std::span<const std::size_t> rows) const;

 private:
  void add(const std::string& name, double start, double lower, double upper);
  Eigen::VectorXd propensity(const Eigen::VectorXd& theta, std::span<const std::size_t> rows) const;

  const PanelModel& model_;
  std::vector<const ParameterInfo*> fit_;
  std::vector<std::size_t> set_;  ///< parameters that rows set and no fit
  ForecastKind kind_;
  std::size_t moving_ = 0;                  ///< how many are parameters, or the slope of z
  std::vector<std::vector<double>> terms_;  ///< with the constant of a logit; by row
  std::vector<std::string> names_;
  Eigen::VectorXd start_, lower_, upper_;
};

}  // namespace fulcrum
