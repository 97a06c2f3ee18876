"""Steps 1 to 18 of the core model, second edition: the equations in the order of the specification and with its symbols.

y is the state, u the levers, p the parameters, w what only this week has, h what the host side handed over at the end of last
week (second_host.handed_over; neutral where a theatre has none of its tables). Labels E1 to E12 are those of the specification;
steps that the second edition leaves alone are the first edition's. e(purpose) is a standard normal draw, 0 with noise off.
"""

import math
from types import SimpleNamespace

from core_reference import clip, front_of_arms, level_of_direct, mean_of_fronts, sigma, softmax, threat_seen


def step_1_posture(y, u, p, w, adaptive):
    """E10: what the levers leave to an adaptive rival, it sets by its posture."""
    w.forces, w.talk, w.words, w.K, w.s = u.forces, u.communication, u.rhetoric, u.coercive_threat, u.strikes
    if adaptive:
        w.forces = u.forces * y.p_F
        w.talk = u.communication + y.p_E * max(0.0, p.posture.talk - u.communication)
        w.words = u.rhetoric * (1 - p.posture.softer * y.p_E)
        w.K, w.s = max(u.coercive_threat, y.p_K), max(u.strikes, y.p_S)
        y.p_S = 0.0


def step_2_channel(y, u, p, w, h):
    """E4: a threat that can be averted alarms less. Intermediaries add to deniability (second.md, 2)."""
    w.deniability = u.deniability if h.openness is None else 1 - (1 - u.deniability) * h.openness
    w.violation = clip((y.D * (1 - w.deniability * (1 - y.proof)) - u.demand) / p.cost.demand_width)
    w.K_a = w.K * (1 - p.cost.conditional * y.C * (1 - w.violation))
    y.C = clip(y.C + (w.talk * (1 - p.channel.damage * max(w.K_a, w.s) * (1 - y.C)) - y.C) / p.channel.weeks)


def step_4_rivals_reaction(y, u, p, w, h, theatre):
    """E1, E8: presence, and what politics (relation) and law (ceiling) leave of it."""
    reference = theatre["presence_reference"]
    alarm = max(0.0, y.TR - p.rival.reaction_threshold) * (1 - y.C)
    w.Rh = clip(w.words + p.rival.rhetoric_reaction * alarm)
    F = clip(w.forces + p.rival.forces_reaction * reference * alarm, 0, 1.5)
    if F * (1 - h.relation) > reference * (p.host.consent_cap * (1 - h.relation) + h.relation):
        F = reference * (p.host.consent_cap + h.relation / (1 - h.relation))
    w.F = F * h.ceiling
    w.F_presence = clip(w.F / reference, 0, 1.5)
    w.E = clip(w.F + p.threat.reach_weight * u.reach, 0, 1.5)


def belief(y, u, p, w, e):
    """E3: log-odds that the rival is aggressive."""
    b, X = p.belief, u.accommodation
    flow = u.arms_offensive + u.arms_defensive
    a_o, a_d = (u.arms_offensive / flow, 1 - u.arms_offensive / flow) if flow != 0 else (0.0, 0.0)
    heard = b.deafness + (1 - b.deafness) * y.C
    signal = (b.words * w.Rh + b.arms * a_o + b.deeds * clip(w.K_a * (1 - y.C) + max(w.s, y.shock))
              - heard * (b.words * X + b.arms * a_d))
    y.b += (b.gain * (signal - b.threshold) + b.noise_sd * e("belief") - y.b) / b.weeks
    w.hostile = sigma(y.b)


