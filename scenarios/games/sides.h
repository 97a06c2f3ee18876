/// \file
/// Sides of a game, and which levers each of them may move.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fulcrum {

/// Whose levers a team has.
enum class Side { kRival, kPatron, kHost, kOrganisations, kClergy };

/// "rival", "patron", "host", "organisations", "clergy".
std::string_view side_name(Side side);
std::vector<std::string> game_sides();
/// Nothing for a text that names none.
std::optional<Side> side_named(std::string_view name);
/// The side that a lever belongs to, by its name in files (crackdown.badr); nothing for one that no side decides: the calendar, chance,
/// and what the patron believes beforehand. The lever must exist.
std::optional<Side> side_of_lever(std::string_view lever);

}  // namespace fulcrum
