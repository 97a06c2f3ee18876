/// \file
/// Scenario discovery: where in the space of factors an outcome is of interest, as boxes with their quality and in words.
#pragma once

#include <string>
#include <vector>

#include "output/table.h"
#include "sim/analysis/prim.h"
#include "sim/exploration/experiment.h"

namespace fulcrum {

/// What is of interest, in words as well: "engagement less status_quo above 0".
struct Interest {
  std::optional<double> above, below;
  std::string words(const Response& response) const;
};

struct DiscoverySettings {
  PrimSettings prim;
  double hold_out = .3;  ///< share of the points that no box is sought on
  int boxes = 3;         ///< at most
  int step = -1;         ///< of the first trajectory; below 0: where coverage and density are best together
};

/// A box with its quality where it was found and on points that it has not seen.
struct DiscoveredBox {
  Box box;
  BoxScore found, fresh;
  std::vector<QuasiP> quasi_p;
  std::string words;
};
struct Discovery {
  Response response;
  Interest interest;
  std::vector<PrimStep> trajectory;  ///< of the first box: the trade-off of coverage and density
  std::vector<DiscoveredBox> boxes;
  BoxScore together, together_fresh;  ///< of all boxes at once
  std::int64_t trained = 0, held_out = 0;
};

/// Seeks boxes on a part of the points that the seed chooses, and judges them on the others; none where fewer than 20 of that part are of
/// interest. Throws std::invalid_argument if there are too few points, or nothing or everything is of interest.
Discovery discover(const Experiment& experiment, const Response& response, const Interest& interest, const DiscoverySettings& settings);

/// Where a box begins and ends in a factor: at its limits, else at the ends of the factor's range.
std::pair<double, double> range_within(const BoxRange& range, const ExperimentFactor& factor);

/// A box as a condition: "street insecurity weight > 0.42 and channel.weeks < 12".
std::string box_words(const Box& box, const std::vector<ExperimentFactor>& factors);

std::string discovery_text(const Discovery& discovery, const std::vector<ExperimentFactor>& factors);
/// Limits of all boxes; their quality; the trade-off.
std::vector<Table> discovery_tables(const std::vector<Discovery>& all, const std::vector<ExperimentFactor>& factors,
                                    const Remarks& settings);
/// Every point with its factors, responses and whether it is of interest: what a second opinion starts from.
std::string cases_csv(const Experiment& experiment, const std::vector<Discovery>& all);

}  // namespace fulcrum
