#include "sim/claims/claim_words.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace fulcrum {

namespace {

// By number, as docs/claims-index.md lists them.
constexpr std::array kSources{"Forrest 2009", "Iran's Strategic Offensive in Iraq, 2011", "Iraq Report, 2007", "commentary of January 2007",
                              "warning update of January 2020"};
constexpr std::array kKinds{std::pair{'L', "level of support"}, std::pair{'D', "dynamics"}, std::pair{'H', "heterogeneity"},
                            std::pair{'P', "policy"}, std::pair{'C', "course of action or indicator"}};

std::vector<std::string_view> split(std::string_view text, std::string_view at) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t from = text.find_first_not_of(' '), to = std::min(text.find_first_of(at), text.size());
    if (from < to) parts.push_back(text.substr(from, to - from));
    text.remove_prefix(std::min(to + 1, text.size()));
  }
  return parts;
}

// The source that a part names before its lines.
std::optional<std::size_t> number_of_source(std::string_view part) {
  const auto number = static_cast<std::size_t>(part.front() - '0');
  return part.size() > 2 && part[1] == ':' && number < kSources.size() ? std::optional(number) : std::nullopt;
}

bool is_lines(std::string_view part) { return part.find_first_not_of("0123456789-") == std::string_view::npos; }

}  // namespace

std::string source_words(std::string_view source) {
  std::string words;
  std::optional<std::size_t> before;
  for (const std::string_view part : split(source, ",;")) {
    const auto number = number_of_source(part);
    if ((number && number == before) || (before && is_lines(part))) {
      words += ", " + std::string(number ? part.substr(2) : part);
      continue;
    }
    words += words.empty() ? "" : "; ";
    words += number ? std::string(kSources[*number]) + ", lines " + std::string(part.substr(2)) : std::string(part);
    before = number;
  }
  return words;
}

std::string kind_words(std::string_view kind) {
  std::string words;
  for (const std::string_view letter : split(kind, " ")) {
    const auto* const found =
        std::find_if(kKinds.begin(), kKinds.end(), [&](const auto& k) { return letter == std::string_view(&k.first, 1); });
    words += (words.empty() ? "" : ", ") + (found == kKinds.end() ? std::string(letter) : std::string(found->second));
  }
  return words;
}

}  // namespace fulcrum
