#include "sim/lab/engine/job.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "sim/analysis/given_data.h"
#include "sim/answer/answer.h"
#include "sim/answer/answer_table.h"
#include "sim/answer/answer_text.h"
#include "sim/ensemble/futures.h"
#include "sim/ensemble/study_plan.h"
#include "sim/lab/engine/found_futures.h"
#include "sim/lab/engine/paired_json.h"
#include "sim/statistics/order_statistics.h"
#include "sim/statistics/paired_futures.h"

namespace fulcrum {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::array kKept{"direct", "indirect"};
constexpr std::array kShares{.05, .25, .5, .75, .95};
constexpr int kThin = 24;  // futures drawn one by one

// Quantiles over futures, share by share: [share][week].
std::vector<double> bands(const std::vector<double>& values, std::size_t weeks) {
  std::vector<double> all(kShares.size() * weeks), week;
  for (std::size_t t = 0; t < weeks; ++t) {
    week.clear();
    for (std::size_t at = t; at < values.size(); at += weeks)
      if (values[at] == values[at]) week.push_back(values[at]);
    std::sort(week.begin(), week.end());
    for (std::size_t s = 0; s < kShares.size(); ++s) all[s * weeks + t] = quantile_of_sorted(week, kShares[s]);
  }
  return all;
}

Selection selection_of(const Plan& plan, std::span<const Outcome> outcomes) {
  std::vector<const SeriesInfo*> series;
  for (const char* name : kKept) series.push_back(find_series(name));
  if (const SeriesInfo* attacks = ProvinceAttacks::needed(plan)) series.push_back(attacks);
  return {with_needs(std::move(series), outcomes, plan.policies().front().setup.resolution), plan.theatre()};
}

Plan planned(const Question& question) {
  const Study& study = question.study;
  return Plan(policies_of(study.policies), question.futures, study.run.seed, study.run.noise, nullptr,
              find_futures(study, question.futures).futures);
}

// The parameters that explain most of a difference from future to future.
Json movers(const std::vector<double>& difference, const FoundFutures& found) {
  constexpr std::size_t kMost = 12;
  const std::vector<Factor>& factors = found.futures->factors();
  std::vector<std::pair<double, std::size_t>> shares;
  for (std::size_t f = 0; f < factors.size(); ++f)
    if (const double share = explained_share(found.settings[f], difference); share > 0) shares.emplace_back(share, f);
  std::stable_sort(shares.begin(), shares.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  shares.resize(std::min(kMost, shares.size()));
  Json all = Json::array();
  for (const auto& [share, f] : shares) all.push_back({{"key", factors[f].key.key}, {"share", share}});
  return all;
}

}  // namespace

Json place_of(Numbers& numbers, std::span<const double> values) {
  const std::size_t at = numbers.size();
  numbers.insert(numbers.end(), values.begin(), values.end());
  return {{"at", at}, {"count", values.size()}};
}

Job::Job(Question question)
    : question_(std::move(question)),
      plan_(planned(question_)),
      outcomes_(known_outcomes(question_.study)),
      selection_(selection_of(plan_, outcomes_)),
      runner_(plan_, selection_, outcomes_, widest_kernel()),
      provinces_(plan_, selection_),
      kept_(plan_.policies().size(), std::vector<std::vector<double>>(kKept.size())),
      outcomes_of_(plan_.policies().size(), std::vector<std::vector<double>>(outcomes_.size())) {
  const auto known = [&](const Outcome& outcome) { return outcome.name == question_.outcome; };
  if (std::none_of(outcomes_.begin(), outcomes_.end(), known)) throw QuestionError("there is no outcome '" + question_.outcome + "' here");
}

int Job::advance(int futures) {
  const int more = std::min(futures, question_.futures - done_);
  Batch batch;
  for (std::size_t p = 0; p < plan_.policies().size() && more > 0; ++p) {
    runner_.compute(static_cast<std::int64_t>(p) * question_.futures + done_, more, batch);
    take(p, batch);
  }
  return done_ += std::max(more, 0);
}

void Job::take(std::size_t policy, const Batch& batch) {
  for (std::size_t s = 0; s < kKept.size(); ++s) {
    const auto column = batch.column(static_cast<std::size_t>(selection_.find(kKept[s])));
    kept_[policy][s].insert(kept_[policy][s].end(), column.begin(), column.end());
  }
  provinces_.take(policy, batch);
  for (int i = 0; i < batch.runs; ++i) {
    failed_ += batch.errors[static_cast<std::size_t>(i)].empty() ? 0 : 1;
    for (std::size_t o = 0; o < outcomes_.size(); ++o)
      outcomes_of_[policy][o].push_back(batch.outcomes[static_cast<std::size_t>(i) * outcomes_.size() + o]);
  }
}

Json Job::outcomes_json() const {
  Json all = Json::array();
  for (std::size_t o = 0; o < outcomes_.size(); ++o) {
    const auto& base = outcomes_of_.front()[o];
    const auto& other = outcomes_of_.back()[o];
    Json one = paired_json(paired_futures(other, base, tie_of(outcomes_[o].unit, base)));
    one.update({{"name", outcomes_[o].name}, {"unit", outcomes_[o].unit}, {"meaning", outcomes_[o].long_name}});
    one["reference"] = {base.front(), other.front()};
    const Spread a = spread_of(base), b = spread_of(other);
    one["levels"] = {{a.median, a.low, a.high}, {b.median, b.low, b.high}};
    all.push_back(std::move(one));
  }
  return all;
}

Json Job::series_json(Numbers& numbers) const {
  const auto weeks = static_cast<std::size_t>(plan_.weeks());
  Json all = Json::array();
  for (std::size_t s = 0; s < kKept.size(); ++s) {
    Json one{{"name", kKept[s]}};
    for (const auto& policy : kept_) {
      const std::vector<double>& values = policy[s];
      const std::size_t first = std::min(values.size(), weeks), thin = std::min(values.size(), first + weeks * kThin);
      one["bands"].push_back(place_of(numbers, bands(values, weeks)));
      one["reference"].push_back(place_of(numbers, std::span(values).first(first)));
      one["thin"].push_back(place_of(numbers, std::span(values).subspan(first, thin - first)));
    }
    one["difference"] = place_of(numbers, bands(differences_of(kept_.back()[s], kept_.front()[s]), weeks));
    all.push_back(std::move(one));
  }
  return all;
}

// The answer of `compare`, without what runs some futures again and what tells futures apart.
Json Job::verdict_json(Numbers& numbers) const {
  const auto at = std::find_if(outcomes_.begin(), outcomes_.end(), [&](const Outcome& o) { return o.name == question_.outcome; });
  const auto o = static_cast<std::size_t>(at - outcomes_.begin());
  const Futures* futures = plan_.futures();
  AnswerInput input;
  input.outcome = {at->name, at->unit, at->long_name};
  for (std::size_t p = 0; p < plan_.policies().size(); ++p) {
    input.policies.push_back(plan_.policies()[p].name);
    input.values.push_back(outcomes_of_[p][o]);
  }
  for (int r = 0; r < done_; ++r) input.scramble.push_back(futures != nullptr ? futures->scramble(r) : -1);
  const Answer answer = answer_of(input);
  Json json = answer_json(answer);
  json["sentence"] = policy_sentence(answer.policies.front(), at->unit);
  const std::vector<double> difference = differences_of(input.values.back(), input.values.front());
  const bool all = futures != nullptr && done_ == question_.futures && done_ > 1;
  json["movers"] = all ? movers(difference, find_futures(question_.study, question_.futures)) : Json::array();
  json["differences"] = place_of(numbers, difference);
  return json;
}

Json Job::answer(Numbers& numbers) const {
  numbers.clear();
  Json all{{"done", done_}, {"of", question_.futures}, {"failed", failed_}, {"weeks", plan_.weeks()}, {"seed", plan_.seed()}};
  for (const Policy& policy : plan_.policies()) all["policies"].push_back(policy.name);
  all["answer"] = verdict_json(numbers);
  all["outcomes"] = outcomes_json();
  all["series"] = series_json(numbers);
  all["provinces"] = provinces_.json();
  return all;
}

}  // namespace fulcrum