def step_5_threat_fronts(y, u, p, w, structure, e):
    belief(y, u, p, w, e)
    s, Z, g = w.s, u.raids, p.threat.rhetoric_gain
    w.x_F = clip(w.E * (1 + g * w.Rh) / (1 + g)
                 + p.threat.coercion_alarm * (w.K_a * (1 - y.C) + s * (1 - p.threat.strike_talk * y.C))
                 + p.threat.raid_alarm * Z * (1 - y.C))

    offensive, defensive = sum(y.stock_offensive), sum(y.stock_defensive)
    w.x_A = front_of_arms(offensive + p.threat.defensive_misread * (1 - y.C) * defensive, u, p)
    w.x_V = clip(y.V * (p.threat.state_offset - y.S))
    w.threat = clip(mean_of_fronts(w, p, w.x_A, structure["fronts"]) * (1 + p.threat.isolation_bias * (1 - y.C))
                    * (1 + p.threat.belief_gain * (2 * w.hostile - 1)))
    w.threat_objective = clip(mean_of_fronts(w, p, front_of_arms(offensive, u, p), structure["fronts"]))


def step_6_perceived_threat(y, p, w, structure, e):
    """E2: misreadings persist."""
    rho = p.perception.noise_persistence
    seen, rate = threat_seen(y, p, w, structure)
    y.mood = rho * y.mood + math.sqrt(1 - rho * rho) * p.perception.noise_sd * e("perception")
    y.T = clip(y.T + rate * (seen + y.mood - y.T))
    w.misperception = y.T - w.threat_objective


def balance_seen(y, p, e):
    """E2: powers as the patron sees them."""
    n = p.perception
    if n.power_weeks == 0:
        return y.balance
    y.W_seen += (y.W * (1 - n.power_bias * y.unanswered + n.power_noise_sd * e("power")) - y.W_seen) / n.power_weeks
    y.Q_seen += (y.Q - y.Q_seen) / n.power_weeks
    return y.Q_seen / (y.Q_seen + y.W_seen)


def step_7_motive(y, u, p, w, e):
    m, X = p.motive, u.accommodation
    w.balance_seen = balance_seen(y, p, e)
    if y.presence_memory is None:
        y.presence_memory = w.F_presence
    w.containment = clip(p.containment.isolation * (1 - y.C) + p.containment.rhetoric * w.Rh + p.containment.arms * w.x_A
                         + p.containment.coalition * u.coalition)
    w.need = clip(m.forces_need * w.E * (1 - m.accommodation_relief * X) + m.containment_need * w.containment * (1 - X)
                  + m.power_need * max(0.0, 1 - 2 * w.balance_seen))
    w.opportunity = clip(u.perceived_decline + m.balance_gain * (w.balance_seen - y.balance_0)
                         + m.drawdown_gain * max(0.0, y.presence_memory - w.F_presence)
                         + m.absence_opportunity * max(0.0, 1 - w.F_presence)
                         + m.accommodation_opening * X + m.commitment_gap * (0.5 - u.commitment) + m.talk_weakness * y.C
                         + m.emboldenment * y.unanswered + m.resolve_gap * (0.5 - y.R))
    y.presence_memory += (w.F_presence - y.presence_memory) / 52
    y.B += m.rate * (clip(m.weight_need * w.need + m.weight_opportunity * w.opportunity + m.floor * (1 + u.ardour)) - y.B)


def step_8_expected_cost(y, u, p, w):
    """E4, E5: conditional cost, credibility, evidence."""
    c, K, s = p.cost, w.K, w.s
    w.ev = clip(u.evidence * (1 + p.evidence.endogenous * (y.proof - 0.5)))
    w.credibility = (w.ev * (y.C + c.silent_credibility * (1 - y.C)) * (1 - c.bluff * K * y.unanswered)
                     * clip(1 + c.reach_gain * (u.reach - 0.3) + c.resolve_gain * (y.R - 0.5)
                            + c.record_gain * (y.record - 0.5), 0, 2)
                     * (1 - c.counter_gain * y.counter))
    bound = 1 - c.conditional * (1 - w.violation)
    y.sanctions_memory += (u.sanctions - y.sanctions_memory) / c.sanctions_memory_weeks
    mechanism = u.denial + c.punishment_factor * (1 - u.denial)
    w.EC = (mechanism * w.credibility * (K * bound * (1 + c.joint_action * u.coalition) + c.strike_weight * s)
            + c.sanctions_weight * y.sanctions_memory * (c.untailored + (1 - c.untailored) * w.ev * y.C * bound)
            + c.exposure * w.ev * y.C * bound) * (1 - c.ardour_relief * u.ardour)
    y.record += c.record_rate * K * (w.violation * max(s, y.shock) + (1 - w.violation) * 0.5 - y.record)


