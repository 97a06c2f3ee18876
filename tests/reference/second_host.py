"""The host side, step 18b: government, parliament, street, front, intermediaries by the host's section of the specification.

`start` makes the state H, `handed_over` what the core reads of it, `step_18b` renews it at the end of a week from this week's
core. A table that a theatre lacks leaves its part neutral. a are the tables, h the state; y, u, p, w are the core's (second_core).
draw(purpose, entity) is a uniform in [0, 1), or None with noise off.
"""

import math
from types import SimpleNamespace

from core_reference import clip, sigma
from second_declarations import BLOC, DEADLINE, GOVERNMENT, INTERMEDIARY, MOTION, ORGANISER, TABLES, with_defaults
from second_street import chosen, front, happened, memories, street, turnouts

ACTIONS = ("tolerate", "integrate", "offensive", "exit", "extend")


# ------------------------------------------------------------------------------------------------------------ who there is

def complete(case):
    """The tables of a case with what their rows omit, militias by number."""
    host, militias = case["host"], case["militias"]
    number = {k["name"]: n for n, k in enumerate(militias)}
    swing = [k["swing"] for k in militias]
    share_of = {r["name"]: r["share"] for r in case["recipients"]}
    a = SimpleNamespace(
        any=any(host.get(table) for table in TABLES), n=len(militias), swing=swing,
        blocs=[SimpleNamespace(**b) for b in with_defaults(host.get("bloc", []), BLOC)],
        has_government="government" in host, costs=SimpleNamespace(**GOVERNMENT | host.get("government", {})),
        quorum=host.get("parliament", {}).get("quorum", 0.5),
        organisers=[SimpleNamespace(**o) for o in with_defaults(host.get("organiser", []), ORGANISER)],
        pairs=[(number[r["a"]], number[r["b"]], r["level"]) for r in host.get("rivalry", [])],
        intermediaries=[SimpleNamespace(**m) for m in with_defaults(host.get("intermediary", []), INTERMEDIARY)],
        motions=[SimpleNamespace(**m) for m in with_defaults(host.get("motion", []), MOTION)],
        elections=host.get("host_election", []),
    )
    a.has_front = bool(a.pairs or a.intermediaries)
    for b in a.blocs:
        b.trade = getattr(b, "trade", b.tie)
        b.members = [number[name] for name in b.organisations]
        b.funds = share_of.get(b.recipient, 0.0) * len(case["recipients"])
    for o in a.organisers:
        o.follows_swing = o.organisation is not None and swing[number[o.organisation]]
    for m in a.intermediaries:
        m.trains = [m.training.get(k["name"], 0.0) for k in militias]
    return a


def start(case, a, p, kappa, share):
    """H at the start: what the data say, and what follows from it by the formulas of step 18b."""
    i, n = case["initial"], a.n
    by_militia = {key: [i.get(key, {}).get(k["name"], 0.0) if a.blocs else 0.0 for k in case["militias"]]
                  for key in ("integration", "freeze")}
    join = i.get("join", 0.5)
    h = SimpleNamespace(
        deadlines=with_defaults(case["deadlines"], DEADLINE),
        seats=[b.seats for b in a.blocs], g=[b.government for b in a.blocs], local=[b.local for b in a.blocs],
        x=[b.stance for b in a.blocs], q=by_militia["integration"], freeze=by_militia["freeze"],
        relation=i.get("consent", 1.0) if a.blocs else 1.0, ceiling=1.0, mandate=i.get("mandate", 0.0) if a.blocs else 0.0,
        exit_support=0.0, cabinet_support=0.0, cabinet_changes=0.0, motion_yes=0.0, motion_chance=0.0, X=0.0,
        pi=dict.fromkeys(ACTIONS, 0.0) | {"tolerate": 1.0}, stamina=1.0, capacity_cost=0.0, effort_of_offensive=0.0, muster=0.0,
        y=[o.start for o in a.organisers], anger=0.0, turnout=0.0, turnout_of={"rival": 0.0, "government": 0.0},
        street={"rival": 0.0, "government": 0.0}, backlash=0.0, clashes=0.0,
        join=[join] * n, attraction=[4 * (join - 0.5) / p.choice.precision] * n, effort=0.0,
        feud_k=[0.0] * n, clash_k=[0.0] * n, feud=0.0, front=sum(share_k * join for share_k in share) if a.has_front else 0.0,
        link=[m.link for m in a.intermediaries], hostages=0.0, facade=0.0, V_ref=None,
    )
    h.weights = [d["weight"] for d in h.deadlines]
    kin_and_shadow(a, h, kappa, share)
    if a.organisers:
        turnouts(a, h)
    return h


