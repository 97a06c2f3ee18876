/// \file
/// The program but for `main`.
#pragma once

namespace fulcrum {

/// Carries out what the command line asks for; returns the exit code (sim/terminal/console.h).
int command_line(int argc, char** argv);

}  // namespace fulcrum
