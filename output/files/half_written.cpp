#include "output/files/half_written.h"

#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>
#include <mutex>
#include <string>
#include <utility>

namespace fulcrum {

namespace {

// Plain memory that a handler may read: a place is taken once its path is written, and given up before that changes.
struct Place {
  std::array<char, 4096> path{};
  std::atomic<bool> taken = false;
};
std::array<Place, 128> known_places;
std::mutex taking;

// -1 where there is no room: then the destructor alone removes it.
int take_place(const std::string& path) {
  const std::lock_guard<std::mutex> lock(taking);
  for (std::size_t i = 0; i < known_places.size() && path.size() < known_places[i].path.size(); ++i) {
    if (known_places[i].taken) continue;
    known_places[i].path[path.copy(known_places[i].path.data(), path.size())] = '\0';
    known_places[i].taken = true;
    return static_cast<int>(i);
  }
  return -1;
}

extern "C" void remove_and_end(int signal) {
  remove_half_written();
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

}  // namespace

HalfWritten::HalfWritten(std::filesystem::path path) : path_(std::move(path)), slot_(take_place(path_.string())) {}

HalfWritten::HalfWritten(HalfWritten&& other) noexcept : path_(std::move(other.path_)), slot_(std::exchange(other.slot_, -1)) {
  other.path_.clear();
}

HalfWritten::~HalfWritten() {
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove(path_, ignored);
  keep();
}

void HalfWritten::keep() {
  if (slot_ >= 0) known_places[static_cast<std::size_t>(slot_)].taken = false;
  slot_ = -1;
  path_.clear();
}

void remove_half_written() noexcept {
  for (std::size_t i = known_places.size(); i > 0; --i) {
    const Place& place = known_places[i - 1];
    if (place.taken && ::unlink(place.path.data()) != 0) ::rmdir(place.path.data());
  }
}

void remove_half_written_on_signals() {
  for (const int signal : {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGXCPU})
    if (std::signal(signal, remove_and_end) == SIG_IGN) std::signal(signal, SIG_IGN);
  for (const int signal : {SIGXFSZ, SIGPIPE}) std::signal(signal, SIG_IGN);
}

}  // namespace fulcrum
