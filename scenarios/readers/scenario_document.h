/// \file
/// A scenario from a document that is parsed already: a file, or a policy written inside a study.
#pragma once

#include "scenarios/input/document.h"
#include "scenarios/scenario.h"

namespace fulcrum {

/// Reads the document as a scenario; the files it names are looked up from `file`. Throws InputError.
Scenario read_scenario_document(toml::table&& document, const SourceFile& file, const Library& library,
                                std::span<const Override> overrides);

}  // namespace fulcrum
