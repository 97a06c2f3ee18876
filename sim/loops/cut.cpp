#include "sim/loops/cut.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "models/setup.h"

namespace fulcrum {

namespace {

constexpr std::array kOutcomes{"direct", "indirect", "attacks", "rival_threat", "perceived_threat"};

double last_year(const std::vector<double>& values) {
  const auto weeks = static_cast<std::ptrdiff_t>(std::min<std::size_t>(kWeeksOfYear, values.size()));
  return std::accumulate(values.end() - weeks, values.end(), 0.0) / static_cast<double>(weeks);
}

}  // namespace

LoopCut cut_loop(const EquationProgram& program, const EquationCourse& course, const std::string& loop, const HeldLink& link) {
  const auto& names = program.names();
  LoopCut cut{loop, names[link.from], names[link.to], {}};
  const EquationCourse without = program.run(link);
  for (const char* name : kOutcomes) {
    const std::size_t q = program.find(name);
    if (q == program.size()) continue;
    cut.outcomes.push_back({name, last_year(course.values[q]), last_year(without.values[q])});
  }
  return cut;
}

}  // namespace fulcrum
