"""Step 1 of the core model: the value of every lever in every week, constants first and then the actions in file order."""

from types import SimpleNamespace

from declarations import LEVERS, MILITIA_LEVERS, lever_limits, lever_names


def act_set(lines, action, weeks):
    """`set` holds from its week on, or until `until` (exclusive), and then what was in force."""
    until = action.get("until")
    for lever, value in action["values"].items():
        for t in range(action["week"], weeks if until is None else min(until, weeks)):
            lines[lever][t] = value


def act_pulse(lines, action, weeks):
    """`pulse` replaces the value for `weeks` weeks, then reverts."""
    for lever, value in action["values"].items():
        for t in range(action["week"], min(action["week"] + action.get("weeks", 1), weeks)):
            lines[lever][t] = value


def act_ramp(lines, action, weeks):
    """`ramp` goes from the value in force at `from` linearly to the target at `until`, which stays."""
    start, until = action["from"], action["until"]
    for lever, target in action["values"].items():
        before = lines[lever][start]
        for t in range(start, weeks):
            lines[lever][t] = target if t >= until else before + (target - before) * (t - start) / (until - start)


def act_decision(lines, action, weeks):
    """`decision` rises to its weight in the week d of the date: weight*(1 - (d - t)/lead_weeks); the highest in force wins."""
    d, lead = action["week"], action.get("lead_weeks", 12)
    for t in range(max(0, d - lead), min(d + 1, weeks)):
        lines["decision"][t] = max(lines["decision"][t], action["weight"] * (1 - (d - t) / lead))


ACT = {"set": act_set, "pulse": act_pulse, "ramp": act_ramp, "decision": act_decision}


def lever_lines(case, names=lever_names, limits=lever_limits):
    """The value of every lever in every week: constants first, then the actions in the order of the file."""
    weeks = case["weeks"]
    lines = {lever: [case["levers"].get(lever, limits(lever)[0])] * weeks for lever in names(case)}
    for action in case["actions"]:
        ACT[action["kind"]](lines, action, weeks)
    return lines


def levers_of_week(case, lines, t, levers=LEVERS, of_militias=tuple((lever, lever) for lever in MILITIA_LEVERS)):
    """u: the levers of week t, those of militias as lists over them, by (lever, name in u)."""
    u = SimpleNamespace(**{lever: lines[lever][t] for lever in levers})
    for lever, name in of_militias:
        setattr(u, name, [lines[f"{lever}.{k['name']}"][t] for k in case["militias"]])
    return u
