"""An independent reference of the core model: steps 1 to 18 and 20 of the specification, noise off, standard library only.

Written from the specification (docs/model.md), not from the program, so that the two can be compared. Every quantity is an IEEE
double; equations stand in the order of the specification and carry its symbols. Step 19 (course of action) is left out: with
noise off the course stays restraint and changes nothing.

    case = new_case(weeks=208, levers={"communication": 0.8})
    rows = run(case)                                   # one dict a week: {"direct": ..., "capability": {"badr": ...}, ...}
"""

import math
from types import SimpleNamespace

from declarations import ALL_BY_NEIGHBOUR, CORE, LEVERS
from schedules import lever_lines, levers_of_week


# ----------------------------------------------------------------------------------------------------------------- arithmetic

def clip(x, low=0.0, high=1.0):
    """x, but not below low nor above high."""
    return low if x < low else high if x > high else x


def sigma(x):
    """The logistic function, written so that exp never overflows."""
    if x >= 0:
        return 1 / (1 + math.exp(-x))
    return math.exp(x) / (1 + math.exp(x))


def softmax(x):
    """Shares proportional to exp(x)."""
    top = max(x)
    e = [math.exp(x_k - top) for x_k in x]
    total = math.fsum(e)
    return [e_k / total for e_k in e]


# -------------------------------------------------------------------------------------------------------------- state at start

def parameter_groups(case):
    """The parameters as groups: p.threat.weight_forces."""
    groups = {}
    for key, value in case["parameters"].items():
        group, name = key.split(".")
        groups.setdefault(group, {})[name] = value
    return SimpleNamespace(**{group: SimpleNamespace(**values) for group, values in groups.items()})


def initial_state(case):
    """y: what one week hands to the next."""
    i = SimpleNamespace(**case["initial"])
    n = len(case["militias"])
    return SimpleNamespace(
        C=i.channel, D=i.direct, I=i.indirect, T=i.perceived_threat, B=i.motive, TR=i.rival_threat,
        stock_offensive=[i.arms_offensive * j["arms_share"] for j in case["neighbours"]],
        stock_defensive=[i.arms_defensive * j["arms_share"] for j in case["neighbours"]],
        W=i.rival_power, Q=i.patron_power, balance=i.patron_power / (i.patron_power + i.rival_power),
        balance_0=i.patron_power / (i.patron_power + i.rival_power),
        dependence=i.dependence, V=i.insecurity, S=i.host_capacity, q=i.segregation, N=i.insurgents,
        M=[i.capability] * n, kappa=[i.control] * n, rage=[0.0] * n,
        sanctions_memory=0.0, lock_in=0.0, z=0.0, shock=0.0, unanswered=0.0, realigned=0.0, sect_memory=0.0,
        burden_total=0.0,
        threat_line=None, forces_memory=None, training_line=None,  # start at the values of the first week
    )


# ------------------------------------------------------------------------------------- steps 2 to 18; y state, w this week only

def step_2_channel(y, u, p):
    K, s = u.coercive_threat, u.strikes
    y.C = clip(y.C + (u.communication * (1 - p.channel.damage * max(K, s) * (1 - y.C)) - y.C) / p.channel.weeks)


def step_3_arms(y, u, p, neighbours):
    for j, neighbour in enumerate(neighbours):
        share = neighbour["arms_share"]
        y.stock_offensive[j] += u.arms_offensive * share / 52 - p.arms.decay_per_year * y.stock_offensive[j] / 52
        y.stock_defensive[j] += u.arms_defensive * share / 52 - p.arms.decay_per_year * y.stock_defensive[j] / 52


def step_4_rivals_reaction(y, u, p, w):
    alarm = max(0.0, y.TR - p.rival.reaction_threshold) * (1 - y.C)
    w.Rh = clip(u.rhetoric + p.rival.rhetoric_reaction * alarm)
    w.F = clip(u.forces + p.rival.forces_reaction * alarm, 0, 1.5)
    w.E = clip(w.F + p.threat.reach_weight * u.reach, 0, 1.5)


