#include "scenarios/readers/host_reader.h"

#include <fmt/core.h>

#include <algorithm>
#include <limits>
#include <set>

#include "scenarios/readers/actions_reader.h"
#include "scenarios/readers/actor_tables.h"
#include "scenarios/readers/host_tables.h"

namespace fulcrum {

namespace {

constexpr std::int64_t kMostMotionWeeks = 1000;

template <class Actor, std::size_t N>
std::vector<std::string> keys_of(const ActorNumber<Actor> (&numbers)[N], const std::vector<std::string>& others) {
  std::vector<std::string> keys(others);
  for (const ActorNumber<Actor>& number : numbers) keys.emplace_back(number.name);
  return keys;
}

template <class Actor, std::size_t N>
void read_numbers(const ActorNumber<Actor> (&numbers)[N], const toml::table& table, const std::string& what, Actor& actor, Checker& check) {
  for (const ActorNumber<Actor>& number : numbers) {
    if (number.required)
      read_required(table, number.name, what, number.bounds, number.unit, actor.*number.in, check);
    else
      read_optional(table, number.name, what, number.bounds, number.unit, actor.*number.in, check);
  }
}

class HostReader {
 public:
  HostReader(const NamedDates& dates, Setup& setup, Checker& check)
      : dates_(dates), setup_(setup), host_(setup.theatre.host), check_(check), militias_(setup.theatre.militia_names()) {
    for (const Recipient& recipient : setup.theatre.recipients) recipients_.push_back(recipient.name);
  }

  void read_tables(const toml::table& document) {
    read_list(document, "bloc", keys_of(kBlocNumbers, {"name", "organisations", "recipient", "source"}), host_.blocs, check_,
              [&](const toml::table& table, const std::string& what, Bloc& bloc) { read_bloc(table, what, bloc); });
    read_list(document, "organiser", keys_of(kOrganiserNumbers, {"name", "called", "organisation", "source"}), host_.organisers, check_,
              [&](const toml::table& table, const std::string& what, Organiser& o) { read_organiser(table, what, o); });
    read_list(document, "intermediary", keys_of(kIntermediaryNumbers, {"name", "training", "source"}), host_.intermediaries, check_,
              [&](const toml::table& table, const std::string& what, Intermediary& m) { read_intermediary(table, what, m); });
    read_rivalries(document);
    if (const toml::table* government = check_.table(document, "government", "[government]")) {
      check_.only(*government, keys_of(kGovernmentNumbers, {"source"}), "[government]");
      if (!host_.government) host_.government.emplace();
      read_numbers(kGovernmentNumbers, *government, "[government]", *host_.government, check_);
    }
    if (const toml::table* parliament = check_.table(document, "parliament", "[parliament]")) {
      check_.only(*parliament, {"quorum", "source"}, "[parliament]");
      read_optional(*parliament, "quorum", "[parliament]", kWithin, "", host_.quorum, check_);
    }
  }

  void read_agenda(const toml::table& document) {
    const auto motions = check_.tables(document, "motion"), elections = check_.tables(document, "host_election");
    if (few_enough(document, "motion", motions.size(), check_)) add_all(motions, setup_.agenda.motions, &HostReader::read_motion);
    if (few_enough(document, "host_election", elections.size(), check_))
      add_all(elections, setup_.agenda.elections, &HostReader::read_election);
  }

  // Of [initial]: what organisations start from.
  void read_start(const toml::table& document) {
    const toml::table* initial = document["initial"].as_table();
    if (initial == nullptr) return;
    for (const auto& [key, values] : {std::pair{"integration", &setup_.agenda.integration}, std::pair{"freeze", &setup_.agenda.freeze}}) {
      if (!initial->contains(key)) continue;
      *values = by_militia(*initial, key, "[initial]");
    }
  }

  // What needs a table that is not there.
  void check_needs(const toml::table& document) {
    const HostTables tables = tables_of(host_);
    if (!tables.blocs) {
      for (const char* key : {"parliament", "motion", "host_election"})
        if (const toml::node* node = document.get(key)) refuse(*node, key, "blocs of parliament: write [[bloc]]");
      for (const char* key : {"consent", "mandate", "integration", "freeze"})
        if (const toml::node* node = document["initial"][key].node())
          refuse(*node, std::string("initial.") + key, "blocs of parliament: write [[bloc]]");
    }
    if (const toml::node* node = document["initial"]["join"].node(); node != nullptr && !tables.front())
      refuse(*node, "initial.join", "rivalries or intermediaries: write [[rivalry]] or [[intermediary]]");
  }

