#include "sim/exploration/sensitivity.h"

#include <fmt/core.h>
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include "sim/analysis/distances.h"
#include "sim/analysis/elementary_effects.h"
#include "sim/analysis/given_data.h"
#include "sim/analysis/shapley_effects.h"
#include "sim/analysis/sobol_indices.h"
#include "sim/analysis/variance_budget.h"
#include "sim/designs/morris.h"
#include "sim/designs/saltelli.h"
#include "sim/designs/walks.h"
#include "sim/statistics/missing.h"
#include "sim/statistics/order_statistics.h"
#include "sim/terminal/progress.h"

namespace fulcrum {

namespace {

constexpr std::pair<SensitivityMethod, std::string_view> kNames[] = {
    {SensitivityMethod::kSobol, "sobol"},     {SensitivityMethod::kMorris, "morris"}, {SensitivityMethod::kShapley, "shapley"},
    {SensitivityMethod::kPawn, "pawn"},       {SensitivityMethod::kDelta, "delta"},   {SensitivityMethod::kRegional, "regional"},
    {SensitivityMethod::kTornado, "tornado"}, {SensitivityMethod::kBudget, "budget"}};

constexpr std::string_view kNotFromZero = "not distinguishable from 0";

// Intervals narrow with the root of the number of points; designs like powers of two.
std::int64_t points_for(double half_width, double wanted, std::int64_t now) {
  const double needed = static_cast<double>(now) * (half_width / wanted) * (half_width / wanted);
  std::int64_t points = std::max<std::int64_t>(1, now);
  while (static_cast<double>(points) < needed && points < (std::int64_t{1} << 40)) points *= 2;
  return std::max(points, 2 * now);
}

// What to think of a share of the variance: an index below zero, or of which the interval holds zero, is no number to quote.
std::string remark_on(const Estimate& share, const SensitivitySettings& settings, std::int64_t points) {
  if (std::isnan(share.value)) return "the outcome does not vary";
  if (std::isnan(share.low)) return "no interval: too few points";
  if (share.half_width() > settings.half_width)
    return fmt::format("not converged (+-{:.2f}): about --points {}", share.half_width(),
                       points_for(share.half_width(), settings.half_width, points));
  if (share.low <= 0 && share.value != 0) return std::string(kNotFromZero);
  return "";
}

// Of a factor that works through interactions only nothing more need be said than the bound that is shown.
std::string of_first(const std::string& remark) { return remark == kNotFromZero ? "" : remark; }

std::string worse_of(const std::string& a, const std::string& b) {
  if (a.empty() || (a == kNotFromZero && b.starts_with("not converged"))) return b;
  return a;
}

// Largest first, whatever the sign: noise makes small indices negative.
void sort_by(std::vector<SensitivityRow>& rows, std::size_t measure) {
  const auto size = [measure](const SensitivityRow& row) {
    const double value = std::abs(row.measures[measure].value);
    return std::isnan(value) ? -1 : value;
  };
  std::stable_sort(rows.begin(), rows.end(), [&](const auto& a, const auto& b) { return size(a) > size(b); });
}

void sobol(const Experiment& e, const SensitivitySettings& settings, Sensitivity& s) {
  if (e.design.kind != DesignKind::kSaltelli) throw std::invalid_argument("Sobol' indices need a design of kind saltelli");
  s.measures = {{"first", "1", "share of the variance that the factor explains alone"},
                {"total", "1", "share of the variance that it explains alone and in interactions"}};
  const auto y = sort_saltelli(s.response.by_point, static_cast<int>(e.factors.size()), e.design.second_order);
  const SobolIndices indices = sobol_indices(y, kSaltelliScrambles, settings.bootstrap.confidence);
  const auto base = static_cast<std::int64_t>(y.a.size());
  for (std::size_t f = 0; f < e.factors.size(); ++f) {
    const SobolIndex& index = indices.factors[f];
    SensitivityRow row{e.factors[f].key, {index.first, index.total}, ""};
    if (index.total.value != 0 || std::isnan(index.total.value))
      row.remark = worse_of(remark_on(index.total, settings, base), of_first(remark_on(index.first, settings, base)));
    if (index.used < base) row.remark += fmt::format("{}{} of {} base points", row.remark.empty() ? "" : "; ", index.used, base);
    s.rows.push_back(std::move(row));
  }
  sort_by(s.rows, 1);
  std::vector<SensitivityRow> pairs;
  for (const SobolPair& pair : indices.pairs) {
    const Estimate none{kNan, kNan, kNan};
    pairs.push_back(
        {e.factors[static_cast<std::size_t>(pair.first_factor)].key + " x " + e.factors[static_cast<std::size_t>(pair.second_factor)].key,
         {pair.index, none},
         remark_on(pair.index, settings, base),
         true});
  }
  sort_by(pairs, 0);
  s.rows.insert(s.rows.end(), pairs.begin(), pairs.end());
  s.notes.push_back(
      fmt::format("mean {:.4g}, standard deviation {:.4g}; the factors alone explain {:.3f} ({:.3f} to {:.3f}) of the variance",
                  indices.mean, std::sqrt(indices.variance), indices.sum_first.value, indices.sum_first.low, indices.sum_first.high));
}

// The design of an experiment as walks, and the names of what its steps change.
std::pair<WalksDesign, std::vector<std::string>> walks_of(const Experiment& e) {
  std::vector<std::string> keys;
  for (const ExperimentFactor& factor : e.factors) keys.push_back(factor.key);
  FactorGroups groups = factor_groups(keys, e.design.groups);
  WalksDesign design({.seed = e.seed, .walks = e.design.points, .group_of = groups.of});
  if (design.points() != e.points) throw std::invalid_argument("the points are not those of the walks in the settings of the design");
  return {std::move(design), std::move(groups.names)};
}

void shapley(const Experiment& e, const SensitivitySettings& settings, Sensitivity& s) {
  if (e.design.kind != DesignKind::kWalks) throw std::invalid_argument("Shapley effects need a design of kind walks");
  s.measures = {{"share", "1", "share of the variance, interactions divided evenly among those who take part; the shares add up to 1"}};
  const auto [design, names] = walks_of(e);
  std::vector<std::vector<int>> changed;
  for (std::int64_t walk = 0; walk < e.design.points; ++walk) {
    auto& steps = changed.emplace_back();
    for (int step = 1; step <= design.groups(); ++step) steps.push_back(design.changed_group(walk, step));
  }
  const ShapleyEffects effects =
      shapley_effects(s.response.by_point, changed, design.groups(), kSaltelliScrambles, settings.bootstrap.confidence);
  for (std::size_t g = 0; g < names.size(); ++g)
    s.rows.push_back({names[g], {effects.shares[g]}, remark_on(effects.shares[g], settings, e.design.points)});
  sort_by(s.rows, 0);
  s.notes.push_back(fmt::format("mean {:.4g}, standard deviation {:.4g}; {} of {} walks ran through", effects.mean,
                                std::sqrt(effects.variance), count_text(effects.used), count_text(e.design.points)));
}

// Coordinate changes come back from factor values: a range in a Morris design is walked in known steps of probability.
void morris(const Experiment& e, const SensitivitySettings& settings, Sensitivity& s) {
  if (e.design.kind != DesignKind::kMorris) throw std::invalid_argument("elementary effects need a design of kind morris");
  s.measures = {{"mu_star", s.response.unit, "mean size of the effect over the factor's range"},
                {"mu", s.response.unit, "mean effect, with its sign"},
                {"sigma", s.response.unit, "standard deviation of the effects: interactions and curves"}};
  const int d = static_cast<int>(e.factors.size());
  const MorrisDesign design({.seed = e.seed, .trajectories = e.design.points, .dimensions = d, .levels = e.design.levels});
  if (design.points() != e.points) throw std::invalid_argument("the points are not those of the Morris design in its settings");
  std::vector<MorrisStep> steps;
  for (std::int64_t i = 0; i < e.points; ++i) {
    const auto factor = design.changed_factor(i);
    const auto at = static_cast<std::size_t>(factor.value_or(0));
    steps.push_back({factor.value_or(-1), factor ? design.point(i)[at] - design.point(i - 1)[at] : 1});
  }
  const auto indices = morris_indices(elementary_effects(s.response.by_point, steps, d), settings.bootstrap);
  for (std::size_t f = 0; f < e.factors.size(); ++f) {
    const MorrisIndex& index = indices[f];
    SensitivityRow row{e.factors[f].key, {index.mu_star, index.mu, index.sigma}, ""};
    if (index.used == 0)
      row.remark = "no step without a failed run";
    else if (index.mu_star.value > 0 && index.mu_star.half_width() > .5 * index.mu_star.value)
      row.remark = fmt::format("not converged: about --points {}",
                               points_for(index.mu_star.half_width(), .25 * index.mu_star.value, e.design.points));
    else if (index.mu_star.value > 0 && index.mu.low < 0 && index.mu.high > 0)
      row.remark = "sign depends on the other factors";
    s.rows.push_back(std::move(row));
  }
  sort_by(s.rows, 0);
}

/// What methods for any design read: points spread out over the space, each factor's values there, and the outcome.
struct SpreadData {
  std::vector<std::int64_t> points;
  std::vector<std::vector<double>> x;  ///< [factor][point]
  std::vector<double> y;               ///< [point]
};
SpreadData spread_data(const Experiment& e, const Response& response) {
  SpreadData data{spread_points(e), {}, {}};
  data.x = e.factor_values(data.points);
  for (const std::int64_t point : data.points) data.y.push_back(response.by_point[static_cast<std::size_t>(point)]);
  return data;
}

// A row a factor, the most influential first. `measure` gives a factor's estimates from its values; with the first of them at most
// `limit`, the factor is as one without influence.
template <class Measure>
void add_factor_rows(const Experiment& e, const SpreadData& data, double limit, const Measure& measure, Sensitivity& s) {
  s.rows.resize(e.factors.size());
  oneapi::tbb::parallel_for(std::size_t{0}, e.factors.size(), [&](std::size_t f) {
    std::vector<Estimate> estimates = measure(data.x[f]);
    const bool idle = estimates.front().value <= limit;
    s.rows[f] = {e.factors[f].key, std::move(estimates), idle ? "as a factor without influence" : ""};
  });
  sort_by(s.rows, 0);
}

void pawn(const Experiment& e, const SensitivitySettings& settings, Sensitivity& s) {
  s.measures = {{"median", "1", "distance of the outcome's distribution with the factor in a slice: median slice"},
                {"largest", "1", "the same in the worst slice"}};
  const SpreadData data = spread_data(e, s.response);
  const PawnSettings how{settings.bootstrap, 10};
  const PawnIndex nothing = pawn_of_nothing(data.y, how);
  const double limit = pawn_limit_of_chance(data.y, how, e.factors.size());
  const auto measure = [&](const std::vector<double>& x) {
    const PawnIndex index = pawn_index(x, data.y, how);
    return std::vector<Estimate>{index.median, index.largest};
  };
  add_factor_rows(e, data, limit, measure, s);
  s.notes.push_back(fmt::format(
      "{} points; a factor without influence has a median of {:.3f} ({:.3f} to {:.3f}) at this number of points, and of {} such factors "
      "one exceeds {:.3f} in 5 % of cases; more --points lower it",
      data.points.size(), nothing.median.value, nothing.median.low, nothing.median.high, e.factors.size(), limit));
}

void delta(const Experiment& e, const SensitivitySettings& settings, Sensitivity& s) {
  s.measures = {{"delta", "1", "how much knowing the factor changes the outcome's distribution: half the mean distance of densities"},
                {"first", "1", "share of the variance that the factor explains alone"}};
  const SpreadData data = spread_data(e, s.response);
  const GivenDataIndex nothing = given_data_of_nothing(data.y, settings.bootstrap);
  const auto measure = [&](const std::vector<double>& x) {
    const GivenDataIndex index = given_data_index(x, data.y, settings.bootstrap);
    return std::vector<Estimate>{index.delta, index.first};
  };
  add_factor_rows(e, data, nothing.delta.high, measure, s);
  s.notes.push_back(fmt::format(
      "{} points; a factor without influence has a delta of {:.3f} ({:.3f} to {:.3f}) at this number of points; more --points lower it",
      data.points.size(), nothing.delta.value, nothing.delta.low, nothing.delta.high));
}

std::string limits_text(std::optional<double> above, std::optional<double> below) {
  std::string text = above ? fmt::format("above {:.4g}", *above) : "";
  if (below) text += fmt::format("{}below {:.4g}", above ? " and " : "", *below);
  return text;
}

void regional(const Experiment& e, const SensitivitySettings& settings, Sensitivity& s) {
  s.measures = {{"distance", "1", "largest distance between the two distribution functions of the factor"},
                {"p", "1", "probability of such a distance by chance"},
                {"median_inside", "factor", "median of the factor where the outcome is of interest"},
                {"median_outside", "factor", "median elsewhere"}};
  std::vector<std::int64_t> points;
  std::vector<double> y;
  for (const std::int64_t point : spread_points(e))
    if (const double value = s.response.by_point[static_cast<std::size_t>(point)]; std::isfinite(value)) {
      points.push_back(point);
      y.push_back(value);
    }
  auto above = settings.above;
  std::vector<double> sorted = y;
  if (!above && !settings.below) above = quantile_of(sorted, .5);
  const auto interest = of_interest(y, above, settings.below);
  const auto x = e.factor_values(points);
  for (std::size_t f = 0; f < e.factors.size(); ++f) {
    const RegionalIndex index = regional_index(x[f], interest);
    // Many factors are looked at: Bonferroni.
    const double p = std::min(1.0, index.p * static_cast<double>(e.factors.size()));
    s.rows.push_back(
        {e.factors[f].key,
         {{index.distance, kNan, kNan}, {p, kNan, kNan}, {index.median_inside, kNan, kNan}, {index.median_outside, kNan, kNan}},
         p > .05 ? "may be chance" : ""});
  }
  sort_by(s.rows, 0);
  s.notes.push_back(fmt::format("of interest: {} in {} of {} points; p is multiplied by the number of factors",
                                limits_text(above, settings.below), std::count(interest.begin(), interest.end(), true), interest.size()));
}

void tornado(const Experiment& e, Sensitivity& s) {
  if (e.points != 2 * static_cast<std::int64_t>(e.factors.size()) + 1 || e.design.kind != DesignKind::kList)
    throw std::invalid_argument("one-at-a-time needs its own points: name scenarios or a study");
  s.measures = {{"swing", s.response.unit, "outcome at the high end less that at the low end"},
                {"at_low", s.response.unit, "outcome with the factor at the low end of its range"},
                {"at_high", s.response.unit, "outcome with the factor at the high end"},
                {"base", s.response.unit, "outcome with every factor as in the scenario"}};
  const auto& y = s.response.by_point;
  for (std::size_t f = 0; f < e.factors.size(); ++f) {
    const double low = y[1 + 2 * f], high = y[2 + 2 * f];
    SensitivityRow row{e.factors[f].key, {{high - low, kNan, kNan}, {low, kNan, kNan}, {high, kNan, kNan}, {y[0], kNan, kNan}}, ""};
    if (std::isnan(low) || std::isnan(high))
      row.remark = "a run at an end failed";
    else if ((low - y[0]) * (high - y[0]) > 0)
      row.remark = "both ends lie on the same side of the base";
    s.rows.push_back(std::move(row));
  }
  sort_by(s.rows, 0);
  s.notes.push_back(fmt::format("all factors at the scenario's values: {:.4g}; this method does not see interactions", y[0]));
}

// Structure of a point: the forms of all structural factors in words.
std::vector<std::string> structures(const Experiment& e) {
  std::vector<std::string> names;
  const bool any = std::any_of(e.factors.begin(), e.factors.end(), [](const auto& f) { return !f.forms.empty(); });
  for (std::int64_t point = 0; any && point < e.points; ++point) {
    std::string name;
    const auto values = e.at(point);
    for (std::size_t f = 0; f < values.size(); ++f)
      if (!e.factors[f].forms.empty()) name += e.factors[f].forms.at(static_cast<std::size_t>(values[f])) + " ";
    names.push_back(name);
  }
  return names;
}

void budget(const Experiment& all, const SensitivitySettings& settings, Sensitivity& s) {
  const Experiment e = spread_part(all);
  s.measures = {{"share", "1", "share of the variance"}};
  BudgetData data{static_cast<int>(e.policies.size()), e.points, e.replicates, {}, structures(e)};
  const std::size_t outcome = e.outcome_number(s.response.outcome);
  if (e.policies.size() > 1) s.response.policy = "all policies";
  for (std::size_t p = 0; p < e.policies.size(); ++p)
    data.values.insert(data.values.end(), e.of(p, outcome).begin(), e.of(p, outcome).end());
  const VarianceBudget parts = variance_budget(data, settings.bootstrap);
  const auto add = [&](const std::string& name, const Estimate& part, const std::string& unknown) {
    const Estimate share{part.value / parts.total, part.low / parts.total, part.high / parts.total};
    s.rows.push_back(
        {name, {share}, std::isnan(part.value) ? unknown : (share.value == 0 ? unknown : remark_on(share, settings, e.points))});
  };
  add("sampling noise", parts.luck, "needs --replicates 2 or more");
  add("parameter uncertainty", parts.parameters, "");
  add("structural switches", parts.switches, "none were varied (add --factors all,structure.*)");
  add("policy", parts.policy, "one policy only");
  add("policy x scenario interaction", parts.interaction, "one policy only");
  s.notes.push_back(
      fmt::format("variance {:.4g} (standard deviation {:.4g}) over {} points", parts.total, std::sqrt(parts.total), parts.points_used));
}

}  // namespace

std::string_view method_name(SensitivityMethod method) {
  for (const auto& [value, name] : kNames)
    if (value == method) return name;
  return "";
}

std::optional<SensitivityMethod> find_method(std::string_view name) {
  for (const auto& [value, known] : kNames)
    if (known == name) return value;
  return std::nullopt;
}

SensitivityMethod method_for(DesignKind kind) {
  if (kind == DesignKind::kSaltelli) return SensitivityMethod::kSobol;
  if (kind == DesignKind::kWalks) return SensitivityMethod::kShapley;
  return kind == DesignKind::kMorris ? SensitivityMethod::kMorris : SensitivityMethod::kPawn;
}

std::vector<bool> of_interest(const std::vector<double>& values, std::optional<double> above, std::optional<double> below) {
  std::vector<bool> interest;
  for (const double y : values) interest.push_back(std::isfinite(y) && (!above || y > *above) && (!below || y < *below));
  return interest;
}

Sensitivity sensitivity(const Experiment& experiment, const Response& response, SensitivityMethod method,
                        const SensitivitySettings& settings) {
  Sensitivity s{response, method, {}, {}, {}};
  if (method == SensitivityMethod::kSobol) sobol(experiment, settings, s);
  if (method == SensitivityMethod::kMorris) morris(experiment, settings, s);
  if (method == SensitivityMethod::kShapley) shapley(experiment, settings, s);
  if (method == SensitivityMethod::kPawn) pawn(experiment, settings, s);
  if (method == SensitivityMethod::kDelta) delta(experiment, settings, s);
  if (method == SensitivityMethod::kRegional) regional(experiment, settings, s);
  if (method == SensitivityMethod::kTornado) tornado(experiment, s);
  if (method == SensitivityMethod::kBudget) budget(experiment, settings, s);
  return s;
}

}  // namespace fulcrum
