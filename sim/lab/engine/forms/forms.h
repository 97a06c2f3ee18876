/// \file
/// What the forms are made from, and what the reader says of what was written in them.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "sim/lab/engine/job.h"

namespace fulcrum {

/// `asked`: {"kind": "scenario | study | theatre"}. The JSON Schema that `fulcrum schema` prints.
nlohmann::ordered_json schema(const nlohmann::json& asked, Numbers& numbers);
/// Names that forms offer: {"series": [{"name", "meaning"}], "theatres": [names]}.
nlohmann::ordered_json words(const nlohmann::json& asked, Numbers& numbers);
/// `asked`: {"toml": text, "file": name}. The text taken apart: scenarios/input/document_parts.h. Throws InputError.
nlohmann::ordered_json document(const nlohmann::json& asked, Numbers& numbers);
/// `asked`: {"toml": text, "file": name}. Policies, points, replicates, runs and weeks of a study, the bytes of its results and the seconds
/// that its runs would take here, from a probe. Throws InputError, std::invalid_argument.
nlohmann::ordered_json study(const nlohmann::json& asked, Numbers& numbers);
/// `asked`: {"toml": text, "file": name}. Names of the actors of a theatre. Throws InputError.
nlohmann::ordered_json theatre(const nlohmann::json& asked, Numbers& numbers);

}  // namespace fulcrum
