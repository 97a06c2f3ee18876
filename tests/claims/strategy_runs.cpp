#include "tests/claims/strategy_runs.h"

#include "tests/models/reference_case.h"

namespace fulcrum::testing_support {

const std::map<std::string, RecordedRun>& strategy_runs() {
  static const std::map<std::string, RecordedRun> runs = [] {
    std::map<std::string, RecordedRun> made;
    const Json strategies = read_reference("strategies.json");
    for (const auto& [name, inputs] : strategies.items()) made.emplace(name, record(setup_of_strategy(inputs)));
    return made;
  }();
  return runs;
}

const RecordedRun& strategy(const std::string& name) { return strategy_runs().at(name); }

}  // namespace fulcrum::testing_support
