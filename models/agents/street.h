/// \file
/// Provinces and communities: insurgents, fear, segregation and sorting. agents.md section 5.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "models/agents/layout.h"
#include "models/parameters.h"

namespace fulcrum {

/// Communities as a structure of arrays, province after province.
struct Communities {
  std::vector<double> cosect, others;                ///< people of the patron's sect, and all others [persons]
  std::vector<double> insecurity;                    ///< V [index 0-1]
  std::vector<double> segregation;                   ///< q [index 0-1]
  std::vector<double> violence_memory;               ///< H: sectarian attacks a week per million, fading
  std::vector<double> hits;                          ///< sectarian attacks of this week
  std::vector<double> fear;                          ///< V/(V + fear_half) of last week
  std::vector<double> cosect_before, others_before;  ///< running sums within a province, the own number included: where events happen

  void resize(std::size_t communities);
  double people(std::size_t j) const { return cosect[j] + others[j]; }
};

/// What a province remembers, and what was derived for its week.
struct ProvinceState {
  double insurgents = 0;        ///< N [index 0-1]
  double grievance = 0;         ///< G [index 0-1]
  double provocation = 0;       ///< L: militia attacks a week per million, fading
  double insurgent_memory = 0;  ///< xi: attacks a week above the expected
  double presence = 1;          ///< troops as cells meet them; a constant of the run
  double cover = 1;             ///< troops as they protect people; a constant of the run
  double guard = 0;             ///< [index 0-1]
  double mean_insecurity = 0;   ///< population-weighted, of last week
  double mixed = 0;             ///< 4 times the population-weighted mean of m(1 - m)
  double share_cosect = 0;      ///< of its people
};

/// What the street is told by the core this week.
struct StreetCauses {
  double attacks = 0, direct = 0, realigned = 0, sectarian = 0;
  double feuds = 0;  ///< clashes of organisations [index]
};

/// What the core is told by the street.
struct StreetMeans {
  double insurgents = 0, insecurity = 0, segregation = 0;
};

/// Share of the patron's sect in each community of a province at the start [0-1]: drawn, or all at the mean where they do not differ;
/// section 1. `pause` is called every few thousand communities; what it throws ends the drawing.
using SectShares = std::shared_ptr<const std::vector<double>>;
SectShares draw_sect_shares(const ProvincePlace& province, double segregation, const Luck& luck, const std::function<void()>& pause = {});
/// draw_sect_shares(), or what remembers its results.
using DrawSectShares =
    std::function<SectShares(const ProvincePlace& province, double segregation, const Luck& luck, const std::function<void()>& pause)>;
/// A province's people by those shares.
void settle_sects(const ProvincePlace& province, const std::vector<double>& shares, Communities& communities);

/// Before the week: fear, means and running sums that cells and events read.
void survey(const ProvincePlace& province, double fear_half, Communities& communities, ProvinceState& state);

/// The week's street, in the order of section 5. `guard` of every province must be this week's.
StreetMeans move_street(const AgentLayout& layout, const Parameters<double>& p, const StreetCauses& causes, Communities& communities,
                        std::vector<ProvinceState>& provinces);

}  // namespace fulcrum
