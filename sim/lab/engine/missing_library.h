/// \file
/// What the reader and the model need of the C++20 library and Emscripten's libc++ 13 does not have. Included before every source of the
/// engine; goes when Debian's Emscripten has a newer library.
#pragma once

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <string>

/// [getrandom(2)]: Emscripten's sys/random.h has getentropy alone. left_out/random.cpp.
extern "C" long getrandom(void* bytes, unsigned long size, unsigned flags);

namespace std {  // NOLINT(cert-dcl58-cpp): stands in for the library

/// [charconv.from.chars]: a decimal number, rounded correctly, as musl's strtod does. No sign but '-', no leading space, no hexadecimal.
inline from_chars_result from_chars(const char* first, const char* last, double& value) {
  const string text(first, last);
  const size_t digits = !text.empty() && text.front() == '-' ? 1 : 0;
  const bool begins = text.size() > digits && (isdigit(static_cast<unsigned char>(text[digits])) || text[digits] == '.' ||
                                               text.compare(digits, 3, "inf") == 0 || text.compare(digits, 3, "nan") == 0);
  if (!begins) return {first, errc::invalid_argument};
  const bool hexadecimal = text.size() > digits + 1 && text[digits] == '0' && (text[digits + 1] == 'x' || text[digits + 1] == 'X');
  if (hexadecimal) {
    value = text.front() == '-' ? -0.0 : 0.0;
    return {first + digits + 1, errc{}};
  }
  char* end = nullptr;
  errno = 0;
  const double read = strtod(text.c_str(), &end);
  if (end == text.c_str()) return {first, errc::invalid_argument};
  const char* stopped = first + (end - text.c_str());
  if (errno == ERANGE) return {stopped, errc::result_out_of_range};
  value = read;
  return {stopped, errc{}};
}

namespace ranges {
struct FulcrumEqual {
  /// [alg.equal] of two ranges whose elements are seen through projections.
  template <class A, class B, class Same = std::equal_to<>, class OfA = std::identity, class OfB = std::identity>
  bool operator()(const A& a, const B& b, Same same = {}, OfA of_a = {}, OfB of_b = {}) const {
    auto x = a.begin();
    auto y = b.begin();
    for (; x != a.end() && y != b.end(); ++x, ++y)
      if (!std::invoke(same, std::invoke(of_a, *x), std::invoke(of_b, *y))) return false;
    return x == a.end() && y == b.end();
  }
};
inline constexpr FulcrumEqual equal{};
}  // namespace ranges

}  // namespace std
