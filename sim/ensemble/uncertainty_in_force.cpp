#include "sim/ensemble/uncertainty_in_force.h"

#include <fmt/core.h>

#include <algorithm>
#include <stdexcept>

#include "sim/ensemble/batch.h"
#include "sim/ensemble/claims/claims_hold.h"
#include "sim/ensemble/declared_factors.h"
#include "sim/ensemble/study_plan.h"

namespace fulcrum {

namespace {

bool is_listed(const UncertaintyRequest& request, const std::string& key) {
  return std::any_of(request.factors.begin(), request.factors.end(), [&](const Factor& f) { return f.key.key == key; });
}

// What files set to something else than declared is what they assert, and what policies differ in is theirs.
bool is_set_by_files(const SetupKey& key, const Study& study) {
  const double declared = key.forms.empty() ? key.value : 0;
  return std::any_of(study.policies.begin(), study.policies.end(),
                     [&](const Scenario& policy) { return value_in(key, policy.setup) != declared; });
}

bool is_held(const std::string& key, const UncertaintyRequest& asked, const Study& study, std::span<const std::string> fixed) {
  const bool by_request =
      std::any_of(asked.hold.begin(), asked.hold.end(), [&](const std::string& pattern) { return fits_pattern(pattern, key); });
  const bool by_design =
      std::any_of(study.design.factors.begin(), study.design.factors.end(), [&](const Factor& f) { return f.key.key == key; });
  return by_request || by_design || std::find(fixed.begin(), fixed.end(), key) != fixed.end();
}

void check_listed(const UncertaintyRequest& asked, const Study& study) {
  for (const Factor& factor : asked.factors)
    for (const Scenario& policy : study.policies)
      if (value_in(factor.key, policy.setup) != value_in(factor.key, study.policies.front().setup))
        throw std::invalid_argument(
            fmt::format("[uncertainty.parameters] varies {}, in which '{}' and '{}' differ; what policies differ in is no uncertainty",
                        factor.key.key, study.policies.front().name, policy.name));
}

bool is_of_set(const UncertaintyRequest& request, const std::string& key) {
  return request.set && std::find(request.set->keys.begin(), request.set->keys.end(), key) != request.set->keys.end();
}

bool policies_differ_in(const SetupKey& key, const Study& study) {
  const double first = value_in(key, study.policies.front().setup);
  return std::any_of(study.policies.begin(), study.policies.end(),
                     [&](const Scenario& policy) { return value_in(key, policy.setup) != first; });
}

// Keys of the set become the first factors, whatever files set them to: the record has judged that. Those that are held leave the set.
void take_set(UncertaintyRequest& request, const UncertaintyRequest& asked, const Study& study, std::span<const std::string> fixed) {
  if (!asked.set) return;
  std::erase_if(request.factors, [&](const Factor& f) { return is_of_set(asked, f.key.key); });
  auto set = std::make_shared<WeightedSet>(WeightedSet{asked.set->source, {}, {}, asked.set->weights});
  std::vector<Factor> factors;
  for (std::size_t k = 0; k < asked.set->keys.size(); ++k) {
    const std::string& name = asked.set->keys[k];
    const auto key = find_setup_key(name, study.policies.front().setup);
    if (!key)
      throw std::invalid_argument(
          fmt::format("{} varies '{}', which {} does not have", asked.set->source, name, study.policies.front().name));
    if (is_held(name, asked, study, fixed) || policies_differ_in(*key, study)) {
      request.hold.push_back(name);
      continue;
    }
    factors.push_back(factor_of_set(*key, asked.set->values[k]));
    set->keys.push_back(name);
    set->values.push_back(asked.set->values[k]);
  }
  request.factors.insert(request.factors.begin(), factors.begin(), factors.end());
  request.set = set->keys.empty() ? nullptr : std::move(set);
}

void add_declared(UncertaintyRequest& request, const UncertaintyRequest& asked, const Study& study, std::span<const std::string> fixed) {
  const Setup& setup = study.policies.front().setup;
  for (const std::string& name : setup_keys(setup)) {
    const bool structural = name.starts_with("structure.");
    if ((!structural && find_parameter(name) == nullptr) || is_idle(name, setup, study.run.noise) || is_listed(request, name)) continue;
    const auto key = find_setup_key(name, setup);
    if (!key || !(key->explore_low < key->explore_high)) continue;
    if (is_held(name, asked, study, fixed) || is_set_by_files(*key, study)) {
      if (std::find(request.hold.begin(), request.hold.end(), name) == request.hold.end()) request.hold.push_back(name);
    } else {
      request.factors.push_back(declared_factor(*key));
    }
  }
}

/// Finds the candidates that are kept.
class Acceptance {
 public:
  Acceptance(const Study& study, const Futures& futures) : study_(study), futures_(futures), reference_(reference_policy()) {
    for (const FutureCondition& condition : futures.request().require) {
      claims_.insert(claims_.end(), condition.claims.begin(), condition.claims.end());
      if (condition.claims.empty()) conditions_.push_back(condition);
    }
  }

  /// Numbers of the first `wanted` candidates that are kept, and how many were tried.
  std::pair<std::vector<std::int64_t>, std::int64_t> find(std::int64_t wanted) {
    std::vector<std::int64_t> kept;
    std::int64_t tried = 0;
    while (static_cast<std::int64_t>(kept.size()) < wanted) {
      if (tried >= kFewest + kMostTries * static_cast<std::int64_t>(kept.size() + 1))
        throw std::invalid_argument(
            fmt::format("[uncertainty] require holds in {} of {} states of the world that were tried; loosen it", kept.size(), tried));
      const std::vector<bool> holds = conditions_hold(tried);
      for (std::int64_t k = tried; k < tried + kAtOnce && static_cast<std::int64_t>(kept.size()) < wanted; ++k)
        if (holds[static_cast<std::size_t>(k - tried)] && !contradicts(k)) kept.push_back(k);
      tried += kAtOnce;
    }
    if (!kept.empty()) tried = kept.back() + 1;
    return {std::move(kept), tried};
  }