def deadline_of_week(t, deadlines, weights, u, p):
    """E6: the largest over the deadlines known and not yet past, by the weights that motions have left."""
    pull = max((weight * math.exp((t - d["week"]) / p.deadline.horizon_weeks)
                for d, weight in zip(deadlines, weights) if d["known"] <= t <= d["week"]), default=0.0)
    return pull * (1 - u.commitment)


def step_9_direct_wanted(y, u, p, w, h, structure, t):
    d = p.direct
    w.deadline = deadline_of_week(t, h.deadlines, h.deadline_weights, u, p)
    w.iota = u.inducement * (1 - p.indirect.inducement_channel * (1 - y.C))
    w.z_intercept, w.z_threat, w.z_motive = d.intercept, d.threat_gain * y.T, d.motive_gain * y.B
    w.z_interaction, w.z_decision = d.interaction_gain * y.T * y.B, d.decision_gain * u.decision
    w.z_ardour, w.z_lock_in, w.z_cost = d.ardour_gain * u.ardour, -y.lock_in, -d.cost_gain * w.EC
    w.z_deadline = d.deadline_gain * w.deadline
    z = (w.z_intercept + w.z_threat + w.z_motive + w.z_interaction + w.z_decision + w.z_ardour + w.z_lock_in
         + w.z_deadline)
    w.D_free = level_of_direct(z, d, structure["direct"])
    w.D_cost = level_of_direct(z + w.z_cost, d, structure["direct"])
    w.deterred = w.D_free - w.D_cost
    w.D_star = clip(w.D_cost + d.local_funds * max(0.0, y.I - p.indirect.floor) * (1 - w.iota))


def step_10_indirect_wanted(y, u, p, w):
    i, iota = p.indirect, w.iota
    w.i_response = sigma(i.intercept + i.motive_gain * y.B + i.threat_gain * y.T + i.deadline_gain * w.deadline)
    w.i_substitution = i.substitution * w.deterred * (1 + i.inducement_gain * iota)
    w.i_release = i.release * (1 - w.x_V)
    w.i_pull = i.inducement_pull * iota
    w.i_host_opening = i.host_opening * u.host_aid
    w.I_star = clip(i.floor + i.span * (w.i_response + w.i_substitution + w.i_release + w.i_pull) + w.i_host_opening)


def step_11_adjustment(y, p, w):
    y.D += (w.D_star - y.D) / p.direct.adjust_weeks
    y.I += (w.I_star - y.I) / p.indirect.adjust_weeks
    w.reach_in = clip((y.I - p.indirect.floor) / p.indirect.span)
    y.lock_in += p.indirect.lock_in_rate * w.iota * w.reach_in - p.indirect.lock_in_decay * y.lock_in


CUTS = {"arms": "arms_cut", "training": "training_cut", "funding": "funds_cut", "sanctuary": "sanctuary_cut"}
KINDS = ("arms", "training", "funding", "intelligence", "sanctuary", "advisers", "political")


def kinds_at_start(case):
    """Mix of each militia, what is usual in the theatre, and how much of indirect support reaches each: data of a run."""
    militias, recipients = case["militias"], case["recipients"]
    named = [k for k in militias if k.get("vehicles")]
    fighters = sum(k["fighters"] for k in named)
    usual = {kind: sum(k["vehicles"].get(kind, 0.0) * k["fighters"] / fighters for k in named) if named else 0.0 for kind in KINDS}
    return [SimpleNamespace(mix={kind: k["vehicles"].get(kind, 0.0) for kind in KINDS} if k.get("vehicles") else None, usual=usual,
                            social=len(recipients) * sum(r["share"] for r in recipients if r.get("militia") == k["name"]))
            for k in militias]


