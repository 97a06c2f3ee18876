#include "output/briefing/assets.h"

#include <stdexcept>

#include "output/briefing/embedded_assets.h"

namespace fulcrum {

std::string page_asset(const std::string& name) {
  for (const EmbeddedAsset& asset : embedded_assets())
    if (asset.name == name) return std::string(asset.text);
  throw std::runtime_error(
      "this program was built without the briefing page (npm was missing or not yet run): run scripts/install_dependencies "
      "and build again");
}

}  // namespace fulcrum
