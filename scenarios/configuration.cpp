#include "scenarios/configuration.h"

#include <cstdlib>

#include "scenarios/input/checker.h"

namespace fulcrum {

namespace fs = std::filesystem;

fs::path configuration_path() {
  const char *folder = std::getenv("XDG_CONFIG_HOME"), *home = std::getenv("HOME");
  // Relative folders are to be passed over, says the XDG Base Directory Specification.
  if (folder != nullptr && fs::path(folder).is_absolute()) return fs::path(folder) / "fulcrum" / "config.toml";
  if (home == nullptr || *home == '\0') return {};
  return fs::path(home) / ".config" / "fulcrum" / "config.toml";
}

Configuration read_configuration(const fs::path& path) {
  Configuration wanted;
  std::error_code error;
  if (path.empty() || !fs::exists(path, error)) return wanted;
  const toml::table document = parse_toml(open_named(path.string(), {}));
  Checker check;
  check.only(document, {"jobs", "format", "colour"}, "the configuration");
  if (const auto jobs = check.whole(document, "jobs", "jobs", 0, 4096, "threads")) wanted.jobs = static_cast<int>(*jobs);
  if (const toml::node* format = document.get("format")) wanted.format = check.one_of(*format, "format", {"table", "csv", "json"});
  wanted.colour = check.truth(document, "colour", "colour");
  check.finish();
  return wanted;
}

}  // namespace fulcrum
