// Scenarios of the C interface.
#include <fmt/core.h>

#include <memory>

#include "build_info.h"
#include "scenarios/input/checker.h"
#include "scenarios/scenario_text.h"
#include "sim/library/failure.h"
#include "sim/library/handles.h"
#include "sim/terminal/usage_error.h"

namespace fulcrum {

namespace {

std::vector<std::string> texts(const char* const* first, std::int32_t count) {
  if (count < 0 || (count > 0 && first == nullptr)) throw UsageError("a list of texts is not there");
  return {first, first + count};
}

std::vector<Override> overrides_of(const std::vector<std::string>& settings) {
  std::vector<Override> overrides;
  for (const std::string& setting : settings) overrides.push_back({setting});
  return overrides;
}

std::string lines_of(const std::vector<Problem>& notes) {
  std::string lines;
  for (const Problem& note : notes) lines += note.text() + "\n";
  return lines;
}

using Read = std::function<Scenario(const Library& library, std::span<const Override> overrides)>;

int make_scenario(const fulcrum_reading* reading, fulcrum_scenario** scenario, const Read& read) {
  return guarded([&] {
    if (scenario == nullptr) throw UsageError("there is no place for the scenario");
    const fulcrum_reading none{};
    const fulcrum_reading& how = reading != nullptr ? *reading : none;
    auto made = std::make_unique<fulcrum_scenario>();
    made->settings = texts(how.settings, how.setting_count);
    made->scenario = read({texts(how.paths, how.path_count)}, overrides_of(made->settings));
    made->toml = open_toml(made->scenario);
    made->start = date_text(made->scenario.setup.start);
    made->notes = lines_of(made->scenario.notes);
    *scenario = made.release();
  });
}

std::vector<std::string> library_names() {
  std::vector<std::string> names;
  for (const EmbeddedFile& file : embedded_files())
    if (file.name.ends_with(".toml") && !looks_like_theatre({std::string(file.name), std::string(file.text), {}, {}}))
      names.emplace_back(file.name.substr(0, file.name.size() - 5));
  return names;
}

}  // namespace

}  // namespace fulcrum

std::int32_t fulcrum_api() { return FULCRUM_API; }
const char* fulcrum_version() { return fulcrum::kProgramVersion.data(); }

int fulcrum_scenario_read(const char* name, const fulcrum_reading* reading, fulcrum_scenario** scenario) {
  return fulcrum::make_scenario(reading, scenario, [&](const auto& library, auto overrides) {
    if (name == nullptr) throw fulcrum::UsageError("the scenario has no name");
    return fulcrum::read_scenario(name, library, overrides);
  });
}

int fulcrum_scenario_parse(const char* name, const char* text, const fulcrum_reading* reading, fulcrum_scenario** scenario) {
  return fulcrum::make_scenario(reading, scenario, [&](const auto& library, auto overrides) {
    if (name == nullptr || text == nullptr) throw fulcrum::UsageError("the scenario has no name or no text");
    return fulcrum::read_scenario_text(name, text, library, overrides);
  });
}

void fulcrum_scenario_free(fulcrum_scenario* scenario) { delete scenario; }

const char* fulcrum_scenario_name(const fulcrum_scenario* scenario) { return scenario->scenario.name.c_str(); }
const char* fulcrum_scenario_title(const fulcrum_scenario* scenario) { return scenario->scenario.title.c_str(); }
const char* fulcrum_scenario_toml(const fulcrum_scenario* scenario) { return scenario->toml.c_str(); }
const char* fulcrum_scenario_start(const fulcrum_scenario* scenario) { return scenario->start.c_str(); }
std::int32_t fulcrum_scenario_weeks(const fulcrum_scenario* scenario) { return scenario->scenario.setup.weeks; }
const char* fulcrum_scenario_notes(const fulcrum_scenario* scenario) { return scenario->notes.c_str(); }

const char* fulcrum_library_name(std::int32_t i) {
  static const std::vector<std::string> names = fulcrum::library_names();
  return i >= 0 && static_cast<std::size_t>(i) < names.size() ? names[static_cast<std::size_t>(i)].c_str() : nullptr;
}
