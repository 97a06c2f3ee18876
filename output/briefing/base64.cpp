#include "output/briefing/base64.h"

#include <openssl/evp.h>

#include <bit>

namespace fulcrum {

static_assert(std::endian::native == std::endian::little);

std::string base64(std::span<const double> values) {
  const std::size_t bytes = values.size_bytes();
  std::string text((bytes + 2) / 3 * 4 + 1, '\0');  // OpenSSL ends it with a zero
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), reinterpret_cast<const unsigned char*>(values.data()),
                  static_cast<int>(bytes));
  text.pop_back();
  return text;
}

}  // namespace fulcrum
