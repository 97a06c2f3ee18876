/// \file
/// "What is the best I can do?": the policy within the limits of some levers that makes an outcome smallest, or largest, over many futures.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "scenarios/study.h"
#include "sim/ensemble/futures.h"
#include "sim/ensemble/outcomes.h"
#include "sim/exploration/limited_search.h"
#include "sim/statistics/paired_futures.h"

namespace fulcrum {

/// A lever that may be moved to one value, which then holds from a week on.
struct MovableLever {
  int lever = 0;  ///< number, see Levers::at
  int from = 0;   ///< week
};

struct LeverSearchSettings {
  std::string outcome = "direct_last_year";
  bool higher = false;    ///< the outcome is to be large
  std::string limited{};  ///< an outcome whose mean must not lie above that of the present policy; empty: none
  int futures = 1000;     ///< of the study
  int screen = 32;        ///< of them, those that the search sees
  int fresh = 256;        ///< and those that it does not, by which what it found is judged
  LimitedSearchSettings search{};
};

/// A lever that was moved.
struct MovedLever {
  MovableLever lever;
  double before = 0;  ///< what the present policy has in that week [the lever's unit]
  double value = 0;
};

/// What was found, judged over futures that the search has not seen.
struct FoundLevers {
  std::vector<MovedLever> moved;  ///< none: nothing better was found
  std::size_t tried = 0;          ///< policies
  int screen = 0, fresh = 0;      ///< futures
  PairedFutures found;            ///< against the reference
  PairedFutures present;          ///< the present policy against the reference
  PairedFutures gain;             ///< what was found against the present policy
  double limited_found = 0;       ///< means of what is limited [its unit]
  double limited_present = 0;
};

/// A search in pieces. The first policy of the study is the reference, the last is the present policy, which is to be improved. Futures are
/// numbered as everywhere: the search sees the first, and is judged by the next.
class LeverSearch {
 public:
  /// `futures` of the study, null if only luck varies. Throws std::invalid_argument for an outcome that there is not, and where no lever
  /// may move.
  LeverSearch(const Study& study, std::shared_ptr<const Futures> futures, const std::vector<MovableLever>& levers,
              LeverSearchSettings settings);
  /// Works on by a piece: some thirty policies over the futures of the search, or the last judgement. Returns whether there is more to do.
  bool advance();
  std::size_t tried() const { return search_.tried(); }
  /// Not before all is done.
  const FoundLevers& found() const { return found_; }

 private:
  Setup with(const std::vector<double>& x) const;
  std::vector<std::vector<double>> run(const std::vector<Setup>& setups, int first, int count) const;
  std::vector<Judged> judge(const std::vector<std::vector<double>>& candidates) const;
  void judge_found();

  Study study_;
  std::shared_ptr<const Futures> futures_;
  std::vector<MovableLever> levers_;
  LeverSearchSettings settings_;
  std::vector<Outcome> outcomes_;  ///< the asked one, and the limited one where there is one
  std::vector<double> before_;
  LimitedSearch search_;
  bool searching_ = true;
  FoundLevers found_;
};

}  // namespace fulcrum
