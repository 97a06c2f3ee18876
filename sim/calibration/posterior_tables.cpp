#include "sim/calibration/posterior_tables.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sim/ensemble/design_points.h"
#include "sim/statistics/arrays.h"
#include "sim/terminal/progress.h"
#include "sim/terminal/text_table.h"

namespace fulcrum {

namespace {

// Particles of all repetitions in the order of the weights, in the units of what they are about.
std::vector<std::vector<double>> rows_of(const PosteriorTask& task, const Posterior& posterior) {
  std::vector<std::vector<double>> rows;
  for (const SmcState& state : posterior.repetitions)
    for (const std::vector<double>& point : state.points) rows.push_back(task.listed(point));
  return rows;
}

std::vector<double> column(const std::vector<std::vector<double>>& rows, std::size_t c) {
  std::vector<double> values;
  for (const std::vector<double>& row : rows) values.push_back(row[c]);
  return values;
}

const std::vector<double>& weights_in_force(const Posterior& posterior, const SoftOrderings& orderings) {
  return orderings.weights.empty() ? posterior.weights : orderings.weights;
}

Table particle_table(const PosteriorTask& task, const Posterior& posterior, const SoftOrderings& orderings, const Remarks& settings) {
  const auto rows = rows_of(task, posterior);
  std::vector<std::int64_t> repetition;
  std::vector<double> values;
  for (std::size_t r = 0; r < posterior.repetitions.size(); ++r)
    for (const double value : posterior.repetitions[r].values) {
      repetition.push_back(static_cast<std::int64_t>(r));
      values.push_back(value);
    }
  Table table{"posterior",
              {{"weight", "1", "share of the posterior that the row stands for", weights_in_force(posterior, orderings)},
               {"log_likelihood", "1", "of the training part, integrated over the scales", values},
               {"repetition", "1", "independent run of the sampler", repetition}},
              settings};
  if (!orderings.weights.empty()) {
    table.columns.push_back({"weight_record", "1", "weight where orderings judge nothing", posterior.weights});
    table.columns.push_back({"violated", "1", "orderings of policies that do not hold",
                             std::vector<std::int64_t>(orderings.violated.begin(), orderings.violated.end())});
  }
  const std::vector<std::string> names = task.names();
  for (std::size_t c = 0; c < names.size(); ++c) {
    const bool factor = c < task.calibration().factors.size();
    table.columns.push_back(
        {names[c], factor ? task.calibration().factors[c].key.unit : "1", factor ? "factor" : "error model of a record", column(rows, c)});
  }
  return table;
}

double prior_quantile(const Factor& factor, double q) { return value_of(factor, distribution_of(factor), q); }

// A row a factor that is no form: what was believed, and what the record leaves of it.
Table number_table(const PosteriorTask& task, const Posterior& posterior, const SoftOrderings& orderings) {
  const auto rows = rows_of(task, posterior);
  std::vector<std::string> names, says;
  std::vector<std::vector<double>> columns(9);
  for (std::size_t f = 0; f < task.calibration().factors.size(); ++f) {
    const Factor& factor = task.calibration().factors[f];
    if (!factor.key.forms.empty()) continue;
    const std::vector<double> values = column(rows, f), &weights = weights_in_force(posterior, orderings);
    const auto at = [&](double q) { return weighted_quantile(values, weights, q); };
    const auto record = [&](double q) { return weighted_quantile(values, posterior.weights, q); };
    const double low = prior_quantile(factor, .025), high = prior_quantile(factor, .975);
    const double span = (record(.975) - record(.025)) / (high - low);
    names.push_back(factor.key.key);
    says.emplace_back(span <= kInformed ? "informed" : "as believed before");
    const double row[] = {low, high, at(.025), at(.5), at(.975), (at(.975) - at(.025)) / (high - low), record(.025), record(.975), span};
    for (std::size_t c = 0; c < columns.size(); ++c) columns[c].push_back(row[c]);
  }
  Table table{"posterior_factors",
              {{"factor", "", "what was fitted", names},
               {"prior_q025", "1", "2.5 % of the prior lies below", columns[0]},
               {"prior_q975", "1", "2.5 % of the prior lies above", columns[1]},
               {"q025", "1", "2.5 % of the posterior lies below", columns[2]},
               {"median", "1", "of the posterior", columns[3]},
               {"q975", "1", "2.5 % of the posterior lies above", columns[4]},
               {"span", "1", "middle 95 % of the posterior over that of the prior", columns[5]},
               {"says", "", "informed: the record alone leaves at most .8 of the middle 95 % of the prior", says}},
              {}};
  if (orderings.weights.empty()) return table;
  table.columns.push_back({"q025_record", "1", "q025 where orderings judge nothing", columns[6]});
  table.columns.push_back({"q975_record", "1", "q975 where orderings judge nothing", columns[7]});
  table.columns.push_back({"span_record", "1", "span where orderings judge nothing", columns[8]});
  return table;
}

double share_of(const std::vector<double>& values, std::span<const double> weights, double form) {
  double share = 0, sum = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    sum += weights[i];
    if (values[i] == form) share += weights[i];
  }
  return share / sum;
}

// Standard error of a form's share: from the repetitions, each of which estimates it by itself, weighted by their evidence.
double error_of_share(const Posterior& posterior, const std::vector<double>& values, double form, double share) {
  double squares = 0;
  std::size_t first = 0;
  for (const SmcState& state : posterior.repetitions) {
    const std::size_t n = state.points.size();
    const std::vector<double> own(values.begin() + static_cast<std::ptrdiff_t>(first),
                                  values.begin() + static_cast<std::ptrdiff_t>(first + n));
    const double weight = posterior.weights[first] * static_cast<double>(n);
    squares += std::pow(weight * (share_of(own, std::vector<double>(n, 1.0), form) - share), 2);
    first += n;
  }
  const double r = static_cast<double>(posterior.repetitions.size());
  return r > 1 ? std::sqrt(squares * r / (r - 1)) : std::nan("");
}

Table form_table(const PosteriorTask& task, const Posterior& posterior) {
  const auto rows = rows_of(task, posterior);
  std::vector<std::string> names, forms;
  std::vector<std::vector<double>> columns(4);
  for (std::size_t f = 0; f < task.calibration().factors.size(); ++f) {
    const Factor& factor = task.calibration().factors[f];
    if (factor.key.forms.empty()) continue;
    const std::vector<double> values = column(rows, f);
    const std::vector<double>& listed = factor.distribution.values;
    const std::vector<double> given =
        factor.distribution.weights.empty() ? std::vector<double>(listed.size(), 1.0) : factor.distribution.weights;
    for (std::size_t i = 0; i < listed.size(); ++i) {
      const double prior = given[i] / ordered_sum(array(given)), share = share_of(values, posterior.weights, listed[i]);
      names.push_back(factor.key.key);
      forms.push_back(factor.key.forms[static_cast<std::size_t>(listed[i])]);
      const double row[] = {prior, share, error_of_share(posterior, values, listed[i], share), share / (1 - share) * (1 - prior) / prior};
      for (std::size_t c = 0; c < columns.size(); ++c) columns[c].push_back(row[c]);
    }
  }
  if (names.empty()) return {"posterior_forms", {}, {}};
  return {"posterior_forms",
          {{"switch", "", "structural choice", names},
           {"form", "", "one of its forms", forms},
           {"prior", "1", "probability before the record", columns[0]},
           {"probability", "1", "probability after it", columns[1]},
           {"error", "1", "Monte Carlo standard error of the probability", columns[2]},
           {"bayes_factor", "1", "of the form against the others together", columns[3]}},
          {}};
}

Table evidence_table(const Posterior& posterior, const SoftOrderings& orderings) {
  std::vector<std::int64_t> repetition, stages, evaluations;
  std::vector<double> evidence, accepted;
  for (std::size_t r = 0; r < posterior.repetitions.size(); ++r) {
    const SmcState& state = posterior.repetitions[r];
    repetition.push_back(static_cast<std::int64_t>(r));
    stages.push_back(state.stage);
    evaluations.push_back(state.evaluations);
    evidence.push_back(state.log_evidence);
    accepted.push_back(state.accepted);
  }
  Table table{"posterior_evidence",
              {{"repetition", "1", "independent run of the sampler", repetition},
               {"log_evidence", "1", "logarithm of the mean likelihood over the prior", evidence},
               {"powers", "1", "steps from the prior to the posterior", stages},
               {"evaluations", "1", "of the likelihood", evaluations},
               {"accepted", "1", "share of the moves at the posterior", accepted}},
              {{"log_evidence", posterior.evidence.log_mean}, {"log_evidence_error", posterior.evidence.error}}};
  if (!orderings.weights.empty()) {
    table.remarks.emplace_back("log_evidence_of_orderings", orderings.log_evidence);
    table.remarks.emplace_back("particles_after_orderings", orderings.effective_particles);
  }
  return table;
}

// Columns of a table for people.
std::string shown(const Table& table) {
  std::vector<std::string> heads;
  for (const TableColumn& column : table.columns) heads.push_back(column.name);
  TextTable text(heads);
  for (std::size_t c = 1; c < table.columns.size(); ++c)
    if (std::holds_alternative<std::vector<std::string>>(table.columns[c].values)) text.align_left(c);
  for (std::size_t row = 0; row < table.columns.front().rows(); ++row) {
    std::vector<std::string> cells;
    for (const TableColumn& column : table.columns) {
      if (const auto* texts = std::get_if<std::vector<std::string>>(&column.values)) cells.push_back((*texts)[row]);
      if (const auto* whole = std::get_if<std::vector<std::int64_t>>(&column.values)) cells.push_back(count_text((*whole)[row]));
      if (const auto* numbers = std::get_if<std::vector<double>>(&column.values)) cells.push_back(fmt::format("{:.4g}", (*numbers)[row]));
    }
    text.add(cells);
  }
  return text.text();
}

}  // namespace

