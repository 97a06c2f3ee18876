#include "models/agents/cells.h"

namespace fulcrum {

void Cells::resize(std::size_t slots, bool noise) {
  fighters.assign(slots, 0.0);
  arms.assign(slots, 0.0);
  skill.assign(slots, 0.0);
  home.assign(slots, 0);
  timer.assign(slots, 0);
  status.assign(slots, kNoCell);
  loyalty.assign(slots, kRegular);
  expected.assign(noise ? 0 : slots, 0.0);
}

}  // namespace fulcrum