def mean_of_fronts(w, p, x_A, form):
    """mean(x) of step 5 and its alternatives of section 9."""
    fronts = [(p.threat.weight_forces, w.x_F), (p.threat.weight_arms, x_A), (p.threat.weight_insecurity, w.x_V)]
    total = sum(weight for weight, _ in fronts)
    if form == "additive":
        return sum(weight * x for weight, x in fronts) / total
    if form == "multiplicative":
        return math.prod(x ** (weight / total) for weight, x in fronts if weight > 0)
    return max(x for weight, x in fronts if weight > 0)


def front_of_arms(a, u, p):
    """front(a) of step 5: the threat of a stock of arms [bn USD]."""
    return clip(a / (a + p.threat.arms_half) * (1 + p.threat.coalition_alarm * u.coalition)
                * (1 - p.threat.framework_relief * u.framework))


def step_5_threat_fronts(y, u, p, w, structure):
    K, s, Z, g = u.coercive_threat, u.strikes, u.raids, p.threat.rhetoric_gain
    w.x_F = clip(w.E * (1 + g * w.Rh) / (1 + g)
                 + p.threat.coercion_alarm * (K * (1 - y.C) + s * (1 - p.threat.strike_talk * y.C))
                 + p.threat.raid_alarm * Z * (1 - y.C))

    offensive, defensive = sum(y.stock_offensive), sum(y.stock_defensive)
    w.x_A = front_of_arms(offensive + p.threat.defensive_misread * (1 - y.C) * defensive, u, p)
    w.x_V = clip(y.V * (p.threat.state_offset - y.S))
    w.threat = clip(mean_of_fronts(w, p, w.x_A, structure["fronts"]) * (1 + p.threat.isolation_bias * (1 - y.C)))
    w.threat_objective = clip(mean_of_fronts(w, p, front_of_arms(offensive, u, p), structure["fronts"]))


def threat_seen(y, p, w, structure):
    """The threat that reaches the patron this week, and the rate at which it is taken in: step 6 and its alternative of section 9."""
    lag = p.perception.lag_weeks
    if y.threat_line is None:
        y.threat_line = [w.threat] * lag
    y.threat_line.append(w.threat)
    seen = y.threat_line.pop(0)
    rise, fall = p.perception.rise_rate, p.perception.fall_rate
    if structure["perception"] == "symmetric":
        rise = fall = (rise + fall) / 2
    return seen, rise if seen > y.T else fall


def step_6_perceived_threat(y, p, w, structure):
    seen, rate = threat_seen(y, p, w, structure)
    y.T = clip(y.T + rate * (seen - y.T))
    w.misperception = y.T - w.threat_objective


def step_7_motive(y, u, p, w):
    m, X = p.motive, u.accommodation
    if y.forces_memory is None:
        y.forces_memory = w.F
    w.containment = clip(p.containment.isolation * (1 - y.C) + p.containment.rhetoric * w.Rh + p.containment.arms * w.x_A
                         + p.containment.coalition * u.coalition)
    w.need = clip(m.forces_need * w.E * (1 - m.accommodation_relief * X) + m.containment_need * w.containment * (1 - X))
    w.opportunity = clip(u.perceived_decline + m.balance_gain * (y.balance - y.balance_0)
                         + m.drawdown_gain * max(0.0, y.forces_memory - w.F) + m.absence_opportunity * max(0.0, 1 - w.F)
                         + m.accommodation_opening * X + m.commitment_gap * (0.5 - u.commitment) + m.talk_weakness * y.C
                         + m.emboldenment * y.unanswered)
    y.forces_memory += (w.F - y.forces_memory) / 52
    y.B += m.rate * (clip(m.weight_need * w.need + m.weight_opportunity * w.opportunity + m.floor * (1 + u.ardour)) - y.B)


def step_8_expected_cost(y, u, p, w):
    c, K, s = p.cost, u.coercive_threat, u.strikes
    credibility = u.evidence * (y.C + c.silent_credibility * (1 - y.C)) * (1 - c.bluff * K * y.unanswered)
    y.sanctions_memory += (u.sanctions - y.sanctions_memory) / c.sanctions_memory_weeks
    mechanism = u.denial + c.punishment_factor * (1 - u.denial)
    w.EC = (mechanism * credibility * (K * (1 + c.joint_action * u.coalition) + c.strike_weight * s)
            + c.sanctions_weight * y.sanctions_memory * (c.untailored + (1 - c.untailored) * u.evidence * y.C)
            + c.exposure * u.evidence * y.C)


