#include "sim/panel/log_odds.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace fulcrum {

LogOdds::LogOdds(const PanelModel& model, const PanelRows& rows, const PanelForecast& forecast)
    : model_(model), fit_(forecast.fit), set_(model.set_beside(fit_)), kind_(forecast.kind) {
  constexpr double kInfinite = std::numeric_limits<double>::infinity();
  const bool linked = kind_ == ForecastKind::kLinked;
  for (const ParameterInfo* info : fit_) {
    const double low = linked ? info->explore_low : info->bounds().lower, high = linked ? info->explore_high : info->bounds().upper;
    add(std::string(info->key), std::clamp(model.start_of(*info), low, high), low, high);
  }
  if (linked) add("slope of z", 1, -kInfinite, kInfinite);
  moving_ = names_.size();
  if (kind_ != ForecastKind::kMechanism) {
    add("constant", 0, -kInfinite, kInfinite);
    terms_.emplace_back(rows.count, 1.0);
  }
  for (const RowFormula& term : forecast.terms) {
    add(term.name, 0, -kInfinite, kInfinite);
    terms_.push_back(rows.values(term));
  }
}

void LogOdds::add(const std::string& name, double start, double lower, double upper) {
  names_.push_back(name);
  for (const auto& [vector, value] : {std::pair(&start_, start), std::pair(&lower_, lower), std::pair(&upper_, upper)}) {
    vector->conservativeResize(vector->size() + 1);
    (*vector)(vector->size() - 1) = value;
  }
}

Eigen::VectorXd LogOdds::propensity(const Eigen::VectorXd& theta, std::span<const std::size_t> rows) const {
  if (kind_ == ForecastKind::kLogit) return Eigen::VectorXd::Zero(static_cast<Eigen::Index>(rows.size()));
  Parameters<double> p = model_.defaults();
  for (std::size_t i = 0; i < fit_.size(); ++i) fit_[i]->in(p) = theta(static_cast<Eigen::Index>(i));
  const std::vector<double> z = model_.propensity(p, set_, rows);
  const double slope = kind_ == ForecastKind::kLinked ? theta(static_cast<Eigen::Index>(fit_.size())) : 1;
  return slope * Eigen::Map<const Eigen::VectorXd>(z.data(), static_cast<Eigen::Index>(z.size()));
}

Eigen::VectorXd LogOdds::at(const Eigen::VectorXd& theta, std::span<const std::size_t> rows) const {
  Eigen::VectorXd log_odds = propensity(theta, rows);
  for (std::size_t t = 0; t < terms_.size(); ++t) {
    const double coefficient = theta(static_cast<Eigen::Index>(moving_ + t));
    for (std::size_t i = 0; i < rows.size(); ++i) log_odds(static_cast<Eigen::Index>(i)) += coefficient * terms_[t][rows[i]];
  }
  return log_odds;
}

Eigen::MatrixXd LogOdds::derivatives(const Eigen::VectorXd& theta, const Eigen::VectorXd& here, std::span<const std::size_t> rows) const {
  Eigen::MatrixXd all(here.size(), theta.size());
  for (std::size_t i = 0; i < moving_; ++i) {
    const auto column = static_cast<Eigen::Index>(i);
    const double size = 1e-6 * std::max(1.0, std::fabs(theta(column)));
    Eigen::VectorXd moved = theta;
    moved(column) += theta(column) + size > upper_(column) ? -size : size;
    all.col(column) = (at(moved, rows) - here) / (moved(column) - theta(column));
  }
  for (std::size_t t = 0; t < terms_.size(); ++t)
    for (std::size_t i = 0; i < rows.size(); ++i)
      all(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(moving_ + t)) = terms_[t][rows[i]];
  return all;
}

}  // namespace fulcrum