def kinds_of_week(y, u, p, kinds):
    """(12.b) to (12.e) for each militia; neutral where it names no vehicles and receives nothing."""
    found = []
    for k in kinds:
        now = SimpleNamespace(arrives=1.0, worth=1.0, hold=1.0, effect=1.0, losses=1.0, pull=0.0, aid=k.social * y.I)
        if k.mix is not None:
            left = {kind: share * (1 - (getattr(u, CUTS[kind], 0.0) if kind in CUTS else 0.0)) for kind, share in k.mix.items()}
            more = {kind: left[kind] - k.usual[kind] for kind in KINDS}
            g = p.kinds
            now.arrives = 1 - sum(k.mix[kind] * getattr(u, cut, 0.0) for kind, cut in CUTS.items())
            now.worth = max(0.0, 1 + g.arms_build * more["arms"] + g.training_build * more["training"])
            now.hold = max(0.0, 1 + g.funding_control * more["funding"] + g.advisers_control * more["advisers"])
            now.effect = max(0.0, 1 + g.arms_lethality * more["arms"] + g.training_lethality * more["training"]
                             + g.intelligence_hits * more["intelligence"])
            now.losses = max(0.0, 1 - g.sanctuary_cover * more["sanctuary"])
            now.pull = g.political_pull * more["political"]
        if k.social:
            now.losses *= 1 - p.social.cover * clip(now.aid)
        found.append(now)
    return found


def step_12_allocation(y, u, p, w, h, militias, kinds):
    """E7: delivery capacity; intermediaries train. Kinds of support: what is cut, and what is delivered is worth."""
    c = p.capacity
    w.kinds = kinds_of_week(y, u, p, kinds)
    y.Y = clip(y.Y + c.rebuild_rate * (1 - y.Y) - (c.denial_loss * u.denial * w.s + c.interdiction_loss * u.interdiction) * y.Y)
    share = softmax([p.militia.allocation_sharpness * (k["tie"] * kappa + k["fit"]) for k, kappa in zip(militias, y.kappa)])
    w.delivered = [y.D * share_k * len(militias) * (1 - u.interdiction) * y.Y * (1 + p.intermediary.skill * trained) * kind.arrives
                   for share_k, trained, kind in zip(share, h.trained, w.kinds)]
    built = [delivered * kind.worth for delivered, kind in zip(w.delivered, w.kinds)]
    if y.training_line is None:
        y.training_line = [built] * p.militia.training_weeks
    y.training_line.append(built)
    w.arriving = y.training_line.pop(0)


def step_13_control(y, u, p, w, militias):
    """E8: the loss of one organisation's leader."""
    c = p.control
    for k, data in enumerate(militias):
        kappa = y.kappa[k] * (1 - c.commander_loss * u.commander_loss) * (1 - c.commander_loss * u.commander_loss_by[k])
        binding = w.delivered[k] * w.kinds[k].hold + (p.social.control_gain * w.kinds[k].aid if w.kinds[k].aid else 0.0)
        dep = binding / (binding + c.own_income)
        y.kappa[k] = clip(kappa + (data["tie"] * dep - kappa) / c.adjust_weeks)


def shares_of_fighters(militias):
    """w_k: proportional to fighters times lethality, summing to 1."""
    weight = [data["fighters"] * data["lethality"] for data in militias]
    total = sum(weight)
    return [weight_k / total for weight_k in weight]


