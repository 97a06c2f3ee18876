#include "sim/lab/engine/found_futures.h"

#include <string>

#include "sim/ensemble/study_plan.h"
#include "sim/ensemble/uncertainty_in_force.h"

namespace fulcrum {

namespace {

FoundFutures& found() {
  static FoundFutures last;
  return last;
}

// Everything that make_futures() depends on, where nothing is required of futures.
std::string asked_of(const Study& study, int futures) {
  std::string text = std::to_string(study.run.seed) + (study.run.noise ? " noise " : " none ") + std::to_string(futures);
  for (const Factor& factor : study.uncertainty->factors)
    text += "\n" + factor.key.key + " " + factor_toml(factor) + " " + std::to_string(value_in(factor.key, study.policies.front().setup));
  // What contradicts depends on the values that do not vary.
  return text + "\n" + identity_toml(study.policies.front());
}

}  // namespace

const FoundFutures& find_futures(const Study& study, int futures) {
  if (!study.uncertainty) return found() = {};
  const bool free = study.uncertainty->require.empty();
  const std::string of = asked_of(study, futures);
  if (free && found().of == of) return found();
  found() = {of, make_futures(study, futures), {}};
  found().settings.resize(study.uncertainty->factors.size());
  for (int r = 0; r < futures; ++r) {
    const std::vector<double> values = found().futures->values(r);
    for (std::size_t f = 0; f < values.size(); ++f) found().settings[f].push_back(values[f]);
  }
  return found();
}

}  // namespace fulcrum
