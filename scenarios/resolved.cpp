// A scenario as one TOML text with everything in force, in a fixed order.
#include <fmt/core.h>

#include <algorithm>

#include "scenarios/input/checker.h"
#include "scenarios/input/toml_text.h"
#include "scenarios/readers/deadline_reader.h"
#include "scenarios/readers/host_reader.h"
#include "scenarios/readers/rules_reader.h"
#include "scenarios/scenario.h"

namespace fulcrum {

namespace {

std::string names(const std::vector<std::string>& list) {
  std::string all;
  for (const std::string& name : list) all += (all.empty() ? "" : ", ") + quoted(name);
  return "[" + all + "]";
}

std::string shares(const std::vector<NamedShare>& list) {
  std::string all;
  for (const NamedShare& share : list) all += (all.empty() ? "" : ", ") + quoted(share.name) + " = " + float_text(share.share);
  return "{ " + all + " }";
}

std::string targets(const TargetMix& mix) {
  return fmt::format("{{ rival = {}, sect = {}, host = {} }}", float_text(mix.rival), float_text(mix.sect), float_text(mix.host));
}

std::string militia(const Militia& k) {
  std::string text = fmt::format("\n[[militia]]\nname = {}\n", quoted(k.name));
  text += fmt::format("fighters = {}\ntie = {}\nagenda = {}\nfit = {}\nrole = {}\nlethality = {}\nswing = {}\n", float_text(k.fighters),
                      float_text(k.tie), float_text(k.agenda), float_text(k.fit), float_text(k.role), float_text(k.lethality), k.swing);
  if (!k.vehicles.empty()) text += "vehicles = " + shares(k.vehicles) + "\n";
  if (!k.places.empty()) text += "places = " + shares(k.places) + "\n";
  return text + fmt::format("own_targets = {}\nhost_tolerance = {}\nsponsored_share = {}\n", targets(k.own_targets),
                            float_text(k.host_tolerance), float_text(k.sponsored_share));
}

std::string province(const Province& p) {
  std::string text = fmt::format(
      "\n[[province]]\nname = {}\npopulation = {}\ncosect_share = {}\nborders_patron = {}\nneighbours = {}\nhost_relative = {}\n",
      quoted(p.name), float_text(p.population), float_text(p.cosect_share), p.borders_patron, names(p.neighbours),
      float_text(p.host_relative));
  if (p.forces_share) text += fmt::format("forces_share = {}\n", float_text(*p.forces_share));
  if (p.insurgent_share) text += fmt::format("insurgent_share = {}\n", float_text(*p.insurgent_share));
  if (p.n_communities) text += fmt::format("n_communities = {}\n", *p.n_communities);
  return text;
}

std::string actors(const Theatre& theatre) {
  std::string text;
  for (const Militia& k : theatre.militias) text += militia(k);
  for (const Neighbour& n : theatre.neighbours)
    text += fmt::format("\n[[neighbour]]\nname = {}\narms_share = {}\n", quoted(n.name), float_text(n.arms_share));
  for (const Recipient& r : theatre.recipients) {
    text += fmt::format("\n[[recipient]]\nname = {}\nkind = {}\nshare = {}\nprovinces = {}\n", quoted(r.name), quoted(r.kind),
                        float_text(r.share), names(r.provinces));
    if (!r.militia.empty()) text += fmt::format("militia = {}\n", quoted(r.militia));
  }
  for (const Province& p : theatre.provinces) text += province(p);
  return text;
}

// The name of a lever as a key. Quoted where there is a lever of the whole with the name before the point: one is no table of the other.
std::string lever_key(int lever, const std::vector<std::string>& militias) {
  const std::string name = lever_name(lever, militias);
  const auto dot = name.find('.');
  return dot != std::string::npos && find_lever(name.substr(0, dot), {}) >= 0 ? quoted(name) : name;
}

std::string levers(const std::string& table, const std::vector<double>& values, const Theatre& theatre) {
  const auto militias = theatre.militia_names();
  std::string text = fmt::format("\n[{}]\n", table);
  for (std::size_t lever = 0; lever < values.size(); ++lever)
    text += fmt::format("{} = {}\n", lever_key(static_cast<int>(lever), militias), float_text(values[lever]));
  return text;
}

std::string scales(const Theatre& theatre) {
  return fmt::format("presence_reference = {}\nattack_scale = {}\n", float_text(theatre.presence_reference),
                     float_text(theatre.attack_scale));
}

std::string_view rival_name(Rival rival) { return rival == Rival::kAdaptive ? "adaptive" : "scripted"; }

// What is left of the theatre's file, whose actors, values and dates are written out: so the text needs no other file.
std::string written_theatre(const Setup& setup) {
  std::string text = fmt::format("\n[theatre]\nname = {}\n", quoted(setup.theatre.name));
  if (!setup.theatre.title.empty()) text += fmt::format("title = {}\n", quoted(setup.theatre.title));
  text += fmt::format("forces_reference = {}\n", float_text(setup.theatre.forces_reference));
  text += scales(setup.theatre);
  return text + levers("theatre.levers", setup.before, setup.theatre);
}

std::string named_dates(const std::map<std::string, std::chrono::sys_days>& dates) {
  std::string text = dates.empty() ? "" : "\n[dates]\n";
  for (const auto& [name, date] : dates) text += fmt::format("{} = {}\n", quoted(name), date_text(date));
  return text;
}

// A parameter's value, with where it comes from where the scenario says so.
std::string parameter(std::string_view key, const std::string& value, std::span<const Annotation> annotations) {
  for (const Annotation& a : annotations) {
    if (a.key != key) continue;
    std::string text = fmt::format("{} = {{ value = {}", key, value);
    if (!a.source.empty()) text += fmt::format(", source = {}", quoted(a.source));
    if (!a.note.empty()) text += fmt::format(", note = {}", quoted(a.note));
    return text + " }\n";
  }
  return fmt::format("{} = {}\n", key, value);
}

std::string values(const Setup& setup, std::span<const Annotation> annotations) {
  Parameters<double> parameters = setup.parameters;
  std::string text = "\n[parameters]\n";
  for (const ParameterInfo& p : parameter_table()) text += parameter(p.key, float_text(p.in(parameters)), annotations);
  text += "\n[structure]\n";
  for (const StructureInfo& s : structure_table())
    text += fmt::format("{} = {}\n", s.key.substr(s.key.find('.') + 1),
                        quoted(std::string(s.forms[static_cast<std::size_t>(s.get(setup.structure))])));
  Initial initial = setup.initial;
  text += "\n[initial]\n";
  for (const InitialInfo& i : initial_table()) text += fmt::format("{} = {}\n", i.name, float_text(i.in(initial)));
  for (const OptionalInitialInfo& i : optional_initial_table())
    if (const auto value = i.in(initial)) text += fmt::format("{} = {}\n", i.name, float_text(*value));
  text += host_initial_toml(setup);
  return text + levers("levers", setup.levers, setup.theatre);
}

std::string action(const Action& a, const std::vector<std::string>& militias) {
  if (a.kind == ActionKind::kDecision)
    return fmt::format("\n[[action]]\nweek = {}\ndecision = {{ lead_weeks = {}, weight = {}, name = {} }}\n", a.week, a.lead_weeks,
                       float_text(a.weight), quoted(a.name));
  const char* kind = a.kind == ActionKind::kSet ? "set" : (a.kind == ActionKind::kRamp ? "ramp" : "pulse");
  std::string text = fmt::format("\n[[action]]\nweek = {}\n", a.week);
  if (a.until >= 0) text += fmt::format("until = {}\n", a.until);
  if (a.kind == ActionKind::kPulse) text += fmt::format("weeks = {}\n", a.weeks);
  std::string levers;
  for (const LeverValue& v : a.values) levers += (levers.empty() ? "" : ", ") + lever_key(v.lever, militias) + " = " + float_text(v.value);
  return text + fmt::format("{} = {{ {} }}\n", kind, levers);
}

std::string agents(const AgentSettings& settings, bool with_scale) {
  return fmt::format("\n[cells]\n{}events = {}\n\n[communities]\npeople = {}\n",
                     with_scale ? fmt::format("scale = {}\n", float_text(settings.scale)) : "", settings.events,
                     float_text(settings.community_people));
}

std::string schedule(const Setup& setup) {
  const auto militias = setup.theatre.militia_names();
  std::string text;
  for (const LeverTable& table : setup.tables)
    text += fmt::format("\n[[schedule]]\n[schedule.values]\n{} = {}\n", lever_key(table.lever, militias), list_of(table.by_week));
  for (const Action& a : setup.actions) text += action(a, militias);
  return text + deadlines_toml(setup) + rules_toml(setup);
}

}  // namespace

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\')
      out += std::string("\\") + c;
    else if (c == '\n')
      out += "\\n";
    else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
      out += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
    else
      out += c;
  }
  return out + "\"";
}