 private:
  void refuse(const toml::node& node, const std::string& what, const std::string& needs) {
    check_.problem(node.source(), fmt::format("'{}' needs {}; this theatre has none", what, needs));
  }

  // Number of a name in a list; -1 and a problem if it is not there.
  int number_of(const toml::node& at, const std::string& name, const std::vector<std::string>& known, const std::string& what,
                const char* kind) {
    const auto found = std::find(known.begin(), known.end(), name);
    if (found != known.end()) return static_cast<int>(found - known.begin());
    check_.problem(at.source(),
                   fmt::format("{}: there is no {} '{}' in this theatre", what, kind, shown(name)) + check_.suggest(name, known));
    return -1;
  }
  int militia_of(const toml::table& table, std::string_view key, const std::string& what) {
    const auto name = check_.text(table, key, fmt::format("{} of {}", key, what));
    return name ? number_of(*table.get(key), *name, militias_, fmt::format("{} of {}", key, what), "militia") : -1;
  }

  std::vector<double> by_militia(const toml::table& table, std::string_view key, const std::string& what) {
    std::vector<double> values(militias_.size(), 0.0);
    for (const NamedShare& given : named_numbers(table, key, what, kWithin, check_)) {
      const toml::node& at = *table[key][given.name].node();
      const int militia = number_of(at, given.name, militias_, fmt::format("{} of {}", key, what), "militia");
      if (militia >= 0) values[static_cast<std::size_t>(militia)] = given.share;
    }
    return values;
  }

  void read_source(const toml::table& table, const std::string& what, std::string& source) {
    if (const auto text = check_.text(table, "source", "source of " + what)) source = *text;
  }

  void read_bloc(const toml::table& table, const std::string& what, Bloc& bloc) {
    read_numbers(kBlocNumbers, table, what, bloc, check_);
    if (!table.contains("trade")) bloc.trade = bloc.tie;
    for (const std::string& name : names_in(table, "organisations", what, check_)) {
      const int militia = number_of(*table.get("organisations"), name, militias_, "organisations of " + what, "militia");
      if (militia >= 0) bloc.organisations.push_back(militia);
    }
    if (const auto name = check_.text(table, "recipient", "recipient of " + what))
      bloc.recipient = number_of(*table.get("recipient"), *name, recipients_, "recipient of " + what, "recipient");
    read_source(table, what, bloc.source);
  }

  void read_organiser(const toml::table& table, const std::string& what, Organiser& organiser) {
    read_numbers(kOrganiserNumbers, table, what, organiser, check_);
    if (const auto called = check_.truth(table, "called", "called of " + what)) organiser.called = *called;
    organiser.organisation = militia_of(table, "organisation", what);
    read_source(table, what, organiser.source);
  }

  void read_intermediary(const toml::table& table, const std::string& what, Intermediary& intermediary) {
    read_numbers(kIntermediaryNumbers, table, what, intermediary, check_);
    intermediary.training = by_militia(table, "training", what);
    read_source(table, what, intermediary.source);
  }

  void read_rivalries(const toml::table& document) {
    if (!document.contains("rivalry")) return;
    host_.rivalries.clear();
    std::set<std::pair<int, int>> pairs;
    const auto tables = check_.tables(document, "rivalry");
    if (!few_enough(document, "rivalry", tables.size(), check_)) return;
    for (const toml::table* table : tables) {
      check_.only(*table, {"a", "b", "level", "source"}, "[[rivalry]]");
      for (const char* key : {"a", "b"})
        if (!table->contains(key)) check_.missing(*table, key, "[[rivalry]]");
      Rivalry rivalry{.a = militia_of(*table, "a", "[[rivalry]]"), .b = militia_of(*table, "b", "[[rivalry]]")};
      read_required(*table, "level", "[[rivalry]]", kWithin, "", rivalry.level, check_);
      read_source(*table, "[[rivalry]]", rivalry.source);
      if (rivalry.a < 0 || rivalry.b < 0) continue;
      if (rivalry.a == rivalry.b)
        check_.problem(table->source(), fmt::format("a [[rivalry]] is of two militias, not of '{}' with itself", name_of(rivalry.a)));
      else if (!pairs.insert(std::minmax(rivalry.a, rivalry.b)).second)
        check_.problem(table->source(),
                       fmt::format("the [[rivalry]] of '{}' and '{}' is given twice", name_of(rivalry.a), name_of(rivalry.b)));
      host_.rivalries.push_back(std::move(rivalry));
    }
  }
  const std::string& name_of(int militia) const { return militias_[static_cast<std::size_t>(militia)]; }

