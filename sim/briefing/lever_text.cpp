#include "sim/briefing/lever_text.h"

#include <fmt/core.h>

#include <cmath>
#include <vector>

namespace fulcrum {

namespace {

// A step, or changes of every week that go one way by about the same: a ramp.
struct Stretch {
  int first, last;  ///< weeks of its changes
  double to, slope;
};

std::vector<Stretch> stretches(const LeverPath& path, int lever) {
  std::vector<Stretch> found;
  double before = path.start()[static_cast<std::size_t>(lever)];
  for (const LeverPath::Change& change : path.changes()) {
    if (change.lever != lever || change.value == before) continue;
    const double slope = change.value - before;
    const bool goes_on =
        !found.empty() && found.back().last + 1 == change.week && std::abs(slope - found.back().slope) < 1e-6 * (1 + std::abs(slope));
    if (goes_on) {
      found.back().last = change.week;
      found.back().to = change.value;
    } else {
      found.push_back({change.week, change.week, change.value, slope});
    }
    before = change.value;
  }
  return found;
}

}  // namespace

std::string lever_text(const LeverPath& path, int lever) {
  constexpr std::size_t kMost = 4;
  const std::vector<Stretch> changes = stretches(path, lever);
  std::string text = fmt::format("{:.4g}", path.start()[static_cast<std::size_t>(lever)]);
  for (std::size_t i = 0; i < changes.size() && i < kMost; ++i) {
    const Stretch& change = changes[i];
    text += change.first == change.last ? fmt::format(" → {:.4g} (week {})", change.to, change.first)
                                        : fmt::format(" → {:.4g} (weeks {} to {})", change.to, change.first, change.last);
  }
  if (changes.size() > kMost) text += fmt::format(" and {} more changes", changes.size() - kMost);
  return text;
}

}  // namespace fulcrum