std::string float_text(double value) {
  std::string text = number_text(value);
  if (text.find_first_of(".en") == std::string::npos) text += ".0";
  return text;
}

std::string list_of(const std::vector<double>& values) {
  std::string text;
  for (const double value : values) text += (text.empty() ? "" : ", ") + float_text(value);
  return "[" + text + "]";
}

namespace {

std::string content(const Scenario& scenario, std::span<const Annotation> annotations) {
  const Setup& setup = scenario.setup;
  std::string text = fmt::format("\n[time]\nstart = {}\nweeks = {}\n", date_text(setup.start), setup.weeks);
  if (setup.shift_weeks > 0) text += fmt::format("shift_weeks = {}\n", setup.shift_weeks);
  if (setup.resolution == Resolution::kCells) text += agents(setup.agents, true);  // other runs do not read them
  return text + values(setup, annotations) + actors(setup.theatre) + host_toml(setup) + schedule(setup);
}

}  // namespace

std::string identity_toml(const Scenario& scenario) {
  const Setup& setup = scenario.setup;
  const std::string head = fmt::format("rival = \"{}\"\n{}", rival_name(setup.rival), scales(setup.theatre));
  return head + content(scenario, {}) + (setup.shift_weeks > 0 ? levers("theatre.levers", setup.before, setup.theatre) : "");
}

