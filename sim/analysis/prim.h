/// \file
/// PRIM, the patient rule induction method: boxes of factor ranges in which cases of interest are dense.
///
/// Friedman and Fisher 1999, Statistics and Computing 9, 123-143; as scenario discovery: Bryant and Lempert 2010, Technological Forecasting
/// and Social Change 77, 34-49.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace fulcrum {

/// Values of factors, a vector a factor, and for each case whether it is of interest.
struct Cases {
  std::vector<std::vector<double>> factors;  ///< [factor][case], in the factors' units
  std::vector<bool> of_interest;             ///< [case]
  std::size_t size() const { return of_interest.size(); }
};

/// Range of one factor, ends included; infinite where it is not limited.
struct BoxRange {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  bool contains(double value) const { return low <= value && value <= high; }
  bool limits_below() const { return low > -std::numeric_limits<double>::infinity(); }
  bool limits_above() const { return high < std::numeric_limits<double>::infinity(); }
  bool limits() const { return limits_below() || limits_above(); }
};
/// A range a factor.
using Box = std::vector<BoxRange>;
bool contains(const Box& box, const Cases& cases, std::size_t at);
/// How many factors the box limits.
int limited_factors(const Box& box);

/// How good a box is on some cases.
struct BoxScore {
  std::int64_t cases = 0, inside = 0;                        ///< all cases, and those in the box
  std::int64_t interest = 0, hits = 0;                       ///< cases of interest, and those in the box
  double mass() const { return share(inside, cases); }       ///< share of the cases that lie in the box
  double coverage() const { return share(hits, interest); }  ///< share of the cases of interest that lie in the box
  double density() const { return share(hits, inside); }     ///< share of the box's cases that are of interest

 private:
  static double share(std::int64_t part, std::int64_t whole) {
    return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : std::numeric_limits<double>::quiet_NaN();
  }
};
BoxScore score(const Box& box, const Cases& cases);

struct PrimSettings {
  double peel = .05;        ///< share of the box's cases that a peel takes off
  double paste = .05;       ///< share of the box's cases that a paste adds
  double least_mass = .02;  ///< no box is smaller than this share of all cases
  double quasi_p = .05;     ///< limits with a larger quasi-p-value are taken off the chosen box
};

/// A box on the way from everything to the densest, with its score on the cases it was found on.
struct PrimStep {
  Box box;
  BoxScore score;
};
/// Peels one side of one factor at a time, the one that gains most density for each case given up, until the box is as small as allowed;
/// the first step is the unlimited box. Equal values leave together.
std::vector<PrimStep> peel(const Cases& cases, const PrimSettings& settings);
/// Widens the box again, a side at a time, as long as that makes it denser.
Box paste(Box box, const Cases& cases, const PrimSettings& settings);

/// Quasi-p-value of each limit: the probability of as many hits among the box's cases if each were a hit with the density that the box has
/// without that limit (Bryant and Lempert 2010, appendix). NaN: no limit.
struct QuasiP {
  double below, above;
};
std::vector<QuasiP> quasi_p_values(const Box& box, const Cases& cases);

/// The step at which coverage and density are best together: largest harmonic mean.
std::size_t balanced_step(std::span<const PrimStep> steps);
/// Peels to the balanced step (or to `step`, if not negative), pastes, and takes off limits that might be chance.
Box find_box(const Cases& cases, const PrimSettings& settings, int step = -1);
/// Boxes one after the other, each on the cases that the ones before leave; ends when a box holds no more than the general density.
std::vector<Box> find_boxes(Cases cases, const PrimSettings& settings, int most);

}  // namespace fulcrum
