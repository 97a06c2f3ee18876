#include "models/initial.h"

namespace fulcrum {

namespace {
constexpr InitialInfo kInitial[] = {
#define FULCRUM_INITIAL(name, value, lower, upper, unit, meaning) \
  {#name, value, lower, upper, unit, meaning, [](Initial& i) -> double& { return i.name; }},
#include "models/initial.def"
#undef FULCRUM_INITIAL
};
constexpr OptionalInitialInfo kOptionalInitial[] = {
#define FULCRUM_INITIAL(...)
#define FULCRUM_OPTIONAL_INITIAL(name, lower, upper, unit, meaning, absent) \
  {#name, lower, upper, unit, meaning, absent, [](Initial& i) -> std::optional<double>& { return i.name; }},
#include "models/initial.def"
#undef FULCRUM_INITIAL
};
}  // namespace

std::span<const InitialInfo> initial_table() { return kInitial; }
std::span<const OptionalInitialInfo> optional_initial_table() { return kOptionalInitial; }

}  // namespace fulcrum
