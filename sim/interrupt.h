/// \file
/// Ctrl-C and SIGTERM: the first asks to finish what is in flight and to save, the second ends the program.
#pragma once

namespace fulcrum {

/// From now on the first SIGINT or SIGTERM only sets a flag; a second one has its usual effect.
void catch_interrupts();
/// Whether such a signal came.
bool interrupted();

}  // namespace fulcrum
