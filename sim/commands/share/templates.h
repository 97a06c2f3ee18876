/// \file
/// What `fulcrum new` writes: a file of each kind to start from.
#pragma once

#include <string>

namespace fulcrum {

/// A scenario that extends another, named as its file.
std::string scenario_template(const std::string& name, const std::string& extends);
/// A study of two policies, the first of which is named.
std::string study_template(const std::string& name, const std::string& first);
/// A theatre of one militia.
std::string theatre_template(const std::string& name);
/// A claims file with one claim.
std::string claims_template(const std::string& name);

}  // namespace fulcrum
