#include "models/initial.h"

namespace fulcrum {

namespace {
constexpr InitialInfo kInitial[] = {
#define FULCRUM_INITIAL(name, value, lower, upper, unit, meaning) \
  {#name, value, lower, upper, unit, meaning, [](Initial& i) -> double& { return i.name; }},
#include "models/initial.def"
#undef FULCRUM_INITIAL
};
}  // namespace

std::span<const InitialInfo> initial_table() { return kInitial; }

}  // namespace fulcrum
