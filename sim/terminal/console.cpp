#include "sim/terminal/console.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>

namespace fulcrum {

namespace {

// After the answer so far: where both go to one place, neither stands in the middle of the other. That a disk is full, flush() says.
void to_error(std::string_view line) {
  std::fflush(stdout);
  const std::string text = std::string(line) + "\n";
  std::fwrite(text.data(), 1, text.size(), stderr);
}

}  // namespace

void fill_closed_descriptors() {
  for (int descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO; ++descriptor)
    if (fcntl(descriptor, F_GETFD) < 0 && errno == EBADF)  // the lowest free number is this one
      (void)open("/dev/null", descriptor == STDERR_FILENO ? O_WRONLY : O_RDONLY);
}

void Console::data(std::string_view text) const { std::fwrite(text.data(), 1, text.size(), stdout); }

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

bool Console::colour() const {
  const char* no_colour = std::getenv("NO_COLOR");
  return isatty(STDOUT_FILENO) != 0 && (no_colour == nullptr || *no_colour == '\0');
}

int Console::width() const {
  winsize size{};
  return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 100;
}

bool Console::flush() const { return std::fflush(stdout) == 0 && std::ferror(stdout) == 0; }

}  // namespace fulcrum
