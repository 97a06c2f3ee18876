"""Random cases over the whole space of the second edition, the same every time: case n depends on n alone.

Every fourth case has every mechanism on, in the others each switch is off by chance; every eighth has no host table, in the others
each table is there or not. `off_case` is a case of the first edition with every mechanism off and its companions drawn.
"""

import random

import random_cases as first
from random_cases import drawn, random_levers, random_neighbours, random_recipients
from second_declarations import (INITIAL, INITIAL_BY_MILITIA, INITIAL_OF_HOST, INTEGERS, LEVERS, MILITIA_LEVERS, OFF, PARAMETERS,
                                 STRUCTURE, TABLES, new_case)

SEED = 20200106
COUNT = 40

EVENTS = {"decision", "commander_loss", "sectarian_shock", "march", "intermediary_loss", "election"}
CONSTANT_RANGE = {lever: (low, high) for lever, (_, low, high) in LEVERS.items()} | {
    lever: span for lever, span in first.CONSTANT_RANGE.items() if lever in LEVERS} | {
    "demand": (0, 0.5), "repression": (0, 0.3), "aid_conditions": (0, 0.5)}
CONSTANTS = {lever: CONSTANT_RANGE[lever] for lever in LEVERS if lever not in EVENTS}
ACTION_RANGE = {lever: (low, high) for lever, (_, low, high) in LEVERS.items()} | {
    "arms_offensive": (0, 20), "arms_defensive": (0, 20)}


def random_parameters(rng, switches_off):
    """Every parameter within its exploration range; a third of the old switches that are 0 by default stay 0."""
    values = {}
    for key, (default, low, high) in PARAMETERS.items():
        value = rng.randint(low, high) if key in INTEGERS else drawn(rng, low, high)
        values[key] = 0 if default == 0 and rng.random() < 1 / 3 else value
    return values | {key: 0 for key in OFF if rng.random() < switches_off}


def random_initial(rng, militias, host):
    """Initial values of both sides; those of politics only where there are blocs, `join` where there is a front."""
    low_high = {key: limits[1:] for key, limits in INITIAL.items()} | {
        "arms_offensive": (0, 30), "arms_defensive": (0, 30), "rival_power": (0.1, 0.95), "patron_power": (0.1, 0.95),
        "lock_in": (0, 1), "belief": (-3, 3), "sanctions_memory": (0, 1)}
    values = {key: drawn(rng, *span) for key, span in low_high.items()}
    for key in ("balance_reference", "order_memory"):
        if rng.random() < 0.3:
            values[key] = drawn(rng, 0.2, 0.8)
    if "bloc" in host:
        values |= {key: drawn(rng, 0.2, 1) for key in INITIAL_OF_HOST if key != "join"}
        values |= {key: {k["name"]: drawn(rng, 0, 1) for k in militias if rng.random() < 0.6} for key in INITIAL_BY_MILITIA}
    if "rivalry" in host or "intermediary" in host:
        values["join"] = drawn(rng, 0, 1)
    return values


def random_blocs(rng, militias, recipients):
    """Two to seven blocs; some with organisations, a recipient, provinces."""
    blocs = []
    for n in range(rng.randint(2, 7)):
        bloc = {"name": f"bloc_{n + 1}", "seats": rng.randint(5, 90), "stance": drawn(rng, -0.9, 0.4), "tie": drawn(rng, 0, 1),
                "nation": drawn(rng, 0, 1), "exposure": drawn(rng, 0, 1), "protection": drawn(rng, 0, 0.8),
                "government": drawn(rng, 0, 1), "local": drawn(rng, 0, 0.5)}
        if rng.random() < 0.4:
            bloc["trade"] = drawn(rng, 0, 1)
        if rng.random() < 0.6:
            bloc["organisations"] = [k["name"] for k in rng.sample(militias, rng.randint(1, min(2, len(militias))))]
        if rng.random() < 0.5:
            bloc["recipient"] = rng.choice(recipients)["name"]
        blocs.append(bloc)
    return blocs


def random_motions(rng, weeks):
    """None to five dated motions of any kind."""
    motions = []
    for n, week in enumerate(rng.sample(range(weeks), rng.randint(0, 5))):
        motion = {"name": f"motion_{n + 1}", "week": week, "kind": rng.choice(["exit", "extend", "cabinet", "law"]),
                  "cost": drawn(rng, 0, 0.3)}
        if motion["kind"] == "exit" and rng.random() < 0.3:
            motion |= {"binding": True, "weeks": rng.randint(8, 60)}
        if motion["kind"] == "law":
            motion["size"] = drawn(rng, 0.1, 0.5)
        motions.append(motion)
    return motions


def random_organisers(rng, militias):
    """One to four organisers, called or standing by themselves."""
    return [{"name": f"organiser_{n + 1}", "base": drawn(rng, 0.2, 2), "grievance": drawn(rng, 0.3, 0.8),
             "threshold": drawn(rng, 0.3, 0.7), "called": rng.random() < 0.5, "rival": drawn(rng, -1, 1),
             "government": drawn(rng, -1, 1), "distance": drawn(rng, 0, 1), "start": drawn(rng, 0, 0.8)}
            | ({"organisation": rng.choice(militias)["name"]} if rng.random() < 0.5 else {}) for n in range(rng.randint(1, 4))]


def random_rivalries(rng, militias):
    """Some of the pairs of a theatre, at least one."""
    names = [k["name"] for k in militias]
    pairs = [(a, b) for i, a in enumerate(names) for b in names[i + 1:]]
    return [{"a": a, "b": b, "level": drawn(rng, 0.1, 1)} for a, b in rng.sample(pairs, rng.randint(1, min(4, len(pairs))))]


