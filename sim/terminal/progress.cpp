#include "sim/terminal/progress.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

namespace fulcrum {

std::string duration_text(double seconds) {
  const auto whole = static_cast<std::int64_t>(std::ceil(seconds));
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{} min {} s", whole / 60, whole % 60);
  if (whole < std::int64_t{48} * 3600) return fmt::format("{} h {} min", whole / 3600, whole % 3600 / 60);
  return fmt::format("{} d {} h", whole / 86400, whole % 86400 / 3600);
}

std::string count_text(std::int64_t count) {
  std::string digits = std::to_string(count);
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > (count < 0 ? 1 : 0); at -= 3)
    digits.insert(static_cast<std::size_t>(at), 1, ',');
  return digits;
}

Progress::Progress(const Console& console, std::int64_t runs, std::int64_t kept, std::string what)
    : console_(console), runs_(runs), kept_(kept), what_(std::move(what)), bar_(console.error_is_terminal()) {}

std::string Progress::line(std::int64_t done, std::int64_t failed, const std::string& extra) const {
  const double elapsed = std::chrono::duration<double>(Clock::now() - started_).count();
  const double rate = elapsed > 0 ? static_cast<double>(done - kept_) / elapsed : 0;
  std::string text = fmt::format("{} of {} {}", count_text(done), count_text(runs_), what_);
  if (rate >= 1) text += fmt::format(", {}/s", count_text(std::llround(rate)));
  if (rate > 0) text += fmt::format(", {} left", duration_text(static_cast<double>(runs_ - done) / rate));
  if (failed > 0) text += fmt::format(", {} failed", count_text(failed));
  return without_controls(extra.empty() ? text : text + ", " + extra);
}

void Progress::update(std::int64_t done, std::int64_t failed, const std::string& extra) {
  if (console_.quiet || !console_.progress) return;
  const auto now = Clock::now();
  if (now - shown_ < (bar_ ? std::chrono::milliseconds(100) : std::chrono::milliseconds(5000))) return;
  shown_ = now;
  const std::string text = line(done, failed, extra);
  if (!bar_) {
    console_.draw(text + "\n");
    return;
  }
  const int room = std::clamp(console_.width() - static_cast<int>(text.size()) - 4, 0, 40);
  const int full = runs_ > 0 ? static_cast<int>(static_cast<double>(room) * static_cast<double>(done) / static_cast<double>(runs_)) : 0;
  std::string bar;
  for (int i = 0; i < room; ++i) bar += i < full ? "█" : "░";
  console_.draw(fmt::format("\r\033[K{} {}", bar, text));
  drawn_ = true;
}

Progress::~Progress() {
  if (drawn_) console_.draw("\r\033[K");
}

}  // namespace fulcrum
