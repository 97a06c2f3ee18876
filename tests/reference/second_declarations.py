"""What the second edition declares beside the first, typed from its specification: parameters, levers, initial values, tables of a
theatre; and a case made of them. `OFF` holds the values with which the first edition comes out."""

import copy

import declarations as first

# key: (default, lowest, highest of the exploration range); `fixed` ranges have one value
PARAMETERS_OF_CORE = {
    "perception.noise_persistence": (0.9, 0.6, 0.97), "perception.power_weeks": (26, 4, 104),
    "perception.power_bias": (0.2, 0, 0.4), "perception.power_noise_sd": (0.03, 0, 0.1),
    "motive.power_need": (0.15, 0, 0.4), "motive.resolve_gap": (0.3, 0, 0.6),
    "threat.belief_gain": (0.15, 0, 0.3), "belief.gain": (4, 2, 6), "belief.threshold": (0.5, 0.4, 0.6),
    "belief.weeks": (26, 8, 52), "belief.deafness": (0.1, 0, 0.3), "belief.words": (0.4, 0.2, 0.6),
    "belief.arms": (0.3, 0.15, 0.45), "belief.deeds": (0.3, 0.15, 0.45), "belief.noise_sd": (0.5, 0, 1),
    "cost.conditional": (1, 0.5, 1), "cost.demand_width": (0.2, 0.1, 0.4), "cost.reach_gain": (0.3, 0, 0.6),
    "cost.resolve_gain": (0.4, 0, 0.8), "cost.record_gain": (0.3, 0, 0.6), "cost.record_rate": (0.1, 0.05, 0.2),
    "cost.counter_gain": (0.4, 0, 0.8), "cost.ardour_relief": (0.8, 0.2, 1),
    "evidence.endogenous": (0.4, 0, 0.8), "evidence.weeks": (26, 13, 52), "evidence.capture": (0.03, 0, 0.06),
    "evidence.sophistication": (0.12, 0.06, 0.24),
    "capacity.denial_loss": (0.15, 0.05, 0.3), "capacity.interdiction_loss": (0.05, 0, 0.1),
    "capacity.rebuild_rate": (0.03, 0.01, 0.06),
    "direct.deadline_gain": (2, 0, 4), "indirect.inducement_channel": (1, 0.5, 1), "indirect.deadline_gain": (0.5, 0, 1),
    "deadline.horizon_weeks": (26, 20, 52),
    "militia.own_shock": (0.5, 0.25, 0.75), "militia.own_credit": (0.8, 0.2, 1.2), "militia.host_rage": (0.1, 0, 0.3),
    "militia.offensive_loss": (0.6, 0.2, 1), "militia.offensive_help": (0.5, 0, 1),
    "host.raid_forces": (1, 0.5, 1), "host.consent_cap": (0.1, 0, 0.2),
    "resolve.rate": (0.04, 0.02, 0.08), "resolve.base": (0.8, 0.65, 0.95), "resolve.loss_gain": (0.9, 0.4, 1.4),
    "resolve.burden_gain": (0.25, 0, 0.5), "resolve.success_gain": (0.3, 0, 0.6), "resolve.turnout_gain": (0.3, 0, 0.6),
    "resolve.election_gain": (0.5, 0, 1),
    "posture.weeks": (13, 13, 13), "posture.step": (0.25, 0.1, 0.4), "posture.reinforce": (-3, -4, -2),
    "posture.draw_down": (-2, -3, -1), "posture.engage": (-3, -4, -2), "posture.coerce": (-3, -4, -2),
    "posture.strike": (-4.5, -6, -3), "posture.fear_gain": (4, 2, 6), "posture.will_gain": (8, 4, 12),
    "posture.proof_gain": (2, 0, 4), "posture.turnout_gain": (2, 0, 4), "posture.carry_gain": (2, 0, 4),
    "posture.talk": (0.8, 0.5, 1), "posture.softer": (0.7, 0.4, 0.9),
    "course.relative": (1, 1, 1), "course.margin": (0.03, 0.01, 0.06), "course.low_level": (0.15, 0.05, 0.3),
    "course.lead_weeks": (4, 4, 4), "course.cancel": (0.3, 0, 0.6), "course.trace": (0.15, 0.05, 0.3),
    "course.turnout_gain": (0.3, 0, 0.6),
}

