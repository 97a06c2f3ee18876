#include "output/briefing/assets.h"

#include <fmt/core.h>

#include <stdexcept>
#include <vector>

#include "output/briefing/embedded_assets.h"

namespace fulcrum {

bool has_page_assets() { return !embedded_assets().empty(); }

std::string page_asset(const std::string& name) {
  for (const EmbeddedAsset& asset : embedded_assets())
    if (asset.name == name) return std::string(asset.text);
  throw std::runtime_error(
      "this fulcrum was built without the parts of the briefing page (npm was missing or not yet run): run scripts/install_dependencies "
      "and build again");
}

}  // namespace fulcrum
