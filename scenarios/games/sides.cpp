#include "scenarios/games/sides.h"

#include <algorithm>
#include <array>
#include <utility>

namespace fulcrum {

namespace {

constexpr std::array<std::pair<std::string_view, Side>, 5> kSides{{{"rival", Side::kRival},
                                                                   {"patron", Side::kPatron},
                                                                   {"host", Side::kHost},
                                                                   {"organisations", Side::kOrganisations},
                                                                   {"clergy", Side::kClergy}}};

// Levers that are not the rival's. A lever of one militia stands here without the militia's name.
constexpr std::array<std::pair<std::string_view, Side>, 11> kNotTheRivals{{{"ardour", Side::kPatron},
                                                                           {"deniability", Side::kPatron},
                                                                           {"march", Side::kPatron},
                                                                           {"mediation", Side::kPatron},
                                                                           {"amnesty", Side::kHost},
                                                                           {"reform", Side::kHost},
                                                                           {"repression", Side::kHost},
                                                                           {"host_offensive", Side::kHost},
                                                                           {"restraint", Side::kOrganisations},
                                                                           {"clergy_endorsement", Side::kClergy},
                                                                           {"clergy_warning", Side::kClergy}}};
constexpr std::array<std::string_view, 4> kNoSides{"perceived_decline", "sectarian_shock", "election", "decision"};

}  // namespace

std::string_view side_name(Side side) {
  return std::find_if(kSides.begin(), kSides.end(), [&](const auto& one) { return one.second == side; })->first;
}

std::vector<std::string> game_sides() {
  std::vector<std::string> names;
  for (const auto& [name, side] : kSides) names.emplace_back(name);
  return names;
}

std::optional<Side> side_named(std::string_view name) {
  const auto* found = std::find_if(kSides.begin(), kSides.end(), [&](const auto& one) { return one.first == name; });
  return found == kSides.end() ? std::nullopt : std::optional(found->second);
}

std::optional<Side> side_of_lever(std::string_view lever) {
  const std::string_view bare = lever.substr(0, lever.find('.'));
  if (std::find(kNoSides.begin(), kNoSides.end(), bare) != kNoSides.end()) return std::nullopt;
  const auto* found = std::find_if(kNotTheRivals.begin(), kNotTheRivals.end(), [&](const auto& one) { return one.first == bare; });
  return found == kNotTheRivals.end() ? Side::kRival : found->second;
}

}  // namespace fulcrum
