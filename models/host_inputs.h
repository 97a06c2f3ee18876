/// \file
/// What the core reads of the host side (parliament, government, street, front); model.md step 18b.
///
/// The host side is step 18b. It reads this week's core; what it writes here is read from next week on, so CoreModel::step_from_power() is
/// free to leave it to the end of the week. At the neutral values below, which stand where a theatre has no table of the host side, every
/// step has the bits of the core alone: terms are added as 0 on the right, and factors are exactly 1.
#pragma once

#include <vector>

namespace fulcrum {

/// A part of the host side, by the tables that it needs: any of them, or those named; kNone needs none.
enum class HostPart { kNone, kAny, kBlocs, kGovernment, kOrganisers, kFront, kIntermediaries };

/// Which tables of the host side a theatre has. Each acts on its own; runs side by side share them.
struct HostTables {
  bool blocs = false;           ///< [[bloc]]: consent, raids and progress follow politics
  bool government = false;      ///< [government]
  bool organisers = false;      ///< [[organiser]]: turnout_rival stands for the turnout of step 17
  bool rivalries = false;       ///< [[rivalry]]
  bool intermediaries = false;  ///< [[intermediary]]: openness cuts deniability (steps 2 and 15)
  /// Whether `front` stands for the old formula of step 19.
  bool front() const { return rivalries || intermediaries; }
  bool any() const { return blocs || government || organisers || rivalries || intermediaries; }
  /// Whether a part is there.
  bool has(HostPart part) const {
    switch (part) {
      case HostPart::kNone:
        return true;
      case HostPart::kAny:
        return any();
      case HostPart::kBlocs:
        return blocs;
      case HostPart::kGovernment:
        return government;
      case HostPart::kOrganisers:
        return organisers;
      case HostPart::kFront:
        return front();
      case HostPart::kIntermediaries:
        return intermediaries;
    }
    return false;
  }
  bool operator==(const HostTables&) const = default;
};

/// What the host side says of one organisation, as of the end of last week.
template <class Real>
struct HostOfMilitia {
  Real integration{0.0};  ///< q: inside the security forces [0-1]; steps 14 and 16
  Real freeze{0.0};       ///< how far it holds its fire [0-1]; step 14
  Real feud{0.0};         ///< capability lost in feuds, feud_loss*feud_k [1/week]; step 14
  Real shelter{0.0};      ///< protection by local officials from raids and offensives [0-1]; step 14
  Real foe{1.0};          ///< 1 - kin: how far the government would act against it [0-1]; step 14
  Real skill{0.0};        ///< intermediary.skill times the sum over intermediaries of training*link [1]; step 12
};

/// What the host side says of the whole, as of the end of last week.
template <class Real>
struct HostInputs {
  Real relation{1.0};           ///< what politics gives [0-1]; step 4
  Real ceiling{1.0};            ///< what the law leaves [0-1]; step 4
  Real consent{1.0};            ///< relation*ceiling [0-1]; steps 14 and 19
  Real shadow_state{0.0};       ///< share of the host's capacity that is not its own [0-1]; step 14
  Real stamina{1.0};            ///< of the host's offensives [0-1]; step 14
  Real offensive_chance{0.0};   ///< pi_offensive: chance, or choice, of an offensive this quarter [0-1]; step 14
  Real capacity_cost{0.0};      ///< of offensives alone [1/week]; step 16
  Real feud{0.0};               ///< clashes of organisations [index]; step 16
  Real openness{1.0};           ///< share of deniability's opposite that intermediaries leave [0-1]; steps 2 and 15
  Real coordination{0.0};       ///< c: front.coordination*(front - 1/2) [-1/2 to 1/2]; steps 14 and 19
  Real front{0.0};              ///< share that has joined [0-1]; step 19, where tables.front()
  Real facade{0.0};             ///< unknown names [0-1]: what the reading `new_groups` starts from; step 19, where tables.any()
  Real turnout{0.0};            ///< turnout_rival [0-1]; steps 17 and 19, where tables.organisers
  Real aid_leak{0.0};           ///< integration.aid_leak: host aid that arms the integrated [index]; step 14
  Real calm{0.0};               ///< integration.calm: what integration takes from intent [0-1]; step 14
  Real amnesty{0.0};            ///< lever `amnesty` of this week [0-1]; step 14
  Real intermediary_loss{0.0};  ///< lever `intermediary_loss` of this week [0-1]; step 15
  std::vector<HostOfMilitia<Real>> militias{};  ///< by militia, in the theatre's order
};

}  // namespace fulcrum
