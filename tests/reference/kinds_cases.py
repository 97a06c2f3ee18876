"""Random cases with kinds of support and recipients that are organisations: a case of the second edition each, with vehicles, gains, cuts
and recipients of militias drawn beside it. Case n depends on n alone. Every fourth has every gain at 0, every fourth another no vehicles.
"""

import random

import second_random
from random_cases import drawn, random_shares
from second_core import KINDS
from second_declarations import KINDS as PARAMETERS
from second_declarations import LEVERS_OF_KINDS

SEED = 20090401
COUNT = 20


def with_vehicles(rng, militia):
    """A militia that names some kinds; now and then none."""
    if rng.random() < 0.2:
        return militia
    kinds = rng.sample(KINDS, rng.randint(1, len(KINDS)))
    return militia | {"vehicles": dict(zip(kinds, random_shares(rng, len(kinds))))}


def with_owner(rng, recipient, militias):
    """A recipient that may be an organisation."""
    if rng.random() < 0.5:
        return recipient
    return recipient | {"kind": "organisation", "militia": rng.choice(militias)["name"]}


def random_gains(rng, number):
    """Gains of kinds over their ranges, some of them 0; and what indirect support does."""
    values = {key: drawn(rng, low, high) if rng.random() < 0.8 else 0 for key, (_, low, high) in PARAMETERS.items()}
    return values | ({key: 0 for key in PARAMETERS if key.startswith("kinds.")} if number % 4 == 1 else {})


def random_cuts(rng, weeks):
    """Actions that cut kinds of support, and give them free again."""
    actions = []
    for lever in LEVERS_OF_KINDS:
        if rng.random() < 0.5:
            week = rng.randrange(weeks - 20)
            actions.append({"kind": "set", "week": week, "until": week + rng.randint(1, 18), "values": {lever: drawn(rng, 0, 1)}})
    return actions


def random_case(number):
    """Case `number`, from 0 to COUNT - 1."""
    case, rng = second_random.random_case(number), random.Random(f"{SEED}/{number}")
    militias = case["militias"] if number % 4 == 2 else [with_vehicles(rng, k) for k in case["militias"]]
    return case | {
        "name": f"kinds_{number:02d}", "militias": militias,
        "recipients": [with_owner(rng, r, militias) for r in case["recipients"]],
        "parameters": case["parameters"] | random_gains(rng, number),
        "levers": case["levers"] | {lever: drawn(rng, 0, 1) if rng.random() < 0.4 else 0 for lever in LEVERS_OF_KINDS},
        "actions": case["actions"] + random_cuts(rng, case["weeks"])}
