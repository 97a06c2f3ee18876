/// \file
/// The line under every answer.
#pragma once

namespace fulcrum {

/// What docs/validation.md found, in two sentences.
inline constexpr const char* kDisclaimer =
    "These are consequences of the stated assumptions, compared on common random numbers; this is not a forecast. The timing of violence "
    "was compared with the record of 2003 to 2007; levels of support are not validated.";

}  // namespace fulcrum
