#include "sim/explain/contributions.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

namespace fulcrum {

namespace {

double sizes(const std::vector<Contribution>& parts) {
  double sum = 0;
  for (const Contribution& part : parts) sum += std::abs(part.change);
  return sum;
}

// Parts of one sign, largest first.
std::vector<Contribution> of_sign(const std::vector<Contribution>& parts, bool positive) {
  std::vector<Contribution> chosen;
  for (const Contribution& part : parts)
    if (part.change != 0 && (part.change > 0) == positive) chosen.push_back(part);
  std::stable_sort(chosen.begin(), chosen.end(),
                   [](const Contribution& a, const Contribution& b) { return std::abs(a.change) > std::abs(b.change); });
  return chosen;
}

std::string signed_part(const Contribution& part) { return fmt::format("{} ({:+.3f})", part.name, part.change); }

// "the insecurity front (-0.039: insecurity of the street, host capacity)": parts of one sign, the most important ones.
std::string through(const Contribution& part) {
  const double all = sizes(part.parts);
  std::vector<std::string> names;
  for (const Contribution& inner : of_sign(part.parts, part.change > 0))
    if (names.size() < 3 && std::abs(inner.change) > .1 * all) names.push_back(inner.name);
  return names.empty() ? signed_part(part) : fmt::format("{} ({:+.3f}, by {})", part.name, part.change, listed(names));
}

std::string sentence(const std::string& subject, const Contribution& part) {
  const double all = sizes(part.parts);
  std::vector<std::string> with, against;
  for (const bool positive : {part.change > 0, part.change <= 0})
    for (const Contribution& inner : of_sign(part.parts, positive)) {
      std::vector<std::string>& side = positive == (part.change > 0) ? with : against;
      if (side.size() < 3 && std::abs(inner.change) > .1 * all) side.push_back(through(inner));
    }
  std::string text = fmt::format("{} pushed {} {} by {:.3f}", part.name, subject, part.change > 0 ? "up" : "down", std::abs(part.change));
  if (!with.empty()) text += ", through " + listed(with);
  if (!against.empty()) text += fmt::format("; {} worked in the opposite direction", listed(against));
  return text + ".";
}

}  // namespace

std::vector<Contribution> by_size(std::vector<Contribution> parts, double share) {
  const double all = sizes(parts);
  std::vector<Contribution> shown;
  Contribution rest{"smaller causes", 0, {}};
  for (Contribution& part : parts) {
    if (part.change == 0 && part.parts.empty()) continue;
    if (std::abs(part.change) < share * all) {
      rest.change += part.change;
      continue;
    }
    part.parts = by_size(std::move(part.parts), share);
    shown.push_back(std::move(part));
  }
  std::stable_sort(shown.begin(), shown.end(),
                   [](const Contribution& a, const Contribution& b) { return std::abs(a.change) > std::abs(b.change); });
  if (rest.change != 0) shown.push_back(rest);
  return shown;
}

std::string listed(const std::vector<std::string>& items) {
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i) text += (i == 0 ? "" : (i + 1 == items.size() ? " and " : ", ")) + items[i];
  return text;
}

std::vector<std::string> sentences(const std::string& subject, const std::vector<Contribution>& parts) {
  const double all = sizes(parts);
  double total = 0;
  for (const Contribution& part : parts) total += part.change;
  std::vector<std::string> said;
  for (const bool with : {true, false})
    for (const Contribution& part : of_sign(parts, with == (total >= 0)))
      if (std::abs(part.change) > .05 * all) said.push_back(sentence(subject, part));
  return said;
}

std::string lines(const std::vector<std::string>& sentences) {
  std::string text;
  for (const std::string& one : sentences) text += fmt::format("- {}\n", one);
  return text;
}

}  // namespace fulcrum
