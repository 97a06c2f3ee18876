// Bytes that nobody can foretell, from the browser.
#include <sys/random.h>

#include <algorithm>
#include <cstddef>

extern "C" long getrandom(void* bytes, unsigned long size, unsigned /*flags*/) {
  const unsigned long some = std::min<unsigned long>(size, 256);  // getentropy gives no more at once
  return getentropy(bytes, some) == 0 ? static_cast<long>(some) : -1;
}
