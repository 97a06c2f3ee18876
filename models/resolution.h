/// \file
/// How finely a run resolves militias and the street.
#pragma once

namespace fulcrum {

/// What stands for militias and the street: the core's indices, or cells and communities.
enum class Resolution { kOrganisations, kCells };

}  // namespace fulcrum
