/// \file
/// The study that a results file holds, whole: what was asked, without any other file.
#pragma once

#include "output/results_layout.h"
#include "scenarios/study.h"

namespace fulcrum {

/// The study of a file of any format that this program reads, with the scenarios of its policies. The text says itself whether it is TOML,
/// with a schema, or that of format 1; a file without a text is that of a comparison: a study without a design. Throws InputError or
/// std::runtime_error.
Study stored_study(const ResultsLayout& layout);

}  // namespace fulcrum