# ----------------------------------------------------------------------------------------------------- what the core is given

def shelter_of(k, a, h):
    """How far tolerant local officials hide an organisation."""
    return clip(sum(local * clip((1 + x) / 2) for b, local, x in zip(a.blocs, h.local, h.x) if k in b.members))


def handed_over(a, h, p, consent_input=None):
    """What the core reads in a week: the state at the end of last week; neutral where its table is absent."""
    openness = None
    if a.intermediaries:
        openness = math.prod(1 - m.deniability * link * (1 + h.facade) / 2 for m, link in zip(a.intermediaries, h.link))
    relation = h.relation if consent_input is None else consent_input
    return SimpleNamespace(
        any=a.any, facade=h.facade, has_blocs=bool(a.blocs), relation=relation, ceiling=h.ceiling, consent=relation * h.ceiling,
        shadow_state=h.shadow_state, q=list(h.q), freeze=list(h.freeze), feud_k=list(h.feud_k), feud=h.feud,
        shelter=[shelter_of(k, a, h) for k in range(a.n)], stamina=h.stamina, pi_offensive=h.pi["offensive"], foe=list(h.foe),
        capacity_cost=h.capacity_cost, openness=openness,
        trained=[sum(m.trains[k] * link for m, link in zip(a.intermediaries, h.link)) for k in range(a.n)],
        front=h.front if a.has_front else None, turnout=h.turnout_of["rival"] if a.organisers else None,
        c=p.front.coordination * (h.front - 0.5) if a.has_front else 0.0,
        deadlines=list(h.deadlines), deadline_weights=list(h.weights),
    )


# ------------------------------------------------------------------------------------------------------------- step 18b, parts

def positions(a, h, y, u, p, w):
    """18b, 4: x_b, for or against the rival's forces."""
    c = p.bloc
    h.x = []
    for b in a.blocs:
        z_b = y.z if any(a.swing[k] for k in b.members) else 0.0
        money = clip(b.funds * y.I + sum(w.kinds[k].pull * w.delivered[k] for k in b.members))
        h.x.append(b.stance + c.pull * (b.tie * money + b.trade * y.dependence)
                   + c.sovereignty * b.nation * (y.shock + z_b + u.host_aid * u.aid_conditions)
                   + c.fear * b.exposure * (w.A + h.hostages) + c.street * b.exposure * h.street["rival"]
                   - c.protection * b.protection * w.x_V
                   - c.inducement * (1 - b.tie) * (u.party_funding + u.extension_offer))


def vote(kind, cost, a, h, u, p, structure):
    """Shares that attend and vote yes, the yes of the house, and the chance that it passes."""
    street_now = [b.exposure * (p.bloc.street * h.street["government"] + p.protest.clergy * u.clergy_endorsement)
                  for b in a.blocs]
    worth = {"exit": lambda n, b: h.x[n] - cost, "extend": lambda n, b: -h.x[n] - cost,
             "cabinet": lambda n, b: 0.5 - h.g[n] + street_now[n] - cost,
             "law": lambda n, b: b.tie - b.protection - cost}[kind]
    shares = [chosen(worth(n, b), p, structure) for n, b in enumerate(a.blocs)]
    yes = sum(seats * share for seats, share in zip(h.seats, shares)) / sum(h.seats)
    return shares, yes, sigma((yes - a.quorum) / p.parliament.spread)


