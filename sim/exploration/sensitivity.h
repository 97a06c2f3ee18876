/// \file
/// Sensitivity of responses of an experiment to its factors, by the measure that its design allows, with what to think of each number.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "output/table.h"
#include "sim/analysis/bootstrap.h"
#include "sim/exploration/experiment.h"

namespace fulcrum {

enum class SensitivityMethod { kSobol, kMorris, kShapley, kPawn, kDelta, kRegional, kTornado, kBudget };
std::string_view method_name(SensitivityMethod method);
std::optional<SensitivityMethod> find_method(std::string_view name);

/// A quantity that a method gives for every factor.
struct SensitivityMeasure {
  std::string name;
  std::string unit;  ///< "1": a share, below which nothing can be
  std::string long_name;
  bool share() const { return unit == "1"; }
};
/// What a method says of one factor (or part, or pair).
struct SensitivityRow {
  std::string factor;
  std::vector<Estimate> measures;
  std::string remark;  ///< whether it is converged, and what to add if not; empty: nothing to say
  bool pair = false;   ///< what two factors explain only together
};
/// What a method says of one response; rows from the one that matters most, factors first, then pairs.
struct Sensitivity {
  Response response;
  SensitivityMethod method;
  std::vector<SensitivityMeasure> measures;
  std::vector<SensitivityRow> rows;
  std::vector<std::string> notes;  ///< what the whole must be read with
};

struct SensitivitySettings {
  BootstrapSettings bootstrap;
  double half_width = .05;             ///< of an interval that counts as converged [share of the variance]
  std::optional<double> above, below;  ///< of regional: what is of interest; neither: above the median
};

/// Throws std::invalid_argument if the experiment's design does not allow the method.
Sensitivity sensitivity(const Experiment& experiment, const Response& response, SensitivityMethod method,
                        const SensitivitySettings& settings);
/// The method that a design is made for.
SensitivityMethod method_for(DesignKind kind);

/// Of interest at a point: above or below a limit; nothing where there is no outcome.
std::vector<bool> of_interest(const std::vector<double>& values, std::optional<double> above, std::optional<double> below);

}  // namespace fulcrum
