/// \file
/// The set of parameter values that records leave standing, as `calibrate` writes it: read, and drawn from.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "scenarios/input/files.h"
#include "scenarios/uncertainty.h"

namespace fulcrum {

/// Reads the set for setups like this one. `name`: a CSV file with a column a key and, if rows do not count the same, a column `weight`; or
/// the results file of `calibrate --posterior`. Empty: the posterior shipped for the theatre, else that of iraq_2003. Initial values are
/// taken over only by the theatre that they were fitted in. Throws InputError and FileError.
std::shared_ptr<const WeightedSet> read_weighted_set(const std::string& name, const Library& library, const Setup& setup);

/// Rows by systematic resampling: a number in [0, 1) stands for the row in whose share of the weights it lies, so that evenly spread
/// numbers take rows as often as their weights say (Kitagawa 1996, J. Comput. Graph. Stat. 5).
class RowChoice {
 public:
  explicit RowChoice(const std::vector<double>& weights);
  std::size_t row(double u) const;

 private:
  std::vector<double> ends_;  ///< of the rows' shares, rising to 1
};

}  // namespace fulcrum