 private:
  static constexpr std::int64_t kAtOnce = 64, kFewest = 2000, kMostTries = 1000;

  const Scenario& reference_policy() const {
    const std::string& name = futures_.request().reference;
    if (name.empty()) return study_.policies.front();
    for (const Scenario& policy : study_.policies)
      if (policy.name == name) return policy;
    throw std::invalid_argument("uncertainty.reference: there is no policy '" + name + "' here");
  }

  bool contradicts(std::int64_t k) const {
    Setup setup = reference_.setup;
    futures_.apply(futures_.candidate(k), setup);
    return contradiction(setup.parameters).has_value();
  }

  // Of kAtOnce candidates from `first` on, at the reference policy and with the luck that they will have.
  std::vector<bool> conditions_hold(std::int64_t first) const {
    std::vector<bool> holds = claims_.empty() ? std::vector<bool>(kAtOnce, true) : claims_hold(claims_, futures_, study_, first, kAtOnce);
    if (conditions_.empty()) return holds;
    std::vector<OutcomeRequest> requests;
    for (std::size_t c = 0; c < conditions_.size(); ++c)
      requests.push_back({fmt::format("require_{}", c), "", "1", conditions_[c].text, conditions_[c].expression, {}});
    std::vector<Outcome> outcomes = with_standard(requests, reference_.setup.resolution);
    outcomes.erase(outcomes.begin(), outcomes.end() - static_cast<std::ptrdiff_t>(requests.size()));
    const Plan plan({{reference_.name, reference_.setup}}, static_cast<int>(first + kAtOnce + 1), study_.run.seed, study_.run.noise,
                    nullptr, std::shared_ptr<const Futures>(&futures_, [](const Futures*) {}));
    const Selection selection(with_needs({}, outcomes, reference_.setup.resolution), plan.theatre());
    Batch batch;
    BatchRunner(plan, selection, outcomes, widest_kernel()).compute(first + 1, static_cast<int>(kAtOnce), batch);
    for (std::size_t i = 0; i < batch.outcomes.size(); ++i)
      if (!(batch.outcomes[i] != 0) || batch.outcomes[i] != batch.outcomes[i]) holds[i / outcomes.size()] = false;
    return holds;
  }

  const Study& study_;
  const Futures& futures_;
  const Scenario& reference_;
  std::vector<std::string> claims_;          ///< that must hold, in their own runs
  std::vector<FutureCondition> conditions_;  ///< on runs of the reference policy
};

// Parameters that can contradict each other: without any of them every candidate is kept.
bool can_contradict(const Futures& futures) {
  return std::any_of(futures.factors().begin(), futures.factors().end(),
                     [](const Factor& f) { return find_parameter(f.key.key) != nullptr; });
}

}  // namespace

double value_in(const SetupKey& key, const Setup& setup) {
  if (const ParameterInfo* p = find_parameter(key.key)) {
    Parameters<double> parameters = setup.parameters;
    return p->in(parameters);
  }
  for (const StructureInfo& info : structure_table())
    if (info.key == key.key) return info.get(setup.structure);
  Initial initial = setup.initial;
  for (const InitialInfo& info : initial_table())
    if (key.key == "initial." + std::string(info.name)) return info.in(initial);
  const auto here = find_setup_key(key.key, setup);
  return here ? here->value : key.value;
}

std::optional<UncertaintyRequest> uncertainty_in_force(const UncertaintyRequest& asked, const Study& study,
                                                       std::span<const std::string> fixed) {
  if (asked.kind.value_or(UncertaintyKind::kAssumptions) == UncertaintyKind::kLuck || asked.kind == UncertaintyKind::kNone)
    return std::nullopt;
  check_listed(asked, study);
  UncertaintyRequest request = asked;
  request.kind = asked.set ? UncertaintyKind::kRecord : UncertaintyKind::kAssumptions;
  request.declared = false;
  request.hold.clear();
  take_set(request, asked, study, fixed);
  std::erase_if(request.factors,
                [&](const Factor& f) { return !is_of_set(request, f.key.key) && is_held(f.key.key, asked, study, fixed); });
  if (asked.declared) add_declared(request, asked, study, fixed);
  if (request.factors.empty()) return std::nullopt;
  return request;
}

void read_candidates(UncertaintyRequest& asked, const Setup& setup, const std::vector<std::string>& paths) {
  if (asked.kind != UncertaintyKind::kRecord || asked.set) return;
  asked.set = read_weighted_set(asked.candidates, {paths}, setup);
  for (const Factor& factor : asked.factors)
    if (is_of_set(asked, factor.key.key))
      throw std::invalid_argument(
          fmt::format("[uncertainty.parameters] varies {}, and so does {}; leave one of them out", factor.key.key, asked.set->source));
}

std::shared_ptr<const Futures> make_futures(const Study& study, int replicates) {
  if (!study.uncertainty || study.uncertainty->factors.empty()) return nullptr;
  std::vector<double> reference;
  for (const Factor& factor : study.uncertainty->factors) reference.push_back(value_in(factor.key, study.policies.front().setup));
  auto futures = std::make_shared<Futures>(*study.uncertainty, study.run.seed, std::move(reference));
  if (study.uncertainty->require.empty() && !can_contradict(*futures)) return futures;
  auto [kept, tried] = Acceptance(study, *futures).find(replicates - 1);
  if (static_cast<std::int64_t>(kept.size()) < tried) futures->keep(std::move(kept), tried);
  return futures;
}

}  // namespace fulcrum
