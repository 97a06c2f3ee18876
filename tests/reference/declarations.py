"""What the specification declares, typed from it: parameters, levers, initial values, forms, series; and a case made of them."""

import copy

# key: (default, lowest, highest of the exploration range)
PARAMETERS = {
    "channel.weeks": (26, 4, 52), "channel.damage": (0.7, 0, 1),
    "arms.decay_per_year": (0.1, 0.05, 0.2),
    "rival.rate": (0.1, 0.05, 0.25), "rival.attack_alarm": (0.8, 0.4, 1.2), "rival.influence_alarm": (0.25, 0.1, 0.4),
    "rival.floor": (0.1, 0, 0.2), "rival.reaction_threshold": (0.4, 0.2, 0.6), "rival.rhetoric_reaction": (0.45, 0.2, 0.8),
    "rival.forces_reaction": (0.0675, 0, 0.15), "rival.unanswered_weeks": (26, 8, 52),
    "threat.weight_forces": (0.4, 0.25, 0.55), "threat.weight_arms": (0.25, 0.05, 0.4),
    "threat.weight_insecurity": (0.35, 0, 0.6), "threat.rhetoric_gain": (0.8, 0.3, 1.5), "threat.reach_weight": (0.4, 0, 0.8),
    "threat.arms_half": (12, 6, 24), "threat.defensive_misread": (0.6, 0, 1), "threat.coalition_alarm": (0.3, 0, 0.6),
    "threat.framework_relief": (0.5, 0, 1), "threat.coercion_alarm": (0.35, 0, 1), "threat.raid_alarm": (0, -0.1, 0.3),
    "threat.state_offset": (1.3, 1, 1.6), "threat.isolation_bias": (0.3, 0, 0.6),
    "power.recovery": (0.004, 0.001, 0.01), "power.drain": (0.004, 0.001, 0.01), "power.growth": (0.002, 0, 0.006),
    "power.containment_drag": (0.1, 0, 0.5), "power.dependence_gain": (0.001, 0, 0.004),
    "power.sanctions_drag": (0.002, 0, 0.006), "power.dependence_rate": (0.01, 0.003, 0.03),
    "perception.rise_rate": (0.2, 0.08, 0.4), "perception.fall_rate": (0.07, 0.02, 0.15), "perception.lag_weeks": (2, 0, 8),
    "perception.noise_sd": (0.05, 0, 0.15),
    "host.growth": (0.006, 0.002, 0.02), "host.erosion": (0.01, 0.004, 0.02), "host.troop_protection": (0.3, 0, 0.5),
    "host.consent": (0.5, 0, 1),
    "motive.weight_need": (0.45, 0.2, 0.7), "motive.weight_opportunity": (0.55, 0.3, 0.8), "motive.floor": (0.1, 0, 0.2),
    "motive.forces_need": (0.5, 0.3, 0.8), "motive.containment_need": (0.3, 0, 0.6),
    "motive.accommodation_relief": (0.5, -0.5, 0.8), "motive.balance_gain": (1.5, 0, 3), "motive.drawdown_gain": (0.6, 0, 1.2),
    "motive.absence_opportunity": (0.3, 0, 0.6), "motive.accommodation_opening": (0, 0, 0.6),
    "motive.commitment_gap": (0.3, 0, 0.6), "motive.talk_weakness": (0, 0, 0.4), "motive.emboldenment": (0, 0, 0.3),
    "motive.rate": (0.05, 0.02, 0.1),
    "insecurity.rate": (0.08, 0.04, 0.15), "insecurity.base": (0.58, 0.3, 0.7), "insecurity.violence_gain": (0.75, 0.5, 1),
    "insecurity.protection_gain": (0.525, 0, 0.8), "insecurity.segregation_relief": (0.1, 0, 0.5),
    "insecurity.patron_agitation": (0, 0, 0.3), "insecurity.segregation_rate": (0.012, 0.005, 0.02),
    "insecurity.infiltration": (0, 0, 1), "insecurity.minimum": (0, 0, 0.1), "insecurity.shock_gain": (0.8, 0, 1.2),
    "insecurity.shock_weeks": (39, 13, 78),
    "insurgents.rate": (0.1, 0.01, 0.2), "insurgents.base": (0.4, 0.1, 0.6), "insurgents.militia_provocation": (0.7, 0.4, 1),
    "insurgents.protection_loss": (0.4, 0.2, 0.6), "insurgents.realignment": (0, 0, 1),
    "insurgents.realignment_rate": (0.15, 0.05, 0.3),
    "cost.silent_credibility": (0.15, 0, 0.8), "cost.bluff": (0.5, 0, 1), "cost.punishment_factor": (0.5, 0.2, 0.8),
    "cost.strike_weight": (0.5, 0.2, 0.8), "cost.joint_action": (0.1, 0, 0.3), "cost.exposure": (0.15, 0, 0.4),
    "cost.sanctions_weight": (0.3, 0, 1), "cost.untailored": (0.25, 0, 1), "cost.sanctions_memory_weeks": (52, 26, 104),
    "militia.build_rate": (0.2, 0.1, 0.3), "militia.decay_rate": (0.1, 0.015, 0.2), "militia.raid_loss": (2, 0, 4),
    "militia.crackdown_loss": (0.3, 0, 0.6), "militia.training_weeks": (5, 4, 6), "militia.allocation_sharpness": (3, 0, 8),
    "militia.order_base": (0.35, 0.1, 0.6), "militia.order_threat": (0.6, 0.2, 1), "militia.order_decision": (0.3, 0, 0.6),
    "militia.order_shock": (0.4, 0, 0.8), "militia.order_cost": (0.5, 0, 1), "militia.own_forces": (0.5, 0, 1),
    "militia.own_insecurity": (0.5, 0, 1), "militia.attack_gain": (2.4, 1, 4), "militia.rage_gain": (0.35, 0, 1),
    "militia.rage_weeks": (13, 4, 26),
    "direct.floor": (0.05, 0.02, 0.1), "direct.ceiling": (0.95, 0.8, 1), "direct.intercept": (-5, -6, -4),
    "direct.threat_gain": (5, 0, 7), "direct.motive_gain": (1, 0, 6), "direct.interaction_gain": (1.5, -2, 3),
    "direct.cost_gain": (3.5, 0, 6), "direct.decision_gain": (1, 0, 2), "direct.ardour_gain": (1, 0, 2),
    "direct.local_funds": (0.08, 0, 0.5), "direct.adjust_weeks": (8, 4, 16),
    "indirect.floor": (0.4, 0.3, 0.5), "indirect.span": (0.25, 0.05, 0.35), "indirect.intercept": (-1, -1.5, -0.5),
    "indirect.motive_gain": (2, 0, 5), "indirect.threat_gain": (0.4, 0, 1), "indirect.substitution": (0.35, 0, 1.2),
    "indirect.inducement_gain": (0.5, 0.1, 1), "indirect.inducement_pull": (0.15, 0, 0.5), "indirect.release": (0.15, 0, 0.4),
    "indirect.host_opening": (0.05, 0, 0.2), "indirect.adjust_weeks": (52, 26, 104),
    "indirect.lock_in_rate": (0.008, -0.004, 0.02), "indirect.lock_in_decay": (0.005, 0, 0.02),
    "control.adjust_weeks": (26, 8, 52), "control.commander_loss": (0.4, 0.1, 0.8), "control.own_income": (0.3, 0.1, 0.6),
    "swing.rate": (0.2, 0.05, 0.4), "swing.shock_pull": (2, 0, 4), "swing.influence_push": (1, 0, 2),
    "swing.forces_pull": (0.5, 0, 1), "swing.offset": (-0.4, -1, 0), "swing.shock_memory_weeks": (13, 4, 26),
    "confrontation.base_per_week": (5e-05, 1e-05, 0.0005), "confrontation.tightness_gain": (4, 1, 8),
    "confrontation.strike_gain": (1, 0, 2),
}