def passes(kind, done, shares, h, t, motion=None):
    """What passing does, as far as it passed."""
    if kind == "exit":
        h.mandate += done * (1 - h.mandate)
        if motion is not None and motion.binding:
            h.deadlines.append({"name": motion.name, "week": t + motion.weeks, "known": t + 1, "ramp_weeks": motion.weeks})
            h.weights.append(done)
    elif kind == "extend":
        h.weights = [weight * (1 - done) if d["known"] < t <= d["week"] else weight
                     for d, weight in zip(h.deadlines, h.weights)]
    elif kind == "cabinet":
        h.g = [(1 - done) * g + done * share for g, share in zip(h.g, shares)]
        h.cabinet_changes += done
    else:
        h.q = [q + done * motion.size * (1 - q) for q in h.q]


def parliament(a, h, t, y, u, p, w, structure, draw):
    """18b, 4: positions, dated motions in the order of the file, then the blocs' own."""
    dated = [m for m in a.motions if m.week == t]
    session, quarter = t % 4 == 0, t % 13 == 0
    h.motion_yes = h.motion_chance = 0.0
    if session or dated:
        positions(a, h, y, u, p, w)
    for m in dated:
        shares, h.motion_yes, h.motion_chance = vote(m.kind, m.cost, a, h, u, p, structure)
        done = happened(h.motion_chance, draw("motion", m.name))
        h.outcomes = getattr(h, "outcomes", {}) | {m.name: (h.motion_yes, h.motion_chance, done)}
        passes(m.kind, done, shares, h, t, m)
    if session or dated:
        shares, h.exit_support, chance = vote("exit", 0.0, a, h, u, p, structure)
        if session and not any(m.kind == "exit" for m in dated):
            passes("exit", happened(clip(4 * p.parliament.table_rate) * chance, draw("motion", "exit")), shares, h, t)
    if quarter:
        shares, h.cabinet_support, chance = vote("cabinet", a.costs.cabinet_cost, a, h, u, p, structure)
        passes("cabinet", happened(clip(13 * p.parliament.table_rate) * chance, draw("motion", "cabinet")), shares, h, t)


def kin_and_shadow(a, h, kappa, share):
    """X, kin, foe and the parallel state from the blocs as they stand."""
    power = [seats * g for seats, g in zip(h.seats, h.g)]
    total = sum(power)
    h.X = sum(s * x for s, x in zip(power, h.x)) / total if total else 0.0
    h.kin = sum(s for s, b in zip(power, a.blocs) if b.members) / total if total else 0.0
    h.kin_k = [clip(sum(g for g, b in zip(h.g, a.blocs) if k in b.members)) for k in range(a.n)]
    h.foe = [1 - kin for kin in h.kin_k]
    h.shadow_state = sum(share_k * q * kappa_k for share_k, q, kappa_k in zip(share, h.q, kappa))


def government(a, h, t, y, u, p, w, draw):
    """18b, 5: each quarter one of five actions, by softmax or drawn."""
    dated = any(m.week == t for m in a.motions)
    if a.blocs and (t % 4 == 0 or t % 13 == 0 or dated):
        kin_and_shadow(a, h, y.kappa, w.share)
    h.muster = clip(y.S * (1 - h.shadow_state) + p.militia.offensive_help * w.F_presence)
    h.leash = u.host_aid * u.aid_conditions
    if not (a.blocs and a.has_government and t % 13 == 0):
        return
    stake, cost, weight = p.bloc.inducement * h.leash, a.costs, w.share
    pending = max((at for d, at in zip(h.deadlines, h.weights) if d["known"] <= t + 1 and t <= d["week"] <= t + 52), default=0.0)
    U = [0.0, h.kin + y.V - stake - cost.integrate_cost,
         sum(weight[k] * h.foe[k] * y.M[k] for k in range(a.n)) + h.muster + stake - cost.offensive_cost,
         h.X + p.consent.mandate * h.mandate + p.bloc.street * h.street["rival"] - stake - cost.exit_cost,
         -h.X + stake - cost.extend_cost]
    odds = [math.exp(p.choice.precision * worth) for worth in U]
    odds[4] *= pending
    h.pi = {action: odd / sum(odds) for action, odd in zip(ACTIONS, odds)}
    uniform = draw("government", "government")
    if uniform is not None:
        cumulated = [sum(list(h.pi.values())[:n + 1]) for n in range(5)]
        taken = next((n for n in range(5) if cumulated[n] > uniform), 4)
        h.pi = {action: float(n == taken) for n, action in enumerate(ACTIONS)}


