/// \file
/// TOML documents: parsed with guards, merged along `extends`. The only headers that know toml++ are this one and checker.h.
#pragma once

#define TOML_EXCEPTIONS 1
#include <toml++/toml.h>

#include "scenarios/input/files.h"

namespace fulcrum {

/// Parses a file; every node keeps its place. Throws InputError (a syntax error ends the reading at its place).
toml::table parse_toml(const SourceFile& file);

/// Puts `child` over `parent`: tables are merged, other values replaced; [[action]], [[schedule]] and [[rule]] of the child follow those of
/// the parent, other arrays of tables replace them. A parameter given with source or note is replaced whole.
void merge_over(toml::table& parent, toml::table&& child);

/// What the name of a value given by --set begins with; it has no line and column.
inline constexpr std::string_view kOverridePrefix = "--set ";
/// Place of a node or key for messages.
Problem place_of(const toml::source_region& region);

}  // namespace fulcrum
