/// \file
/// Ctrl-C, SIGTERM and what else ends a program from outside (SIGHUP, SIGQUIT, SIGXCPU): the first asks to finish what is in flight and to
/// save; one that comes a second or more later ends the program.
#pragma once

#include <stdexcept>

namespace fulcrum {

/// A command that was told to stop and has nothing to keep: exit code 130.
class Interrupted : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// From now on SIGINT, SIGTERM, SIGHUP, SIGQUIT and SIGXCPU only set a flag; once a second has passed since the first, another one has its
/// usual effect. A write beyond the limit of a file's size fails from now on, instead of ending the program.
void catch_interrupts();
/// Whether such a signal came.
bool interrupted();

}  // namespace fulcrum
