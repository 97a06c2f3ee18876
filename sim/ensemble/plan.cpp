#include "sim/ensemble/plan.h"

#include "sim/ensemble/futures.h"

namespace fulcrum {

Luck Plan::luck(int replicate) const { return {seed_, futures_ ? futures_->luck(replicate) : static_cast<std::uint64_t>(replicate)}; }

}  // namespace fulcrum