# Numeric constants inside steps 5, 7 and 17; explored from half to one and a half times.
CONSTANTS = {
    "threat.strike_talk": 0.7,
    "containment.isolation": 0.4, "containment.rhetoric": 0.3, "containment.arms": 0.3, "containment.coalition": 0.2,
    "burden.presence": 0.3, "burden.attrition": 0.5, "burden.raids": 0.2, "burden.strikes": 0.15, "burden.host_aid": 0.1,
    "burden.sanctions": 0.1, "burden.reach": 0.1, "burden.rhetoric": 0.2,
}
PARAMETERS.update({key: (value, 0.5 * value, 1.5 * value) for key, value in CONSTANTS.items()})

INTEGERS = {"perception.lag_weeks", "militia.training_weeks"}

# lever: (default, lower limit, upper limit)
LEVERS = {
    "forces": (0.88, 0, 1.5), "reach": (0.30, 0, 1), "rhetoric": (0.70, 0, 1), "communication": (0.10, 0, 1),
    "commitment": (0.50, 0, 1), "arms_offensive": (3.0, 0, 50), "arms_defensive": (1.0, 0, 50), "coalition": (0, 0, 1),
    "framework": (0, 0, 1), "accommodation": (0, 0, 1), "coercive_threat": (0, 0, 1), "denial": (1, 0, 1),
    "strikes": (0, 0, 1), "evidence": (0.5, 0, 1), "sanctions": (0, 0, 1), "raids": (0, 0, 1), "interdiction": (0, 0, 1),
    "perceived_decline": (0.25, 0, 1), "ardour": (0, -1, 1), "inducement": (0, 0, 1), "host_aid": (0.5, 0, 1),
    "surge": (0, -0.3, 1), "decision": (0, 0, 1), "commander_loss": (0, 0, 1), "sectarian_shock": (0, 0, 1),
}
MILITIA_LEVERS = {"crackdown": (0, 0, 1), "restraint": (0, 0, 1)}  # written crackdown.<militia>, restraint.<militia>

