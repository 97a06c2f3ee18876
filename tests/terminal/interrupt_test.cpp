#include "sim/terminal/interrupt.h"

#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <thread>

namespace fulcrum {
namespace {

// What the program does between signals is left out: whether it lives and what it was told is all that is looked at.
void told_once() {
  catch_interrupts();
  if (interrupted()) std::exit(1);
  std::raise(SIGTERM);
  std::raise(SIGTERM);
  std::raise(SIGINT);
  std::exit(interrupted() ? 0 : 2);
}

void told_again_later(int signal) {
  catch_interrupts();
  std::raise(SIGINT);
  std::this_thread::sleep_for(std::chrono::milliseconds(1100));
  std::raise(signal);
  std::exit(3);
}

TEST(InterruptDeathTest, SignalsWithinASecondAreOneWish) { EXPECT_EXIT(told_once(), testing::ExitedWithCode(0), ""); }

TEST(InterruptDeathTest, ALaterSignalEndsTheProgramAtOnce) {
  EXPECT_EXIT(told_again_later(SIGINT), testing::KilledBySignal(SIGINT), "");
  EXPECT_EXIT(told_again_later(SIGTERM), testing::KilledBySignal(SIGTERM), "");
}

}  // namespace
}  // namespace fulcrum
