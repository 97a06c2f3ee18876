/// \file
/// What a loop does: the run beside one in which nothing moves along one of its links.
#pragma once

#include <string>
#include <vector>

#include "sim/loops/compiled.h"

namespace fulcrum {

/// A quantity's mean over the last year (52 weeks, or the whole run), with the loop and without it.
struct CutOutcome {
  std::string quantity;
  double with = 0, without = 0;
};

struct LoopCut {
  std::string loop;      ///< "security dilemma", "R1"
  std::string from, to;  ///< ends of the link that is held
  std::vector<CutOutcome> outcomes;
};

/// Direct and indirect support, attacks, the rival's alarm and perceived threat, as far as the equations have them.
LoopCut cut_loop(const EquationProgram& program, const EquationCourse& course, const std::string& loop, const HeldLink& link);

}  // namespace fulcrum
