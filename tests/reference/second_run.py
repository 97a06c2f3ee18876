"""Runs of the second edition: step 19 (course of action, posture), step 20 (what is recorded), draws, and the week itself.

    rows = run(new_case(levers={"communication": 0.8}))        # one dict a week, as core_reference.run
    rows = run(case, seed=7)                                   # noise on; the luck of this seed
"""

import math
import random
from types import SimpleNamespace

import core_reference
import second_core as core
import second_host as host
from core_reference import clip, parameter_groups, sigma, softmax, step_3_arms
from schedules import lever_lines, levers_of_week
from second_declarations import lever_limits, lever_names, levers_of

LISTS = (("crackdown", "crackdown"), ("restraint", "restraint"), ("commander_loss", "commander_loss_by"),
         ("host_offensive", "host_offensive"))  # levers of militias and their names in u
POSTURES = ("stay", "reinforce", "draw_down", "engage", "coerce", "strike")


# --------------------------------------------------------------------------------------------------------------- levers, start

def initial_state(case):
    """y: what one week hands to the next; the first edition's, with what the second adds or lets a case set."""
    i = SimpleNamespace(**{"balance_reference": None, "order_memory": None} | case["initial"])
    y = core_reference.initial_state(case)
    y.__dict__.update(
        W_seen=y.W, Q_seen=y.Q, balance_0=y.balance if i.balance_reference is None else i.balance_reference,
        sanctions_memory=i.sanctions_memory, lock_in=i.lock_in, z=i.swing, shock=i.shock, unanswered=i.unanswered,
        b=i.belief, R=i.resolve, record=i.record, proof=i.proof, Y=i.delivery_capacity, counter=0.0, mood=0.0,
        p_F=1.0, p_E=0.0, p_K=0.0, p_S=0.0,
        course="restraint", course_age=0, plan=None, plan_age=0, order_memory=i.order_memory, attacks=[],
        presence_memory=None)  # starts at the first week's presence
    return y


class Draws:
    """One uniform keyed by seed, purpose, entity and week; None with noise off. Not the program's numbers: its own luck."""

    def __init__(self, seed):
        self.seed, self.week = seed, 0

    def uniform(self, purpose, entity="theatre"):
        return None if self.seed is None else random.Random(f"{self.seed}/{purpose}/{entity}/{self.week}").random()

    def normal(self, purpose, entity="theatre"):
        if self.seed is None:
            return 0.0
        return random.Random(f"{self.seed}/{purpose}/{entity}/{self.week}").gauss(0.0, 1.0)


# -------------------------------------------------------------------------------------------------------- step 19, course, posture

def chances(y, u, p, w, h, militias):
    """Progress, front, and the chances of the two dangerous courses."""
    c = p.course
    mean_kappa = sum(y.kappa) / len(y.kappa)
    w.front = clip((1 - c.rivalry + mean_kappa) / 2 + 0.3 * max(0.0, y.z)) if h.front is None else h.front
    ground = w.F_presence * h.consent if h.has_blocs else w.F_presence
    w.progress = clip(1 - ground + 0.5 * u.perceived_decline + c.turnout_gain * w.turnout)
    w.chance_patron = sigma(c.base + c.goal_gain * (c.goal - w.progress) + c.front_gain * w.front
                            + c.precedent_gain * c.precedent - c.cost_gain * w.EC)
    p_k = [clip(c.freelance * (1 - y.kappa[k]) * w.own[k] * y.M[k] * (1 - h.c)) for k in range(len(militias))]
    w.chance_militia = 1 - math.prod(1 - chance for chance in p_k)


def decide_course(y, p, w, draws):
    """E11: courses every fourth week with noise on."""
    c, plain = p.course, clip(w.plain)
    u_patron, u_militia = (draws.uniform("course", who) for who in ("patron", "militia"))
    bar = c.threshold + c.relative * (y.order_memory + c.margin - c.threshold)
    calm, dangerous = ("mlcoa" if plain > bar else "restraint"), ("mdcoa_patron", "mdcoa_militia")
    chance = {"mdcoa_patron": w.chance_patron, "mdcoa_militia": w.chance_militia}
    drawn = {"mdcoa_patron": u_patron, "mdcoa_militia": u_militia}
    begun = next((course for course in dangerous if drawn[course] < chance[course]), None)
    course = calm
    if y.course in dangerous and y.course_age < c.hold_weeks:
        return
    if c.lead_weeks == 0:
        course = begun or ("mlcoa" if w.order > c.threshold else "restraint")
    elif y.plan is not None and y.plan_age >= c.lead_weeks:
        course = y.plan if drawn[y.plan] >= c.cancel else calm
        y.plan = None
    elif y.plan is None and begun is not None:
        y.plan, y.plan_age = begun, 0
    if course != y.course or course in dangerous:
        y.course, y.course_age = course, 0


