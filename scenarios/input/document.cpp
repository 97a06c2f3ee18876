#include "scenarios/input/document.h"

#include <fmt/core.h>

#include <array>

namespace fulcrum {

namespace {

constexpr int kDeepest = 64, kMostKeyParts = 32;

// Places in a text, counted as toml++ counts them.
struct Cursor {
  int line = 1, column = 1;
  void pass(char c) {
    if (c == '\n') {
      ++line;
      column = 1;
    } else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) {
      ++column;
    }
  }
};

// toml++ recurses over brackets and dotted keys: a text made to be deep would end the program. Strings and comments are passed over.
void check_depth(const SourceFile& file) {
  Cursor at;
  int depth = 0, dots = 0;
  std::string closing;  // of the string we are in
  bool comment = false;
  const std::string_view text = file.text;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (comment) {
      comment = c != '\n';
    } else if (!closing.empty()) {
      if (c == '\\' && closing[0] == '"') {
        at.pass(c);
        if (++i < text.size()) at.pass(text[i]);
        continue;
      }
      if (text.substr(i, closing.size()) == closing || (closing.size() == 1 && c == '\n')) {
        for (std::size_t k = 1; k < closing.size(); ++k) at.pass(text[i++]);
        if (closing.size() == 3)  // up to two quotation marks may stand before the three that close
          for (int extra = 0; extra < 2 && text.substr(i + 1, 1) == closing.substr(0, 1); ++extra) at.pass(text[i++]);
        closing.clear();
      }
    } else if (c == '"' || c == '\'') {
      closing = text.substr(i, 3) == std::string(3, c) ? std::string(3, c) : std::string(1, c);
      for (std::size_t k = 1; k < closing.size(); ++k) at.pass(text[i++]);
    } else {
      comment = c == '#';
      if (c == '.') ++dots;
      if (c == '\n' || c == '=' || c == ',' || c == '[' || c == '{') dots = 0;
      if (c == '[' || c == '{') ++depth;
      if ((c == ']' || c == '}') && depth > 0) --depth;
      if (depth > kDeepest)
        throw InputError({{file.name, at.line, at.column, fmt::format("brackets are nested deeper than {}", kDeepest)}});
      if (dots >= kMostKeyParts)
        throw InputError({{file.name, at.line, at.column, fmt::format("a key has more than {} dotted parts", kMostKeyParts)}});
    }
    at.pass(c);
  }
}

void check_text(const SourceFile& file) {
  if (file.text.size() > kMostBytes) throw InputError({{file.name, 0, 0, fmt::format("the file is larger than {} MB", kMostBytes >> 20)}});
  const auto zero = file.text.find('\0');
  if (zero == std::string::npos) return;
  Cursor at;
  for (std::size_t i = 0; i < zero; ++i) at.pass(file.text[i]);
  throw InputError({{file.name, at.line, at.column, "this is not a text file: it contains a zero byte"}});
}

bool appended(std::string_view key) {
  return key == "action" || key == "schedule" || key == "rule" || key == "outcome" || key == "tripwire";
}

// forces and troops are one lever: given either way, it replaces what the parent says of it in both.
void forget_forces(toml::table& parent, const toml::table& levers) {
  if (!levers.contains("forces") && !levers.contains("troops")) return;
  if (toml::table* there = parent["levers"].as_table()) {
    there->erase("forces");
    there->erase("troops");
  }
}

bool is_annotated_value(const toml::node& node) { return node.is_table() && node.as_table()->contains("value"); }

}  // namespace

toml::table parse_toml(const SourceFile& file) {
  check_text(file);
  check_depth(file);
  try {
    return toml::parse(std::string_view(file.text), file.name);
  } catch (const toml::parse_error& error) {
    Problem problem = place_of(error.source());
    problem.file = file.name;
    problem.message = "not valid TOML: " + shown(error.description(), 300);
    throw InputError({problem});
  }
}

void merge_over(toml::table& parent, toml::table&& child) {
  for (auto&& [key, node] : child) {
    if (key == "levers" && node.is_table()) forget_forces(parent, *node.as_table());
    toml::node* there = parent.get(key);
    if (there != nullptr && there->is_table() && node.is_table() && !is_annotated_value(*there) && !is_annotated_value(node)) {
      merge_over(*there->as_table(), std::move(*node.as_table()));
    } else if (there != nullptr && there->is_array() && node.is_array() && appended(key.str())) {
      for (auto&& item : std::move(*node.as_array())) there->as_array()->push_back(std::move(item));
    } else {
      std::move(node).visit([&, &k = key](auto&& value) { parent.insert_or_assign(k, std::forward<decltype(value)>(value)); });
    }
  }
}

Problem place_of(const toml::source_region& region) {
  const std::string file = region.path ? *region.path : std::string();
  if (file.starts_with("--")) return {file, 0, 0, ""};
  return {file, static_cast<int>(region.begin.line), static_cast<int>(region.begin.column), ""};
}

}  // namespace fulcrum
