#include "sim/answer/gather.h"

#include <algorithm>

#include "sim/ensemble/futures.h"

namespace fulcrum {

namespace {

constexpr int kMostRepeated = 128;  // futures
constexpr int kRepeatedOneIn = 4;   // at most, of the futures

std::size_t place_of(const OutcomeTable& table, const std::string& outcome) {
  const auto found = std::find_if(table.outcomes().begin(), table.outcomes().end(), [&](const Outcome& o) { return o.name == outcome; });
  return static_cast<std::size_t>(found - table.outcomes().begin());
}

// The outcome of each policy in futures 1, 2, ... with part of them drawn anew; nothing if it was interrupted.
std::optional<std::vector<std::vector<double>>> repeated(const Plan& plan, const Outcome& outcome, Futures::Anew anew,
                                                         const ExperimentOptions& options) {
  const int futures = std::min(kMostRepeated, (plan.replicates() - 1) / kRepeatedOneIn);
  const Plan again(plan.policies(), futures + 1, plan.seed(), plan.noise(), nullptr, plan.futures()->repeated(anew));
  auto found = outcomes_of(again, {outcome}, options);
  if (!found) return std::nullopt;
  for (std::vector<double>& values : found->values) values.erase(values.begin());  // the reference case
  return std::move(found->values);
}

bool has_forms(const Futures& futures) {
  return std::any_of(futures.factors().begin(), futures.factors().end(), [](const Factor& f) { return !f.key.forms.empty(); });
}

}  // namespace

std::optional<AnswerInput> gather_answer(const Plan& plan, const OutcomeTable& table, const std::string& outcome,
                                         const ExperimentOptions& options) {
  const Futures& futures = *plan.futures();
  const std::size_t at = place_of(table, outcome);
  const Outcome& of = table.outcomes()[at];
  AnswerInput input;
  input.outcome = {of.name, of.unit, of.long_name};
  for (std::size_t p = 0; p < plan.policies().size(); ++p) {
    input.policies.push_back(plan.policies()[p].name);
    input.values.push_back(table.values(static_cast<int>(p), at));
  }
  for (const Factor& factor : futures.factors()) input.factors.push_back(experiment_factor(factor));
  input.settings.resize(input.factors.size());
  for (int r = 0; r < plan.replicates(); ++r) {
    input.scramble.push_back(futures.scramble(r));
    const std::vector<double> values = futures.values(r);
    for (std::size_t f = 0; f < values.size(); ++f) input.settings[f].push_back(values[f]);
  }
  if (plan.noise()) {
    auto again = repeated(plan, of, Futures::Anew::kLuck, options);
    if (!again) return std::nullopt;
    input.other_luck = std::move(*again);
  }
  if (has_forms(futures)) {
    auto again = repeated(plan, of, Futures::Anew::kLuckAndForms, options);
    if (!again) return std::nullopt;
    input.other_forms = std::move(*again);
  }
  return input;
}

}  // namespace fulcrum
