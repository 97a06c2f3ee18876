#include "sim/calibration/posterior_run.h"

#include <algorithm>
#include <boost/random/uniform_01.hpp>
#include <cmath>
#include <cstring>

#include "output/files/file_error.h"
#include "sim/designs/keyed_engine.h"
#include "sim/ensemble/weighted_set.h"
#include "sim/statistics/arrays.h"
#include "sim/sweep/journal.h"
#include "sim/terminal/interrupt.h"

namespace fulcrum {

namespace {

// Numbers as their bytes, one after the other.
class Packed {
 public:
  Packed() = default;
  explicit Packed(std::vector<std::byte> bytes) : bytes_(std::move(bytes)) {}
  void put(double value) {
    const auto* first = reinterpret_cast<const std::byte*>(&value);
    bytes_.insert(bytes_.end(), first, first + sizeof(value));
  }
  double take() {
    double value = 0;
    if (at_ + sizeof(value) > bytes_.size()) throw std::runtime_error("ends too early");
    std::memcpy(&value, bytes_.data() + at_, sizeof(value));
    at_ += sizeof(value);
    return value;
  }
  bool at_end() const { return at_ == bytes_.size(); }
  const std::vector<std::byte>& bytes() const { return bytes_; }

 private:
  std::vector<std::byte> bytes_;
  std::size_t at_ = 0;
};

void put(const SmcState& state, Packed& packed) {
  for (const double value : {state.power, state.log_evidence, state.step, state.accepted, static_cast<double>(state.stage),
                             static_cast<double>(state.evaluations)})
    packed.put(value);
  for (const double value : state.values) packed.put(value);
  for (const std::vector<double>& point : state.points)
    for (const double value : point) packed.put(value);
}

SmcState take(Packed& packed, std::size_t particles, std::size_t coordinates) {
  SmcState state;
  for (double* value : {&state.power, &state.log_evidence, &state.step, &state.accepted}) *value = packed.take();
  state.stage = static_cast<std::int64_t>(packed.take());
  state.evaluations = static_cast<std::int64_t>(packed.take());
  for (std::size_t i = 0; i < particles; ++i) state.values.push_back(packed.take());
  state.points.assign(particles, std::vector<double>(coordinates));
  for (std::vector<double>& point : state.points)
    for (double& value : point) value = packed.take();
  return state;
}

/// States so far, kept after every power.
class Keeper {
 public:
  Keeper(const PosteriorJournal& journal, const PosteriorSettings& settings) : journal_(journal), settings_(settings) {}

  std::vector<SmcState> read(std::size_t coordinates) const {
    if (journal_.path.empty()) return {};
    const auto found = Journal::read(journal_.path);
    if (!found) return {};
    if (const std::string what = differences(found->identity, journal_.identity); !what.empty())
      throw FileError(journal_.path, "is of another calibration, so it cannot be gone on with. Start afresh with --force:" + what);
    std::vector<SmcState> states;
    try {
      for (Packed packed(found->summaries); !packed.at_end();)
        states.push_back(take(packed, static_cast<std::size_t>(settings_.smc.particles), coordinates));
    } catch (const std::runtime_error& error) {
      throw FileError(journal_.path, std::string("is damaged: it ") + error.what() + ". Start afresh with --force");
    }
    return states;
  }

  void keep(const std::vector<SmcState>& states) const {
    if (journal_.path.empty()) return;
    Packed packed;
    for (const SmcState& state : states) put(state, packed);
    Journal journal;
    journal.identity = journal_.identity;
    journal.done = std::count_if(states.begin(), states.end(), [](const SmcState& state) { return state.finished(); });
    journal.runs = settings_.repetitions;
    journal.summaries = packed.bytes();
    journal.write(journal_.path);
  }

 private:
  const PosteriorJournal& journal_;
  const PosteriorSettings& settings_;
};

Posterior posterior_of(std::vector<SmcState> repetitions) {
  Posterior posterior;
  std::vector<double> estimates;
  for (const SmcState& state : repetitions) {
    estimates.push_back(state.log_evidence);
    posterior.evaluations += state.evaluations;
  }
  posterior.evidence = evidence_of(estimates);
  const double highest = *std::max_element(estimates.begin(), estimates.end());
  for (std::size_t r = 0; r < repetitions.size(); ++r)
    posterior.weights.insert(posterior.weights.end(), repetitions[r].points.size(), std::exp(estimates[r] - highest));
  const double sum = ordered_sum(array(posterior.weights));
  for (double& weight : posterior.weights) weight /= sum;
  posterior.repetitions = std::move(repetitions);
  return posterior;
}

}  // namespace

Posterior sample_posterior(const PosteriorTask& task, const PosteriorSettings& settings, const PosteriorJournal& journal,
                           const std::function<bool()>& interrupted, const PosteriorProgress& progress) {
  const auto stop_if_asked = [&] {
    if (interrupted && interrupted()) throw Interrupted("the posterior is unfinished");
  };
  const LogLikelihoods likelihood = [&](std::span<const std::vector<double>> points) {
    stop_if_asked();
    return task.log_likelihoods(points, settings.jobs);
  };
  const Keeper keeper(journal, settings);
  std::vector<SmcState> states = keeper.read(task.coordinates());
  for (int r = 0; r < settings.repetitions; ++r) {
    SmcSettings of_this = settings.smc;
    of_this.repetition = r;
    of_this.discrete = task.discrete();
    const TemperedSmc smc(likelihood, task.coordinates(), of_this);
    if (states.size() <= static_cast<std::size_t>(r)) states.push_back(smc.start());
    SmcState& state = states[static_cast<std::size_t>(r)];
    while (!state.finished()) {
      smc.advance(state);
      keeper.keep(states);
      if (progress) progress(r, state);
    }
  }
  return posterior_of(std::move(states));
}

std::vector<std::size_t> thinned_rows(const std::vector<double>& weights, std::size_t count, std::uint64_t seed) {
  KeyedEngine engine = keyed_engine(seed, "posterior.thin", 0);
  const double u = boost::random::uniform_01<double>()(engine);
  const RowChoice choice(weights);
  std::vector<std::size_t> rows;
  for (std::size_t k = 0; k < count; ++k) rows.push_back(choice.row((static_cast<double>(k) + u) / static_cast<double>(count)));
  return rows;
}

}  // namespace fulcrum
