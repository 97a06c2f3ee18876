#include "sim/calibration/orderings.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace fulcrum {

namespace {

constexpr double kMore = 1e-4;  // by how much a strict ordering must hold [index]

// clang-format off
#define FULCRUM_STRATEGIES(X) \
  X(status_quo) X(containment_plus) X(coercion_alone) X(strikes_alone) X(engagement) X(engagement_weak_host) X(engage_then_coerce) \
  X(engage_then_punish) X(engage_and_coerce) X(coerce_then_engage) X(full_package) X(raids_only) X(security_push) X(security_collapse) \
  X(withdrawal) X(commitment_high) X(commitment_none) X(sanctions_only) X(sanctions_tailored) X(inducement_only) X(regional_framework) \
  X(countervailing_coalition)
// clang-format on

enum Strategy {
#define FULCRUM_STRATEGY(name) name,
  FULCRUM_STRATEGIES(FULCRUM_STRATEGY)
#undef FULCRUM_STRATEGY
};
constexpr std::string_view kNames[] = {
#define FULCRUM_STRATEGY(name) #name,
    FULCRUM_STRATEGIES(FULCRUM_STRATEGY)
#undef FULCRUM_STRATEGY
};

double mean_of(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}
std::span<const double> last_year(std::span<const double> values) { return values.last(std::min<std::size_t>(52, values.size())); }

double total(const StrategyResult& r) { return r.direct + r.indirect; }
double drift(const StrategyResult& r) { return std::abs(r.balance_end - r.balance_start); }

using Results = std::span<const StrategyResult>;
struct Ordering {
  std::string_view claim;
  bool (*holds)(Results);
};

double D(Results r, Strategy s) { return r[s].direct; }

bool indirect_varies_less(Results r) {
  const auto [low_d, high_d] = std::minmax_element(r.begin(), r.end(), [](auto& a, auto& b) { return a.direct < b.direct; });
  const auto [low_i, high_i] = std::minmax_element(r.begin(), r.end(), [](auto& a, auto& b) { return a.indirect < b.indirect; });
  return high_i->indirect - low_i->indirect < .5 * (high_d->direct - low_d->direct);
}

constexpr Ordering kOrderings[] = {
    {"P60 containment feeds support", [](Results r) { return D(r, containment_plus) > D(r, status_quo) + kMore; }},
    {"P13 containment feeds the motive", [](Results r) { return r[containment_plus].motive > r[status_quo].motive + kMore; }},
    {"P66 coercion alone does not lower support", [](Results r) { return D(r, coercion_alone) > D(r, status_quo) - .01; }},
    {"P76 coercion alone tightens the dilemma", [](Results r) { return r[coercion_alone].tightness > r[status_quo].tightness; }},
    {"P68 engagement lowers support", [](Results r) { return D(r, engagement) < D(r, status_quo) - kMore; }},
    {"P75 coercion after engagement lowers it further", [](Results r) { return D(r, engage_then_coerce) < D(r, engagement) - kMore; }},
    {"P81 and more than coercion alone", [](Results r) { return D(r, engage_then_coerce) < D(r, coercion_alone) - kMore; }},
    {"P71 engagement needs a host", [](Results r) { return D(r, engagement_weak_host) > D(r, engagement) + kMore; }},
    {"P78 denial beats punishment", [](Results r) { return D(r, engage_then_coerce) < D(r, engage_then_punish) - kMore; }},
    {"P77 support shifts to indirect",
     [](Results r) {
       return r[engage_then_coerce].indirect / total(r[engage_then_coerce]) > r[engagement].indirect / total(r[engagement]);
     }},
    {"P5 indirect support varies less", indirect_varies_less},
    {"P4 neither kind vanishes",
     [](Results r) { return std::all_of(r.begin(), r.end(), [](auto& s) { return s.indirect > .3 && s.direct > .01; }); }},
    {"P62 collapse of security feeds support", [](Results r) { return D(r, security_collapse) > D(r, status_quo) + kMore; }},
    {"P72 security lowers support", [](Results r) { return D(r, security_push) < D(r, status_quo) - kMore; }},
    {"P26 and opens the host", [](Results r) { return r[security_push].indirect > r[status_quo].indirect + kMore; }},
    {"P63 raids alone do little", [](Results r) { return D(r, raids_only) > .8 * D(r, status_quo); }},
    {"P85 the full package lowers direct support most",
     [](Results r) { return std::all_of(r.begin(), r.end(), [&](auto& s) { return D(r, full_package) <= s.direct; }); }},
    {"P85 and support in all", [](Results r) { return total(r[full_package]) < total(r[status_quo]); }},
    {"P85 at a lower burden", [](Results r) { return r[full_package].burden < r[status_quo].burden; }},
    {"P85 with a steadier balance", [](Results r) { return drift(r[full_package]) < drift(r[status_quo]); }},
    {"P61 the status quo shifts the balance",
     [](Results r) {
       const StrategyResult& s = r[status_quo];
       return s.balance_end > s.balance_start + .01 && s.rival_power_end < s.rival_power_start;
     }},
    {"P60 and does not lower support", [](Results r) { return D(r, status_quo) >= r[status_quo].direct_first_year - .02; }},
    {"P64 sanctions alone lower it a little",
     [](Results r) {
       const double ratio = D(r, sanctions_only) / D(r, status_quo);
       return ratio > .75 && ratio < .97;
     }},
    {"P65 tailored ones more", [](Results r) { return D(r, sanctions_tailored) < D(r, sanctions_only) - kMore; }},
    {"P48 commitment lowers support",
     [](Results r) {
       return D(r, commitment_none) > D(r, commitment_high) + kMore && r[commitment_none].indirect > r[commitment_high].indirect + kMore;
     }},
    {"P74 a framework beats a coalition",
     [](Results r) { return D(r, countervailing_coalition) > D(r, engagement) && D(r, engagement) >= D(r, regional_framework); }},
    {"P83 coercion first is worst",
     [](Results r) {
       return r[coerce_then_engage].direct_all > std::max(r[engage_then_coerce].direct_all, r[engage_and_coerce].direct_all) + kMore;
     }},
    {"P53 the loyal fight less than the loose", [](Results r) { return r[status_quo].act_badr < r[status_quo].act_mahdi; }},
    {"P37 withdrawal leaves insecurity", [](Results r) { return r[withdrawal].insecurity > r[status_quo].insecurity; }},
};

}  // namespace

