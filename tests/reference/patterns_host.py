"""Patterns of the host side (host.md 11): (label, wording, holds, numbers), and what must be exact."""

import copy
import random

from pattern_cases import (calm_2020, changed, mean, of_2008, of_2011, pulse, rows_of, strike_2020, with_bloc,
                           with_intermediaries, with_motions, with_tables, without_levers)
from second_declarations import LEVERS_OF_HOST, TABLES

BOTH = {"mahdi_army": 1.0, "special_groups": 1.0}


def out(row, name):
    """Turnout of one organiser."""
    return row["turnout_of"][name]


def of_votes():
    """P160, P131, P132, P133: the resolution."""
    a, b = rows_of(strike_2020(True)), rows_of(calm_2020(True))
    found = [rows[0][name] for rows in (a, b) for name in ("motion_yes", "motion_chance")]
    yield "P160", "the resolution passes in the mean case with the strike and not without", found[1] > 0.5 > found[3], found
    binding = rows_of(with_motions(strike_2020(True), binding=True, cost=0.2))[0]
    yield "P131", "the same members would not carry a binding one (cost .2)", binding["motion_chance"] < 0.5, [
        binding["motion_yes"], binding["motion_chance"]]
    consent = [rows[t]["consent"] for t in (13, 51) for rows in (a, b)]
    gaps = [y["consent"] - x["consent"] for x, y in zip(a, b)]
    yield "P132", "consent falls in part, and most of it comes back within the year", (
        0.15 < consent[0] < consent[1] and gaps[-1] < max(gaps) / 2), consent
    swing = rows_of(with_bloc(strike_2020(True), "sairoon", stance=-0.8))[0]
    yield "P133", "against the swing leader's bloc the resolution is likelier to fail", swing["motion_chance"] < 0.5, [
        swing["motion_yes"], swing["motion_chance"]]


def of_streets():
    """P134, P135, P136: march and movement."""
    turned, opposed = (rows_of(calm_2020(True, parameters={"swing.offset": offset}))[3] for offset in (0.6, -1.0))
    found = [out(row, name) for row in (turned, opposed) for name in ("sadrists", "proxies", "movement")]
    yield "P134", "turned, the march is larger and the independent movement smaller", found[0] > found[3] and found[2] < found[5], found
    a, m = rows_of(strike_2020(True)), rows_of(without_levers(strike_2020(True), {"march"}))
    found = [out(a[3], "movement"), out(m[3], "movement"), a[3]["backlash"], a[8]["anger"], m[8]["anger"]]
    yield "P135", "a march lowers the movement's turnout that week and raises its anger afterwards", (
        found[0] < found[1] and found[2] > 0 and found[3] > found[4]), found
    unwarned = rows_of(without_levers(strike_2020(True), {"clergy_warning"}))
    found = [out(rows[3], name) for name in ("sadrists", "proxies") for rows in (a, unwarned)]
    yield "P136", "the clergy's warning lowers the called march by a fifth or more", (
        found[0] < 0.8 * found[1] and found[2] < 0.8 * found[3]), found


def of_fronts():
    """P137, P138, P139: meetings, rivalry, cohesion."""
    a, alone = rows_of(strike_2020(True)), rows_of(with_intermediaries(strike_2020(True), standing=0.0))
    found = [a[4]["front"], alone[4]["front"], a[51]["front"]]
    yield "P137", "meetings raise the front after the loss; it fades when they end", found[0] > max(found[1:]), found
    by_rivalry = [rows_of(strike_2020(True, parameters={"front.rivalry": level})) for level in (0.0, 1.0, 2.0)]
    found = [mean(rows, "front", 0, 13) for rows in by_rivalry]
    yield "P138", "rivalry lowers the front", found[0] > found[1] > found[2], found
    united, divided = by_rivalry[0], by_rivalry[2]
    found = [mean(rows, name, 0, 13) for rows in (united, divided) for name in ("chance_militia", "chance_patron")]
    yield "P139", "low cohesion makes freelancing likelier, high cohesion the patron's course", (
        found[0] < found[2] and found[1] > found[3]), found


