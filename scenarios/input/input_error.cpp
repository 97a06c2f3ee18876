#include "scenarios/input/input_error.h"

#include <fmt/core.h>

#include <algorithm>
#include <numeric>

namespace fulcrum {

namespace {

std::string list(const std::vector<Problem>& problems) {
  std::string all;
  for (std::size_t i = 0; i < std::min(problems.size(), InputError::kMostProblems); ++i) {
    if (i > 0) all += '\n';
    all += problems[i].text();
  }
  if (problems.size() > InputError::kMostProblems) all += fmt::format("\n... and {} more", problems.size() - InputError::kMostProblems);
  return all;
}

// Levenshtein's distance, a swap of neighbours counted as one (optimal string alignment).
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), row(b.size() + 1), next(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    next[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      next[j] = std::min({row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) next[j] = std::min(next[j], before[j - 2] + 1);
    }
    before = row;
    row = next;
  }
  return row.back();
}

// Length of the UTF-8 character that a text begins with, or 0 if it begins with a control character or with what is no UTF-8.
std::size_t printable_at(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  const unsigned first = byte(0);
  if (first < 0x80) return first < 0x20 || first == 0x7f ? 0 : 1;
  const std::size_t length = first >= 0xF0 ? 4 : (first >= 0xE0 ? 3 : 2);
  if (first < 0xC2 || first > 0xF4) return 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((byte(i) & 0xC0) != 0x80) return 0;
  const bool control = first == 0xC2 && byte(1) < 0xA0;
  const bool overlong = (first == 0xE0 && byte(1) < 0xA0) || (first == 0xF0 && byte(1) < 0x90);
  const bool no_character = (first == 0xED && byte(1) >= 0xA0) || (first == 0xF4 && byte(1) >= 0x90);
  return control || overlong || no_character ? 0 : length;
}

}  // namespace

std::string Problem::text() const {
  if (line == 0) return file + ": " + message;
  return fmt::format("{}:{}:{}: {}", file, line, column, message);
}

InputError::InputError(std::vector<Problem> problems) : std::runtime_error(list(problems)), problems_(std::move(problems)) {}

std::string nearest(std::string_view word, const std::vector<std::string>& candidates) {
  if (word.size() > 100) return "";
  std::size_t best = std::max<std::size_t>(1, word.size() / 3) + 1;
  std::string found;
  for (const std::string& candidate : candidates) {
    const std::size_t d = distance(word, candidate);
    if (d < best) {
      best = d;
      found = candidate;
    }
  }
  return found;
}

std::string suggestion(std::string_view word, const std::vector<std::string>& candidates) {
  const std::string near = nearest(word, candidates);
  return near.empty() ? "" : "; did you mean '" + near + "'?";
}

std::string shown(std::string_view text, std::size_t most) {
  std::string line;
  for (std::size_t i = 0; i < text.size();) {
    if (i >= most) return line + "...";
    if (const std::size_t length = printable_at(text.substr(i)); length > 0) {
      line += text.substr(i, length);
      i += length;
    } else {
      line += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[i++]));
    }
  }
  return line;
}

}  // namespace fulcrum