# Step 19 of the first edition, which its reference leaves out.
PARAMETERS_OF_COURSES = {
    "course.base": (-5.5, -7, -4), "course.goal_gain": (2, 0, 4), "course.front_gain": (1.5, 0, 4),
    "course.precedent_gain": (0.5, 0, 4), "course.cost_gain": (1.5, 0, 4), "course.goal": (0.8, 0.5, 1),
    "course.precedent": (1, 0, 1), "course.rivalry": (0.5, 0, 1), "course.freelance": (0.1, 0, 0.3),
    "course.threshold": (0.5, 0.5, 0.5), "course.hold_weeks": (4, 4, 4), "course.escalation": (0.3, 0, 0.6),
    "indicators.noise_sd": (0.1, 0.1, 0.1),
}

PARAMETERS_OF_HOST = {
    "choice.precision": (4, 2, 8), "host.memory_weeks": (13, 4, 26),
    "parliament.spread": (0.04, 0.01, 0.1), "parliament.table_rate": (0.025, 0, 0.075), "parliament.mandate_weeks": (39, 13, 104),
    "bloc.pull": (0.4, 0, 0.8), "bloc.sovereignty": (0.4, 0, 0.8), "bloc.fear": (0.5, 0, 1), "bloc.protection": (0.5, 0, 1),
    "bloc.street": (0.5, 0, 1), "bloc.inducement": (0.4, 0, 0.8),
    "consent.government": (0.5, 0, 1), "consent.mandate": (0.2, 0, 0.5), "consent.weeks": (13, 4, 39),
    "offensive.drain": (0.5, 0.1, 1), "offensive.cost": (0.03, 0, 0.08),
    "integration.rate": (0.03, 0.005, 0.08), "integration.calm": (0.6, 0, 0.9), "integration.aid_leak": (0.3, 0, 0.6),
    "protest.width": (1, 0.5, 2), "protest.peer": (0.5, 0, 0.9), "protest.endorsement": (0.3, 0, 0.8),
    "protest.clergy": (0.2, 0, 0.6), "protest.cooptation": (0.4, 0, 0.8), "protest.backlash": (0.8, 0, 2),
    "protest.fear": (0.7, 0.2, 1.2), "protest.crush": (0.5, 0, 1),
    "front.memory": (0.6, 0.3, 0.9), "front.enemy": (0.5, 0, 1), "front.mediation": (0.6, 0, 1.2), "front.rivalry": (1, 0, 2),
    "front.coordination": (0.5, 0, 1), "front.feud_loss": (0.06, 0, 0.2),
    "freeze.pressure": (1, 0.3, 2), "hostage.rate": (0.03, 0, 0.1), "host_election.gain": (1, 0, 3),
    "intermediary.skill": (0.3, 0, 0.8),
}

# Old keys with narrower ranges or another default.
CHANGED = {
    "cost.bluff": (0.25, 0, 1), "direct.threat_gain": (5, 2, 7), "direct.motive_gain": (1, 0, 4),
    "indirect.motive_gain": (2, 0.5, 4), "indirect.span": (0.25, 0.05, 0.3), "indirect.substitution": (0.35, 0, 0.7),
    "indirect.host_opening": (0.05, 0, 0.1), "indirect.inducement_pull": (0.15, 0, 0.3),
}

PARAMETERS = first.PARAMETERS | PARAMETERS_OF_CORE | PARAMETERS_OF_COURSES | PARAMETERS_OF_HOST | CHANGED
INTEGERS = first.INTEGERS | {"posture.weeks", "course.lead_weeks", "course.hold_weeks"}

# The off value of every mechanism that has one; besides, no deadline, a scripted rival, neutral theatre data, levers and tables.
SWITCHES = [
    "perception.noise_persistence", "perception.power_weeks", "motive.power_need", "motive.resolve_gap", "threat.belief_gain",
    "cost.conditional", "cost.reach_gain", "cost.resolve_gain", "cost.record_gain", "cost.counter_gain", "cost.ardour_relief",
    "evidence.endogenous", "capacity.denial_loss", "capacity.interdiction_loss", "indirect.inducement_channel",
    "militia.own_shock", "host.raid_forces", "course.relative", "course.low_level", "course.lead_weeks",
]
OFF = {key: 0 for key in SWITCHES}

LEVERS_OF_CORE = {"demand": (0.05, 0, 1), "deniability": (0, 0, 1), "march": (0, 0, 1), "election": (0, 0, 1)}
LEVERS_OF_HOST = {lever: (0, 0, 1) for lever in (
    "party_funding", "extension_offer", "aid_conditions", "amnesty", "reform", "repression", "clergy_endorsement",
    "clergy_warning", "mediation", "intermediary_loss")}