def random_intermediaries(rng, militias):
    """One or two trainers in between."""
    return [{"name": f"intermediary_{n + 1}", "standing": drawn(rng, 0, 1), "deniability": drawn(rng, 0, 0.6),
             "link": drawn(rng, 0.3, 1), "training": {k["name"]: drawn(rng, 0, 1) for k in militias if rng.random() < 0.6}}
            for n in range(rng.randint(1, 2))]


def random_host(rng, number, weeks, militias, recipients):
    """The tables of the host side; none in every eighth case, all in the one after it."""
    there = {table for table in TABLES if number % 8 == 1 or rng.random() < 0.6} if number % 8 else set()
    host = {}
    if "bloc" in there:
        host |= {"bloc": random_blocs(rng, militias, recipients), "parliament": {"quorum": drawn(rng, 0.4, 0.6)},
                 "motion": random_motions(rng, weeks),
                 "host_election": [{"name": f"election_{n + 1}", "week": rng.randrange(weeks),
                                    "level": rng.choice(["parliament", "local"])} for n in range(rng.randint(0, 2))]}
    if "government" in there:
        host["government"] = {"integrate_cost": drawn(rng, 0.3, 0.9), "offensive_cost": drawn(rng, 1, 2),
                              "exit_cost": drawn(rng, 0.4, 1), "extend_cost": drawn(rng, 0, 0.6),
                              "cabinet_cost": drawn(rng, 0, 0.3)}
    if "organiser" in there:
        host["organiser"] = random_organisers(rng, militias)
    if "rivalry" in there and len(militias) > 1:
        host["rivalry"] = random_rivalries(rng, militias)
    if "intermediary" in there:
        host["intermediary"] = random_intermediaries(rng, militias)
    return host


def random_deadlines(rng, weeks):
    """None to two dates of departure; some known from a week on, some within the run."""
    deadlines = []
    for n in range(rng.randint(0, 2)):
        week = rng.randint(10, weeks + 60)
        deadlines.append({"name": f"deadline_{n + 1}", "week": week, "known": rng.choice([-1, rng.randrange(min(week, weeks))]),
                          "weight": drawn(rng, 0.1, 0.9), "ramp_weeks": rng.randint(1, 20)})
    return deadlines


def random_action(rng, weeks, militias):
    """One action of any kind; the levers that are events come as pulses."""
    kind = rng.choice(["set", "set_until", "ramp", "pulse", "pulse", "event", "event", "event", "decision"])
    week = rng.randrange(weeks - 1)
    if kind == "decision":
        return {"kind": "decision", "week": rng.randrange(weeks + 8), "lead_weeks": rng.randint(4, 26),
                "weight": drawn(rng, 0.2, 1)}
    of_militias = [f"{lever}.{k['name']}" for lever in MILITIA_LEVERS for k in militias]
    names = sorted(EVENTS - {"decision"}) + of_militias if kind == "event" else [n for n in LEVERS if n not in EVENTS]
    taken = rng.sample(names, rng.randint(1, 3))
    if any(n.startswith("commander_loss.") for n in taken):  # a table of a file cannot hold both
        taken = [n for n in taken if n != "commander_loss"]
    values = {n: drawn(rng, *ACTION_RANGE.get(n, (0, 1))) for n in taken}
    if kind in ("event", "pulse"):
        return {"kind": "pulse", "week": week, "weeks": rng.randint(1, min(8, weeks - week)), "values": values}
    until = rng.randint(week + 1, weeks - 1)
    if kind == "ramp":
        return {"kind": "ramp", "from": week, "until": until, "values": values}
    return {"kind": "set", "week": week, "values": values} | ({"until": until} if kind == "set_until" else {})


def random_case(number):
    """Case `number`, from 0 to COUNT - 1."""
    rng = random.Random(f"{SEED}/{number}")
    weeks, militias, recipients = rng.randint(60, 156), first.random_militias(rng), random_recipients(rng)
    host = random_host(rng, number, weeks, militias, recipients)
    theatre = {"presence_reference": drawn(rng, 0.03, 1), "attack_scale": drawn(rng, 0.4, 1.2)} if rng.random() < 0.5 else None
    return new_case(
        f"second_{number:02d}", weeks, parameters=random_parameters(rng, 0 if number % 4 == 0 else 0.25),
        initial=random_initial(rng, militias, host), levers=random_levers(rng, militias, CONSTANTS, 0.6, "host_offensive", 0.3), militias=militias,
        neighbours=random_neighbours(rng), recipients=recipients, theatre=theatre, host=host,
        structure={key: rng.choice(choices) for key, choices in STRUCTURE.items()},
        deadlines=random_deadlines(rng, weeks), rival=rng.choice(["scripted", "adaptive"]),
        actions=[random_action(rng, weeks, militias) for _ in range(rng.randint(6, 16))])


def off_case(case, rng):
    """A case of the first edition as one of the second: every mechanism off, the keys that are then inert drawn."""
    companions = {key: rng.randint(low, high) if key in INTEGERS else drawn(rng, low, high)
                  for key, (_, low, high) in PARAMETERS.items() if key not in case["parameters"]}
    new_levers = {"demand": drawn(rng, 0, 1), "election": drawn(rng, 0, 1)}
    return new_case(case["name"], case["weeks"], parameters=case["parameters"] | companions | OFF,
                    initial=case["initial"] | {"resolve": drawn(rng, 0, 1), "record": drawn(rng, 0, 1), "belief": drawn(rng, -3, 3)},
                    levers=case["levers"] | new_levers, actions=case["actions"], militias=case["militias"],
                    neighbours=case["neighbours"], recipients=case["recipients"], structure=case["structure"])
