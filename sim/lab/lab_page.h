/// \file
/// The page of the lab as one text: the page that was built with the engine, and what it begins with.
#pragma once

#include <filesystem>
#include <string>

namespace fulcrum {

/// The page as it was built: beside the program where it was built, or in share/fulcrum where it is installed. Throws FileError, with what
/// is to be done, if there is none: it needs Emscripten, which the program does without.
std::filesystem::path built_lab_page();

/// The built page with these data (lab_data.h) in it. Throws FileError.
std::string lab_page(const std::string& data);

}  // namespace fulcrum
