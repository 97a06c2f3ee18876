/// \file
/// A scenario as it is asked for: read from TOML files, checked, with everything in force.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "models/setup.h"
#include "scenarios/input/files.h"
#include "scenarios/input/input_error.h"
#include "scenarios/readers/outcome_reader.h"
#include "scenarios/uncertainty.h"

namespace fulcrum {

/// How a scenario is run.
struct RunSettings {
  std::uint64_t seed = 1;
  int replicates = 200;
  bool noise = true;
};

/// Where a parameter's value in this scenario comes from, if the scenario says so.
struct Annotation {
  std::string key;
  std::string source;
  std::string note;
};

/// What was asked, complete. Whatever exists has been checked.
struct Scenario {
  std::string name;
  std::string title;
  std::string description;
  std::string file;  ///< as messages show it
  Setup setup;
  RunSettings run;
  bool says_resolution = false;                        ///< run.resolution is given; else the command decides
  bool says_scale = false;                             ///< cells.scale is given
  std::map<std::string, std::chrono::sys_days> dates;  ///< named dates in force
  std::vector<OutcomeRequest> outcomes;                ///< of its own
  std::optional<UncertaintyRequest> uncertainty;       ///< [uncertainty], if it has one
  std::vector<Annotation> annotations;
  std::vector<Problem> notes;      ///< what is allowed but worth knowing: values outside the exploration range, actions overridden
  std::vector<SourceFile> inputs;  ///< every file read for it
};

/// A value that wins over the files: --set key=value. Keys: any parameter, structure.*, initial.*, levers.*, time.*, run.*, militia.NAME.*
struct Override {
  std::string text;  ///< key=value
};

/// Reads a scenario by path or name. Throws InputError with all problems of meaning.
Scenario read_scenario(const std::string& name, const Library& library, std::span<const Override> overrides = {});
/// Reads a scenario from its resolved text, as a results file holds it: it names no other file. Throws InputError.
Scenario read_resolved(const std::string& name, const std::string& text);
/// Reads a theatre alone, as `validate` does. Throws InputError.
Theatre read_theatre(const std::string& name, const Library& library);
/// Whether the text of a file is a theatre rather than a scenario (it has neither `theatre` nor `extends`, but militias or a reference of
/// forces).
bool looks_like_theatre(const SourceFile& file);

/// The whole scenario as one TOML text with everything in force, in a fixed order: the same scenario has the same text, whatever the files
/// it was read from. Reading it gives the same scenario again.
std::string resolved_toml(const Scenario& scenario);
/// The same, without a resolution where the scenario says none: what runs it decides, as of the files that it was read from.
std::string open_toml(const Scenario& scenario);
/// The part of it that a run's identity rests on: all but names, titles, descriptions, seed and replicates.
std::string identity_toml(const Scenario& scenario);

/// JSON Schema (draft 2020-12) of scenario, theatre and study files, generated from the tables of models/.
std::string scenario_schema();
std::string theatre_schema();
std::string study_schema();

}  // namespace fulcrum
