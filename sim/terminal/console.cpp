#include "sim/terminal/console.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <utility>

namespace fulcrum {

namespace {

// After the answer so far: where both go to one place, neither stands in the middle of the other. That a disk is full, flush() says.
void to_error(std::string_view line) {
  std::fflush(stdout);
  const std::string text = without_controls(line) + "\n";
  std::fwrite(text.data(), 1, text.size(), stderr);
}

// A terminal obeys them, or shows another text than it was given: control characters of ASCII and of Unicode, and marks of direction.
bool is_control(char32_t c) {
  if (c < 0x20) return c != U'\n' && c != U'\t';
  return (c >= 0x7f && c < 0xa0) || c == 0x61c || c == 0x200e || c == 0x200f || (c >= 0x2028 && c <= 0x202e) ||
         (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
}

// The character of UTF-8 at the beginning of a text and its bytes; nothing if it is not UTF-8.
std::pair<char32_t, std::size_t> character_at(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const std::size_t bytes = byte(0) < 0x80 ? 1 : byte(0) >= 0xf0 ? 4 : byte(0) >= 0xe0 ? 3 : byte(0) >= 0xc2 ? 2 : 0;
  if (bytes == 0 || byte(0) > 0xf4 || bytes > text.size()) return {0, 0};
  char32_t c = bytes == 1 ? byte(0) : byte(0) & (0x7fU >> bytes);
  for (std::size_t i = 1; i < bytes; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return {0, 0};
    c = c << 6 | (byte(i) & 0x3f);
  }
  return {c, bytes};
}

}  // namespace

void fill_closed_descriptors() {
  for (int descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO; ++descriptor)
    if (fcntl(descriptor, F_GETFD) < 0 && errno == EBADF)  // the lowest free number is this one
      (void)open("/dev/null", descriptor == STDERR_FILENO ? O_WRONLY : O_RDONLY);
}

std::string without_controls(std::string_view text) {
  std::string clean;
  clean.reserve(text.size());
  while (!text.empty()) {
    const auto [c, bytes] = character_at(text);
    if (bytes == 0)
      clean += fmt::format("\\x{:02x}", static_cast<unsigned char>(text.front()));
    else if (is_control(c))
      clean += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    else
      clean += text.substr(0, bytes);
    text.remove_prefix(std::max<std::size_t>(1, bytes));
  }
  return clean;
}

void Console::data(std::string_view text) const {
  const std::string clean = without_controls(text);
  std::fwrite(clean.data(), 1, clean.size(), stdout);
}

void Console::say(std::string_view line) const {
  if (!quiet) to_error(line);
}

void Console::warn(std::string_view line) const { to_error("warning: " + std::string(line)); }

void Console::error(std::string_view line) const { to_error(line); }

void Console::draw(std::string_view text) const {
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fflush(stderr);
}

bool Console::error_is_terminal() const { return isatty(STDERR_FILENO) != 0; }

bool Console::output_is_terminal() const { return isatty(STDOUT_FILENO) != 0; }

bool Console::colour() const {
  const char* no_colour = std::getenv("NO_COLOR");
  return output_is_terminal() && (no_colour == nullptr || *no_colour == '\0');
}

int Console::width() const {
  winsize size{};
  return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 100;
}

bool Console::reader_has_gone() const {
  pollfd output{.fd = STDOUT_FILENO, .events = POLLOUT, .revents = 0};
  return poll(&output, 1, 0) == 1 && (output.revents & POLLERR) != 0;
}

bool Console::flush() const { return std::fflush(stdout) == 0 && std::ferror(stdout) == 0; }

}  // namespace fulcrum
