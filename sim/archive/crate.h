/// \file
/// The description of an archive in JSON-LD: RO-Crate 1.1 (w3id.org/ro/crate/1.1) with the Process Run Crate profile 0.5.
#pragma once

#include <string>

#include "output/results_layout.h"
#include "sim/archive/archive.h"

namespace fulcrum {

/// Text of ro-crate-metadata.json: every file with its media type, size and SHA-256; the run that made the results, with program, command
/// line, seed and the files that were read for it; and the making of the archive.
std::string crate_metadata(const ArchiveContents& contents, const ResultsLayout& layout, const ArchiveRequest& request);

}  // namespace fulcrum
