#include "sim/comparison/policy_fit.h"

#include <fmt/core.h>

namespace fulcrum {

std::string misfit(const Scenario& first, const Scenario& other) {
  if (first.setup.start != other.setup.start) return "time.start";
  if (first.setup.weeks != other.setup.weeks) return "time.weeks";
  if (first.setup.resolution != other.setup.resolution) return "run.resolution";
  if (first.setup.theatre.name != other.setup.theatre.name) return "their theatre";
  for (const Axis axis : kAxes)
    if (axis_names(axis, first.setup.theatre) != axis_names(axis, other.setup.theatre))
      return fmt::format("the names of [[{}]]", axis_name(axis));
  return "";
}

}  // namespace fulcrum