LEVERS = first.LEVERS | LEVERS_OF_CORE | LEVERS_OF_HOST
# Kinds of support, which only the cases of kinds_cases.py have; elsewhere neutral.
KINDS = {f"kinds.{key}": (0, 0, 1) for key in (
    "arms_build", "arms_lethality", "training_build", "training_lethality", "funding_control", "advisers_control",
    "intelligence_hits", "sanctuary_cover", "political_pull")} | {"social.control_gain": (0.25, 0, 0.5), "social.cover": (0.3, 0, 0.6)}
LEVERS_OF_KINDS = {lever: (0, 0, 1) for lever in ("arms_cut", "training_cut", "funds_cut", "sanctuary_cut")}
MILITIA_LEVERS = first.MILITIA_LEVERS | {"commander_loss": (0, 0, 1), "host_offensive": (0, 0, 1)}

INITIAL_OF_CORE = {
    "swing": (0, -1, 1), "shock": (0, 0, 1), "sanctions_memory": (0, 0, 1), "unanswered": (0, 0, 1), "lock_in": (0, 0, 5),
    "belief": (0, -6, 6), "resolve": (0.5, 0, 1), "record": (0.5, 0, 1), "proof": (0.5, 0, 1), "delivery_capacity": (1, 0, 1),
}
INITIAL = first.INITIAL | INITIAL_OF_CORE
OPTIONAL_INITIAL = {"balance_reference": (0, 1), "order_memory": (0, 1)}  # absent unless given
INITIAL_OF_HOST = {"consent": (1, 0, 1), "mandate": (0, 0, 1), "join": (0.5, 0, 1)}
INITIAL_BY_MILITIA = ("integration", "freeze")  # tables by militia, 0 where a militia is not named

STRUCTURE = first.STRUCTURE | {"choice": ("beta", "logit")}
THEATRE = {"presence_reference": 1.0, "attack_scale": 1.0}

# Tables of the host side: what a row is when a field is omitted. `trade` omitted is the bloc's tie.
BLOC = {"stance": 0.0, "tie": 0.0, "nation": 0.5, "exposure": 0.5, "protection": 0.0, "government": 0.0, "organisations": (),
        "recipient": None, "local": 0.0}
GOVERNMENT = {"integrate_cost": 0.6, "offensive_cost": 1.6, "exit_cost": 0.8, "extend_cost": 0.3, "cabinet_cost": 0.1}
MOTION = {"cost": 0.0, "binding": False, "weeks": 52, "size": 0.25}
ORGANISER = {"base": 1.0, "grievance": 0.5, "threshold": 0.6, "called": False, "organisation": None, "rival": 0.0,
             "government": 0.0, "distance": 0.0, "start": 0.0}
INTERMEDIARY = {"training": {}, "deniability": 0.0, "standing": 0.0, "link": 1.0}
DEADLINE = {"known": -1, "weight": 1.0, "ramp_weeks": 1}
TABLES = ("bloc", "government", "organiser", "rivalry", "intermediary")


def new_case(name="status_quo", weeks=208, parameters=None, initial=None, levers=None, actions=None, militias=None,
             neighbours=None, recipients=None, structure=None, theatre=None, deadlines=None, rival="scripted", host=None,
             consent_input=None):
    """Everything that defines a run; what is not given is the default theatre's, without host tables."""
    return copy.deepcopy({
        "name": name,
        "weeks": weeks,
        "rival": rival,
        "structure": {key: choices[0] for key, choices in STRUCTURE.items()} | (structure or {}),
        "parameters": {key: default for key, (default, _, _) in PARAMETERS.items()} | (parameters or {}),
        "initial": {key: default for key, (default, _, _) in INITIAL.items()} | (initial or {}),
        "theatre": THEATRE | (theatre or {}),
        "levers": {key: default for key, (default, _, _) in LEVERS.items()} | (levers or {}),
        "actions": actions or [],
        "deadlines": deadlines or [],
        "militias": militias or first.MILITIAS,
        "neighbours": neighbours or first.NEIGHBOURS,
        "recipients": recipients or [],
        "host": host or {},
        **({"consent_input": consent_input} if consent_input else {}),
    })


def levers_of(case):
    """The levers of a case that do not belong to one militia, those of kinds of support where its file has them."""
    return list(LEVERS) + [lever for lever in LEVERS_OF_KINDS if lever in case["levers"]]


def lever_names(case):
    """Every lever of a case, those of one militia included."""
    return levers_of(case) + [f"{lever}.{k['name']}" for lever in MILITIA_LEVERS for k in case["militias"]]


def with_defaults(rows, defaults):
    """Rows of a table with what they omit."""
    return [defaults | row for row in rows]


def lever_limits(lever):
    """Default and limits of a lever, those of militias included."""
    return MILITIA_LEVERS[lever.split(".")[0]] if "." in lever else (LEVERS | LEVERS_OF_KINDS)[lever]
