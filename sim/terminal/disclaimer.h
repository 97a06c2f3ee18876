/// \file
/// The line under every answer.
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace fulcrum {

/// What docs/validation.md found, in two sentences: of the theatres that were held against a record.
inline constexpr const char* kDisclaimer =
    "These are consequences of the stated assumptions, compared on common random numbers; this is not a forecast. The timing of violence "
    "was compared with the record of 2003 to 2007; levels of support are not validated.";

/// Theatres whose organisations and years the record of docs/validation.md covers.
inline constexpr std::array<std::string_view, 3> kHeldAgainstRecord{"iraq_2003", "iraq_2008", "iraq_2008_politics"};

/// The line under answers on a theatre. Without a name: kDisclaimer.
inline std::string disclaimer(std::string_view theatre) {
  if (theatre.empty() || std::find(kHeldAgainstRecord.begin(), kHeldAgainstRecord.end(), theatre) != kHeldAgainstRecord.end())
    return kDisclaimer;
  return "These are consequences of the stated assumptions, compared on common random numbers; this is not a forecast. Nothing of the "
         "theatre " +
         std::string(theatre) + " was compared with a record.";
}

}  // namespace fulcrum
