"""The host side, step 18b, parts 1 to 3: memories, street, front (second_host has the rest and says what a, h, y, u, p and w are)."""

from core_reference import clip, sigma


def bt(x):
    """Bt: the share of people whose taste lies below x if tastes are Beta(2, 2) around 0."""
    y = clip(x + 0.5)
    return y * y * (3 - 2 * y)


def chosen(x, p, structure):
    """The share that chooses what is worth x."""
    return bt(p.choice.precision * x / 6) if structure["choice"] == "beta" else sigma(p.choice.precision * x)


def happened(chance, uniform):
    """The chance itself in the mean field, or whether it came to pass."""
    return chance if uniform is None else float(uniform < chance)


def memories(a, h, t, y, u, p, w, roles):
    """18b, 1: links, hostages, unknown names, the resolution's life."""
    m = 1 / p.host.memory_weeks
    h.link = [clip(link * (1 - u.intermediary_loss) + m * (1 - link)) for link in h.link]
    if t % 4 == 0:
        ordered = sum(share * M * kappa * w.order * role for share, M, kappa, role in zip(w.share, y.M, y.kappa, roles))
        h.hostages = clip(h.hostages + 4 * (p.hostage.rate * ordered - m * h.hostages))
        h.facade += 4 * m * (clip(w.EC) - h.facade)
        h.mandate -= 4 * h.mandate / p.parliament.mandate_weeks


def mean_over(organisers, values):
    """The mean of values over organisers, weighted by whom they could bring out; 0 without any."""
    base = sum(o.base for o in organisers)
    return sum(o.base * value for o, value in zip(organisers, values)) / base if base else 0.0


def turnouts(a, h):
    """Everyone who is out, and the crowds against the rival and against the government."""
    h.turnout = mean_over(a.organisers, h.y)
    for side in ("rival", "government"):
        h.turnout_of[side] = max(0.0, mean_over(a.organisers, [getattr(o, side) * y for o, y in zip(a.organisers, h.y)]))


def street(a, h, y, u, p, draw):
    """18b, 2: called crowds first, then those who stand by themselves."""
    s, m, z = p.protest, 1 / p.host.memory_weeks, y.z
    called = [n for n, o in enumerate(a.organisers) if o.called]
    others = [n for n, o in enumerate(a.organisers) if not o.called]

    def over(numbers, values):
        return mean_over([a.organisers[n] for n in numbers], values)

    standing = over(others, [h.y[n] for n in others])
    for n in called:
        o = a.organisers[n]
        lead = clip((1 + z) / 2) if o.follows_swing else 1.0
        h.y[n] = u.march * lead * bt((o.grievance + p.front.enemy * y.shock + s.endorsement * max(0.0, z) + s.peer * h.y[n]
                                      - s.clergy * u.clergy_warning - s.fear * y.V - o.threshold) / s.width)
    organised = over(called, [h.y[n] * (1 - a.organisers[n].distance) for n in called])
    repressed = clip(u.repression + s.crush * (h.front if a.has_front else 0.0) * max(0.0, z) * standing)
    h.backlash = clip(s.backlash * organised * standing)
    event = happened(h.backlash, draw("backlash", "movement"))
    h.anger = clip(h.anger * (1 - m) + repressed * standing + event)
    h.clashes = organised * standing
    for n in others:
        o = a.organisers[n]
        h.y[n] = bt((o.grievance * (1 - u.reform) + s.peer * (h.y[n] + h.anger) + s.endorsement * max(0.0, -z)
                     + s.clergy * u.clergy_endorsement - s.cooptation * organised - s.fear * (repressed + y.V)
                     - o.threshold) / s.width)
    turnouts(a, h)
    for side, crowd in h.turnout_of.items():
        h.street[side] = max(h.street[side] * (1 - m), crowd)


def front(a, h, t, y, u, p, w, structure):
    """18b, 3: who joins, who fights whom."""
    f = p.front
    h.effort = clip(u.mediation + sum(m.standing * link * y.shock for m, link in zip(a.intermediaries, h.link)))
    level = {pair: l for i, j, l in a.pairs for pair in ((i, j), (j, i))}
    if t % 4 == 0:
        enemy = [max(0.0, y.z) if swing else y.shock for swing in a.swing]
        payoff = [f.enemy * enemy[k] + f.mediation * h.effort + y.kappa[k] - 0.5
                  - f.rivalry * sum(level.get((k, l), 0.0) * h.join[l] for l in range(a.n)) for k in range(a.n)]
        h.attraction = [f.memory * before + (1 - f.memory) * now for before, now in zip(h.attraction, payoff)]
        h.join = [chosen(attraction, p, structure) for attraction in h.attraction]
        h.front = sum(share * j for share, j in zip(w.share, h.join))
        hostilities(a, h, y, w)


def hostilities(a, h, y, w):
    """Pairs that do not both join fight; renewed with the front, at a session."""
    h.feud_k, h.clash_k, h.feud = [0.0] * a.n, [0.0] * a.n, 0.0
    for i, j, l in a.pairs:
        hostility, M_i, M_j = l * (1 - h.join[i] * h.join[j]), y.M[i], y.M[j]
        h.feud_k[i] += hostility * M_j
        h.feud_k[j] += hostility * M_i
        h.clash_k[i] += hostility * M_i * M_j
        h.clash_k[j] += hostility * M_i * M_j
        h.feud += hostility * M_i * M_j * (w.share[i] + w.share[j])
