#include "sim/terminal/interrupt.h"

#include <csignal>
#include <ctime>

namespace fulcrum {

namespace {

// A terminal, a batch system and whatever started the program may all pass the same wish on: signals this close are one.
constexpr std::time_t kOneWishSeconds = 1;

volatile std::sig_atomic_t came = 0;
timespec came_at{};

// Only functions that signal(7) allows in a handler.
extern "C" void note_signal(int signal) {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  if (came == 0) {
    came_at = now;
    came = 1;
    return;
  }
  const std::time_t seconds = now.tv_sec - came_at.tv_sec - (now.tv_nsec < came_at.tv_nsec ? 1 : 0);
  if (seconds < kOneWishSeconds) return;
  std::signal(signal, SIG_DFL);  // patience has ended: what the journal has is kept
  std::raise(signal);
}

}  // namespace

void catch_interrupts() {
  struct sigaction action {};
  action.sa_handler = note_signal;
  sigemptyset(&action.sa_mask);
  sigaddset(&action.sa_mask, SIGINT);  // the two do not interrupt each other's note
  sigaddset(&action.sa_mask, SIGTERM);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  std::signal(SIGXFSZ, SIG_IGN);  // a limit on the size of files is then an error of the write, which says so
}

bool interrupted() { return came != 0; }

}  // namespace fulcrum
