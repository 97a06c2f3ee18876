#include "sim/loops/diagram.h"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <fstream>
#include <iterator>
#include <set>
#include <stdexcept>
#include <utility>

#include "output/briefing/other_program.h"
#include "output/files/private_folder.h"
#include "output/files/whole_file.h"

namespace fulcrum {

namespace {

using Ends = std::pair<std::string, std::string>;

void add_links_of(const ScoredLoop& loop, std::set<Ends>& links) {
  const auto& variables = loop.group.variables;
  for (std::size_t i = 0; i < variables.size(); ++i) links.insert({variables[i], variables[(i + 1) % variables.size()]});
}

std::string attributes(Polarity sign, bool heavy) {
  const char* label = sign == Polarity::kReinforcing ? "+" : (sign == Polarity::kBalancing ? "\u2212" : "\u00b1");
  const char* colour = sign == Polarity::kReinforcing ? "#1f5fa8" : (sign == Polarity::kBalancing ? "#b5432a" : "#777777");
  return fmt::format("label=\"{}\", color=\"{}\", fontcolor=\"{}\", penwidth={}, weight={}", label, colour, colour, heavy ? 3 : 1.2,
                     heavy ? 6 : 1);
}

// A text between quotation marks of the DOT language.
std::string quoted(const std::string& text) {
  std::string made;
  for (const char c : text) made += c == '"' || c == '\\' ? std::string("\\") + c : std::string(1, c);
  return made;
}

std::string node(const std::string& variable, bool heavy) {
  return fmt::format("  {} [label=\"{}\"{}];\n", variable, variable_name(variable), heavy ? ", penwidth=2.2, fillcolor=\"#eef3fa\"" : "");
}

}  // namespace

std::string diagram_dot(const LoopReport& report, std::size_t rows) {
  std::set<Ends> drawn, heavy;
  for (std::size_t i = 0; i < report.paths.size(); ++i)
    if (i < rows || report.paths[i].group.dilemma) add_links_of(report.paths[i], report.paths[i].group.dilemma ? heavy : drawn);
  drawn.insert(heavy.begin(), heavy.end());
  std::set<std::string> variables, heavy_variables;
  for (const Ends& ends : drawn) variables.insert({ends.first, ends.second});
  for (const Ends& ends : heavy) heavy_variables.insert(ends.first);
  std::string text = fmt::format(
      "digraph loops {{\n  graph [label=\"{}: feedback loops from the equations; the security dilemma in bold\", labelloc=t, "
      "fontname=\"sans-serif\", "
      "fontsize=16, nodesep=0.45, ranksep=0.55];\n  node [shape=box, style=\"rounded,filled\", fillcolor=white, color=\"#444444\", "
      "fontname=\"sans-serif\", fontsize=12];\n  edge [fontname=\"sans-serif\", fontsize=13, arrowsize=0.8];\n",
      quoted(report.title));
  for (const std::string& variable : variables) text += node(variable, heavy_variables.contains(variable));
  for (const DiagramLink& link : report.drawn)
    if (drawn.contains({link.from, link.to}))
      text += fmt::format("  {} -> {} [{}];\n", link.from, link.to, attributes(link.sign, heavy.contains({link.from, link.to})));
  return text + "}\n";
}

void draw_diagram(const std::string& dot_text, const std::filesystem::path& svg) {
  constexpr std::array<const char*, 1> kPrograms{"dot"};
  const std::filesystem::path program = find_program(kPrograms);
  if (program.empty())
    throw std::runtime_error(
        "Graphviz draws the diagram, and PATH has no dot; install it (Debian: apt install graphviz), or write the graph as it is: -o "
        "FILE.dot");
  const PrivateFolder folder;
  const std::filesystem::path dot = folder.path() / "loops.dot", drawn = folder.path() / "loops.svg";
  std::ofstream(dot) << dot_text;
  const HeldSignals signals;
  const std::string failed =
      run_program({program.string(), "-Tsvg", "-o", drawn.string(), dot.string()}, signals, std::chrono::seconds(60));
  if (!failed.empty()) throw std::runtime_error("dot " + failed + ", so no diagram was drawn");
  write_whole_file(svg, [&](std::ostream& out) { out << std::ifstream(drawn).rdbuf(); });
}

}  // namespace fulcrum
