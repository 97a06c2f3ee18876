#include "models/agents/agent_model.h"

#include <algorithm>
#include <cmath>

#include "models/agents/agent_series.h"
#include "models/agents/step_cells.h"
#include "models/numbers/functions.h"
#include "models/numbers/normal_quantile.h"

namespace fulcrum {

void work_alone(std::size_t tasks, const std::function<void(std::size_t)>& work) {
  for (std::size_t task = 0; task < tasks; ++task) work(task);
}

void AgentModel::initialise(const RunInput& run, const std::function<void()>& pause) {
  setup_ = run.setup;
  luck_ = run.luck;
  noise_ = run.noise;
  core_.initialise({&run, 1});
  layout_ = lay_out(*setup_);
  start_street(pause);
  start_cells();
  derive_constants();
  event_maker_.initialise(*setup_, layout_);
  const std::size_t provinces = layout_.provinces.size(), organisations = layout_.cells_of.size();
  events_.resize(provinces, organisations + 1);
  events_.clear();
  sight_.assign(provinces, {});
  groups_.assign(layout_.groups.size(), {});
  results_.assign(layout_.blocks.size(), {});
  by_group_.assign(layout_.groups.size(), {});
  by_organisation_.assign(organisations, {});
  attack_memory_.assign(layout_.groups.size(), 0.0);
  insurgent_mu_.assign(provinces, 0.0);
  insurgent_attacks_.assign(provinces, 0.0);
  log_tempo_ = 0;
  tempo_ = 1;
  record_ = {};
  for (auto* values : {&record_.fighters, &record_.joined, &record_.left, &record_.refounded, &record_.lost, &record_.own_drive})
    values->assign(organisations, 0.0);
  for (auto* values : {&record_.province_insecurity, &record_.province_segregation, &record_.province_dissimilarity,
                       &record_.province_insurgents, &record_.province_grievance})
    values->assign(provinces, 0.0);
  // Last week's numbers of cells, which seats in camps depend on.
  for (const CellGroup& group : layout_.groups) by_organisation_[group.organisation][kEligibleCells] += static_cast<double>(group.cells);
}

void AgentModel::start_street(const std::function<void()>& pause) {
  const Initial& start = setup_->initial;
  communities_.resize(layout_.communities);
  std::fill(communities_.insecurity.begin(), communities_.insecurity.end(), start.insecurity);
  std::fill(communities_.segregation.begin(), communities_.segregation.end(), start.segregation);
  provinces_.assign(layout_.provinces.size(), {});
  for (std::size_t p = 0; p < provinces_.size(); ++p) {
    provinces_[p].insurgents = start.insurgents;
    settle_sects(layout_.provinces[p], *draw_sect_shares_(layout_.provinces[p], start.segregation, luck_, pause), communities_);
    survey(layout_.provinces[p], setup_->parameters.cells.fear_half, communities_, provinces_[p]);
  }
}

namespace {

// A community of the province, by the people of the patron's sect in it; by its number where there are none.
std::size_t home_of(const ProvincePlace& province, double u, const Communities& c) {
  const auto first = c.cosect_before.begin() + static_cast<std::ptrdiff_t>(province.first_community);
  const auto last = first + static_cast<std::ptrdiff_t>(province.communities);
  if (!(*(last - 1) > 0)) return province.first_community + static_cast<std::size_t>(u * static_cast<double>(province.communities));
  return province.first_community + static_cast<std::size_t>(std::lower_bound(first, last, u * *(last - 1)) - first);
}

}  // namespace

void AgentModel::start_cells() {
  const CellParameters<double>& p = setup_->parameters.cells;
  cells_.resize(layout_.slots, noise_);
  std::vector<double> drawn(layout_.cells_of.size(), 0.0);
  for (const CellGroup& group : layout_.groups) {
    const Militia& militia = setup_->theatre.militias[group.organisation];
    const Entity organisation = entity_of(militia.name);
    for (std::size_t n = 0; n < group.cells; ++n) {
      const std::size_t i = group.begin + n;
      const auto words = draw_words(luck_, Purpose::kCellStart, {organisation.name, group.first_number + n}, -1);
      const bool sponsored = uniform_of(words[1]) < militia.sponsored_share;
      cells_.fighters[i] = p.size_min + (p.size_max - p.size_min) * uniform_of(words[0]);
      cells_.arms[i] = setup_->initial.capability;
      cells_.skill[i] = sponsored ? (p.skill_new + 1) / 2 : p.skill_new;
      cells_.status[i] = kActive;
      cells_.loyalty[i] = sponsored ? kSponsored : kRegular;
      cells_.home[i] = static_cast<std::uint32_t>(home_of(layout_.provinces[group.province], uniform_of(words[2]), communities_));
      drawn[group.organisation] += cells_.fighters[i];
    }
  }
  for (const CellGroup& group : layout_.groups) {
    const double factor = setup_->theatre.militias[group.organisation].fighters / (setup_->agents.scale * drawn[group.organisation]);
    for (std::size_t i = group.begin; i < group.begin + group.cells; ++i) cells_.fighters[i] *= factor;
  }
}

void AgentModel::derive_constants() {
  const std::vector<Militia>& militias = setup_->theatre.militias;
  std::vector<double> fighters(layout_.groups.size(), 0.0), routed(militias.size(), 0.0), of(militias.size(), 0.0);
  double met = 0, all = 0, covered = 0, cosect = 0;
  route_.assign(layout_.groups.size(), 1.0);
  for (std::size_t g = 0; g < layout_.groups.size(); ++g) {
    const CellGroup& group = layout_.groups[g];
    for (std::size_t i = group.begin; i < group.begin + group.cells; ++i) fighters[g] += cells_.fighters[i] * setup_->agents.scale;
    for (int hop = 0; hop < layout_.provinces[group.province].hops; ++hop) route_[g] *= 1 - setup_->parameters.cells.route_loss;
    met += fighters[g] * layout_.provinces[group.province].troops;
    all += fighters[g];
    routed[group.organisation] += fighters[g] * route_[g];
    of[group.organisation] += fighters[g];
  }
  for (std::size_t g = 0; g < layout_.groups.size(); ++g) {
    const std::size_t k = layout_.groups[g].organisation;
    route_[g] = routed[k] > 0 ? route_[g] * of[k] / routed[k] : 1.0;
  }
  for (const ProvincePlace& province : layout_.provinces) {
    covered += province.population * province.cosect_share * province.troops;
    cosect += province.population * province.cosect_share;
  }
  for (std::size_t p = 0; p < provinces_.size(); ++p) {
    const double troops = layout_.provinces[p].troops;
    provinces_[p].presence = met > 0 ? troops * all / met : troops;
    provinces_[p].cover = covered > 0 ? troops * cosect / covered : troops;
  }
  all_fighters_ = 0;
  double lethal = 0;
  for (const Militia& militia : militias) {
    all_fighters_ += militia.fighters;
    lethal += militia.fighters * militia.lethality;
  }
  names_.clear();
  for (const Militia& militia : militias) names_.push_back(entity_of(militia.name).name);
  lethality_.clear();
  for (const Militia& militia : militias) lethality_.push_back(lethal > 0 ? militia.lethality * all_fighters_ / lethal : 0.0);
}

void AgentModel::step(const Crew& crew) {
  core_.step_to_orders();
  set_tempo();
  set_guard();
  prepare();
  move_cells(crew);
  add_blocks();
  events_.clear();
  std::fill(communities_.hits.begin(), communities_.hits.end(), 0.0);
  if (noise_)
    draw_attacks();
  else
    expect_attacks();
  add_up();
  remember();
  tell_core();
  core_.step_rival_and_host();
  set_guard();
  const Week<double>& now = core_.now();
  const StreetMeans street = move_street(layout_, setup_->parameters,
                                         {.attacks = now.attacks,
                                          .direct = now.direct,
                                          .realigned = core_.memory().realigned,
                                          .sectarian = core_.memory().sectarian,
                                          .feuds = core_.host().feud},
                                         communities_, provinces_);
  core_.now().insurgents = street.insurgents;
  core_.now().insecurity = street.insecurity;
  core_.now().segregation = street.segregation;
  for (std::size_t p = 0; p < provinces_.size(); ++p)
    survey(layout_.provinces[p], setup_->parameters.cells.fear_half, communities_, provinces_[p]);
  record_week();
  core_.step_from_power();
}

void AgentModel::set_tempo() {
  const CellParameters<double>& p = setup_->parameters.cells;
  if (!noise_) return;
  const double e = normal_quantile(uniform_of(draw_words(luck_, Purpose::kTempo, entity_of("theatre"), core_.week())[0]));
  const double fresh = p.tempo_sd * e;
  log_tempo_ =
      core_.week() == 0 ? fresh : p.tempo_persistence * log_tempo_ + square_root(1 - p.tempo_persistence * p.tempo_persistence) * fresh;
  tempo_ = exponential(log_tempo_ - p.tempo_sd * p.tempo_sd / 2);
}

// Of this week, once attacks and host capacity are; before that, of last week.
void AgentModel::set_guard() {
  const Parameters<double>& p = setup_->parameters;
  const Week<double>& now = core_.now();
  for (std::size_t i = 0; i < provinces_.size(); ++i) {
    const double host = now.host_capacity * layout_.provinces[i].host_relative * (1 - p.insecurity.infiltration * now.attacks);
    provinces_[i].guard = clip(host + p.host.troop_protection * core_.posture().forces * provinces_[i].cover + core_.levers().surge);
  }
}

// Relative shortfall of control against what the flow would sustain; section 4.
double AgentModel::splitting(std::size_t k) const {
  const MilitiaState<double>& militia = core_.militias()[k];
  const double binding = militia.delivered * militia.kinds.hold + setup_->parameters.social.control_gain * militia.aid;
  const double sustained = setup_->theatre.militias[k].tie * binding / (binding + setup_->parameters.control.own_income);
  return sustained > 0 ? not_negative(1 - militia.control / sustained) : 0.0;
}

// Control of the organisation that the patron holds most firmly.
double AgentModel::largest_control() const {
  double largest = 0;
  for (const MilitiaState<double>& militia : core_.militias()) largest = larger(militia.control, largest);
  return largest;
}

GroupWeek AgentModel::group_week(std::size_t index) const {
  const CellGroup& group = layout_.groups[index];
  const Parameters<double>& p = setup_->parameters;
  const CellParameters<double>& c = p.cells;
  const std::size_t k = group.organisation;
  const Militia& traits = setup_->theatre.militias[k];
  const MilitiaState<double>& militia = core_.militias()[k];
  const HostInputs<double>& host = core_.host();
  const HostOfMilitia<double>& politics = host.militias[k];
  const ProvinceState& province = provinces_[group.province];
  const CellTotals& last = by_organisation_[k];
  const double vacant = not_negative(c.camp_seats * core_.now().direct * militia.share / setup_->agents.scale - last[kTrainingCells]);
  const double gap = splitting(k);
  const double uprising = 1 + c.uprising_gain * not_negative(core_.now().swing) * (traits.swing ? 1.0 : 0.0);
  GroupWeek g;
  g.hazard = c.raid_hit_rate * (core_.memory().raids * (1 - politics.shelter) * militia.kinds.losses) +
             c.host_hit_rate * province.guard * (1 - traits.host_tolerance);
  g.destroy_share = c.destroy_share;
  g.refound_rate = c.refound_rate;
  g.skill_cover = c.skill_cover;
  g.build = p.militia.build_rate * (militia.arriving + host.aid_leak * core_.levers().host_aid * politics.integration) * route_[index];
  g.decay = p.militia.decay_rate;
  g.crackdown = p.militia.crackdown_loss * core_.levers().crackdown[k] * militia.kinds.losses;
  g.offensive = p.militia.offensive_loss * core_.memory().help * militia.offensive * militia.kinds.losses +
                p.militia.crackdown_loss * core_.levers().leader_loss[k] + politics.feud;
  g.splinter_supply = c.splinter_supply;
  g.recruit_rate = c.recruit_rate;
  g.size_min = c.size_min;
  g.size_span = c.size_max - c.size_min;
  g.skill_new = c.skill_new;
  g.training_chance = clip(vacant / larger(1.0, last[kEligibleCells]));
  g.training_weeks = p.militia.training_weeks;
  g.training_gain = c.training_gain;
  g.dormant_weeks = c.dormant_weeks;
  g.leave_chance = c.split_rate * not_negative(gap - c.split_tolerance);
  g.taken_chance = c.splinter_sponsor * core_.now().direct * g.leave_chance;
  g.rejoin_chance = gap < c.split_tolerance ? 1 / p.control.adjust_weeks : 0.0;
  g.scale = setup_->agents.scale;
  const auto sponsored = [&](double control) { return control + c.sponsored_bonus * (1 - control); };
  g.obey = {militia.control, sponsored(militia.control), 0.0, sponsored(largest_control())};
  const double calmed = 1 - host.calm * politics.integration;
  g.led = core_.memory().order * traits.role * province.presence * (1 + host.coordination) * calmed;
  g.free = (1 - host.coordination) * calmed;
  g.agenda = traits.agenda;
  g.own_forces = p.militia.own_forces * core_.posture().presence * province.presence;
  g.own_insecurity = p.militia.own_insecurity;
  g.grievance = province.grievance;
  g.impulse = own_impulse(p.militia, traits.tie, 0.0,
                          {.presence = core_.posture().presence,
                           .insecurity = core_.now().insecurity,
                           .rage = militia.rage,
                           .shock = core_.now().shock,
                           .deadline = core_.now().deadline,
                           .escalation = core_.memory().own_escalation});
  g.unrestrained = (1 - core_.levers().restraint[k]) * (1 - politics.freeze);
  g.unrestrained_if_left = (1 - core_.levers().restraint[k] * (1 - c.splinter_unbound)) * (1 - politics.freeze * (1 - c.splinter_unbound));
  g.rate = c.attacks_per_index * p.militia.attack_gain * setup_->theatre.attack_scale / all_fighters_ * lethality_[k] *
           militia.kinds.effect * uprising * tempo_;
  g.echo = c.excitation * attack_memory_[index];
  return g;
}

void AgentModel::prepare() {
  const Week<double>& now = core_.now();
  for (std::size_t p = 0; p < provinces_.size(); ++p) {
    const ProvinceState& province = provinces_[p];
    const double rival = smaller(1.0, core_.posture().presence * province.presence);
    const double host = larger(0.1, clip(now.host_capacity * layout_.provinces[p].host_relative));
    sight_[p] = {{rival, larger(0.05, province.mixed), host}, {rival, province.share_cosect, host}};
  }
  for (std::size_t g = 0; g < groups_.size(); ++g) {
    if (layout_.groups[g].cells == 0) continue;
    groups_[g] = group_week(g);
    event_maker_.set_targets(layout_.groups[g].organisation, sight_[layout_.groups[g].province], groups_[g]);
  }
}

void AgentModel::move_cells(const Crew& crew) {
  constexpr std::size_t kWorthSharing = 50000;  // slots
  (layout_.slots < kWorthSharing ? work_alone : crew)(layout_.blocks.size(), [this](std::size_t b) {
    const CellBlock& block = layout_.blocks[b];
    const CellGroup& group = layout_.groups[block.group];
    const BlockInput input{.group = &groups_[block.group],
                           .luck = luck_,
                           .first = {names_[group.organisation], block.first_number},
                           .week = core_.week(),
                           .begin = block.begin,
                           .cells = block.cells,
                           .insecurity = communities_.insecurity.data(),
                           .fear = communities_.fear.data()};
    step_cells_(input, cells_, results_[b], noise_);
  });
}

// Province after province, organisation after organisation, block after block.
void AgentModel::add_blocks() {
  for (CellTotals& totals : by_group_) totals.fill(0.0);
  for (std::size_t b = 0; b < results_.size(); ++b)
    for (std::size_t t = 0; t < kCellTotals; ++t) by_group_[layout_.blocks[b].group][t] += results_[b].totals[t];
}

void AgentModel::add_up() {
  for (CellTotals& totals : by_organisation_) totals.fill(0.0);
  all_.fill(0.0);
  for (std::size_t g = 0; g < by_group_.size(); ++g)
    for (std::size_t t = 0; t < kCellTotals; ++t) by_organisation_[layout_.groups[g].organisation][t] += by_group_[g][t];
  for (const CellTotals& totals : by_organisation_)
    for (std::size_t t = 0; t < kCellTotals; ++t) all_[t] += totals[t];
}

EventMaker::Place AgentModel::place_of(std::size_t province, std::size_t organisation) const {
  const ProvincePlace& at = layout_.provinces[province];
  return {organisation < names_.size() ? group_of(names_[organisation], at) : insurgents_of(at), province, organisation};
}

// Rules 9 to 11. Attacks of a group's cells are independent Poisson numbers, and so are their sums by target: decision 0030.
void AgentModel::draw_attacks() {
  const std::size_t organisations = names_.size();
  attack_draws_.begin(event_maker_, {core_.week(), luck_, &communities_, &events_, log_});
  for (std::size_t p = 0; p < provinces_.size(); ++p) {
    for (std::size_t k = 0; k < organisations; ++k) {
      const CellTotals& totals = by_group_[p * organisations + k];
      AttackMeans means;
      std::copy_n(totals.begin() + kMeanByTarget, kTargets, means.all.begin());
      std::copy_n(totals.begin() + kKillingByTarget, kTargets, means.killing.begin());
      attack_draws_.add(place_of(p, k), means);
    }
    attack_draws_.add(place_of(p, organisations), event_maker_.insurgents_means(insurgents_lambda(p), sight_[p]));
  }
  attack_draws_.finish();
  const auto made = [&](std::size_t p, std::size_t k) {
    const double* counts = &events_.attacks[event_maker_.first_count(place_of(p, k))];
    return counts[kAtRival] + counts[kAtSect] + counts[kAtHost];
  };
  for (std::size_t p = 0; p < provinces_.size(); ++p) {
    for (std::size_t k = 0; k < organisations; ++k) by_group_[p * organisations + k][kMade] = made(p, k);
    insurgent_attacks_[p] = made(p, organisations);
  }
}

EventMaker::Attacker AgentModel::cell_attacker(const CellGroup& group, std::size_t slot) const {
  const GroupWeek& g = groups_[group.province * names_.size() + group.organisation];
  const std::uint8_t loyalty = cells_.loyalty[slot];
  const Intent<double> intent =
      intent_of<double>(g, g.obey[loyalty], static_cast<double>(loyalty), communities_.insecurity[cells_.home[slot]]);
  return {.place = place_of(group.province, group.organisation),
          .skill = cells_.skill[slot],
          .weights = event_maker_.of_cell(group.organisation, intent.led, intent.free, sight_[group.province])};
}

// The same without luck: cell by cell, shares and means.
void AgentModel::expect_attacks() {
  for (const CellGroup& group : layout_.groups)
    for (std::size_t i = group.begin; i < group.begin + group.cells; ++i)
      if (cells_.expected[i] > 0) event_maker_.expect(cell_attacker(group, i), cells_.expected[i], communities_, events_);
  for (std::size_t p = 0; p < provinces_.size(); ++p) {
    const EventMaker::Attacker insurgents{.place = place_of(p, names_.size()), .weights = event_maker_.of_insurgents(sight_[p])};
    insurgent_attacks_[p] = insurgents_lambda(p);
    event_maker_.expect(insurgents, insurgent_attacks_[p], communities_, events_);
  }
}

// Rule 10.
double AgentModel::insurgents_lambda(std::size_t province) {
  const CellParameters<double>& p = setup_->parameters.cells;
  const ProvinceState& state = provinces_[province];
  insurgent_mu_[province] = p.attacks_per_index * layout_.provinces[province].insurgent_share * state.insurgents * tempo_;
  return not_negative(insurgent_mu_[province] + p.excitation * state.insurgent_memory);
}

// Rule 12: what provinces and communities remember of the week.
void AgentModel::remember() {
  const Parameters<double>& p = setup_->parameters;
  for (std::size_t g = 0; g < by_group_.size(); ++g) {
    const CellTotals& t = by_group_[g];
    if (t[kCapability] > 0)
      attack_memory_[g] += ((t[kMade] - t[kExpected]) / t[kCapability] - attack_memory_[g]) / p.cells.excitation_weeks;
  }
  const std::size_t organisations = layout_.cells_of.size();
  for (std::size_t i = 0; i < provinces_.size(); ++i) {
    ProvinceState& state = provinces_[i];
    state.insurgent_memory += (insurgent_attacks_[i] - insurgent_mu_[i] - state.insurgent_memory) / p.cells.excitation_weeks;
    state.grievance += (p.cells.civilian_harm * core_.memory().raids - state.grievance) / p.cells.grievance_weeks;
    double attacks = 0;
    for (std::size_t k = 0; k < organisations; ++k) attacks += by_group_[i * organisations + k][kMade];
    state.provocation += (1e6 * attacks / layout_.provinces[i].population - state.provocation) / p.communities.memory_weeks;
  }
  for (std::size_t j = 0; j < layout_.communities; ++j) {
    const double people = communities_.people(j);
    const double felt = people > 0 ? 1e6 * communities_.hits[j] / people : 0;
    communities_.violence_memory[j] += (felt - communities_.violence_memory[j]) / p.communities.memory_weeks;
  }
}

void AgentModel::tell_core() {
  const auto over = [](double sum, double weight) { return weight > 0 ? sum / weight : 0.0; };
  for (std::size_t k = 0; k < by_organisation_.size(); ++k) {
    const CellTotals& t = by_organisation_[k];
    MilitiaState<double>& militia = core_.militias()[k];
    militia.capability = clip(t[kCapability] / setup_->theatre.militias[k].fighters);
    militia.act = over(t[kCapabilityAct], t[kCapability]);
    militia.own = over(t[kCapabilityOwn], t[kCapability]);
    militia.clashes = militia.rage * militia.capability;
  }
  core_.now().attacks = clip(all_[kMade] / setup_->parameters.cells.attacks_per_index);
  core_.memory().new_groups = clip(all_[kCapabilitySplinter] / all_fighters_);
}

void AgentModel::record_week() {
  const auto over = [](double sum, double weight) { return weight > 0 ? sum / weight : 0.0; };
  const double scale = setup_->agents.scale;
  for (std::size_t k = 0; k < by_organisation_.size(); ++k) {
    const CellTotals& t = by_organisation_[k];
    record_.fighters[k] = scale * t[kFighters];
    record_.joined[k] = scale * t[kJoined];
    record_.left[k] = scale * t[kLeft];
    record_.refounded[k] = scale * t[kRefounded] * setup_->parameters.cells.size_min;
    record_.lost[k] = scale * t[kLost];
    record_.own_drive[k] = core_.militias()[k].own;
  }
  record_.cells = {scale * all_[kActiveCells], scale * all_[kTrainingCells], scale * all_[kDormantCells], scale * all_[kDestroyedCells]};
  record_.own_agenda = over(all_[kCapabilityOwn], all_[kCapability]);
  record_.freelance_share = over(all_[kCapabilityFree], all_[kCapabilityAct]);
  record_.effective_control = over(all_[kFightersObey], all_[kFighters]);
  record_.splinter_share = over(all_[kFightersSplinter], all_[kFighters]);
  record_.splinter_capability = all_[kCapabilitySplinter] / all_fighters_;
  record_.mean_skill = over(all_[kSkill], all_[kActiveCells] + all_[kTrainingCells] + all_[kDormantCells]);
  for (std::size_t i = 0; i < provinces_.size(); ++i) {
    const ProvincePlace& province = layout_.provinces[i];
    double separation = 0, people = 0, apart = 0, cosect = 0, others = 0;
    const std::size_t from = province.first_community, to = from + province.communities;
    for (std::size_t j = from; j < to; ++j) {
      cosect += communities_.cosect[j];
      others += communities_.others[j];
      separation += communities_.people(j) * communities_.segregation[j];
    }
    people = cosect + others;
    if (cosect > 0 && others > 0)
      for (std::size_t j = from; j < to; ++j) apart += std::abs(communities_.cosect[j] / cosect - communities_.others[j] / others);
    record_.province_insecurity[i] = provinces_[i].mean_insecurity;
    record_.province_segregation[i] = separation / people;
    record_.province_dissimilarity[i] = apart / 2;
    record_.province_insurgents[i] = provinces_[i].insurgents;
    record_.province_grievance[i] = provinces_[i].grievance;
  }
}

const double* AgentModel::locate(const Column& column) {
  const auto e = static_cast<std::size_t>(column.entity);
  switch (agent_series_of(column.series->id)) {
    case kAgentSeries_attacks_count:
      return &events_.attacks[e];
    case kAgentSeries_killed:
      return &events_.killed[e];
    case kAgentSeries_cells:
      return &record_.cells[e];
    case kAgentSeries_fighters:
      return &record_.fighters[e];
    case kAgentSeries_joined:
      return &record_.joined[e];
    case kAgentSeries_left:
      return &record_.left[e];
    case kAgentSeries_refounded:
      return &record_.refounded[e];
    case kAgentSeries_lost:
      return &record_.lost[e];
    case kAgentSeries_own_drive:
      return &record_.own_drive[e];
    case kAgentSeries_own_agenda:
      return &record_.own_agenda;
    case kAgentSeries_freelance_share:
      return &record_.freelance_share;
    case kAgentSeries_effective_control:
      return &record_.effective_control;
    case kAgentSeries_splinter_share:
      return &record_.splinter_share;
    case kAgentSeries_splinter_capability:
      return &record_.splinter_capability;
    case kAgentSeries_mean_skill:
      return &record_.mean_skill;
    case kAgentSeries_province_insecurity:
      return &record_.province_insecurity[e];
    case kAgentSeries_province_segregation:
      return &record_.province_segregation[e];
    case kAgentSeries_province_dissimilarity:
      return &record_.province_dissimilarity[e];
    case kAgentSeries_province_insurgents:
      return &record_.province_insurgents[e];
    case kAgentSeries_province_grievance:
      return &record_.province_grievance[e];
    default:
      return core_.locate(column);
  }
}

}  // namespace fulcrum