namespace {

// `resolution`: the line of [run] that says it, or nothing.
std::string whole_text(const Scenario& scenario, const std::string& resolution) {
  const Theatre& theatre = scenario.setup.theatre;
  std::string text = fmt::format("schema = 1\nname = {}\n", quoted(scenario.name));
  if (!scenario.title.empty()) text += fmt::format("title = {}\n", quoted(scenario.title));
  if (!scenario.description.empty()) text += fmt::format("description = {}\n", quoted(scenario.description));
  text += fmt::format("order_targets = {}\ninsurgent_targets = {}\n", targets(theatre.order_targets), targets(theatre.insurgent_targets));
  text += fmt::format("\n[run]\nseed = {}\nreplicates = {}\nnoise = {}\n{}rival = \"{}\"\n", scenario.run.seed, scenario.run.replicates,
                      scenario.run.noise, resolution, rival_name(scenario.setup.rival));
  text += written_theatre(scenario.setup) + named_dates(scenario.dates);
  return text + content(scenario, scenario.annotations) + outcomes_toml(scenario.outcomes) + uncertainty_toml(scenario.uncertainty);
}

}  // namespace

std::string resolved_toml(const Scenario& scenario) {
  return whole_text(scenario, fmt::format("resolution = \"{}\"\n", resolution_name(scenario.setup.resolution)));
}

std::string open_toml(const Scenario& scenario) {
  return scenario.says_resolution ? resolved_toml(scenario) : whole_text(scenario, "") + agents(scenario.setup.agents, scenario.says_scale);
}

}  // namespace fulcrum