# initial value: (default, lower limit, upper limit); arms stocks are totals over the neighbours [billion USD]
INITIAL = {
    "channel": (0.10, 0, 1), "direct": (0.50, 0, 1), "indirect": (0.55, 0, 1), "perceived_threat": (0.65, 0, 1),
    "motive": (0.50, 0, 1), "rival_threat": (0.50, 0, 1), "arms_offensive": (6, 0, 1000), "arms_defensive": (4, 0, 1000),
    "rival_power": (0.70, 0, 1), "patron_power": (0.40, 0, 1), "dependence": (0.30, 0, 1), "insecurity": (0.50, 0, 1),
    "host_capacity": (0.35, 0, 1), "segregation": (0.30, 0, 1), "insurgents": (0.45, 0, 1), "capability": (0.50, 0, 1),
    "control": (0.50, 0, 1),
}

STRUCTURE = {
    "direct": ("logistic", "linear", "threshold"),
    "fronts": ("additive", "multiplicative", "strongest"),
    "perception": ("asymmetric", "symmetric"),
}

FORCES_REFERENCE = 170000  # troops that forces = 1 stands for


def militia(name, fighters, tie, agenda, fit, role=1.0, lethality=1.0, swing=False):
    """A militia; fighters > 0, tie, agenda and fit in [0, 1], role 0 to 2, lethality 0 to 20."""
    return {"name": name, "fighters": fighters, "tie": tie, "agenda": agenda, "fit": fit, "role": role,
            "lethality": lethality, "swing": swing}


