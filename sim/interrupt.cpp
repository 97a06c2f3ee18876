#include "sim/interrupt.h"

#include <csignal>

namespace fulcrum {

namespace {
volatile std::sig_atomic_t came = 0;
extern "C" void note_signal(int) { came = 1; }
}  // namespace

void catch_interrupts() {
  struct sigaction action {};
  action.sa_handler = note_signal;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

bool interrupted() { return came != 0; }

}  // namespace fulcrum
