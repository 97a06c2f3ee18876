#include "models/agents/street.h"

#include <algorithm>

#include "models/numbers/functions.h"
#include "models/numbers/quantiles.h"

namespace fulcrum {

void Communities::resize(std::size_t communities) {
  for (auto* array : {&cosect, &others, &insecurity, &segregation, &violence_memory, &hits, &fear, &cosect_before, &others_before})
    array->assign(communities, 0.0);
}

SectShares draw_sect_shares(const ProvincePlace& province, double segregation, const Luck& luck, const std::function<void()>& pause) {
  constexpr std::size_t kBetweenPauses = 4096;
  const double mean = province.cosect_share;
  auto drawn = std::make_shared<std::vector<double>>(province.communities, mean);
  if (mean <= 0 || mean >= 1 || segregation <= 0 || segregation >= 1) return drawn;
  const double concentration = (1 - segregation) / segregation;
  const BetaDistribution shares(mean * concentration, (1 - mean) * concentration);
  for (std::size_t j = 0; j < province.communities; ++j) {
    if (pause && j % kBetweenPauses == 0) pause();
    const Entity community{province.entity.name, j};
    (*drawn)[j] = shares.quantile(uniform_of(draw_words(luck, Purpose::kSect, community, -1)[0]));
  }
  return drawn;
}

void settle_sects(const ProvincePlace& province, const std::vector<double>& shares, Communities& communities) {
  const double people = province.population / static_cast<double>(province.communities);
  for (std::size_t j = 0; j < province.communities; ++j) {
    communities.cosect[province.first_community + j] = people * shares[j];
    communities.others[province.first_community + j] = people * (1 - shares[j]);
  }
}

void survey(const ProvincePlace& province, double fear_half, Communities& c, ProvinceState& state) {
  double cosect = 0, others = 0, feared = 0, mixed = 0;
  for (std::size_t j = province.first_community; j < province.first_community + province.communities; ++j) {
    const double people = c.people(j), V = c.insecurity[j];
    c.fear[j] = V / (V + fear_half);
    cosect += c.cosect[j];
    others += c.others[j];
    c.cosect_before[j] = cosect;
    c.others_before[j] = others;
    feared += people * V;
    if (people > 0) mixed += c.cosect[j] * c.others[j] / people;  // population times m(1 - m)
  }
  state.mean_insecurity = feared / (cosect + others);
  state.mixed = 4 * mixed / (cosect + others);
  state.share_cosect = cosect / (cosect + others);
}

namespace {

// Mean of a quantity over a province's neighbours; its own where it has none.
template <class Value>
double around(const AgentLayout& layout, std::size_t p, const Value& value) {
  const std::size_t from = layout.first_neighbour[p], to = layout.first_neighbour[p + 1];
  if (from == to) return value(p);
  double sum = 0;
  for (std::size_t n = from; n < to; ++n) sum += value(layout.neighbours[n]);
  return sum / static_cast<double>(to - from);
}

// How strongly something near answers, against the mean: 1 where there is nothing to compare with.
double relative(double locality, double felt, double mean) { return mean > 0 ? 1 - locality + locality * felt / mean : 1.0; }

double move_insurgents(const AgentLayout& layout, const Parameters<double>& p, const StreetCauses& causes,
                       std::vector<ProvinceState>& provinces) {
  const auto felt = [&](std::size_t i) {
    const auto memory = [&](std::size_t q) { return provinces[q].provocation; };
    return (memory(i) + around(layout, i, memory)) / 2;
  };
  double mean = 0, total = 0;
  for (std::size_t i = 0; i < provinces.size(); ++i) mean += layout.provinces[i].insurgent_share * felt(i);
  const double base = p.insurgents.base * (1 - p.insurgents.realignment * causes.realigned);
  for (std::size_t i = 0; i < provinces.size(); ++i) {
    ProvinceState& state = provinces[i];
    const double provoked = p.insurgents.militia_provocation * causes.attacks * relative(p.communities.locality, felt(i), mean);
    state.insurgents += p.insurgents.rate * (clip(base + provoked - p.insurgents.protection_loss * state.guard) - state.insurgents);
    total += layout.provinces[i].insurgent_share * state.insurgents;
  }
  return total;
}

// In each community the local minority leaves at a rate and goes where it is the majority, within the province; section 5, rule 5.
void sort_people(const ProvincePlace& province, const Parameters<double>& p, Communities& c) {
  const std::size_t from = province.first_community, to = from + province.communities;
  double cosect_leaving = 0, others_leaving = 0, cosect_receiving = 0, others_receiving = 0;
  for (std::size_t j = from; j < to; ++j) {
    const double rate = p.insecurity.segregation_rate * c.insecurity[j];
    const bool cosect_majority = c.cosect[j] > c.others[j];
    const double minority = cosect_majority ? c.others[j] : c.cosect[j], majority = cosect_majority ? c.cosect[j] : c.others[j];
    others_leaving += cosect_majority ? rate * minority : 0.0;  // without a branch that nobody can foretell
    cosect_leaving += cosect_majority ? 0.0 : rate * minority;
    cosect_receiving += cosect_majority ? majority : 0.0;
    others_receiving += cosect_majority ? 0.0 : majority;
  }
  const double cosect_gain = cosect_receiving > 0 ? cosect_leaving / cosect_receiving : 0;
  const double others_gain = others_receiving > 0 ? others_leaving / others_receiving : 0;
  for (std::size_t j = from; j < to; ++j) {
    const double rate = p.insecurity.segregation_rate * c.insecurity[j];
    const bool cosect_majority = c.cosect[j] > c.others[j];
    const double minority = cosect_majority ? c.others[j] : c.cosect[j], majority = cosect_majority ? c.cosect[j] : c.others[j];
    const bool leave = (cosect_majority ? others_receiving : cosect_receiving) > 0;
    const double left = leave ? minority - rate * minority : minority;
    const double joined = majority + (cosect_majority ? cosect_gain : others_gain) * majority;
    c.cosect[j] = cosect_majority ? joined : left;
    c.others[j] = cosect_majority ? left : joined;
  }
}

}  // namespace

StreetMeans move_street(const AgentLayout& layout, const Parameters<double>& p, const StreetCauses& causes, Communities& c,
                        std::vector<ProvinceState>& provinces) {
  StreetMeans means;
  means.insurgents = move_insurgents(layout, p, causes, provinces);

  double cosect = 0, remembered = 0;
  for (std::size_t j = 0; j < layout.communities; ++j) {
    cosect += c.cosect[j];
    remembered += c.cosect[j] * c.violence_memory[j];
  }
  const bool nobody = !(cosect > 0);  // of the patron's sect: everybody counts instead
  const double mean_memory = nobody ? 0 : remembered / cosect;
  const double violence = p.insecurity.violence_gain * (means.insurgents + causes.attacks + causes.feuds) / 2;
  double people = 0, weights = 0, fear = 0, separation = 0;
  for (std::size_t i = 0; i < provinces.size(); ++i) {
    const ProvincePlace& province = layout.provinces[i];
    const auto insecurity_of = [&](std::size_t q) { return provinces[q].mean_insecurity; };
    const double near = (insecurity_of(i) + around(layout, i, insecurity_of)) / 2;
    const double calm =
        p.insecurity.base + p.insecurity.patron_agitation * causes.direct - p.insecurity.protection_gain * provinces[i].guard;
    for (std::size_t j = province.first_community; j < province.first_community + province.communities; ++j) {
      const double q = c.segregation[j], last = c.insecurity[j];
      const double stirred = violence * relative(p.communities.locality, c.violence_memory[j], mean_memory) -
                             p.insecurity.segregation_relief * q + p.insecurity.shock_gain * causes.sectarian * (1 - q);
      const double wanted = clip(calm + stirred, p.insecurity.minimum, 1.0);
      const double V = clip(last + p.insecurity.rate * (wanted - last) + p.communities.spread * (near - last));
      c.insecurity[j] = V;
      c.segregation[j] = q + p.insecurity.segregation_rate * V * (1 - q);
      const double here = c.people(j), weight = nobody ? here : c.cosect[j];
      people += here;
      weights += weight;
      fear += weight * V;
      separation += here * c.segregation[j];
    }
    sort_people(province, p, c);
  }
  means.insecurity = fear / weights;
  means.segregation = separation / people;
  return means;
}

}  // namespace fulcrum