std::span<const std::string_view> ordered_strategies() { return kNames; }

std::vector<const SeriesInfo*> ordered_series() {
  std::vector<const SeriesInfo*> series;
  for (const char* name :
       {"direct", "indirect", "motive", "tightness", "insecurity", "burden_total", "balance", "rival_power", "capability", "act"})
    series.push_back(find_series(name));
  return series;
}

StrategyResult strategy_result(const RecordingView& run) {
  const auto of = [&](std::string_view name) { return run.series(name); };
  StrategyResult found;
  found.direct = mean_of(last_year(of("direct")));
  found.indirect = mean_of(last_year(of("indirect")));
  found.motive = mean_of(last_year(of("motive")));
  found.tightness = mean_of(last_year(of("tightness")));
  found.insecurity = mean_of(last_year(of("insecurity")));
  found.direct_all = mean_of(of("direct"));
  found.direct_first_year = mean_of(of("direct").first(std::min<std::size_t>(52, of("direct").size())));
  found.burden = of("burden_total").back();
  found.balance_start = of("balance").front();
  found.balance_end = of("balance").back();
  found.rival_power_start = of("rival_power").front();
  found.rival_power_end = of("rival_power").back();
  const auto weeks = static_cast<std::size_t>(run.weeks);
  const auto of_militia = [&](std::string_view series, std::size_t militia) {
    return std::span(run.first + (static_cast<std::size_t>(run.selection->find(series)) + militia) * run.column_stride, weeks);
  };
  for (std::size_t week = weeks - std::min<std::size_t>(52, weeks); week < weeks; ++week) {
    found.act_mahdi += of_militia("capability", 0)[week] * of_militia("act", 0)[week];
    found.act_badr += of_militia("capability", 1)[week] * of_militia("act", 1)[week];
  }
  return found;
}

std::vector<std::string_view> violated_orderings(std::span<const StrategyResult> results) {
  std::vector<std::string_view> violated;
  for (const Ordering& ordering : kOrderings)
    if (!ordering.holds(results)) violated.push_back(ordering.claim);
  return violated;
}

}  // namespace fulcrum
