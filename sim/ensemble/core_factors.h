/// \file
/// Which parameters the core model reads.
#pragma once

#include <string_view>

namespace fulcrum {

/// Parameters of the layer of cells have no effect on the core: as factors they would be paid for in runs, and only make answers noisier.
inline bool is_of_cells(std::string_view key) { return key.starts_with("cells.") || key.starts_with("communities."); }

}  // namespace fulcrum