def of_law():
    """P140, P141, P142: attacks, trade and the deadline of 2011."""
    base = of_2011()
    a = rows_of(base)
    quiet = rows_of(changed(base, actions=[pulse(14, 26, restraint={k["name"]: 1.0 for k in base["militias"]})]))
    found = [mean(a, "attacks", 14, 40), a[39]["motion_chance"], mean(quiet, "attacks", 14, 40), quiet[39]["motion_chance"]]
    yield "P140", "attacks before the deadline lower the chance of an extension", found[1] < found[3], found
    by_trade = [rows_of(of_2011(initial={"dependence": d})) for d in (0.2, 0.5, 0.8)]
    found = [value for rows in by_trade for value in (rows[36]["exit_support"], rows[39]["motion_chance"])]
    yield "P141", "more trade dependence: more support for exit, a smaller chance of extension", (
        found[0] < found[2] < found[4] and found[1] > found[3] > found[5]), found
    forces = [rows_of(case)[55]["forces_present"] for case in (with_motions(base, cost=5.0), base, with_motions(base, cost=-5.0))]
    yield "P142", "the deadline takes the forces out unless an extension passes", (
        forces[0] < 1e-3 < forces[1] < forces[2]), forces


def of_offensives():
    """P143, P144, P147: the host attacks."""
    base, actions = rows_of(of_2008(True)), [pulse(11, 8, host_offensive=BOTH)]
    rows = rows_of(of_2008(True, actions=actions))
    found = [mean(r, "attacks", low, low + 13) for low in (11, 63) for r in (rows, base)]
    yield "P143", "an offensive lowers attacks of the quarter, a year later hardly", (
        found[0] < found[1] and found[3] - found[2] < (found[1] - found[0]) / 3), found
    found = []
    for levers in ({"host_aid": 1.0}, {"forces": 0.0, "host_aid": 0.0}):
        row = rows_of(of_2008(True, levers=levers, actions=[pulse(0, 26, host_offensive=BOTH)]))[25]
        found += [row["stamina"], row["offensive_effort"], row["host_capacity"]]
    yield "P144", "it is sustained only with the rival's forces and aid: stamina, offensive, capacity", (
        found[0] > 2 * found[3] and found[2] > found[5]), found
    soft = rows_of(of_2008(True, actions=[*actions, pulse(11, 8, amnesty=0.5)]))
    frozen = [rows[10]["freeze"]["mahdi_army"], rows[14]["freeze"]["mahdi_army"], rows[63]["freeze"]["mahdi_army"],
              rows[14]["freeze"]["special_groups"], soft[14]["freeze"]["mahdi_army"]]
    yield "P147", "who has seats freezes for a time, sponsored cells never, amnesty deepens it", (
        frozen[1] > frozen[0] and frozen[2] < frozen[1] / 2 and frozen[3] == 0 and frozen[4] > frozen[1]), frozen


def of_integration():
    """P145, P146: organisations inside the forces."""
    apart = of_2008(True, parameters={"integration.rate": 0.0})
    apart["initial"]["integration"] = {}
    a, b = rows_of(of_2008(True))[104], rows_of(apart)[104]
    found = [value for row in (a, b) for value in (row["act"]["badr"], row["shadow_state"], row["capability"]["badr"])]
    yield "P145", "inside: fewer attacks a fighter, more parallel state, fed by aid", (
        found[0] < found[3] and found[1] > found[4] and found[2] > found[5]), found
    bound, free = (rows_of(of_2008(True, levers={"aid_conditions": v}))[103] for v in (0.5, 0.0))
    found = [row[name] for row in (bound, free) for name in ("shadow_state", "exit_support")]
    yield "P146", "conditions on aid keep militias out and cost consent", found[0] < found[2] and found[1] > found[3], found


def of_protest():
    """P148, P149: what empties and fills the street."""
    movement = [out(rows_of(calm_2020(True, initial={"insecurity": V}, parameters={"insecurity.rate": 0.0}))[12], "movement")
                for V in (0.1, 0.25, 0.6)]
    yield "P148", "protest needs quiet streets: V .1, .25, .6", movement[0] > movement[1] > movement[2], movement
    a = rows_of(calm_2020(True))
    crushed = rows_of(calm_2020(True, actions=[pulse(4, 8, repression=1.0)]))
    reform = rows_of(calm_2020(True, actions=[pulse(4, 48, reform=1.0)]))
    found = [out(rows[t], "movement") for t, several in ((11, (crushed, a)), (30, (crushed, a, reform))) for rows in several]
    yield "P149", "repression empties the street and fills it later; reform empties it", (
        found[0] < found[1] and found[2] > found[3] > found[4]), found


