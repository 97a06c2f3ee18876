#include "scenarios/readers/theatre_reader.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "models/vehicles.h"
#include "scenarios/readers/actor_tables.h"
#include "scenarios/readers/host_reader.h"

namespace fulcrum {

namespace {

constexpr Bounds kShare{0, 1}, kRole{0, 2}, kLethality{0, 20}, kFighters{1e-6, 1e9}, kPeople{1, 1e10}, kAnyShare{0, kUnbounded};

// Shares that the file must give as parts of one: they may miss it by rounding.
constexpr double kShareTolerance = 1e-6;

// NaN stands for a share that is a problem already.
void check_sum(double sum, const toml::node& at, const std::string& what, Checker& check) {
  if (std::abs(sum - 1) > kShareTolerance)
    check.problem(at.source(), fmt::format("{} add up to {}; they must add up to 1", what, number_text(sum)));
}

double sum_of(const std::vector<NamedShare>& shares) {
  double sum = 0;
  for (const NamedShare& share : shares) sum += share.share;
  return sum;
}

void read_targets(const toml::table& table, std::string_view key, const std::string& what, TargetMix& mix, Checker& check) {
  const toml::table* given = check.table(table, key, fmt::format("{} of {}", key, what));
  if (given == nullptr) return;
  check.only(*given, {"rival", "sect", "host"}, std::string(key));
  mix = {};
  read_optional(*given, "rival", std::string(key), kAnyShare, "", mix.rival, check);
  read_optional(*given, "sect", std::string(key), kAnyShare, "", mix.sect, check);
  read_optional(*given, "host", std::string(key), kAnyShare, "", mix.host, check);
  if (mix.rival + mix.sect + mix.host <= 0)
    check.problem(given->source(), fmt::format("the shares of {} are all zero; at least one must be positive", key));
}

// Each name must be a kind of support: another would act on nothing, unseen.
void read_vehicles(const toml::table& table, const std::string& what, Militia& k, Checker& check) {
  k.vehicles = named_numbers(table, "vehicles", what, kAnyShare, check);
  if (k.vehicles.empty()) return;
  std::vector<std::string> known;
  for (const VehicleInfo& kind : vehicle_table()) known.emplace_back(kind.name);
  check.only(*table["vehicles"].as_table(), known, "vehicles of " + what);
  check_sum(sum_of(k.vehicles), *table.get("vehicles"), fmt::format("the vehicles of {}", what), check);
}

void read_militia(const toml::table& table, const std::string& what, Militia& k, Checker& check) {
  read_required(table, "fighters", what, kFighters, "persons", k.fighters, check);
  read_required(table, "tie", what, kShare, "", k.tie, check);
  read_required(table, "agenda", what, kShare, "", k.agenda, check);
  read_required(table, "fit", what, kShare, "", k.fit, check);
  read_optional(table, "role", what, kRole, "", k.role, check);
  read_optional(table, "lethality", what, kLethality, "", k.lethality, check);
  if (const auto swing = check.truth(table, "swing", "swing of " + what)) k.swing = *swing;
  read_vehicles(table, what, k, check);
  k.places = named_numbers(table, "places", what, kAnyShare, check);
  if (!k.places.empty() && sum_of(k.places) <= 0)
    check.problem(table.get("places")->source(), fmt::format("the places of {} are all zero", what));
  read_targets(table, "own_targets", what, k.own_targets, check);
  read_optional(table, "host_tolerance", what, kShare, "", k.host_tolerance, check);
  read_optional(table, "sponsored_share", what, kShare, "", k.sponsored_share, check);
  if (const auto source = check.text(table, "source", "source of " + what)) k.source = *source;
}

void read_recipient(const toml::table& table, const std::string& what, Recipient& r, Checker& check) {
  if (!table.contains("kind"))
    check.missing(table, "kind", what);
  else if (const auto kind =
               check.one_of(*table.get("kind"), "kind of " + what, {"party", "clergy", "civil", "trade", std::string(kOrganisation)}))
    r.kind = *kind;
  if (const auto militia = check.text(table, "militia", "militia of " + what)) r.militia = *militia;
  if (r.kind == kOrganisation && !table.contains("militia")) check.missing(table, "militia", what);
  if (!r.kind.empty() && r.kind != kOrganisation && table.contains("militia"))
    check.problem(table.get("militia")->source(),
                  fmt::format("militia of {}: only a recipient of kind \"organisation\" belongs to a militia; this one is of kind \"{}\"",
                              what, r.kind));
  read_required(table, "share", what, kShare, "", r.share, check);
  r.provinces = names_in(table, "provinces", what, check);
  check.text(table, "source", "source of " + what);
}

void read_province(const toml::table& table, const std::string& what, Province& p, Checker& check) {
  read_required(table, "population", what, kPeople, "persons", p.population, check);
  read_required(table, "cosect_share", what, kShare, "", p.cosect_share, check);
  if (const auto borders = check.truth(table, "borders_patron", "borders_patron of " + what)) p.borders_patron = *borders;
  p.neighbours = names_in(table, "neighbours", what, check);
  if (const auto share = check.number(table, "forces_share", "forces_share of " + what, kAnyShare, "")) p.forces_share = *share;
  read_optional(table, "host_relative", what, kAnyShare, "", p.host_relative, check);
  if (const auto share = check.number(table, "insurgent_share", "insurgent_share of " + what, kAnyShare, "")) p.insurgent_share = *share;
  if (const auto n = check.whole(table, "n_communities", "n_communities of " + what, 1, 100000, "")) p.n_communities = static_cast<int>(*n);
  check.text(table, "source", "source of " + what);
}

// Provinces that others name must be there. The place is where the name stands; if that is another file, the provinces that this one puts
// in the place of those it names.
void check_provinces(const toml::table& document, const Theatre& theatre, Checker& check) {
  std::vector<std::string> known;
  for (const Province& province : theatre.provinces) known.push_back(province.name);
  const std::set<std::string> there(known.begin(), known.end());
  const auto look_up = [&](const char* list, std::size_t i, const char* key, const std::string& owner, const std::string& name) {
    if (there.contains(name)) return;
    const toml::node* at = document[list][i][key].node();
    if (at == nullptr) at = document.get("province");
    check.problem(at != nullptr ? at->source() : document.source(),
                  fmt::format("{} of {} {}: there is no province '{}'", key, list, owner, shown(name)) + check.suggest(name, known));
  };
  for (std::size_t i = 0; i < theatre.provinces.size(); ++i)
    for (const std::string& name : theatre.provinces[i].neighbours) {
      look_up("province", i, "neighbours", theatre.provinces[i].name, name);
      if (const toml::node* at = document["province"][i]["neighbours"].node(); at != nullptr && name == theatre.provinces[i].name)
        check.problem(at->source(), fmt::format("province {} names itself as its neighbour", name));
    }
  for (std::size_t i = 0; i < theatre.militias.size(); ++i)
    for (const NamedShare& place : theatre.militias[i].places) look_up("militia", i, "places", theatre.militias[i].name, place.name);
  for (std::size_t i = 0; i < theatre.recipients.size(); ++i)
    for (const std::string& name : theatre.recipients[i].provinces) look_up("recipient", i, "provinces", theatre.recipients[i].name, name);
}

// Organisations that recipients belong to must be there.
void check_recipients(const toml::table& document, const Theatre& theatre, Checker& check) {
  const std::vector<std::string> known = theatre.militia_names();
  for (std::size_t i = 0; i < theatre.recipients.size(); ++i) {
    const Recipient& r = theatre.recipients[i];
    if (r.militia.empty() || std::find(known.begin(), known.end(), r.militia) != known.end()) continue;
    const toml::node* at = document["recipient"][i]["militia"].node();
    if (at == nullptr) at = document.get("militia");
    check.problem(at != nullptr ? at->source() : document.source(),
                  fmt::format("militia of recipient {}: there is no militia '{}' in this theatre", r.name, shown(r.militia)) +
                      check.suggest(r.militia, known));
  }
}

}  // namespace

std::vector<std::string> actor_keys() { return {"militia", "neighbour", "recipient", "province", "order_targets", "insurgent_targets"}; }

std::vector<std::string> theatre_keys() {
  std::vector<std::string> keys{"schema",          "name",         "title",   "description", "forces_reference", "presence_reference",
                                "presence_troops", "attack_scale", "initial", "levers",      "parameters",       "structure",
                                "dates",           "deadline",     "base"};
  for (auto&& more : {actor_keys(), host_keys()}) keys.insert(keys.end(), more.begin(), more.end());
  return keys;
}

void read_actors(const toml::table& document, Theatre& theatre, Checker& check) {
  read_list(document, "militia",
            {"name", "fighters", "tie", "agenda", "fit", "role", "lethality", "swing", "vehicles", "places", "own_targets",
             "host_tolerance", "sponsored_share", "source"},
            theatre.militias, check,
            [&](const toml::table& table, const std::string& what, Militia& k) { read_militia(table, what, k, check); });
  read_list(document, "neighbour", {"name", "arms_share", "source"}, theatre.neighbours, check,
            [&](const toml::table& table, const std::string& what, Neighbour& n) {
              read_required(table, "arms_share", what, kShare, "", n.arms_share, check);
              check.text(table, "source", "source of " + what);
            });
  read_list(document, "recipient", {"name", "kind", "share", "militia", "provinces", "source"}, theatre.recipients, check,
            [&](const toml::table& table, const std::string& what, Recipient& r) { read_recipient(table, what, r, check); });
  read_list(document, "province",
            {"name", "population", "cosect_share", "borders_patron", "neighbours", "forces_share", "host_relative", "insurgent_share",
             "n_communities", "source"},
            theatre.provinces, check,
            [&](const toml::table& table, const std::string& what, Province& p) { read_province(table, what, p, check); });
  read_targets(document, "order_targets", "the theatre", theatre.order_targets, check);
  read_targets(document, "insurgent_targets", "the theatre", theatre.insurgent_targets, check);
}

std::optional<std::string> too_many_agents(const Setup& setup) {
  const auto refusal = [](double wanted, const char* what, const char* setting) {
    return fmt::format("{:.3g} {} are more than this program can hold ({:.0e}); choose a larger {}", wanted, what, kMostAgents, setting);
  };
  if (const double cells = cells_wanted(setup); cells > kMostAgents) return refusal(cells, "cells", "cells.scale");
  if (const double communities = communities_wanted(setup); communities > kMostAgents)
    return refusal(communities, "communities", "communities.people");
  return std::nullopt;
}

bool some_lethality(const Theatre& theatre) {
  return std::any_of(theatre.militias.begin(), theatre.militias.end(), [](const Militia& militia) { return !(militia.lethality <= 0); });
}

void check_actors(const toml::table& document, const Theatre& theatre, Checker& check) {
  const toml::array* militias = document["militia"].as_array();
  if (theatre.militias.empty() && (!document.contains("militia") || (militias != nullptr && militias->empty())))
    check.problem(document.source(), "there is no [[militia]]; at least one is needed");
  if (document.contains("neighbour") && !theatre.neighbours.empty()) {
    double sum = 0;
    for (const Neighbour& neighbour : theatre.neighbours) sum += neighbour.arms_share;
    check_sum(sum, *document.get("neighbour"), "the arms_share of all neighbours", check);
  }
  if (document.contains("recipient") && !theatre.recipients.empty()) {
    double sum = 0;
    for (const Recipient& recipient : theatre.recipients) sum += recipient.share;
    check_sum(sum, *document.get("recipient"), "the share of all recipients", check);
  }
  if (document.contains("militia") && !theatre.militias.empty() && !some_lethality(theatre))
    check.problem(document.get("militia")->source(), std::string(kNoLethality));

  check_provinces(document, theatre, check);
  check_recipients(document, theatre, check);
}

void read_dates(const toml::table& document, NamedDates& dates, Checker& check) {
  const toml::table* given = check.table(document, "dates", "[dates]");
  if (given == nullptr) return;
  for (const auto& [name, node] : *given)
    if (const auto date = check.date(node, fmt::format("dates.{}", shown(name.str())))) dates[std::string(name.str())] = *date;
}

void read_scales(const toml::table& document, Theatre& theatre, Checker& check) {
  constexpr Bounds kMen{1, 1e9};
  if (const auto reference = check.number(document, "forces_reference", "forces_reference", kMen, "persons"))
    theatre.forces_reference = *reference;
  if (const auto reference = check.number(document, "presence_reference", "presence_reference", kPresenceBounds, ""))
    theatre.presence_reference = *reference;
  if (const auto troops = check.number(document, "presence_troops", "presence_troops", kMen, "persons"))
    theatre.presence_reference = *troops / theatre.forces_reference;
  if (document.contains("presence_reference") && document.contains("presence_troops"))
    check.problem(document.get("presence_troops")->source(),
                  "presence_reference and presence_troops stand together; they are the same value: give one of them");
  if (const auto scale = check.number(document, "attack_scale", "attack_scale", kAttackScaleBounds, "")) theatre.attack_scale = *scale;
}

void read_written_theatre(const toml::table& table, Theatre& theatre, Checker& check) {
  check.only(table, {"name", "title", "forces_reference", "presence_reference", "presence_troops", "attack_scale", "levers"}, "[theatre]");
  if (const auto name = check.name(table, "name", "theatre.name")) theatre.name = *name;
  if (const auto title = check.text(table, "title", "theatre.title")) theatre.title = *title;
  read_scales(table, theatre, check);
}

void read_theatre_document(const toml::table& document, Theatre& theatre, NamedDates& dates, Checker& check) {
  check.only(document, theatre_keys(), "a theatre");
  if (!document.contains("schema"))
    check.missing(document, "schema", "a theatre");
  else
    check.whole(document, "schema", "schema", 1, 1, "");
  if (const auto name = check.name(document, "name", "name"))
    theatre.name = *name;
  else if (!document.contains("name"))
    check.missing(document, "name", "a theatre");
  if (const auto title = check.text(document, "title", "title")) theatre.title = *title;
  if (const auto description = check.text(document, "description", "description")) theatre.description = *description;
  read_scales(document, theatre, check);
  read_actors(document, theatre, check);
  check_actors(document, theatre, check);
  read_dates(document, dates, check);
}

}  // namespace fulcrum
