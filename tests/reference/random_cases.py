"""Random cases over the whole space of the core model, the same every time: case n depends on n alone."""

import random

from declarations import INITIAL, INTEGERS, LEVERS, MILITIA_LEVERS, PARAMETERS, STRUCTURE, militia, new_case

SEED = 20080107
COUNT = 40

# Constants of levers are drawn from these ranges, narrower than the limits where the limits would leave most runs at the end
# of a scale; levers of events stay at 0 unless an action moves them.
CONSTANT_RANGE = {lever: (low, high) for lever, (_, low, high) in LEVERS.items()} | {
    "forces": (0, 1.1), "reach": (0, 0.6), "arms_offensive": (0, 6), "arms_defensive": (0, 6), "surge": (-0.3, 0.4),
    "raids": (0, 0.7), "strikes": (0, 0.2), "coercive_threat": (0, 0.7),
}
EVENTS = {"decision", "commander_loss", "sectarian_shock"}
CONSTANTS = {lever: CONSTANT_RANGE[lever] for lever in LEVERS if lever not in EVENTS}
ACTION_RANGE = {lever: (low, high) for lever, (_, low, high) in LEVERS.items()} | {
    "arms_offensive": (0, 20), "arms_defensive": (0, 20)}


def drawn(rng, low, high):
    """A value of six significant digits between two bounds, so that files stay short and read back as the same double."""
    return min(max(float(f"{rng.uniform(low, high):.6g}"), low), high)


def random_parameters(rng):
    """Every parameter within its exploration range; a third of the switches that are 0 by default stay 0."""
    values = {}
    for key, (default, low, high) in PARAMETERS.items():
        value = rng.randint(low, high) if key in INTEGERS else drawn(rng, low, high)
        values[key] = 0 if default == 0 and rng.random() < 1 / 3 else value
    return values


def random_initial(rng):
    """Initial values; the two powers keep away from 0, where their ratio has no meaning."""
    values = {key: drawn(rng, 0, 1) for key in INITIAL}
    values |= {key: drawn(rng, 0, 30) for key in ("arms_offensive", "arms_defensive")}
    values |= {key: drawn(rng, 0.1, 0.95) for key in ("rival_power", "patron_power")}
    return values


def random_militias(rng):
    """One to six militias; some leave role, lethality and swing at what they are when omitted."""
    militias = []
    for k in range(rng.randint(1, 6)):
        traits = {}
        if rng.random() < 0.7:
            traits = {"role": drawn(rng, 0, 2), "lethality": drawn(rng, 0.3, 8), "swing": rng.random() < 0.5}
        militias.append(militia(f"militia_{k + 1}", rng.randint(300, 90000), drawn(rng, 0, 1), drawn(rng, 0, 1),
                                drawn(rng, 0, 1), **traits))
    return militias


def random_shares(rng, n):
    """n shares that add up to 1."""
    weights = [rng.uniform(0.1, 1) for _ in range(n)]
    shares = [round(weight / sum(weights), 6) for weight in weights[:-1]]
    return [*shares, round(1 - sum(shares), 6)]


def random_neighbours(rng):
    """One to five neighbours."""
    return [{"name": f"neighbour_{j + 1}", "arms_share": share} for j, share in enumerate(random_shares(rng, rng.randint(1, 5)))]


def random_recipients(rng):
    """One to four recipients of indirect support."""
    return [{"name": f"recipient_{r + 1}", "kind": rng.choice(["party", "clergy", "civil", "trade"]), "share": share}
            for r, share in enumerate(random_shares(rng, rng.randint(1, 4)))]


def random_levers(rng, militias, ranges, often, rare, most):
    """Constants of most levers, within their ranges; now and then of one militia's restraint, or more rarely of the lever `rare`."""
    values = {lever: drawn(rng, *span) for lever, span in ranges.items() if rng.random() < often}
    for k in militias:
        if rng.random() < 0.2:
            values[f"restraint.{k['name']}"] = drawn(rng, 0, 1)
        if rng.random() < 0.05:
            values[f"{rare}.{k['name']}"] = drawn(rng, 0, most)
    return values


def random_targets(rng, militias):
    """New values of one to three levers."""
    names = list(LEVERS) + [f"{lever}.{k['name']}" for lever in MILITIA_LEVERS for k in militias]
    return {lever: drawn(rng, *ACTION_RANGE.get(lever, (0, 1))) for lever in rng.sample(names, rng.randint(1, 3))}


def random_action(rng, weeks, militias):
    """One action of any kind; only a decision may lie beyond the horizon."""
    kind = rng.choice(["set", "set", "set_until", "ramp", "ramp", "pulse", "pulse", "decision"])
    week = rng.randrange(weeks - 1)
    if kind == "decision":
        return {"kind": "decision", "week": rng.randrange(weeks + 8), "lead_weeks": rng.randint(4, 26),
                "weight": drawn(rng, 0.2, 1)}
    values = random_targets(rng, militias)
    if kind == "set":
        return {"kind": "set", "week": week, "values": values}
    if kind == "set_until":
        return {"kind": "set", "week": week, "until": rng.randint(week + 1, weeks - 1), "values": values}
    if kind == "ramp":
        return {"kind": "ramp", "from": week, "until": rng.randint(week + 1, weeks - 1), "values": values}
    return {"kind": "pulse", "week": week, "weeks": rng.randint(1, min(8, weeks - week)), "values": values}


def random_case(number):
    """Case `number`, from 0 to COUNT - 1."""
    rng = random.Random(f"{SEED}/{number}")
    weeks, militias = rng.randint(60, 208), random_militias(rng)
    return new_case(
        f"random_{number:02d}", weeks, parameters=random_parameters(rng), initial=random_initial(rng),
        levers=random_levers(rng, militias, CONSTANTS, 0.7, "crackdown", 0.1), militias=militias, neighbours=random_neighbours(rng),
        recipients=random_recipients(rng), structure={key: rng.choice(choices) for key, choices in STRUCTURE.items()},
        actions=[random_action(rng, weeks, militias) for _ in range(rng.randint(4, 12))],
    )
