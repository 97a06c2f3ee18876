/// \file
/// Who and where: the organisations, neighbours and provinces of a conflict. Data of a theatre file; the model only reads them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/host/actors.h"

#include "models/parameters.h"

namespace fulcrum {

/// A share with the name of what it goes to.
struct NamedShare {
  std::string name;
  double share = 0;
  bool operator==(const NamedShare&) const = default;
};

/// Mix of targets; shares that add up to 1 after normalising: agents.md section 1.
struct TargetMix {
  double rival = 0, sect = 0, host = 0;
  bool operator==(const TargetMix&) const = default;
};

/// An armed organisation that the patron may support: model.md sections 2 and 5.
struct Militia {
  std::string name{};
  double fighters = 0;                 ///< [persons], > 0
  double tie = 0;                      ///< closeness to the patron [0-1]
  double agenda = 0;                   ///< drive of its own [0-1]
  double fit = 0;                      ///< usefulness to the patron [0-1]
  double role = 1;                     ///< how far an order means attacks [0-2]
  double lethality = 1;                ///< effect of its attacks [0-20]
  bool swing = false;                  ///< moved by the swing actor (agent layer, course of action)
  std::vector<NamedShare> vehicles{};  ///< shares of the kinds of support (vehicles.def) in what it is sent; they add up to 1
  // The agent layer's data: agents.md section 1.
  std::vector<NamedShare> places{};  ///< share of fighters by province; empty: proportional to co-sectarian population
  TargetMix own_targets{.5, .3, .2};
  double host_tolerance = .5;  ///< [0-1]
  double sponsored_share = 0;  ///< share of cells sponsored at the start [0-1]
  std::string source{};
};

/// A state next door that buys arms.
struct Neighbour {
  std::string name;
  double arms_share = 0;  ///< share of purchases and of the initial stock; all add up to 1
};

/// The kind of a recipient that is a militia's party, clinics or schools.
inline constexpr std::string_view kOrganisation = "organisation";

/// A receiver of indirect support.
struct Recipient {
  std::string name;
  std::string kind;  ///< party | clergy | civil | trade | organisation
  double share = 0;  ///< share of indirect support [0-1]
  std::vector<std::string> provinces;
  std::string militia{};  ///< whose it is, if its kind is organisation
};

/// A province, for the agent layer: agents.md section 1.
struct Province {
  std::string name;
  double population = 0;    ///< [persons]
  double cosect_share = 0;  ///< share of the patron's sect [0-1]
  bool borders_patron = false;
  std::vector<std::string> neighbours;
  std::optional<double> forces_share;     ///< of the rival's troops; else proportional to population
  double host_relative = 1;               ///< host capacity against the national mean
  std::optional<double> insurgent_share;  ///< else proportional to population*(1 - cosect_share)
  std::optional<int> n_communities;       ///< else from communities.people
};

/// Limits of a theatre's own scales.
inline constexpr Bounds kPresenceBounds{1e-6, 10}, kAttackScaleBounds{1e-6, 100};

/// A conflict: what stays the same whatever the policies are.
struct Theatre {
  std::string name;
  std::string title;
  std::string description{};
  double forces_reference = 170000;  ///< troops that forces = 1 stands for [persons]
  double presence_reference = 1;     ///< forces that are usual here, in units of forces_reference, > 0
  double attack_scale = 1;           ///< attacks against those that the index stands for elsewhere, > 0
  std::vector<Militia> militias;
  std::vector<Neighbour> neighbours;
  std::vector<Recipient> recipients;
  std::vector<Province> provinces;
  TargetMix order_targets{.80, .05, .15};
  TargetMix insurgent_targets{.50, .30, .20};
  HostActors host{};  ///< the host's politics; empty: the core alone

  std::vector<std::string> militia_names() const {
    std::vector<std::string> names;
    for (const Militia& militia : militias) names.push_back(militia.name);
    return names;
  }
};

}  // namespace fulcrum
