/// \file
/// A TOML document taken apart, for those who draw it in another form.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "scenarios/input/files.h"

namespace fulcrum {

/// {"document": tables and values, keys in the order of the text; dates, and numbers that JSON cannot hold, as {"$raw": text}, "places":
/// [{"path", "line", "column"}] of every key and of every member of an array}. Throws InputError if the text is no TOML.
nlohmann::ordered_json document_parts(const SourceFile& file);

}  // namespace fulcrum
