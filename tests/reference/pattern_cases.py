"""The runs that the specification's patterns ask for: theatres of 2008, 2011 and 2020, with and without host tables."""

import copy
import datetime
import functools
import json

from check_second import host_strategy_case, specified_case
from make_second import strategy_case
from second_declarations import PARAMETERS
from second_run import run

STRIKE = {"strikes", "commander_loss"}


_drawn = {}  # parameters of the draw under way: of a case those that stand at their default


@functools.lru_cache(maxsize=2000)
def _rows(text, seed):
    return run(json.loads(text), seed)


def draw(parameters):
    """Runs from now on take these parameters where a case has the default."""
    _drawn.clear()
    _drawn.update(parameters)
    _rows.cache_clear()


def rows_of(case, seed=None):
    """The rows of a case; the same case is run once."""
    drawn = {key: value for key, value in _drawn.items() if case["parameters"][key] == PARAMETERS[key][0]}
    return _rows(json.dumps(case | {"parameters": case["parameters"] | drawn}, sort_keys=True), seed)


def changed(case, *, parameters=None, initial=None, levers=None, actions=None, **others):
    """A case that differs in some parameters, initial values, levers; actions are added after those it has."""
    case = copy.deepcopy(case)
    for key, values in (("parameters", parameters), ("initial", initial), ("levers", levers)):
        case[key] |= values or {}
    case["actions"] += actions or []
    return case | others


def without_levers(case, names):
    """The same without actions on some levers, and with their constants at 0."""
    case = copy.deepcopy(case)
    for action in case["actions"]:
        action["values"] = {lever: value for lever, value in action.get("values", {}).items() if lever.split(".")[0] not in names}
    case["levers"] |= {lever: 0.0 for lever in names if lever in case["levers"]}
    return case


def of_2008(tables, name="status_quo", **changes):
    """A reference strategy on the theatre of 2008."""
    return changed(host_strategy_case(name) if tables else strategy_case(name), **changes)


def strike_2020(tables, **changes):
    """The year of the strike, from the week of 30 December 2019."""
    return changed(specified_case("march_2020" if tables else "strike_2020 with march"), **changes)


def calm_2020(tables, **changes):
    """The same year without the strike; everything else as it was."""
    return changed(without_levers(strike_2020(tables), STRIKE), **changes)


def after_2020(tables, **changes):
    """resistance_front_2020: the week after the strike taken forward; the resolution has passed."""
    case = changed(calm_2020(tables), initial={"shock": 0.92, "swing": 0.25, "record": 0.7, "control": 0.45}, actions=[])
    case["actions"] = []
    if tables:
        case["initial"] |= {"consent": 0.59, "mandate": 1.0, "join": 0.6}
        case["host"]["motion"] = []
    return changed(case, **changes)


def withdrawal_2011(tables, **changes):
    """January 2008 to December 2011, forces scripted down to the deadline."""
    return changed(specified_case("withdrawal_2011_politics" if tables else "withdrawal_2011 with deadline"), **changes)


def of_2011(**changes):
    """The theatre of 2011 with its tables and without the offensive in Maysan."""
    return changed(without_levers(specified_case("maysan_2011"), {"host_offensive"}), **changes)


def without_deadline(case, keep=None):
    """The same without its deadlines, but for one that is to stay."""
    return case | {"deadlines": [d for d in case["deadlines"] if d["name"] == keep]}


def with_motions(case, **changes):
    """The same with motions that differ in some field."""
    case = copy.deepcopy(case)
    case["host"]["motion"] = [motion | changes for motion in case["host"]["motion"]]
    return case


def with_tables(case, **tables):
    """The same with some host tables replaced."""
    case = copy.deepcopy(case)
    case["host"] |= tables
    return case


def with_bloc(case, name, **changes):
    """The same with one bloc that differs."""
    return with_tables(case, bloc=[b | changes if b["name"] == name else b for b in case["host"]["bloc"]])


def with_intermediaries(case, **changes):
    """The same with intermediaries that differ in some field."""
    return with_tables(case, intermediary=[m | changes for m in case["host"]["intermediary"]])


def pulse(week, weeks, **values):
    """A pulse; levers of militias by dictionary."""
    flat = {}
    for lever, value in values.items():
        flat |= {f"{lever}.{k}": v for k, v in value.items()} if isinstance(value, dict) else {lever: value}
    return {"kind": "pulse", "week": week, "weeks": weeks, "values": flat}


def mean(rows, name, low=0, high=None):
    """The mean of a series over weeks low to high (exclusive)."""
    values = [row[name] for row in rows[low:high]]
    return sum(values) / len(values)


def month(start, year, number):
    """The first week (low, high) of a month and the three after it, in a run that starts on a Monday."""
    low = (datetime.date(year, number, 1) - start).days // 7
    return low, low + 4


START_2008, START_2011, START_2020 = datetime.date(2008, 1, 7), datetime.date(2011, 1, 3), datetime.date(2019, 12, 30)
