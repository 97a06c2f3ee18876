/// \file
/// Whether what is asked for fits into memory: told before anything is computed, not by the system when it ends the program.
#pragma once

#include <stdexcept>
#include <string>

namespace fulcrum {

/// More is asked for than fits into memory: exit code 2.
class TooLarge : public std::invalid_argument {
 public:
  using std::invalid_argument::invalid_argument;
};

/// Bytes that this process may use: the least of the machine's memory, what its control group allows and `ulimit -v`.
double usable_memory();

/// Throws TooLarge "<what> would take <bytes>, and ... may be used" if that is more than half of the usable memory: the other half is for
/// copies and for everything else. `instead` is what to ask for, in words.
void require_memory(double bytes, const std::string& what, const std::string& instead = "");

/// How many things of a size fit: for the words of a refusal.
double fitting(double bytes_each);

}  // namespace fulcrum