def consent(h, t, p):
    """18b, 6: what politics gives, and what the law leaves in the week to come."""
    c = p.consent
    h.relation += (clip(1 - h.exit_support + c.government * (h.pi["extend"] - h.pi["exit"]) - c.mandate * h.mandate)
                   - h.relation) / c.weeks
    h.ceiling = math.prod(1 - weight * clip((t + 1 - (d["week"] - d["ramp_weeks"])) / max(1, d["ramp_weeks"]))
                          for d, weight in zip(h.deadlines, h.weights) if d["known"] <= t + 1)


def offensive_integration_freeze(a, h, t, u, p, w):
    """18b, 7."""
    m = 1 / p.host.memory_weeks
    h.effort_of_offensive = max(w.planned) * h.stamina
    if a.has_government:
        alone = (1 - min(w.F_presence, 1.0)) * (1 - u.host_aid)
        h.stamina = clip(h.stamina + m * (1 - h.stamina) - p.offensive.drain * h.effort_of_offensive * alone)
        h.capacity_cost = p.offensive.cost * h.effort_of_offensive * alone
        if t % 4 == 0 and a.blocs:
            h.q = [clip(q + 4 * p.integration.rate * (h.pi["integrate"] * kin * (1 - q) - h.leash * q))
                   for q, kin in zip(h.q, h.kin_k)]
    for k in range(a.n):
        exposure = max((b.exposure for b in a.blocs if k in b.members), default=0.0)
        pressed = (h.muster * w.offensive[k] + u.crackdown[k] + h.clash_k[k]) * (1 + u.amnesty) / p.freeze.pressure
        h.freeze[k] = max(h.freeze[k] * (1 - m), exposure * clip(pressed))


def elections(a, h, t, y, u, p):
    """18b, 8: seats or provincial shares by what a bloc is credited with."""
    if h.V_ref is None:
        h.V_ref = y.V
    for election in (e for e in a.elections if e["week"] == t):
        credit = [g * (h.V_ref - y.V - b.exposure * h.street["government"]) + b.nation * y.shock + (1 - b.tie) * u.party_funding
                  for b, g in zip(a.blocs, h.g)]
        old = h.seats if election["level"] == "parliament" else h.local
        new = [value * math.exp(p.host_election.gain * c) for value, c in zip(old, credit)]
        rescaled = [value * sum(old) / sum(new) if sum(new) else value for value in new]
        h.seats, h.local = (rescaled, h.local) if election["level"] == "parliament" else (h.seats, rescaled)
        h.V_ref = y.V


def step_18b(a, h, t, y, u, p, w, structure, roles, draw):
    """The whole step, in its order; nothing where a theatre has none of the tables."""
    if not a.any:
        return
    memories(a, h, t, y, u, p, w, roles)
    if a.organisers:
        street(a, h, y, u, p, draw)
    if a.has_front:
        front(a, h, t, y, u, p, w, structure)
    if a.blocs:
        parliament(a, h, t, y, u, p, w, structure, draw)
    government(a, h, t, y, u, p, w, draw)
    if a.blocs:
        consent(h, t, p)
    offensive_integration_freeze(a, h, t, u, p, w)
    if a.blocs:
        elections(a, h, t, y, u, p)
