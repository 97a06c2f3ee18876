// Claims are tested by runs of their own theatres, which the page does not have.
#include "scenarios/claims.h"
#include "sim/ensemble/claims/claims_hold.h"

namespace fulcrum {

std::string problem_of_claim(const std::string& id) {
  return "claim " + id + " is tested by the program alone; the lab has conditions over series only";
}

std::vector<bool> claims_hold(std::span<const std::string> /*ids*/, const Futures& /*futures*/, const Study& /*study*/,
                              std::int64_t /*first*/, std::int64_t count) {
  return std::vector<bool>(static_cast<std::size_t>(count), false);
}

}  // namespace fulcrum