SoftOrderings soft_orderings(const CalibrationTask& with_strategies, const PosteriorTask& task, const Posterior& posterior, double cost,
                             int jobs) {
  SoftOrderings found{.cost = cost};
  if (cost <= 0) return found;
  std::vector<std::vector<double>> candidates;
  for (const SmcState& state : posterior.repetitions)
    for (const std::vector<double>& point : state.points) candidates.push_back(task.point(point).values);
  for (const CandidateFit& fit : evaluate_all(with_strategies, candidates, jobs)) found.violated.push_back(fit.violated);
  for (std::size_t i = 0; i < candidates.size(); ++i) found.weights.push_back(posterior.weights[i] * std::exp(-cost * found.violated[i]));
  const double sum = ordered_sum(array(found.weights));
  found.log_evidence = std::log(sum);
  for (double& weight : found.weights) weight /= sum;
  found.effective_particles = 1 / ordered_sum(array(found.weights).square());
  return found;
}

std::vector<Table> posterior_tables(const PosteriorTask& task, const Posterior& posterior, const SoftOrderings& orderings,
                                    const Remarks& settings) {
  std::vector<Table> tables{particle_table(task, posterior, orderings, settings), number_table(task, posterior, orderings),
                            form_table(task, posterior), evidence_table(posterior, orderings)};
  std::erase_if(tables, [](const Table& table) { return table.columns.empty(); });
  return tables;
}

std::string posterior_text(const std::vector<Table>& tables) {
  std::string text;
  for (std::size_t t = 1; t < tables.size(); ++t) text += shown(tables[t]) + "\n";
  return text;
}

std::string posterior_csv(const PosteriorTask& task, const Posterior& posterior, const SoftOrderings& orderings, int rows,
                          std::uint64_t seed) {
  const auto all = rows_of(task, posterior);
  std::vector<std::string> heads;
  for (const Factor& factor : task.calibration().factors) heads.push_back(factor.key.key);
  TextTable table(heads);
  for (const std::size_t row : thinned_rows(weights_in_force(posterior, orderings), static_cast<std::size_t>(rows), seed)) {
    std::vector<std::string> cells;
    for (std::size_t f = 0; f < heads.size(); ++f) cells.push_back(fmt::format("{:.6g}", all[row][f]));
    table.add(cells);
  }
  return table.csv();
}

double weighted_quantile(const std::vector<double>& values, const std::vector<double>& weights, double q) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  const double wanted = q * ordered_sum(array(weights));
  double sum = 0;
  for (const std::size_t i : order)
    if ((sum += weights[i]) >= wanted) return values[i];
  return values[order.back()];
}

}  // namespace fulcrum
