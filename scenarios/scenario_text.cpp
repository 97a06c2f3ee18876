#include "scenarios/scenario_text.h"

#include "scenarios/readers/scenario_document.h"

namespace fulcrum {

Scenario read_scenario_text(const std::string& name, const std::string& text, const Library& library, std::span<const Override> overrides) {
  if (text.size() > kMostBytes) throw InputError({{name, 0, 0, "a scenario may have at most 8 MiB"}});
  const SourceFile file{name, text, {}, {}};
  return read_scenario_document(parse_toml(file), file, library, overrides);
}

}  // namespace fulcrum