def indicators(y, p, w, h, draws):
    """Readings of the state, traces of plans, noise; the two composites."""
    mean_kappa, c = sum(y.kappa) / len(y.kappa), p.course
    y.attacks = (y.attacks + [w.A])[-26:]
    reading = {"fire_volume": w.A, "direct_fire": w.A - sum(y.attacks) / len(y.attacks) + 0.5, "leader_coordination": w.front,
               "new_groups": h.facade, "narrative_gap": 1 - mean_kappa,
               "restraint_calls": (1 - mean_kappa) * w.A, "unit_moves": w.order}
    patron, militia = ("direct_fire", "leader_coordination", "unit_moves", "new_groups"), ("narrative_gap", "restraint_calls")
    w.exact = dict(reading)
    for name in reading:
        trace = c.trace if (y.plan == "mdcoa_patron" and name in patron) or (y.plan == "mdcoa_militia" and name in militia) else 0.0
        reading[name] = clip(reading[name] + trace + p.indicators.noise_sd * draws.normal("indicator", name))
    w.readings = reading
    w.warning_patron = sum(reading[name] for name in patron) / 4
    w.warning_militia = sum(reading[name] for name in militia) / 2


def decide_posture(y, p, w, draws):
    """E10: the adaptive rival's choice of the quarter, in force from the next week."""
    s, fear, will, found = p.posture, y.TR - 0.5, y.R - 0.5, y.proof - 0.5
    U = [0.0, s.reinforce + s.fear_gain * fear + s.will_gain * will,
         s.draw_down - s.will_gain * will + s.turnout_gain * w.turnout, s.engage - s.will_gain * will,
         s.coerce + s.fear_gain * fear + s.proof_gain * found,
         s.strike + s.fear_gain * fear + s.will_gain * will + s.proof_gain * found + s.carry_gain * y.p_K * w.violation]
    chance = softmax(U)
    uniform = draws.uniform("posture")
    if uniform is not None:
        j = 0
        while j < 5 and uniform >= chance[j]:
            uniform -= chance[j]
            j += 1
        chance = [float(n == j) for n in range(6)]
    q = SimpleNamespace(**dict(zip(POSTURES, chance)))
    y.p_F = clip(y.p_F + s.step * (q.reinforce * (1.5 - y.p_F) - q.draw_down * y.p_F), 0, 1.5)
    y.p_K = clip(y.p_K + s.step * (q.coerce * (1 - y.p_K) - q.engage * y.p_K))
    y.p_E = clip(y.p_E + s.step * (q.engage * (1 - y.p_E) - (q.coerce + q.strike) * y.p_E))
    y.p_S = q.strike


def step_19_courses(case, t, y, u, p, w, h, draws):
    """Courses, readings, memories of orders, posture."""
    if y.order_memory is None:
        y.order_memory = clip(w.plain)
    chances(y, u, p, w, h, case["militias"])
    w.course = y.course  # in force this week
    if t % 4 == 3 and draws.seed is not None:
        decide_course(y, p, w, draws)
    indicators(y, p, w, h, draws)
    y.order_memory += (clip(w.plain) - y.order_memory) / 26
    y.course_age += 1
    y.plan_age += 1
    if case["rival"] == "adaptive" and t % p.posture.weeks == p.posture.weeks - 1:
        decide_posture(y, p, w, draws)


# --------------------------------------------------------------------------------------------------------------- step 20, runs

OF_WEEK = "z_deadline deadline violation balance_seen hostile credibility turnout progress front".split()
BY_MILITIA = ("capability control delivered act clashes lever_crackdown lever_restraint lever_commander_loss_by_militia "
              "lever_host_offensive").split()
BY_MILITIA_OF_HOST = "integration freeze join attraction feud_k offensive_effective".split()
BY_NEIGHBOUR = ["stock_offensive", "stock_defensive"]


def by(entities, values):
    """A dict by name."""
    return {entity["name"] if isinstance(entity, dict) else entity.name: value for entity, value in zip(entities, values)}


def observe(case, y, u, w):
    """Every series of the core in a week; by militia, neighbour and recipient as dicts by name."""
    row = core_reference.step_20_observe(case, y, u, w) | {
        "presence": w.F_presence, "resolve": y.R, "belief": y.b, "proof": y.proof, "record": y.record,
        "delivery_capacity": y.Y, "posture_forces": y.p_F, "posture_engage": y.p_E, "posture_coerce": y.p_K,
        "evidence_effective": w.ev, "counter": y.counter,
    }
    row |= {name: getattr(w, name) for name in OF_WEEK}
    row |= {f"lever_{lever}": getattr(u, lever) for lever in levers_of(case)}
    return row | {"lever_commander_loss_by_militia": by(case["militias"], u.commander_loss_by),
                  "lever_host_offensive": by(case["militias"], u.host_offensive)}


