/// \file
/// Who acts in the host's politics: parliament and its blocs, the government, organisers of crowds, rivalries, intermediaries; model.md
/// section 11. Data of a theatre file; the model only reads them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/host_inputs.h"

namespace fulcrum {

/// Members of parliament who vote alike. Militias and recipients are named by their number in the theatre.
struct Bloc {
  std::string name{};
  double seats = 0;                  ///< > 0; only shares of all seats matter
  double stance = 0;                 ///< above 0: wants the rival's forces gone [-1 to 1]
  double tie = 0;                    ///< to the patron's money [0-1]
  double trade = 0;                  ///< to trade and energy [0-1]; files: as tie where nothing is said
  double nation = .5;                ///< weight of sovereignty [0-1]
  double exposure = .5;              ///< to arms, crowds and voters [0-1]
  double protection = 0;             ///< need of the rival's shield [0-1]
  double government = 0;             ///< share of it that supports the government [0-1]
  std::vector<int> organisations{};  ///< militias of its own
  int recipient = -1;                ///< of the patron's money; -1: none
  double local = 0;                  ///< share of provincial governments [0-1]
  std::string source{};
  bool operator==(const Bloc&) const = default;
};

/// What an action costs a government, or members a vote against it [index].
struct GovernmentCosts {
  double integrate_cost = .6;
  double offensive_cost = 1.6;
  double exit_cost = .8;
  double extend_cost = .3;
  double cabinet_cost = .1;
  bool operator==(const GovernmentCosts&) const = default;
};

/// Who can bring people out.
struct Organiser {
  std::string name{};
  double base = 1;        ///< whom it could bring out, against the others, > 0
  double grievance = .5;  ///< [index]
  double threshold = .6;  ///< mean threshold of its people [index]
  bool called = false;    ///< comes out only when called; else stands by itself
  int organisation = -1;  ///< militia that it belongs to; -1: none
  double rival = 0;       ///< how far its crowd is against the rival [-1 to 1]
  double government = 0;  ///< and against the government [-1 to 1]
  double distance = 0;    ///< how far its followers keep apart from other crowds [0-1]
  double start = 0;       ///< turnout before the first week [0-1]
  std::string source{};
  bool operator==(const Organiser&) const = default;
};

/// Two organisations that compete.
struct Rivalry {
  int a = 0, b = 0;  ///< militias
  double level = 0;  ///< [0-1]
  std::string source{};
  bool operator==(const Rivalry&) const = default;
};

/// The trainer in between, who convenes and covers.
struct Intermediary {
  std::string name{};
  std::vector<double> training{};  ///< by militia [0-1]
  double deniability = 0;          ///< [0-1]
  double standing = 0;             ///< how far its word brings organisations to one table [0-1]
  double link = 1;                 ///< at the start [0-1]
  std::string source{};
  bool operator==(const Intermediary&) const = default;
};

/// The host's politics in a theatre. A theatre with none of these is the core alone.
struct HostActors {
  double quorum = .5;  ///< share of all seats that must attend and vote yes [0-1]
  std::vector<Bloc> blocs{};
  std::optional<GovernmentCosts> government{};
  std::vector<Organiser> organisers{};
  std::vector<Rivalry> rivalries{};
  std::vector<Intermediary> intermediaries{};
};

enum class MotionKind { kExit, kExtend, kCabinet, kLaw };
inline constexpr std::string_view kMotionKinds[] = {"exit", "extend", "cabinet", "law"};

/// A dated vote of parliament. Weeks count from the start of the run and may lie outside it.
struct Motion {
  std::string name{};
  int week = 0;
  MotionKind kind = MotionKind::kExit;
  bool binding = false;  ///< exit: makes a deadline
  int weeks = 52;        ///< exit, binding: until that deadline
  double cost = 0;       ///< of a yes to a member [index]
  double size = .25;     ///< law: share of those outside who come in [0-1]
  bool operator==(const Motion&) const = default;
};

/// An election of the host.
struct HostElection {
  std::string name{};
  int week = 0;
  bool local = false;  ///< of provincial governments; else of parliament
  bool operator==(const HostElection&) const = default;
};

/// What is dated in the host's politics, and the organisations' part of its start.
struct HostAgenda {
  std::vector<Motion> motions{};          ///< in file order
  std::vector<HostElection> elections{};  ///< in file order
  std::vector<double> integration{};      ///< by militia at the start [0-1]; empty: none
  std::vector<double> freeze{};           ///< by militia at the start [0-1]; empty: none
};

/// Which tables there are.
HostTables tables_of(const HostActors& host);
/// Whether two theatres' politics can be stepped side by side: equal but for numbers of actors that are no numbers of others.
bool same_host_shape(const HostActors& a, const HostActors& b);
/// The same of agendas: what is dated must be equal, what organisations start from need not.
bool same_host_shape(const HostAgenda& a, const HostAgenda& b);

}  // namespace fulcrum
