/// \file
/// Codes of claims in words.
#pragma once

#include <string>
#include <string_view>

namespace fulcrum {

/// "0:747-755, 0:770; judgement" as "Forrest 2009, lines 747-755, 770; judgement". What is no code stays as it is.
std::string source_words(std::string_view source);
/// "P D" as "policy, dynamics".
std::string kind_words(std::string_view kind);

}  // namespace fulcrum
