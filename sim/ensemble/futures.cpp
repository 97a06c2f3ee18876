#include "sim/ensemble/futures.h"

#include <fmt/core.h>

#include <algorithm>
#include <stdexcept>

#include "sim/designs/keyed_engine.h"
#include "sim/designs/sobol.h"
#include "sim/ensemble/design_points.h"
#include "sim/ensemble/plan.h"

namespace fulcrum {

namespace {

// Digits of a point's number that the sequences are made for. The points do not depend on it.
constexpr std::int64_t kPoints = std::int64_t{1} << 26;
// Candidates and luck from here on serve repetitions.
constexpr std::int64_t kRepetitions = std::int64_t{1} << 29;

std::uint64_t seed_of_scramble(std::uint64_t seed, int scramble) { return keyed_engine(seed, "futures.scramble", scramble)(); }

std::vector<CoordinateCorrelation> by_dimension(const UncertaintyRequest& request) {
  const auto place = [&](const std::string& key) {
    const auto found = std::find_if(request.factors.begin(), request.factors.end(), [&](const Factor& f) { return f.key.key == key; });
    if (found == request.factors.end()) throw std::invalid_argument("[uncertainty] correlates " + key + ", which does not vary");
    const auto at = static_cast<std::size_t>(found - request.factors.begin());
    if (request.set && at < request.set->keys.size())
      throw std::invalid_argument("[uncertainty] correlates " + key + ", whose joint distribution is that of the set");
    return at;
  };
  std::vector<CoordinateCorrelation> all;
  for (const Correlation& c : request.correlations) all.push_back({place(c.first), place(c.second), c.rho});
  return all;
}

}  // namespace

Luck Plan::luck(int replicate) const { return {seed_, futures_ ? futures_->luck(replicate) : static_cast<std::uint64_t>(replicate)}; }

Futures::Futures(UncertaintyRequest request, std::uint64_t seed, std::vector<double> reference)
    : request_(std::move(request)), reference_(std::move(reference)), copula_(by_dimension(request_)) {
  for (std::size_t f = 0; f < factors().size(); ++f) {
    const Factor& factor = factors()[f];
    distributions_.push_back(distribution_of(factor));
    if (const auto wrong = problem(distributions_.back())) throw std::invalid_argument("[uncertainty] " + factor.key.key + ": " + *wrong);
    if (!factor.key.forms.empty()) switches_.push_back(f);
    changes_levers_ = changes_levers_ || factor.key.changes_levers;
  }
  if (request_.set) rows_.emplace(request_.set->weights);
  for (int scramble = 0; scramble < kScrambles; ++scramble) {
    const SobolSettings settings{
        .seed = seed_of_scramble(seed, scramble), .points = kPoints, .dimensions = static_cast<int>(factors().size())};
    if (const auto wrong = problem(settings)) throw std::invalid_argument("[uncertainty] " + *wrong);
    scrambles_.push_back(std::make_shared<const SobolDesign>(settings));
  }
}

std::vector<double> Futures::candidate(std::int64_t k) const {
  std::vector<double> x = scrambles_[static_cast<std::size_t>(k % kScrambles)]->point(k / kScrambles);
  const std::size_t row = rows_ ? rows_->row(x.front()) : 0, of_set = rows_ ? request_.set->keys.size() : 0;
  copula_.correlate(x);
  for (std::size_t f = 0; f < of_set; ++f) x[f] = request_.set->values[f][row];
  for (std::size_t f = of_set; f < x.size(); ++f) x[f] = value_of(factors()[f], distributions_[f], x[f]);
  return x;
}

std::vector<double> Futures::values(std::int64_t replicate) const {
  std::vector<double> x = replicate == 0 ? reference_ : candidate(candidate_of(replicate));
  if (!other_forms_) return x;
  const std::vector<double> other = candidate(kRepetitions + replicate);
  for (const std::size_t f : switches_) x[f] = other[f];
  return x;
}

std::shared_ptr<const Futures> Futures::repeated(Anew what) const {
  auto again = std::make_shared<Futures>(*this);
  again->other_luck_ = static_cast<std::uint64_t>(kRepetitions) * (what == Anew::kLuck ? 1 : 2);
  again->other_forms_ = what == Anew::kLuckAndForms;
  return again;
}

void Futures::apply(const std::vector<double>& values, Setup& setup) const {
  for (std::size_t f = 0; f < values.size(); ++f) factors()[f].key.set(setup, values[f]);
}

int Futures::form(const std::vector<double>& values) const {
  int form = 0;
  for (const std::size_t f : switches_) form = form * static_cast<int>(factors()[f].key.forms.size()) + static_cast<int>(values[f]);
  return form;
}

void Futures::keep(std::vector<std::int64_t> candidates, std::int64_t tried) {
  kept_ = std::move(candidates);
  tried_ = tried;
}

}  // namespace fulcrum
