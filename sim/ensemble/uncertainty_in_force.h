/// \file
/// From what files and flags ask for to the states of the world that runs are drawn from.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "scenarios/study.h"
#include "sim/ensemble/futures.h"

namespace fulcrum {

/// Reads the set of what is asked for, if that is `record` and it has none yet. `paths`: where files are looked for. Throws InputError,
/// FileError, and std::invalid_argument if parameters that are listed are in the set too.
void read_candidates(UncertaintyRequest& asked, const Setup& setup, const std::vector<std::string>& paths);

/// What is asked for, with everything that varies listed: parameters and structural forms over what they declare, the file's own
/// distributions over these; of `record`, the keys of its set come first. Held are keys that `fixed` names, factors of a design, and what
/// any policy's files set to something else than declared. Nothing if only luck varies. Throws std::invalid_argument.
std::optional<UncertaintyRequest> uncertainty_in_force(const UncertaintyRequest& asked, const Study& study,
                                                       std::span<const std::string> fixed);

/// The states of the world of a study whose uncertainty is in force, at least `replicates` of them; null if only luck varies. Candidates in
/// which parameters contradict each other, or a condition fails, are left out. Throws std::invalid_argument.
std::shared_ptr<const Futures> make_futures(const Study& study, int replicates);

/// Value of a number in a setup; of a structural switch, of its form.
double value_in(const SetupKey& key, const Setup& setup);

}  // namespace fulcrum
