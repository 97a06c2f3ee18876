#include "sim/game/seal.h"

#include <fmt/format.h>
#include <sys/random.h>

#include <array>
#include <cerrno>
#include <system_error>

#include "output/files/sha256.h"

namespace fulcrum {

std::string sealed_text(const Forecast& forecast) {
  return fmt::format("{} {} {} {} {}", forecast.salt, forecast.team, forecast.question, forecast.turn, forecast.probability);
}

std::string seal_of(const Forecast& forecast) { return sha256_of(sealed_text(forecast)); }

std::string new_salt() {
  std::array<unsigned char, 16> bytes{};
  if (getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
    throw std::system_error(errno, std::generic_category(), "cannot draw a salt");
  std::string text;
  for (const unsigned char byte : bytes) text += fmt::format("{:02x}", byte);
  return text;
}

}  // namespace fulcrum