def level_of_direct(z, d, form):
    """Support at propensity z (step 9) and its alternatives of section 9."""
    shape = {"logistic": sigma, "linear": lambda x: clip(0.5 + x / 4), "threshold": lambda x: sigma(12 * x)}[form]
    return d.floor + (d.ceiling - d.floor) * shape(z)


def step_9_direct_wanted(y, u, p, w, structure):
    d = p.direct
    w.z_intercept, w.z_threat, w.z_motive = d.intercept, d.threat_gain * y.T, d.motive_gain * y.B
    w.z_interaction, w.z_decision = d.interaction_gain * y.T * y.B, d.decision_gain * u.decision
    w.z_ardour, w.z_lock_in, w.z_cost = d.ardour_gain * u.ardour, -y.lock_in, -d.cost_gain * w.EC
    z = w.z_intercept + w.z_threat + w.z_motive + w.z_interaction + w.z_decision + w.z_ardour + w.z_lock_in
    w.D_free = level_of_direct(z, d, structure["direct"])
    w.D_cost = level_of_direct(z + w.z_cost, d, structure["direct"])
    w.deterred = w.D_free - w.D_cost
    w.D_star = clip(w.D_cost + d.local_funds * max(0.0, y.I - p.indirect.floor) * (1 - u.inducement))


def step_10_indirect_wanted(y, u, p, w):
    i, iota = p.indirect, u.inducement
    w.i_response = sigma(i.intercept + i.motive_gain * y.B + i.threat_gain * y.T)
    w.i_substitution = i.substitution * w.deterred * (1 + i.inducement_gain * iota)
    w.i_release = i.release * (1 - w.x_V)
    w.i_pull = i.inducement_pull * iota
    w.i_host_opening = i.host_opening * u.host_aid
    w.I_star = clip(i.floor + i.span * (w.i_response + w.i_substitution + w.i_release + w.i_pull) + w.i_host_opening)


def step_11_adjustment(y, u, p, w):
    y.D += (w.D_star - y.D) / p.direct.adjust_weeks
    y.I += (w.I_star - y.I) / p.indirect.adjust_weeks
    w.reach_in = clip((y.I - p.indirect.floor) / p.indirect.span)
    y.lock_in += p.indirect.lock_in_rate * u.inducement * w.reach_in - p.indirect.lock_in_decay * y.lock_in


def step_12_allocation(y, u, p, w, militias):
    share = softmax([p.militia.allocation_sharpness * (k["tie"] * kappa + k["fit"]) for k, kappa in zip(militias, y.kappa)])
    w.delivered = [y.D * share_k * len(militias) * (1 - u.interdiction) for share_k in share]
    if y.training_line is None:
        y.training_line = [w.delivered] * p.militia.training_weeks
    y.training_line.append(w.delivered)
    w.arriving = y.training_line.pop(0)


def step_13_control(y, u, p, w, militias):
    for k, data in enumerate(militias):
        kappa = y.kappa[k] * (1 - p.control.commander_loss * u.commander_loss)
        dep = w.delivered[k] / (w.delivered[k] + p.control.own_income)
        y.kappa[k] = clip(kappa + (data["tie"] * dep - kappa) / p.control.adjust_weeks)


