/// \file
/// Ctrl-C and SIGTERM: the first asks to finish what is in flight and to save; one that comes a second or more later ends the program.
#pragma once

namespace fulcrum {

/// From now on SIGINT and SIGTERM only set a flag; once a second has passed since the first, another one has its usual effect.
/// A write beyond the limit of a file's size fails from now on, instead of ending the program.
void catch_interrupts();
/// Whether such a signal came.
bool interrupted();

}  // namespace fulcrum
