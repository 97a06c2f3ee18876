/// \file
/// The parts of the briefing page that are made by npm and put into the program when it is built: docs/decisions/ has why.
#pragma once

#include <string>

namespace fulcrum {

/// Text of an asset: template.html, style.css, charts.js, page.js. Throws std::runtime_error, with a remedy, if they were not built in.
std::string page_asset(const std::string& name);

}  // namespace fulcrum
