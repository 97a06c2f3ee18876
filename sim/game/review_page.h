/// \file
/// The review of a game as one HTML page that needs no other file, no script and no network.
#pragma once

#include <string>
#include <string_view>

#include "sim/game/review.h"

namespace fulcrum {

std::string review_page(const Review& review, const LoggedGame& logged, const World& world);
/// A text as it stands in HTML, between tags or in an attribute in double quotes.
std::string escaped_html(std::string_view text);

}  // namespace fulcrum