def step_14_attacks(y, u, p, w, militias):
    m, s, Z = p.militia, u.strikes, u.raids
    y.shock = clip(y.shock * (1 - 1 / p.swing.shock_memory_weeks) + s + u.commander_loss)
    order = clip(m.order_base + m.order_threat * y.T + m.order_decision * u.decision + m.order_shock * y.shock
                 - m.order_cost * w.EC)
    raids = Z * (1 - p.host.consent * y.dependence)
    w.act, w.clashes = [], []
    for k, data in enumerate(militias):
        M = y.M[k]
        y.M[k] = clip(M + m.build_rate * w.arriving[k] * (1 - M) - m.decay_rate * M * (1 + m.raid_loss * raids)
                      - m.crackdown_loss * u.crackdown[k] * M)
        y.rage[k] = y.rage[k] * (1 - 1 / m.rage_weeks) + u.crackdown[k]
        own = (clip(data["agenda"] * clip(m.own_forces * w.F + m.own_insecurity * y.V) + m.rage_gain * y.rage[k])
               * (1 - u.restraint[k]))
        w.act.append(y.kappa[k] * order * data["role"] + (1 - y.kappa[k]) * own)
        w.clashes.append(y.rage[k] * y.M[k])
    weight = [data["fighters"] * data["lethality"] for data in militias]
    total = sum(weight)
    w.A = clip(m.attack_gain * sum(weight[k] / total * y.M[k] * w.act[k] for k in range(len(militias))))


def step_15_rivals_threat(y, u, p, w):
    r, s, Z = p.rival, u.strikes, u.raids
    y.TR += r.rate * (clip(r.attack_alarm * w.A + r.influence_alarm * y.I * (1 - y.C) + r.floor) - y.TR)
    y.unanswered += (w.A * (1 - clip(s + Z)) - y.unanswered) / r.unanswered_weeks


def step_16_host_and_street(y, u, p, w):
    v, n, A = p.insecurity, p.insurgents, w.A
    y.S = clip(y.S + p.host.growth * u.host_aid * (1 - y.S) - p.host.erosion * A * y.S)
    y.realigned += n.realignment_rate * max(0.0, u.surge) * (1 - y.realigned)
    y.sect_memory = y.sect_memory * (1 - 1 / v.shock_weeks) + u.sectarian_shock
    guard = clip(y.S * (1 - v.infiltration * A) + p.host.troop_protection * w.F + u.surge)
    y.N += n.rate * (clip(n.base * (1 - n.realignment * y.realigned) + n.militia_provocation * A - n.protection_loss * guard)
                     - y.N)
    y.V += v.rate * (clip(v.base + v.violence_gain * (y.N + A) / 2 - v.protection_gain * guard - v.segregation_relief * y.q
                          + v.patron_agitation * y.D + v.shock_gain * y.sect_memory * (1 - y.q), v.minimum, 1) - y.V)
    y.q += v.segregation_rate * y.V * (1 - y.q)


def step_17_power(y, u, p, w):
    b, o, F = p.burden, p.power, w.F
    y.dependence += o.dependence_rate * (w.reach_in - y.dependence)
    w.burden_presence, w.burden_attrition = b.presence * F, b.attrition * F * w.A
    w.burden_raids, w.burden_strikes, w.burden_host_aid = b.raids * u.raids, b.strikes * u.strikes, b.host_aid * u.host_aid
    w.burden_sanctions, w.burden_reach = b.sanctions * u.sanctions, b.reach * u.reach
    w.burden_rhetoric = b.rhetoric * (1 - y.C) * w.Rh
    w.burden = (w.burden_presence + w.burden_attrition + w.burden_raids + w.burden_strikes + w.burden_host_aid
                + w.burden_sanctions + w.burden_reach + w.burden_rhetoric)
    y.burden_total += w.burden / 52
    y.W = clip(y.W + o.recovery * (1 - y.W) - o.drain * w.burden * y.W, 1e-6, 1)
    y.Q = clip(y.Q + o.growth * y.Q * (1 - y.Q) * (1 - o.containment_drag * w.containment)
               + o.dependence_gain * y.dependence * (1 - y.Q) - o.sanctions_drag * y.sanctions_memory * y.Q, 1e-6, 1)
    y.balance = y.Q / (y.Q + y.W)


def step_18_swing_and_confrontation(y, u, p, w):
    g, c = p.swing, p.confrontation
    y.z += g.rate * (math.tanh(g.offset + g.shock_pull * y.shock - g.influence_push * (y.I - p.indirect.floor)
                               + g.forces_pull * w.F) - y.z)
    w.tightness = math.sqrt(y.T * y.TR)
    w.confrontation_hazard = c.base_per_week * math.exp(c.tightness_gain * w.tightness + c.strike_gain * u.strikes)


