/// \file
/// The briefing as files: one HTML page, or Markdown with pictures. What stands in it comes as JSON (sim/briefing/briefing.h).
#pragma once

#include <string>
#include <vector>

namespace fulcrum {

/// The page: data, charts and style in one text that needs no other file and no network.
std::string briefing_page(const std::string& data);

/// A picture of a Markdown briefing.
struct Figure {
  std::string name;  ///< file name: direct.svg
  std::string svg;
};
struct MarkdownBriefing {
  std::string text;
  std::vector<Figure> figures;
};

/// The same sections as Markdown; its figures are named `folder`/NAME.svg in the text. Throws std::runtime_error.
MarkdownBriefing briefing_markdown(const std::string& data, const std::string& folder);

}  // namespace fulcrum
