#include "sim/terminal/line_input.h"

#include <poll.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "sim/terminal/interrupt.h"

namespace fulcrum {

namespace {

// A terminal shows nothing that is typed while this exists.
class WithoutEcho {
 public:
  WithoutEcho(int descriptor, bool wanted) : descriptor_(descriptor) {
    changed_ = wanted && tcgetattr(descriptor, &before_) == 0;
    if (!changed_) return;
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    silent.c_lflag |= ECHONL;
    changed_ = tcsetattr(descriptor, TCSADRAIN, &silent) == 0;
  }
  ~WithoutEcho() {
    if (changed_) tcsetattr(descriptor_, TCSANOW, &before_);
  }
  WithoutEcho(const WithoutEcho&) = delete;
  WithoutEcho& operator=(const WithoutEcho&) = delete;

 private:
  int descriptor_;
  termios before_{};
  bool changed_ = false;
};

constexpr int kPatience = 200;  // milliseconds between two looks at whether to stop

}  // namespace

// Waits for more; false if there is none.
bool LineInput::fill() {
  pollfd input{.fd = descriptor_, .events = POLLIN, .revents = 0};
  while (!interrupted()) {
    const int ready = poll(&input, 1, kPatience);
    if (ready == 0 || (ready < 0 && errno == EINTR)) continue;
    std::array<char, 4096> bytes{};
    const ssize_t got = ready < 0 ? -1 : read(descriptor_, bytes.data(), bytes.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    waiting_.append(bytes.data(), static_cast<std::size_t>(got));
    return true;
  }
  return false;
}

std::optional<std::string> LineInput::next(bool hidden, const std::function<void()>& prompt) {
  const WithoutEcho silent(descriptor_, hidden);
  prompt();
  std::string line;
  while (!ended_) {
    const std::size_t end = waiting_.find('\n');
    line += waiting_.substr(0, std::min(end, kLongest - std::min(kLongest, line.size())));
    waiting_.erase(0, end == std::string::npos ? end : end + 1);
    if (end != std::string::npos) return line;
    ended_ = !fill();
  }
  if (line.empty() || interrupted()) return std::nullopt;
  return line;
}

bool LineInput::is_terminal() const { return isatty(descriptor_) != 0; }

}  // namespace fulcrum