MILITIAS = [
    militia("mahdi_army", 60000, 0.40, 0.80, 0.30, swing=True),
    militia("badr", 20000, 0.90, 0.30, 0.30, role=0.15),
    militia("special_groups", 5000, 0.85, 0.40, 0.50),
]
NEIGHBOURS = [
    {"name": "saudi_arabia", "arms_share": 0.45}, {"name": "united_arab_emirates", "arms_share": 0.30},
    {"name": "kuwait", "arms_share": 0.15}, {"name": "qatar", "arms_share": 0.10},
]

CORE = [
    "direct", "indirect", "perceived_threat", "threat", "threat_objective", "front_forces", "front_arms", "front_insecurity",
    "channel", "motive", "expected_cost", "rival_threat", "tightness", "attacks", "host_capacity", "insecurity", "insurgents",
    "segregation", "balance", "dependence", "burden", "burden_total", "swing", "confrontation_hazard",
]
CORE_BY_MILITIA = ["capability", "control"]
ALL_BY_MILITIA = ["delivered", "act", "clashes", "lever_crackdown", "lever_restraint"]
ALL_BY_NEIGHBOUR = ["stock_offensive", "stock_defensive"]
ALL_BY_RECIPIENT = ["received"]


def new_case(name="status_quo", weeks=208, parameters=None, initial=None, levers=None, actions=None, militias=None,
             neighbours=None, recipients=None, structure=None):
    """Everything that defines a run; what is not given is the default theatre's."""
    case = {
        "name": name,
        "weeks": weeks,
        "structure": {key: choices[0] for key, choices in STRUCTURE.items()} | (structure or {}),
        "parameters": {key: default for key, (default, _, _) in PARAMETERS.items()} | (parameters or {}),
        "initial": {key: default for key, (default, _, _) in INITIAL.items()} | (initial or {}),
        "levers": {key: default for key, (default, _, _) in LEVERS.items()} | (levers or {}),
        "actions": copy.deepcopy(actions or []),
        "militias": copy.deepcopy(militias or MILITIAS),
        "neighbours": copy.deepcopy(neighbours or NEIGHBOURS),
        "recipients": copy.deepcopy(recipients or []),
    }
    check(case)
    return case


def lever_names(case):
    """Every lever of a case, those of one militia included."""
    return list(LEVERS) + [f"{lever}.{k['name']}" for lever in MILITIA_LEVERS for k in case["militias"]]


def lever_limits(lever):
    """Default and limits of a lever, crackdown.<militia> and restraint.<militia> included."""
    return MILITIA_LEVERS[lever.split(".")[0]] if "." in lever else LEVERS[lever]


def check(case):
    """Refuses what the specification refuses, as far as the cases of the tests could get it wrong."""
    def within(what, value, low, high):
        if not low <= value <= high:
            raise ValueError(f"{case['name']}: {what} = {value} is outside {low} to {high}")

    def lever_within(lever, value):
        if lever not in lever_names(case):
            raise ValueError(f"{case['name']}: no lever {lever}")
        within(lever, value, *lever_limits(lever)[1:])

    for key, (_, low, high) in INITIAL.items():
        within(key, case["initial"][key], low, high)
    for key, value in case["parameters"].items():
        within(key, value, *PARAMETERS[key][1:])
    for lever, value in case["levers"].items():
        lever_within(lever, value)
    for action in case["actions"]:
        for lever, value in action.get("values", {}).items():
            lever_within(lever, value)
        if action["kind"] != "decision":
            within("week of an action", action.get("week", action.get("from")), 0, case["weeks"] - 1)
    for k in case["militias"]:
        for trait, high in (("tie", 1), ("agenda", 1), ("fit", 1), ("role", 2), ("lethality", 20)):
            within(f"{k['name']}.{trait}", k[trait], 0, high)
    for key, choice in case["structure"].items():
        if choice not in STRUCTURE[key]:
            raise ValueError(f"{case['name']}: no structure.{key} {choice}")
