#include "sim/exploration/limited_search.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace fulcrum {

namespace {

constexpr int kPasses = 2;  // over all variables, one by one
constexpr int kPlaces = 5;  // across the range of a variable

}  // namespace

LimitedSearch::LimitedSearch(SearchSpace space, std::vector<double> start, std::vector<double> per_unit, LimitedSearchSettings settings)
    : space_(std::move(space)), start_(std::move(start)), per_unit_(std::move(per_unit)), settings_(settings), best_(start_) {}

// What is as near to the start as the grid can tell is the start.
double LimitedSearch::on_grid(std::size_t variable, double x) const {
  const double per_unit = per_unit_[variable], place = std::round(x * per_unit);
  if (place == std::round(start_[variable] * per_unit)) return start_[variable];
  return std::clamp(place / per_unit, space_.low[variable], space_.high[variable]);
}

std::vector<Judged> LimitedSearch::judged(std::vector<std::vector<double>> candidates, const Judge& judge) {
  std::vector<std::vector<double>> unknown;
  for (std::vector<double>& x : candidates) {
    for (std::size_t v = 0; v < x.size(); ++v) x[v] = on_grid(v, x[v]);
    if (!known_.contains(x) && std::find(unknown.begin(), unknown.end(), x) == unknown.end()) unknown.push_back(x);
  }
  const std::vector<Judged> found = unknown.empty() ? std::vector<Judged>{} : judge(unknown);
  for (std::size_t i = 0; i < unknown.size(); ++i) known_[unknown[i]] = found[i];
  std::vector<Judged> all;
  for (const std::vector<double>& x : candidates) all.push_back(known_.at(x));
  return all;
}

bool LimitedSearch::take_if_better(const std::vector<double>& x, const Judged& one) {
  if (!keeps_limit(one) || !(one.value < best_value_)) return false;
  best_ = x;
  best_value_ = one.value;
  return true;
}

// The search of NSGA-II is gone through again from its start: what was judged is known, so that only its last generation takes time.
void LimitedSearch::next_generation(const Judge& judge) {
  if (generation_ == 0) {
    const Judged start = judged({start_}, judge).front();
    limit_ = start.limited;
    best_value_ = start_value_ = start.value == start.value ? start.value : std::numeric_limits<double>::infinity();
  }
  const auto evaluate = [&](const std::vector<std::vector<double>>& candidates) {
    std::vector<Objectives> all;
    for (const Judged& one : judged(candidates, judge)) {
      const bool wrong = one.value != one.value || one.limited != one.limited;
      constexpr double kOut = std::numeric_limits<double>::max();
      all.push_back(wrong ? Objectives{kOut, kOut} : Objectives{one.value, std::max(0.0, one.limited - limit_)});
    }
    return all;
  };
  nsga2(space_, {.seed = settings_.seed, .population = settings_.population, .generations = generation_}, evaluate);
  for (const auto& [x, one] : known_) take_if_better(x, one);
  if (++generation_ > settings_.generations) phase_ = Phase::kOneByOne;
}

void LimitedSearch::next_variable(const Judge& judge) {
  std::vector<std::vector<double>> candidates;
  for (int place = 0; place < kPlaces; ++place) {
    const double low = space_.low[variable_], high = space_.high[variable_];
    candidates.push_back(best_);
    candidates.back()[variable_] = on_grid(variable_, low + (high - low) * place / (kPlaces - 1));
  }
  const std::vector<Judged> found = judged(candidates, judge);
  for (std::size_t i = 0; i < found.size(); ++i)
    if (take_if_better(candidates[i], found[i])) moved_in_pass_ = true;
  if (++variable_ < start_.size()) return;
  variable_ = 0;
  if (++pass_ == kPasses || !moved_in_pass_) phase_ = Phase::kRestore;
  moved_in_pass_ = false;
  allowed_ = best_value_ + settings_.worth * (start_value_ - best_value_);
}

void LimitedSearch::restore_one(const Judge& judge) {
  std::vector<std::vector<double>> candidates;
  for (std::size_t v = 0; v < start_.size(); ++v) {
    if (best_[v] == start_[v]) continue;
    candidates.push_back(best_);
    candidates.back()[v] = start_[v];
  }
  const std::vector<Judged> found = judged(candidates, judge);
  std::size_t least = found.size();
  for (std::size_t i = 0; i < found.size(); ++i)
    if (keeps_limit(found[i]) && found[i].value <= allowed_ && (least == found.size() || found[i].value < found[least].value)) least = i;
  if (least == found.size()) {
    phase_ = Phase::kDone;
    return;
  }
  best_ = candidates[least];
  best_value_ = found[least].value;
}

bool LimitedSearch::advance(const Judge& judge) {
  if (phase_ == Phase::kGenerations)
    next_generation(judge);
  else if (phase_ == Phase::kOneByOne)
    next_variable(judge);
  else if (phase_ == Phase::kRestore)
    restore_one(judge);
  return phase_ != Phase::kDone;
}

}  // namespace fulcrum
