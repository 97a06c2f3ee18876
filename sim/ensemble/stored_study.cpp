#include "sim/ensemble/stored_study.h"

namespace fulcrum {

Study stored_study(const ResultsLayout& layout) {
  std::vector<Scenario> policies;
  for (const PolicyText& policy : layout.study.policies) policies.push_back(read_resolved(policy.name, policy.scenario));
  if (layout.study.study.starts_with("schema = ")) return read_stored_study(layout.study.study, policies);
  Study study = read_study_of_format_1(layout.study.study, policies);
  study.title = layout.provenance.title;
  return study;
}

}  // namespace fulcrum
