"""Patterns of the core (model2.md 7.4, second.md 4.2): (label, wording, holds, numbers), without host tables or with them."""

from pattern_cases import (START_2008, after_2020, calm_2020, mean, month, of_2008, pulse, rows_of, strike_2020,
                           withdrawal_2011, without_deadline)
from core_reference import mean_of_last
from strategies import from_week

MANDATE = "mandate of the United Nations"  # the other deadline of the theatre of 2008 with tables


def mean_control(row):
    """Mean kappa over the organisations."""
    return sum(row["control"].values()) / len(row["control"])


def delivered(row):
    """What arrives at all organisations."""
    return sum(row["delivered"].values())


def of_strike(tables):
    """The strike of January 2020."""
    a, b = rows_of(strike_2020(tables)), rows_of(calm_2020(tables))
    with_it, without = mean(a, "attacks", 1, 14), mean(b, "attacks", 1, 14)
    yield "P98 P116", "attacks of the quarter after the strike above the same without it", with_it > without, [with_it, without]
    first = [rows[0]["control"]["kataib_hezbollah"] for rows in (a, b)]
    own = [1 - mean_control(rows[0]) for rows in (a, b)]
    yield "P96 P108", "control falls at once and the share of own action rises with it", first[0] < first[1] and own[0] > own[1], first
    after = rows_of(after_2020(tables))
    swing = [min(row["swing"] for row in after[2:9]), after[-1]["swing"]]
    yield "P99", "the swing actor with the patron in weeks 2-8, not a year later", swing[0] > 0 >= swing[1], swing
    none = rows_of(after_2020(tables, levers={"forces": 0.0}))
    chance = [mean(rows, "chance_patron") for rows in (after, none)]
    yield "P106", "the patron's dangerous course likelier with 5,200 troops than with none", chance[0] > chance[1], [
        *chance, mean(after, "progress"), mean(none, "progress")]


def of_deadline(tables):
    """The withdrawal of 2011."""
    case = withdrawal_2011(tables)
    a, b = rows_of(case), rows_of(without_deadline(case, keep=MANDATE))

    def attacks(rows, year, number):
        return mean(rows, "attacks", *month(START_2008, year, number))

    june = [attacks(a, 2011, 6), attacks(a, 2010, 6), mean(a, "attacks", month(START_2008, 2011, 1)[0], month(START_2008, 2011, 4)[0])]
    yield "P46 P117", "attacks of June 2011 above June 2010 and above the first quarter of 2011", june[0] > max(june[1:]), june
    none = [attacks(b, 2011, 6), attacks(b, 2010, 6)]
    yield "P117", "without the deadline June 2011 below June 2010", none[0] < none[1], none
    spring, autumn = month(START_2008, 2011, 3), month(START_2008, 2011, 9)
    rise = [mean(a, name, *autumn) - mean(a, name, *spring) for name in ("direct", "indirect")]
    yield "P20 P118", "D and I rise from March to September 2011", min(rise) > 0, rise
    leaving = rows_of(of_2008(tables, actions=[{"kind": "ramp", "from": 104, "until": 156, "values": {"forces": 0.0}}],
                              deadlines=[{"name": "last troops", "week": 156, "known": 104}]))
    weeks = [mean(leaving, "attacks", 150, 156), mean(leaving, "attacks", 137, 143)]
    yield "P47", "attacks of the last six weeks before the last day above six weeks a quarter earlier", weeks[0] > weeks[1], weeks


def of_offensive(tables):
    """P86: an offensive disrupts now and fades."""
    base = rows_of(of_2008(tables))
    case = of_2008(tables, actions=[pulse(52, 8, host_offensive={"mahdi_army": 0.3, "special_groups": 0.3})])
    rows = rows_of(case)
    fall = [mean(base, "attacks", low, low + 13) - mean(rows, "attacks", low, low + 13) for low in (60, 164)]
    yield "P86", "eight weeks of host offensive: attacks of the quarter fall, two years later less than a third is left", (
        fall[0] > 0 and fall[1] < fall[0] / 3), fall


def of_harm(tables):
    """P95b: without any counter attacks and D rise from the second year on and end above the status quo."""
    rows, quo = rows_of(of_2008(tables, levers={"host_aid": 0.0, "evidence": 0.0, "commitment": 0.0})), rows_of(of_2008(tables))
    found = [v for name in ("attacks", "direct")
             for v in (mean(rows, name, 52, 104), mean_of_last(rows, name), mean_of_last(quo, name))]
    yield "P95b", "without counter attacks and D rise from the second year and end above the status quo", (
        found[1] > max(found[0], found[2]) and found[4] > max(found[3], found[5])), found


