#include "sim/explain/causes.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace fulcrum {

namespace {

// Below this change of an argument its multiplier is its slope: a quotient of differences would be rounding.
constexpr double kSmallChange = 1e-7;

std::vector<Cause> make_causes() {
  std::vector<Cause> all;
  const auto add = [&](const char* way, std::initializer_list<const char*> names) {
    for (const char* name : names) all.push_back({way, name});
  };
  add("forces front", {"forces", "reach", "rhetoric", "the rival's reaction", "channel", "coercive threat", "strikes", "raids",
                       "the host's consent", "the host's law"});
  add("arms front", {"offensive arms", "defensive arms", "channel", "coalition", "framework"});
  add("insecurity front", {"insecurity of the street", "host capacity"});
  add("misreading", {"channel", "belief"});
  add("error of perception", {"luck"});
  add("need", {"forces", "reach", "the rival's reaction", "channel", "accommodation", "the balance as it is seen", "the host's consent",
               "the host's law"});
  add("need: containment", {"channel", "rhetoric", "the rival's reaction", "arms front", "coalition"});
  add("opportunity",
      {"perceived decline", "the balance as it is seen", "the rival's resolve", "drawdown remembered", "forces", "the rival's reaction",
       "channel", "accommodation", "commitment", "unanswered attacks", "the host's consent", "the host's law"});
  add("ardour", {"ardour"});
  add("expected cost", {"coercive threat", "strikes", "denial", "coalition", "evidence", "channel", "unanswered attacks", "sanctions",
                        "violation of the demand", "standing of threats", "ardour"});
  add("situation at the start", {"settling"});
  add("itself", {"change"});
  return all;
}

}  // namespace

std::span<const Cause> causes() {
  static const std::vector<Cause> all = make_causes();
  return all;
}

std::size_t cause_number(std::string_view way, std::string_view name) {
  const auto all = causes();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Cause& cause) { return cause.way == way && cause.name == name; });
  if (found == all.end()) throw std::logic_error("no cause " + std::string(way) + ": " + std::string(name));
  return static_cast<std::size_t>(found - all.begin());
}

Change no_change() { return Change(causes().size(), 0.0); }

Change caused_by(std::string_view way, std::string_view name, double change) {
  Change by = no_change();
  by[cause_number(way, name)] = change;
  return by;
}

Change handed_on(const Equation& f, std::span<const double> after, std::size_t argument, double change, double part, const Change& by) {
  double multiplier = 0;
  if (std::abs(change) >= kSmallChange) {
    multiplier = part / change;
  } else {
    constexpr double kStep = 1e-6;
    std::vector<double> nudged(after.begin(), after.end());
    nudged[argument] += kStep;
    const double up = f(nudged);
    nudged[argument] -= 2 * kStep;
    multiplier = (up - f(nudged)) / (2 * kStep);
  }
  Change handed = no_change();
  std::size_t largest = 0;
  double left = part;
  for (std::size_t j = 0; j < by.size(); ++j) {
    handed[j] = multiplier * by[j];
    left -= handed[j];
    if (std::abs(by[j]) > std::abs(by[largest])) largest = j;
  }
  handed[largest] += left;  // rounding, and the curvature of a hardly changed argument
  return handed;
}

Change chained(const Equation& f, std::span<const double> before, std::span<const double> after, std::span<const Change> by) {
  const std::vector<double> parts = shapley_of_change(f, before, after);
  Change sum = no_change();
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool moved = std::any_of(by[i].begin(), by[i].end(), [](double x) { return x != 0; });
    if (!moved) continue;
    const Change handed = handed_on(f, after, i, after[i] - before[i], parts[i], by[i]);
    for (std::size_t j = 0; j < sum.size(); ++j) sum[j] += handed[j];
  }
  return sum;
}

}  // namespace fulcrum