def observe_host(case, a, hs, w, p):
    """Every series of the host side at the end of a week."""
    after = host.handed_over(a, hs, p)
    row = {
        "consent": after.consent, "relation": hs.relation, "ceiling": hs.ceiling, "exit_support": hs.exit_support,
        "mandate": hs.mandate, "motion_yes": hs.motion_yes, "motion_chance": hs.motion_chance,
        "cabinet_support": hs.cabinet_support, "cabinet_changes": hs.cabinet_changes, "government_stance": hs.X,
        "stamina": hs.stamina, "muster": hs.muster, "shadow_state": hs.shadow_state,
        "offensive_effort": hs.effort_of_offensive, "effort": hs.effort, "feud": hs.feud, "hostages": hs.hostages,
        "facade": hs.facade, "openness": 1.0 if after.openness is None else after.openness,
        "deniability_effective": w.deniability, "turnout_rival": hs.turnout_of["rival"], "street_rival": hs.street["rival"],
        "street_government": hs.street["government"], "backlash": hs.backlash, "anger": hs.anger, "street_clashes": hs.clashes,
    }
    row |= {f"government_{action}": chance for action, chance in hs.pi.items()}
    if a.has_front:
        row["front"] = hs.front
    if a.organisers:
        row["turnout"] = hs.turnout
    row |= {name: by(case["militias"], list(of)) for name, of in zip(
        BY_MILITIA_OF_HOST, (hs.q, hs.freeze, hs.join, hs.attraction, hs.feud_k, w.offensive))}
    row["turnout_of"] = by(a.organisers, list(hs.y))
    row |= {name: by(a.blocs, list(of)) for name, of in (("seats", hs.seats), ("position", hs.x), ("share", hs.g))}
    return row


def week(case, t, y, u, p, a, hs, draws, consent_input):
    """One week: steps 1 to 19 with 18b; y and hs are changed, w is what only this week has."""
    w, structure, militias, theatre = SimpleNamespace(), case["structure"], case["militias"], case["theatre"]
    h, e = host.handed_over(a, hs, p, consent_input), draws.normal
    core.step_1_posture(y, u, p, w, case["rival"] == "adaptive")
    core.step_2_channel(y, u, p, w, h)
    step_3_arms(y, u, p, case["neighbours"])
    core.step_4_rivals_reaction(y, u, p, w, h, theatre)
    core.step_5_threat_fronts(y, u, p, w, structure, e)
    core.step_6_perceived_threat(y, p, w, structure, e)
    core.step_7_motive(y, u, p, w, e)
    core.step_8_expected_cost(y, u, p, w)
    core.step_9_direct_wanted(y, u, p, w, h, structure, t)
    core.step_10_indirect_wanted(y, u, p, w)
    core.step_11_adjustment(y, p, w)
    core.step_12_allocation(y, u, p, w, h, militias, a.kinds)
    core.step_13_control(y, u, p, w, militias)
    core.step_14_attacks(y, u, p, w, h, militias, theatre)
    core.step_15_rivals_threat(y, u, p, w, h)
    core.step_16_host_and_street(y, u, p, w, h)
    core.step_17_power(y, u, p, w, h)
    core.step_18_swing_and_confrontation(y, p, w)
    host.step_18b(a, hs, t, y, u, p, w, structure, [k["role"] for k in militias], draws.uniform)
    step_19_courses(case, t, y, u, p, w, h, draws)
    return w


def consent_in_force(case, t):
    """What a case scripts for consent (tests only; theatres have no key for it), the last value set at or before t."""
    values = [value for at, value in case.get("consent_input", []) if at <= t]
    return values[-1] if values else None


def run(case, seed=None):
    """The rows of a case, one a week; without a seed the mean field, noise off."""
    p, y, draws = parameter_groups(case), initial_state(case), Draws(seed)
    lines = lever_lines(case, lever_names, lever_limits)
    a = host.complete(case)
    a.kinds = core.kinds_at_start(case)
    hs = host.start(case, a, p, y.kappa, core.shares_of_fighters(case["militias"]))
    rows = []
    for t in range(case["weeks"]):
        draws.week, u = t, levers_of_week(case, lines, t, levers_of(case), LISTS)
        w = week(case, t, y, u, p, a, hs, draws, consent_in_force(case, t))
        row = observe(case, y, u, w) | (observe_host(case, a, hs, w, p) if a.any else {})
        row |= {"chance_patron": w.chance_patron, "chance_militia": w.chance_militia, "course": w.course, "order": w.order,
                "raids": w.raids, "warning_patron": w.warning_patron, "warning_militia": w.warning_militia}
        rows.append(row)
    return rows
