// The host side of a scenario as TOML text with everything in force.
#include <fmt/core.h>

#include "scenarios/input/toml_text.h"
#include "scenarios/readers/host_reader.h"
#include "scenarios/readers/host_tables.h"

namespace fulcrum {

namespace {

template <class Actor, std::size_t N>
std::string numbers_text(const ActorNumber<Actor> (&numbers)[N], const Actor& actor) {
  std::string text;
  for (const ActorNumber<Actor>& number : numbers) text += fmt::format("{} = {}\n", number.name, float_text(actor.*number.in));
  return text;
}

class HostText {
 public:
  explicit HostText(const Setup& setup) : setup_(setup), militias_(setup.theatre.militia_names()) {}

  std::string actors() const {
    const HostActors& host = setup_.theatre.host;
    std::string text;
    if (!host.blocs.empty()) text += fmt::format("\n[parliament]\nquorum = {}\n", float_text(host.quorum));
    if (host.government) text += "\n[government]\n" + numbers_text(kGovernmentNumbers, *host.government);
    for (const Bloc& bloc : host.blocs) text += bloc_text(bloc);
    for (const Organiser& organiser : host.organisers) text += organiser_text(organiser);
    for (const Rivalry& r : host.rivalries)
      text += fmt::format("\n[[rivalry]]\na = {}\nb = {}\nlevel = {}\n", militia(r.a), militia(r.b), float_text(r.level));
    for (const Intermediary& m : host.intermediaries)
      text += fmt::format("\n[[intermediary]]\nname = {}\n{}training = {}\n", quoted(m.name), numbers_text(kIntermediaryNumbers, m),
                          by_militia(m.training));
    return text;
  }

  std::string agenda() const {
    std::string text;
    for (const Motion& m : setup_.agenda.motions)
      text +=
          fmt::format("\n[[motion]]\nname = {}\nat = {}\nkind = \"{}\"\nbinding = {}\nweeks = {}\ncost = {}\nsize = {}\n", quoted(m.name),
                      m.week, kMotionKinds[static_cast<std::size_t>(m.kind)], m.binding, m.weeks, float_text(m.cost), float_text(m.size));
    for (const HostElection& e : setup_.agenda.elections)
      text += fmt::format("\n[[host_election]]\nname = {}\nat = {}\nlevel = \"{}\"\n", quoted(e.name), e.week,
                          e.local ? "local" : "parliament");
    return text;
  }

  // Those that are not zero: a militia that is not named starts from it.
  std::string by_militia(const std::vector<double>& values) const {
    std::string text;
    for (std::size_t k = 0; k < values.size(); ++k)
      if (values[k] != 0) text += fmt::format("{}{} = {}", text.empty() ? "" : ", ", militias_[k], float_text(values[k]));
    return text.empty() ? "{}" : "{ " + text + " }";
  }

 private:
  std::string militia(int k) const { return quoted(militias_[static_cast<std::size_t>(k)]); }

  std::string bloc_text(const Bloc& bloc) const {
    std::string organisations;
    for (const int k : bloc.organisations) organisations += (organisations.empty() ? "" : ", ") + militia(k);
    std::string text =
        fmt::format("\n[[bloc]]\nname = {}\n{}organisations = [{}]\n", quoted(bloc.name), numbers_text(kBlocNumbers, bloc), organisations);
    if (bloc.recipient >= 0)
      text += fmt::format("recipient = {}\n", quoted(setup_.theatre.recipients[static_cast<std::size_t>(bloc.recipient)].name));
    return text;
  }

  std::string organiser_text(const Organiser& organiser) const {
    std::string text = fmt::format("\n[[organiser]]\nname = {}\ncalled = {}\n{}", quoted(organiser.name), organiser.called,
                                   numbers_text(kOrganiserNumbers, organiser));
    if (organiser.organisation >= 0) text += fmt::format("organisation = {}\n", militia(organiser.organisation));
    return text;
  }

  const Setup& setup_;
  std::vector<std::string> militias_;
};

}  // namespace

std::string host_toml(const Setup& setup) {
  const HostText text(setup);
  return text.actors() + text.agenda();
}

std::string host_initial_toml(const Setup& setup) {
  const HostText text(setup);
  std::string lines;
  if (!setup.agenda.integration.empty()) lines += fmt::format("integration = {}\n", text.by_militia(setup.agenda.integration));
  if (!setup.agenda.freeze.empty()) lines += fmt::format("freeze = {}\n", text.by_militia(setup.agenda.freeze));
  return lines;
}

}  // namespace fulcrum