# ------------------------------------------------------------------------------------------------------------------------ exact

def gap(a, b, names):
    """The largest difference of some series of two runs."""
    return max(abs(x[name] - y[name]) for x, y in zip(a, b) for name in names)


WATCHED = ["direct", "attacks", "consent", "exit_support", "front", "turnout", "shadow_state", "offensive_effort"]


def of_order():
    """S2: the order of blocs, a bloc in two halves, seats scaled."""
    base = strike_2020(True)
    blocs = base["host"]["bloc"]
    halves = [blocs[5] | {"name": f"half_{n}", "seats": blocs[5]["seats"] / 2} for n in (1, 2)]  # one without organisations
    same = {"reversed": blocs[::-1], "in halves": blocs[:5] + halves + blocs[6:], "scaled": [b | {"seats": 3.7 * b["seats"]} for b in blocs]}
    gaps = [gap(rows_of(base), rows_of(with_tables(base, bloc=rows)), WATCHED) for rows in same.values()]
    yield "S2", "order of blocs, one without organisations in two halves, seats scaled change nothing", max(gaps) < 1e-12, gaps


def of_limits():
    """S3: every share stays in [0, 1] for 400 weeks under every host lever at its limit."""
    names = [n for n in WATCHED + ["relation", "ceiling", "mandate", "cabinet_support", "stamina", "muster", "hostages", "facade",
                                   "anger", "street_rival", "street_government", "backlash", "openness", "deniability_effective"]]
    worst = 0.0
    for seed in (None, 1, 2):
        rng = random.Random(seed)
        levers = {lever: 1.0 if seed is None else float(rng.random() < 0.5) for lever in LEVERS_OF_HOST} | {"march": 1.0}
        for row in rows_of(strike_2020(True, weeks=400, levers=levers)):
            worst = max(worst, *(max(-row[n], row[n] - 1) for n in names))
    yield "S3", "outputs stay in their range for 400 weeks under host levers at their limits", worst <= 0, [worst]


def of_tables():
    """S5: each table alone runs; organisers act through turnout against the rival only, blocs through consent."""
    full, found = strike_2020(True), []
    for table in TABLES:
        politics = ("bloc", "parliament", "motion")
        needs = {"bloc": politics, "government": (*politics, "government")}.get(table, (table,))
        case = copy.deepcopy(full)
        case["host"] = {name: rows for name, rows in full["host"].items() if name in needs}
        none = copy.deepcopy(full)
        none["host"] = {}
        found.append(gap(rows_of(case), rows_of(none), ["direct", "attacks", "resolve"]))
    yield "S5", "each table alone runs and acts: bloc, bloc with government, organiser, rivalry, intermediary", min(found) > 0, found


def of_futures():
    """S4: the share of futures with the resolution is its chance, their mean the mean field."""
    case, futures = strike_2020(True), 100
    rows = [rows_of(case, seed) for seed in range(futures)]
    share = sum(r[0]["motion_chance"] > 0 and r[0]["mandate"] > 0.5 for r in rows) / futures
    field = rows_of(case)
    gaps = [abs(sum(r[51][name] for r in rows) / futures - field[51][name]) for name in ("consent", "direct", "attacks")]
    yield "S4", "share of 100 futures with the resolution near its chance; gaps of means of consent, D, attacks", (
        abs(share - field[0]["motion_chance"]) < 0.13 and gaps[0] < 0.03), [share, field[0]["motion_chance"], *gaps]


CHECKS = [of_votes, of_streets, of_fronts, of_law, of_offensives, of_integration, of_protest]
EXACT_OR_WITH_NOISE = [of_order, of_limits, of_tables, of_futures]


def patterns(once=True):
    """Every pattern of the host side; those that are exact or over futures only if asked."""
    for check in CHECKS + (EXACT_OR_WITH_NOISE if once else []):
        yield from check()
