#include "sim/terminal/interrupt.h"

#include <array>
#include <csignal>
#include <ctime>

#include "output/files/half_written.h"

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
  if (signal == SIGXCPU) return;  // it comes every second from the limit on
  const std::time_t seconds = now.tv_sec - came_at.tv_sec - (now.tv_nsec < came_at.tv_nsec ? 1 : 0);
  if (seconds < kOneWishSeconds) return;
  remove_half_written();
  std::signal(signal, SIG_DFL);  // patience has ended: what the journal has is kept
  std::raise(signal);
}

}  // namespace

void catch_interrupts() {
  struct sigaction action {};
  action.sa_handler = note_signal;
  sigemptyset(&action.sa_mask);
  constexpr std::array kWishes{SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGXCPU};
  for (const int signal : kWishes) sigaddset(&action.sa_mask, signal);  // they do not interrupt each other's note
  for (const int signal : kWishes) {
    struct sigaction before {};
    sigaction(signal, nullptr, &before);
    const bool ignored = before.sa_handler == SIG_IGN && signal != SIGINT && signal != SIGTERM;  // nohup
    if (!ignored) sigaction(signal, &action, nullptr);
  }
  std::signal(SIGXFSZ, SIG_IGN);  // a limit on the size of files is then an error of the write, which says so
}

bool interrupted() { return came != 0; }

}  // namespace fulcrum
