// fulcrum: the program. Commands stand in sim/commands.
#include <cstdio>

#include "sim/commands/command_line.h"
#include "sim/terminal/console.h"

int main(int argc, char** argv) {
  fulcrum::fill_closed_descriptors();
  try {
    return fulcrum::command_line(argc, argv);
  } catch (...) {
    std::fputs("fulcrum: out of memory, or a fault of the program\n", stderr);
    return fulcrum::kCannotReadOrWrite;
  }
}