# --------------------------------------------------------------------------------------------------------------- step 20, runs

OF_WEEK = (
    "threat threat_objective tightness burden confrontation_hazard containment need opportunity misperception "
    "z_intercept z_threat z_motive z_interaction z_decision z_ardour z_lock_in z_cost "
    "i_response i_substitution i_release i_pull i_host_opening "
    "burden_presence burden_attrition burden_raids burden_strikes burden_host_aid burden_sanctions burden_reach burden_rhetoric"
).split()


def step_20_observe(case, y, u, w):
    """Every series of the week, the core ones first; by militia, neighbour and recipient as dicts by name."""
    seen = {
        "direct": y.D, "indirect": y.I, "perceived_threat": y.T, "front_forces": w.x_F, "front_arms": w.x_A,
        "front_insecurity": w.x_V, "channel": y.C, "motive": y.B, "expected_cost": w.EC, "rival_threat": y.TR, "attacks": w.A,
        "host_capacity": y.S, "insecurity": y.V, "insurgents": y.N, "segregation": y.q, "balance": y.balance,
        "dependence": y.dependence, "burden_total": y.burden_total, "swing": y.z, "lock_in": y.lock_in, "rival_power": y.W,
        "patron_power": y.Q, "shock": y.shock, "unanswered": y.unanswered, "forces_present": w.F,
    }
    seen |= {name: getattr(w, name) for name in OF_WEEK}
    row = {name: seen.pop(name) for name in CORE} | seen
    row |= {f"lever_{lever}": getattr(u, lever) for lever in LEVERS}

    def by(entities, values):
        return {entity["name"]: value for entity, value in zip(entities, values)}

    row |= {name: by(case["militias"], values) for name, values in (
        ("capability", y.M), ("control", y.kappa), ("delivered", w.delivered), ("act", w.act), ("clashes", w.clashes),
        ("lever_crackdown", u.crackdown), ("lever_restraint", u.restraint))}
    row |= {name: by(case["neighbours"], getattr(y, name)) for name in ALL_BY_NEIGHBOUR}
    row["received"] = by(case["recipients"], [r["share"] * y.I for r in case["recipients"]])
    return row


def step(case, y, u, p):
    """Steps 2 to 18 of one week, each on what the steps before it left; y is changed, w is what only this week has."""
    w, structure, militias = SimpleNamespace(), case["structure"], case["militias"]
    step_2_channel(y, u, p)
    step_3_arms(y, u, p, case["neighbours"])
    step_4_rivals_reaction(y, u, p, w)
    step_5_threat_fronts(y, u, p, w, structure)
    step_6_perceived_threat(y, p, w, structure)
    step_7_motive(y, u, p, w)
    step_8_expected_cost(y, u, p, w)
    step_9_direct_wanted(y, u, p, w, structure)
    step_10_indirect_wanted(y, u, p, w)
    step_11_adjustment(y, u, p, w)
    step_12_allocation(y, u, p, w, militias)
    step_13_control(y, u, p, w, militias)
    step_14_attacks(y, u, p, w, militias)
    step_15_rivals_threat(y, u, p, w)
    step_16_host_and_street(y, u, p, w)
    step_17_power(y, u, p, w)
    step_18_swing_and_confrontation(y, u, p, w)
    return w


def run(case):
    """The rows of a case, one a week."""
    p, y, lines = parameter_groups(case), initial_state(case), lever_lines(case)
    rows = []
    for t in range(case["weeks"]):
        u = levers_of_week(case, lines, t)
        w = step(case, y, u, p)
        rows.append(step_20_observe(case, y, u, w))
    return rows


def series(rows, name):
    """One quantity over the weeks."""
    return [row[name] for row in rows]


def mean_of_last(rows, name, weeks=52):
    """The mean of a series over the last weeks (of all, if there are fewer)."""
    values = series(rows, name)[-weeks:]
    return math.fsum(values) / len(values)


def probability_of_confrontation(rows):
    """1 - exp(-sum of hazards) over all weeks of a run."""
    return -math.expm1(-math.fsum(series(rows, "confrontation_hazard")))
