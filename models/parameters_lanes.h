/// \file
/// Filling a pack of parameters lane by lane. Part of parameters.h.
#pragma once

#include "models/numbers/pack.h"
#include "models/parameters.h"

namespace fulcrum {

template <class Real>
void set_lane(Parameters<Real>& pack, int lane, const Parameters<double>& one) {
#define FULCRUM_GROUP(group, Type)
#define FULCRUM_PARAMETER(group, name, ...) set_lane(pack.group.name, lane, one.group.name);
#define FULCRUM_GROUP_END(group, Type)
#include "models/parameters.def"
#undef FULCRUM_GROUP
#undef FULCRUM_PARAMETER
#undef FULCRUM_GROUP_END
}

}  // namespace fulcrum
