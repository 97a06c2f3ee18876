/// \file
/// The states of the world of a question. Those of the last one are kept: while only levers are moved they are those of the next one, and
/// take longer to find than to run.
#pragma once

#include <memory>
#include <vector>

#include "scenarios/study.h"
#include "sim/ensemble/futures.h"

namespace fulcrum {

struct FoundFutures {
  std::string of;                               ///< everything that they depend on
  std::shared_ptr<const Futures> futures{};     ///< null if only luck varies
  std::vector<std::vector<double>> settings{};  ///< [factor][future]
};

/// Those of a study whose uncertainty is in force, at least so many. Valid until they are asked for again.
const FoundFutures& find_futures(const Study& study, int futures);

}  // namespace fulcrum