def orders_and_raids(y, u, p, w, h):
    """E8, E11: shock, order, effective raids, and who helps an offensive of the host."""
    m, Z = p.militia, u.raids
    y.shock = clip(y.shock * (1 - 1 / p.swing.shock_memory_weeks) + w.s + u.commander_loss)
    w.plain = (m.order_base + m.order_threat * y.T + m.order_decision * max(u.decision, w.deadline) + m.order_shock * y.shock
               - m.order_cost * w.EC)
    w.order = clip(w.plain + p.course.escalation * (y.course == "mdcoa_patron") + p.course.low_level * (y.course == "mlcoa"))
    ground = 1.0 if h.has_blocs else 1 - p.host.consent * y.dependence
    w.raids = Z * ground * h.consent * (1 - p.host.raid_forces * (1 - clip(w.F_presence + max(0.0, u.surge))))
    w.help = clip(y.S * (1 - h.shadow_state) + m.offensive_help * w.F_presence)


def capability_of(k, y, u, p, w, h):
    """M_k: what arrives and leaks in, what raids, crackdowns, offensives, captures and feuds take."""
    m, M = p.militia, y.M[k]
    return clip(M + m.build_rate * (w.arriving[k] + p.integration.aid_leak * u.host_aid * h.q[k]) * (1 - M)
                - m.decay_rate * M * (1 + m.raid_loss * (w.raids * (1 - h.shelter[k]) * w.kinds[k].losses))
                - m.crackdown_loss * (u.crackdown[k] * w.kinds[k].losses) * M
                - (m.offensive_loss * w.help * (w.offensive[k] * w.kinds[k].losses) + m.crackdown_loss * u.commander_loss_by[k]) * M
                - p.front.feud_loss * h.feud_k[k] * M)


def own_drive_of(k, tie, agenda, y, u, p, w, h):
    """own_k: agenda, rage, revenge for a commander, hunt for credit, a militia's own dangerous course."""
    m = p.militia
    return (clip(agenda * clip(m.own_forces * w.F_presence + m.own_insecurity * y.V) + m.rage_gain * y.rage[k]
                 + m.own_shock * tie * y.shock + m.own_credit * w.deadline
                 + p.course.escalation * (y.course == "mdcoa_militia"))
            * (1 - u.restraint[k]) * (1 - h.freeze[k]))


def step_14_attacks(y, u, p, w, h, militias, theatre):
    m, n = p.militia, len(militias)
    orders_and_raids(y, u, p, w, h)
    w.share = shares_of_fighters(militias)
    w.planned = [max(h.pi_offensive * h.foe[k], u.host_offensive[k]) for k in range(n)]
    w.offensive = [w.planned[k] * h.stamina * (1 - h.shelter[k]) for k in range(n)]
    w.act, w.clashes, w.own = [], [], []
    for k, data in enumerate(militias):
        y.M[k] = capability_of(k, y, u, p, w, h)
        y.rage[k] = (y.rage[k] * (1 - 1 / m.rage_weeks) + u.crackdown[k] + u.commander_loss_by[k]
                     + m.host_rage * (1 - h.any * u.amnesty) * w.offensive[k])
        own = own_drive_of(k, data["tie"], data["agenda"], y, u, p, w, h)
        w.own.append(own)
        w.act.append((y.kappa[k] * w.order * data["role"] * (1 + h.c) + (1 - y.kappa[k]) * own * (1 - h.c))
                     * (1 - p.integration.calm * h.q[k]))
        w.clashes.append(y.rage[k] * y.M[k])
    w.A = clip(m.attack_gain * theatre["attack_scale"] * sum(w.share[k] * y.M[k] * w.act[k] * w.kinds[k].effect
                                                               for k in range(n)))
    y.counter = clip(w.F_presence * sum(w.share[k] * y.M[k] * y.kappa[k] for k in range(n)))


def step_15_rivals_threat(y, u, p, w, h):
    """E5: proof grows by captures and sophisticated attacks, and fades."""
    r, v = p.rival, p.evidence
    y.TR += r.rate * (clip(r.attack_alarm * w.A + r.influence_alarm * y.I * (1 - y.C) + r.floor) - y.TR)
    y.unanswered += (w.A * (1 - clip(w.s + u.raids)) - y.unanswered) / r.unanswered_weeks
    taken = sum(u.commander_loss_by) + h.any * u.intermediary_loss
    y.proof = clip(y.proof - y.proof / v.weeks + v.capture * (w.raids + taken)
                   + v.sophistication * y.D * w.A * (1 - w.deniability))


