/// \file
/// The causal-loop diagram of a report, drawn from the equations' links.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "sim/loops/report.h"

namespace fulcrum {

/// The graph in Graphviz's language: the links of the first `rows` loops and of the dilemma, whose links are heavy. "+": more makes more;
/// "-": more makes less; "+/-": one in some weeks, the other in others.
std::string diagram_dot(const LoopReport& report, std::size_t rows);
/// Draws it with Graphviz's `dot` into a file. Throws std::runtime_error if there is no `dot`, with how to install it, or if it fails.
void draw_diagram(const std::string& dot_text, const std::filesystem::path& svg);

}  // namespace fulcrum
