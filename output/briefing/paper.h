/// \file
/// The briefing page as PDF, printed by a browser that is installed.
#pragma once

#include <filesystem>
#include <string>

namespace fulcrum {

/// Prints a page (briefing_page) to `pdf` by a headless Chromium or Chrome that PATH has; `pdf` appears only when it is whole. Throws
/// FileError if there is no browser, or it does not print.
void print_page(const std::string& page, const std::filesystem::path& pdf);

}  // namespace fulcrum