def step_16_host_and_street(y, u, p, w, h):
    v, n, A = p.insecurity, p.insurgents, w.A
    recruits = sum(share * q * M for share, q, M in zip(w.share, h.q, y.M))
    y.S = clip(y.S + p.host.growth * (u.host_aid + recruits) * (1 - y.S) - p.host.erosion * A * y.S - h.capacity_cost * y.S)
    y.realigned += n.realignment_rate * max(0.0, u.surge) * (1 - y.realigned)
    y.sect_memory = y.sect_memory * (1 - 1 / v.shock_weeks) + u.sectarian_shock
    guard = clip(y.S * (1 - v.infiltration * A) + p.host.troop_protection * w.F + u.surge)
    y.N += n.rate * (clip(n.base * (1 - n.realignment * y.realigned) + n.militia_provocation * A - n.protection_loss * guard)
                     - y.N)
    y.V += v.rate * (clip(v.base + v.violence_gain * (y.N + A + h.feud) / 2 - v.protection_gain * guard
                          - v.segregation_relief * y.q + v.patron_agitation * y.D
                          + v.shock_gain * y.sect_memory * (1 - y.q), v.minimum, 1) - y.V)
    y.q += v.segregation_rate * y.V * (1 - y.q)


def burden(y, u, p, w):
    b, F = p.burden, w.F
    w.burden_presence, w.burden_attrition = b.presence * F, b.attrition * F * w.A
    w.burden_raids, w.burden_strikes, w.burden_host_aid = b.raids * u.raids, b.strikes * w.s, b.host_aid * u.host_aid
    w.burden_sanctions, w.burden_reach = b.sanctions * u.sanctions, b.reach * u.reach
    w.burden_rhetoric = b.rhetoric * (1 - y.C) * w.Rh
    w.burden = (w.burden_presence + w.burden_attrition + w.burden_raids + w.burden_strikes + w.burden_host_aid
                + w.burden_sanctions + w.burden_reach + w.burden_rhetoric)
    y.burden_total += w.burden / 52


def step_17_power(y, u, p, w, h):
    """E9: resolve, after the balance."""
    o, r = p.power, p.resolve
    y.dependence += o.dependence_rate * (w.reach_in - y.dependence)
    burden(y, u, p, w)
    y.W = clip(y.W + o.recovery * (1 - y.W) - o.drain * w.burden * y.W, 1e-6, 1)
    y.Q = clip(y.Q + o.growth * y.Q * (1 - y.Q) * (1 - o.containment_drag * w.containment)
               + o.dependence_gain * y.dependence * (1 - y.Q) - o.sanctions_drag * y.sanctions_memory * y.Q, 1e-6, 1)
    y.balance = y.Q / (y.Q + y.W)
    w.turnout = clip(u.march * (1 + max(0.0, y.z)) / 2) if h.turnout is None else h.turnout
    y.R += r.rate * (clip(r.base - r.loss_gain * w.F_presence * w.A * (1 + r.election_gain * u.election)
                          - r.burden_gain * w.burden - r.turnout_gain * w.turnout + r.success_gain * (0.5 - y.V)) - y.R)


def step_18_swing_and_confrontation(y, p, w):
    g, c = p.swing, p.confrontation
    y.z += g.rate * (math.tanh(g.offset + g.shock_pull * y.shock - g.influence_push * (y.I - p.indirect.floor)
                               + g.forces_pull * w.F_presence) - y.z)
    w.tightness = math.sqrt(y.T * y.TR)
    w.confrontation_hazard = c.base_per_week * math.exp(c.tightness_gain * w.tightness + c.strike_gain * w.s)
