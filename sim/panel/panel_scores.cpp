#include "sim/panel/panel_scores.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <span>
#include <utility>

#include "sim/analysis/resample.h"

namespace fulcrum {

namespace {

using Measure = std::function<double(const BinaryScores&)>;

// Scores as they are, and of every resample.
struct Sampled {
  BinaryScores value;
  std::vector<BinaryScores> resampled;

  Estimate estimate(const Measure& measure, double confidence) const {
    std::vector<double> values;
    for (const BinaryScores& scores : resampled) values.push_back(measure(scores));
    return with_interval(measure(value), std::move(values), confidence);
  }
  // 1 - loss / loss of another forecast over the same rows.
  Estimate skill_on(const Sampled& other, double confidence) const {
    std::vector<double> values;
    for (std::size_t i = 0; i < resampled.size(); ++i) values.push_back(1 - resampled[i].log_loss / other.resampled[i].log_loss);
    return with_interval(1 - value.log_loss / other.value.log_loss, std::move(values), confidence);
  }
};

// Which rows are drawn together.
struct RowGroups {
  std::vector<int> of_row;
  std::size_t count;
};

RowGroups groups_of(const Panel& panel, const PanelRows& rows, const std::string& split_name) {
  const auto split = std::find_if(panel.splits.begin(), panel.splits.end(), [&](const PanelSplit& s) { return s.name == split_name; });
  if (!split->group) return {rows.group, rows.groups.size()};
  const std::vector<double> values = rows.values(*split->group);
  std::map<double, int> numbers;
  for (const double value : values) numbers.try_emplace(value, static_cast<int>(numbers.size()));
  RowGroups groups{{}, numbers.size()};
  for (const double value : values) groups.of_row.push_back(numbers.at(value));
  return groups;
}

class Scorer {
 public:
  Scorer(const Panel& panel, const PanelRows& rows, const std::vector<double>& y, RowGroups groups, const BootstrapSettings& settings)
      : panel_(panel), rows_(rows), y_(y), groups_(std::move(groups)), settings_(settings), ones_(groups_.count, 1.0) {
    for (int r = 0; r < settings.resamples; ++r) {
      const Eigen::ArrayXd counts = resample_counts(settings, "panel", r, groups_.count);
      weights_.emplace_back(counts.data(), counts.data() + counts.size());
    }
  }

  // Scores over a subset of the forecasts of one split and detection.
  void add(std::span<const MadeForecast> forecasts, const PanelSubset& subset, std::vector<PanelScore>& all) const {
    const std::vector<double> where = rows_.values(subset.where);
    std::vector<Sampled> sampled;
    const auto of = [&](const std::string& name) -> const Sampled& {
      const auto found = std::find_if(forecasts.begin(), forecasts.end(), [&](const MadeForecast& f) { return f.forecast == name; });
      return sampled[static_cast<std::size_t>(found - forecasts.begin())];
    };
    for (const MadeForecast& made : forecasts) sampled.push_back(sample(made, where));
    for (std::size_t i = 0; i < forecasts.size(); ++i) {
      const MadeForecast& made = forecasts[i];
      const Sampled& s = sampled[i];
      PanelScore score{.detection = made.detection,
                       .split = made.split,
                       .forecast = made.forecast,
                       .subset = subset.name,
                       .fitted = made.fitted,
                       .rows = 0,
                       .outcomes = 0,
                       .log_loss = {},
                       .brier = {},
                       .auc = {},
                       .pr_auc = {},
                       .skill_on_base = {},
                       .skill_on_persistence = {}};
      for (std::size_t row = 0; row < rows_.count; ++row)
        if (where[row] != 0 && !std::isnan(made.P[row])) ++score.rows, score.outcomes += y_[row];
      const double confidence = settings_.confidence;
      score.log_loss = s.estimate([](const BinaryScores& b) { return b.log_loss; }, confidence);
      score.brier = s.estimate([](const BinaryScores& b) { return b.brier; }, confidence);
      score.auc = s.estimate([](const BinaryScores& b) { return b.auc; }, confidence);
      score.pr_auc = s.estimate([](const BinaryScores& b) { return b.pr_auc; }, confidence);
      score.skill_on_base = s.skill_on(of(panel_.base), confidence);
      score.skill_on_persistence = s.skill_on(of(panel_.persistence), confidence);
      all.push_back(std::move(score));
    }
  }

 private:
  Sampled sample(const MadeForecast& made, const std::vector<double>& where) const {
    std::vector<double> y, P;
    std::vector<int> group;
    for (std::size_t row = 0; row < rows_.count; ++row)
      if (where[row] != 0 && !std::isnan(made.P[row])) y.push_back(y_[row]), P.push_back(made.P[row]), group.push_back(groups_.of_row[row]);
    const ScoredRows scored(std::move(y), std::move(P), std::move(group));
    Sampled sampled{scored.with(ones_), {}};
    for (const std::vector<double>& weights : weights_) sampled.resampled.push_back(scored.with(weights));
    return sampled;
  }

  const Panel& panel_;
  const PanelRows& rows_;
  const std::vector<double>& y_;
  RowGroups groups_;
  BootstrapSettings settings_;
  std::vector<double> ones_;
  std::vector<std::vector<double>> weights_;  ///< of the groups, by resample
};

}  // namespace

std::vector<PanelScore> score_panel(const Panel& panel, const PanelRows& rows, const std::vector<double>& y,
                                    const std::vector<MadeForecast>& forecasts, const BootstrapSettings& settings) {
  std::vector<PanelScore> all;
  const std::size_t each = panel.forecasts.size();
  for (std::size_t first = 0; first + each <= forecasts.size(); first += each) {
    const Scorer scorer(panel, rows, y, groups_of(panel, rows, forecasts[first].split), settings);
    for (const PanelSubset& subset : panel.subsets) scorer.add(std::span(forecasts).subspan(first, each), subset, all);
  }
  return all;
}

}  // namespace fulcrum