  // Follows what is there, or replaces what has its name.
  template <class Dated>
  void add_all(const std::vector<const toml::table*>& tables, std::vector<Dated>& all, Dated (HostReader::*read)(const toml::table&)) {
    std::set<std::string> names;
    for (const toml::table* table : tables) {
      Dated dated = (this->*read)(*table);
      if (!dated.name.empty() && !names.insert(dated.name).second)
        check_.problem(table->get("name")->source(), fmt::format("'{}' is given twice; names must differ", shown(dated.name)));
      const auto there = std::find_if(all.begin(), all.end(), [&](const Dated& d) { return d.name == dated.name; });
      if (there == all.end())
        all.push_back(std::move(dated));
      else
        *there = std::move(dated);
    }
  }

  // Name and week of a [[motion]] or [[host_election]].
  template <class Dated>
  void read_dated(const toml::table& table, const std::string& where, Dated& dated) {
    if (const auto name = check_.text(table, "name", "name of a " + where))
      dated.name = *name;
    else if (!table.contains("name"))
      check_.missing(table, "name", where);
    if (!table.contains("at")) check_.missing(table, "at", where);
    if (const toml::node* at = table.get("at"))
      if (const auto week = read_week(*at, "at", dates_, setup_, check_)) dated.week = static_cast<int>(*week);
    for (const char* text : {"source", "note"}) check_.text(table, text, fmt::format("{} of a {}", text, where));
  }

  Motion read_motion(const toml::table& table) {
    check_.only(table, {"name", "at", "kind", "binding", "weeks", "cost", "size", "source", "note"}, "[[motion]]");
    Motion motion;
    read_dated(table, "[[motion]]", motion);
    if (motion.name == "exit" || motion.name == "cabinet")
      check_.problem(table.get("name")->source(),
                     fmt::format("a [[motion]] must not be called '{}': so are called those that blocs table by themselves", motion.name));
    const std::vector<std::string> kinds(std::begin(kMotionKinds), std::end(kMotionKinds));
    if (!table.contains("kind"))
      check_.missing(table, "kind", "[[motion]]");
    else if (const auto kind = check_.one_of(*table.get("kind"), "kind of a [[motion]]", kinds))
      motion.kind = static_cast<MotionKind>(std::find(kinds.begin(), kinds.end(), *kind) - kinds.begin());
    if (const auto binding = check_.truth(table, "binding", "binding of a [[motion]]")) motion.binding = *binding;
    if (const auto weeks = check_.whole(table, "weeks", "weeks of a [[motion]]", 1, kMostMotionWeeks, "weeks"))
      motion.weeks = static_cast<int>(*weeks);
    read_optional(table, "cost", "a [[motion]]", kFinite, "index", motion.cost, check_);
    read_optional(table, "size", "a [[motion]]", kWithin, "", motion.size, check_);
    return motion;
  }

  HostElection read_election(const toml::table& table) {
    check_.only(table, {"name", "at", "level", "source", "note"}, "[[host_election]]");
    HostElection election;
    read_dated(table, "[[host_election]]", election);
    if (!table.contains("level"))
      check_.missing(table, "level", "[[host_election]]");
    else if (const auto level = check_.one_of(*table.get("level"), "level of a [[host_election]]", {"parliament", "local"}))
      election.local = *level == "local";
    return election;
  }

  const NamedDates& dates_;
  Setup& setup_;
  HostActors& host_;
  Checker& check_;
  std::vector<std::string> militias_, recipients_;
};

}  // namespace

std::vector<std::string> host_keys() {
  return {"parliament", "bloc", "government", "organiser", "rivalry", "intermediary", "motion", "host_election"};
}

void read_host(const toml::table* theatre, const toml::table& scenario, const NamedDates& dates, Setup& setup, Checker& check) {
  HostReader reader(dates, setup, check);
  if (theatre != nullptr) reader.read_tables(*theatre);
  reader.read_tables(scenario);
  for (const toml::table* document : {theatre, &scenario}) {
    if (document == nullptr) continue;
    reader.read_agenda(*document);
    reader.read_start(*document);
    reader.check_needs(*document);
  }
}

}  // namespace fulcrum
