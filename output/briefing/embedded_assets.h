/// \file
/// The page's assets, as cmake/write_embedded.cmake puts them into the program.
#pragma once

#include <span>
#include <string_view>

namespace fulcrum {

struct EmbeddedAsset {
  std::string_view name;
  std::string_view text;
};
/// All assets; none if the program was built without them.
std::span<const EmbeddedAsset> embedded_assets();

}  // namespace fulcrum
