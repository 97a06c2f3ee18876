// A stranger's program: reads the parameter table of the installed fulcrum.
#include <models/parameters.h>
#include <models/stream.h>

#include <cstdio>

int main() {
  const auto* gain = fulcrum::find_parameter("direct.threat_gain");
  if (gain == nullptr) return 1;
  fulcrum::Stream stream({1, 0}, fulcrum::Purpose::kPerception, fulcrum::entity_of("patron"));
  std::printf("%zu parameters; direct.threat_gain = %g; a draw: %.17g\n", fulcrum::parameter_table().size(), gain->value, stream.uniform(0));
}
