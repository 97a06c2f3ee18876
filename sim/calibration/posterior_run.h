/// \file
/// A posterior from independent repetitions of the sampler, kept after every power in a journal, so that a kill costs one power at most.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "sim/calibration/posterior_task.h"
#include "sim/calibration/tempered_smc.h"

namespace fulcrum {

struct PosteriorSettings {
  SmcSettings smc;      ///< of every repetition
  int repetitions = 4;  ///< independent ones
  int jobs = 0;         ///< changes no result
};

/// Where a posterior that is being made is kept.
struct PosteriorJournal {
  std::filesystem::path path;                   ///< empty: nowhere
  std::map<std::string, std::string> identity;  ///< what must be the same to go on
};

/// Told after every power.
using PosteriorProgress = std::function<void(int repetition, const SmcState& state)>;

/// Particles of all repetitions, each with its weight: a repetition counts as much as its estimate of the evidence.
struct Posterior {
  std::vector<SmcState> repetitions;
  Evidence evidence;
  std::vector<double> weights;  ///< of the particles, repetition by repetition; they add up to 1
  std::int64_t evaluations = 0;
};

/// Goes on where the journal stands, and removes nothing: that is for the caller, once the posterior is stored. Throws Interrupted once
/// `interrupted` says so, and FileError if the journal is damaged or is of something else.
Posterior sample_posterior(const PosteriorTask& task, const PosteriorSettings& settings, const PosteriorJournal& journal = {},
                           const std::function<bool()>& interrupted = {}, const PosteriorProgress& progress = {});

/// Rows of a weighted set taken by systematic resampling: each as often as its weight says, `count` in all.
std::vector<std::size_t> thinned_rows(const std::vector<double>& weights, std::size_t count, std::uint64_t seed);

}  // namespace fulcrum
