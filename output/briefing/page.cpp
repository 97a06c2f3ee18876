#include "output/briefing/page.h"

#include <fmt/core.h>

#include <functional>

#include "output/briefing/assets.h"
#include "output/briefing/script.h"

namespace fulcrum {

namespace {

// JSON inside a script element: no text in it may end the element or begin a comment. '<' stands only inside strings.
std::string inside_script(const std::string& json) {
  std::string safe;
  safe.reserve(json.size());
  for (const char c : json) c == '<' ? safe += "\\u003c" : safe += c;
  return safe;
}

// The template with its places filled, each once, without looking for places in what was filled in.
std::string filled(const std::string& form, const std::function<std::string(const std::string&)>& part) {
  std::string page;
  std::size_t at = 0;
  for (std::size_t open = form.find("{{"); open != std::string::npos; open = form.find("{{", at)) {
    const std::size_t close = form.find("}}", open);
    page.append(form, at, open - at);
    page += part(form.substr(open + 2, close - open - 2));
    at = close + 2;
  }
  return page.append(form, at, std::string::npos);
}

}  // namespace

std::string briefing_page(const std::string& data) {
  return filled(page_asset("template.html"), [&](const std::string& name) {
    return name == "data" ? inside_script(data) : page_asset(name == "style" ? "style.css" : name + ".js");
  });
}

MarkdownBriefing briefing_markdown(const std::string& data, const std::string& folder) {
  Script script;
  script.load("charts.js", page_asset("charts.js"));
  script.define("briefingData", data);
  MarkdownBriefing briefing;
  script.define("folder", folder);
  script.load("markdown",
              "var data = JSON.parse(briefingData); var figures = fulcrumBriefing.figures(data);"
              "var text = fulcrumBriefing.markdown(data, function (id) { return folder + '/' + id + '.svg'; });");
  briefing.text = script.text("text");
  const int count = std::stoi(script.text("String(figures.length)"));
  for (int i = 0; i < count; ++i)
    briefing.figures.push_back({script.text(fmt::format("figures[{}].id", i)) + ".svg", script.text(fmt::format("figures[{}].svg", i))});
  return briefing;
}

}  // namespace fulcrum