def of_cost(tables):
    """P80, P81, P83b, P124: threats and inducements behind talks."""
    def D(name="status_quo", **changes):
        return mean_of_last(rows_of(of_2008(tables, name, **changes)), "direct")

    steps = [D("engagement", levers={"evidence": 0.9, "coercive_threat": K}) for K in (0, 0.3, 0.6, 0.9)]
    yield "P80", "behind engagement and evidence D falls at every step of the threat (0, .3, .6, .9)", (
        steps == sorted(steps, reverse=True)), steps
    three = [D("engagement", actions=[from_week(52, **levers)]) for levers in (
        {"coercive_threat": 0.7, "inducement": 1.0}, {"coercive_threat": 0.7}, {"inducement": 1.0})]
    yield "P81", "within engagement threat and inducement together below either alone", three[0] < min(three[1:]), three
    order = [mean(rows_of(of_2008(tables, name)), "direct") for name in ("engage_then_coerce", "engage_and_coerce")]
    yield "P83b", "engaging first leaves less D over four years than both at once", order[0] < order[1], order
    off = [1 - D(levers={"communication": talks, "inducement": 1.0}) / D(levers={"communication": talks}) for talks in (0.0, 0.8)]
    yield "P81 P124", "an inducement in silence takes < 2 % off D, behind talks (.8) > 15 %", off[0] < 0.02 and off[1] > 0.15, off
    weak = {ardour: {"communication": 0.8, "evidence": 0.9, "ardour": ardour} for ardour in (-0.5, 0.5)}
    share = [1 - D(levers=levers | {"coercive_threat": 0.7}) / D(levers=levers) for levers in weak.values()]
    yield "P93 P125", "pressure takes a larger share of D where the patron is weak at home", share[0] > share[1], share


def of_capacity(tables):
    """P78 P122: denial destroys what delivers; it is rebuilt."""
    def struck(denial):
        return rows_of(of_2008(tables, levers={"denial": denial}, actions=[pulse(52, 52, strikes=1.0)]))

    quo, found = rows_of(of_2008(tables)), [struck(1.0), struck(0.0)]
    at = [sum(map(delivered, rows[52:104])) / 52 for rows in (*found, quo)]
    yield "P78 P122", "a year of denial strikes cuts what is delivered below half; strikes that punish do not", (
        at[0] < at[2] / 2 < at[1]), at
    later = [delivered(rows[178]) for rows in (found[0], quo)]
    yield "P122", "a year and a half later above three quarters of the status quo", later[0] > 0.75 * later[1], later


def of_rival(tables):
    """P119, P120, P11: resolve, forces, the perceived balance."""
    for rival, wording in (("adaptive", "with an adaptive rival more D means fewer forces"), ("scripted", "with a scripted one not")):
        forces = [mean_of_last(rows_of(of_2008(tables, rival=rival, parameters={"direct.intercept": i})), "forces_present")
                  for i in (-3.0, -8.0)]
        yield "P119", wording, (forces[0] < forces[1]) == (rival == "adaptive"), forces
    rows = rows_of(of_2008(tables, parameters={"power.drain": 0.05}))
    start = rows[0]["balance_seen"]
    seen = [(rows[t]["balance_seen"] - start) / (rows[t]["balance"] - start) for t in (13, 52)]
    yield "P1 P8 P120", "a fast change of balance: less than half seen after a quarter, more than half after a year", (
        seen[0] < 0.5 < seen[1]), seen
    motive = [mean_of_last(rows_of(of_2008(tables, parameters={"perception.power_bias": bias})), "motive") for bias in (0.4, 0.0)]
    yield "P11 P49 P120", "the more attacks go unanswered the weaker the rival looks: bias raises the motive", motive[0] > motive[1], motive


def of_compliance(tables):
    """P121: expected cost of a threat behind talks is 0 at D = demand and above .1 at D = .8."""
    costs = []
    for D in (0.05, 0.8):
        case = of_2008(tables, weeks=1, initial={"channel": 0.8, "direct": D}, levers={"communication": 0.8, "coercive_threat": 0.7})
        costs.append(rows_of(case)[0]["expected_cost"])
    yield "P121", "the cost of a threat behind talks ends with compliance", costs[0] == 0 and costs[1] > 0.1, costs


def of_warnings(tables):
    """P112 P113 P126: area under the curve of the composites, window of 8 weeks, 40 futures, nothing fitted."""
    for kind in ("patron", "militia"):
        positive, negative = [], []
        for seed in range(40):
            rows = rows_of(strike_2020(tables), seed)
            begins = [t for t in range(1, len(rows)) if rows[t]["course"] == f"mdcoa_{kind}" != rows[t - 1]["course"]]
            for t in range(len(rows) - 8):
                if rows[t]["course"] != f"mdcoa_{kind}":
                    (positive if any(t < at <= t + 8 for at in begins) else negative).append(rows[t][f"warning_{kind}"])
        wins = sum((a > b) + 0.5 * (a == b) for a in positive for b in negative[::7])
        area = wins / max(1, len(positive) * len(negative[::7]))
        yield "P112 P113 P126", f"warnings of the {kind}'s dangerous course: area under the curve above .65", area > 0.65, [
            area, len(positive), len(negative)]


def futures_of_strike(tables):
    """P98: same luck with and without the strike, noise on."""
    higher = 0
    for seed in range(40):
        pair = [mean(rows_of(case, seed), "attacks", 1, 14) for case in (strike_2020(tables), calm_2020(tables))]
        higher += pair[0] > pair[1]
    yield "P98 K13", "attacks of the quarter higher with the strike in three quarters of 40 futures", higher >= 30, [higher]


CHECKS = [of_strike, of_deadline, of_offensive, of_harm, of_cost, of_capacity, of_rival, of_compliance]
WITH_NOISE = [of_warnings, futures_of_strike]


def patterns(tables, with_noise=True):
    """Every pattern of the core; those over futures only if asked."""
    for check in CHECKS + (WITH_NOISE if with_noise else []):
        yield from check(tables)
